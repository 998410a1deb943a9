# The same timesheet in every dialect that real files come in gives the same journal, byte for byte.
load helper

setup() {
  take_dossier
  rm "$dossier"/releves/* "$dossier/lieux.csv"
  edit participants.csv 's/^P1/Zoé-1/'
}

# The timesheet of this file, a field a word: SEPARATOR DATES HOURS → UTF-8 with LF. Numbers are quoted when they hold
# the separator.
timesheet() {
  local dates hours
  case $2 in
  french) dates=(12/01/2026 13/01/2026 02/02/2026) ;;
  iso) dates=(2026-01-12 2026-01-13 2026-02-02) ;;
  esac
  case $3 in
  comma) hours=(7,5 6,25 4) ;;
  point) hours=(7.5 6.25 4.0) ;;
  clock) hours=(7h30 6h15 4h00) ;;
  spaced) hours=("7 h 30" "6 h 15" "4 h") ;;
  colon) hours=(7:30 06:15 4:00:00) ;;
  minutes) hours=("450 min" "375 mn" "240 min") ;;
  esac
  local row
  for row in "Marché|Lot|Bénéficiaire|Date|Heures réalisées|Nature des heures" \
    "2026-01|1|Zoé-1|${dates[0]}|${hours[0]}|TRAVAIL" "2026-01|1|P2|${dates[1]}|${hours[1]}|Formation" \
    "2026-01|2|Zoé-1|${dates[2]}|${hours[2]}|TRAVAIL"; do
    [ "$1" != , ] || row=$(sed -E 's/([0-9]),([0-9])/\1\x01\2/; s/\|([^|]*)\x01([^|]*)/|"\1,\2"/' <<<"$row")
    printf '%s\n' "${row//|/$1}"
  done
}

# ENCODING END: what stdin becomes.
encoded() {
  local text
  [ "$1" != bom ] || printf '\357\273\277'
  case $2 in LF) text=cat ;; CRLF) text="sed s/\$/\\r/" ;; CR) text="tr \\n \\r" ;; esac
  case $1 in
  windows) iconv -f UTF-8 -t WINDOWS-1252 ;;
  *) cat ;;
  esac | $text
}

# The journal that the timesheet on stdin gives, kept under the name $1.
journal_of() { # NAME [CODE]
  cat >"$dossier/releves/r.csv"
  expect "${2:-0}" calculer "$dossier" --mois 2026-02 --sortie "$sortie" --silencieux
  cp "$mois/journal.csv" "$BATS_TEST_TMPDIR/$1"
}

@test "separator, encoding, line ends, dates and hours: 108 ways to write a timesheet, one journal" {
  timesheet ';' french comma | encoded utf8 LF | journal_of reference
  is "$(wc -l <"$BATS_TEST_TMPDIR/reference")" 4
  contains "$(cat "$BATS_TEST_TMPDIR/reference")" "releves/r.csv;2;2026-01;1;29990100900017;Zoé-1;12/01/2026;TRAVAIL;7,5;7,5;1;7,5;0;retenue"
  local hours=(comma point clock spaced colon minutes) dates=(french iso) n=0 way
  for separator in ';' , $'\t' '|'; do
    for encoding in utf8 bom windows; do
      for end in LF CRLF CR; do
        for _ in 1 2 3; do
          way="separator « $separator » $encoding $end ${dates[n % 2]} ${hours[n % 6]}"
          timesheet "$separator" "${dates[n % 2]}" "${hours[n % 6]}" | encoded "$encoding" "$end" >"$dossier/releves/r.csv"
          "$DECOMPTE" calculer "$dossier" --mois 2026-02 --sortie "$sortie" --silencieux >/dev/null || fail "$way: code $?"
          cmp "$mois/journal.csv" "$BATS_TEST_TMPDIR/reference" || fail "$way: $(diff "$BATS_TEST_TMPDIR/reference" "$mois/journal.csv")"
          n=$((n + 1))
        done
        n=$((n + 1)) # so that dates and hours do not keep step with line ends
      done
    done
  done
  is "$n" 144
}

@test "a last line without its end is read" {
  timesheet ';' french comma | journal_of whole
  timesheet ';' french comma | head -c -1 | journal_of cut
  same "$BATS_TEST_TMPDIR/whole" "$BATS_TEST_TMPDIR/cut"
}

@test "quoted fields, trailing empty columns and spaces around values change nothing" {
  timesheet ';' french comma | journal_of plain
  timesheet ';' french comma | sed 's/;/ ; /g; s/Zoé-1/"Zoé-1"/; s/$/;;;/' | journal_of padded
  same "$BATS_TEST_TMPDIR/plain" "$BATS_TEST_TMPDIR/padded"
}

@test "line numbers are those of an editor: blank lines, quoted line breaks and totals count" {
  {
    timesheet ';' french comma | sed -n '1s/$/;Pièce/p; 2s/$/;"deux\nlignes"/p'
    printf '\n;;;;;;\nTOTAL;;;;7,5;;\n'
    timesheet ';' french comma | sed -n '3s/$/;/p'
  } | journal_of broken
  is "$(sed 1d "$mois/journal.csv" | cut -d';' -f2 | tr '\n' ' ')" "2 7 "
  is "$(bilan enregistrements.lus)" 5
  is "$(bilan enregistrements.vides)" 2
  is "$(bilan enregistrements.lignes_de_total)" 1
}

@test "a month in figures or in words is the same month, and has no date in the journal" {
  local month n=0
  for month in 2026-01 01/2026 "janvier 2026" "Janvier 2026"; do
    printf 'marche;lot;participant;mois;heures\n2026-01;1;P2;%s;7,5\n' "${month/janvier/février}" |
      sed 's/2026-01;7/2026-02;7/; s#01/2026#02/2026#; s/Janvier/Février/' | journal_of "mois$n"
    same "$BATS_TEST_TMPDIR/mois0" "$BATS_TEST_TMPDIR/mois$n"
    n=$((n + 1))
  done
  is "$(journal 'releves/r.csv;2' date)" ""
  is "$(journal 'releves/r.csv;2' mois)" 2026-02
  is "$(journal 'releves/r.csv;2' heures_retenues)" 7,5
}

@test "a month counts as its first day: it is refused in a market that begins later that month" {
  printf 'marche;lot;participant;mois;heures\n2026-01;1;P2;2026-01;7,5\n' | journal_of begun
  is "$(journal 'releves/r.csv;2' article)" 2
}

@test "spaces between thousands, also those that do not break, are read" {
  printf 'marche;lot;participant;mois;heures\n2026-01;1;P2;2026-02;1 607,5\n' | journal_of plain 1 # more than a month holds
  is "$(journal 'releves/r.csv;2' heures_declarees)" 1607,5
  for space in $'\u00a0' $'\u202f'; do
    printf 'marche;lot;participant;mois;heures\n2026-01;1;P2;2026-02;1%s607,5\n' "$space" | journal_of other 1
    same "$BATS_TEST_TMPDIR/plain" "$BATS_TEST_TMPDIR/other"
  done
}

@test "hours that may be decimals or minutes are refused when nothing in the column tells" {
  printf 'marche;lot;participant;date;heures\n2026-01;1;P2;12/01/2026;7,30\n2026-01;1;P2;13/01/2026;7\n' >"$dossier/releves/r.csv"
  expect 1 calculer "$dossier" --mois 2026-02 --sortie "$sortie"
  has_anomaly D026 releves/r.csv:2 erreur
  is "$(bilan enregistrements.au_journal)" 1
  append releves/r.csv '2026-01;1;P2;14/01/2026;7,5'
  expect 0 calculer "$dossier" --mois 2026-02 --sortie "$sortie"
  is "$(journal 'releves/r.csv;2' heures_declarees)" 7,3
}

@test "a line that is not UTF-8 in a file that says it is gets read, and told" {
  timesheet ';' french comma | encoded bom LF >"$dossier/releves/r.csv"
  printf '2026-01;1;Zo\351-1;14/01/2026;7,5;TRAVAIL\n' >>"$dossier/releves/r.csv"
  expect 1 calculer "$dossier" --mois 2026-02 --sortie "$sortie"
  has_anomaly D013 releves/r.csv:5 avertissement
  is "$(journal 'releves/r.csv;5' participant)" Zoé-1
}

@test "a line with too few or too many fields is set apart, the others are counted" {
  timesheet ';' french comma | sed -E '2s/^([^;]*;[^;]*);.*/\1/; 3s/$/;de trop/' >"$dossier/releves/r.csv"
  expect 1 calculer "$dossier" --mois 2026-02 --sortie "$sortie"
  has_anomaly D011 releves/r.csv:2 erreur
  has_anomaly D011 releves/r.csv:3 erreur
  is "$(bilan enregistrements.au_journal)" 1
}

@test "a quote never closed costs its own line at most: nothing when the line has its fields without it" {
  timesheet ';' french comma | sed '2s/Zoé-1/"Zoé-1/; 3s/P2/"P;2/' >"$dossier/releves/r.csv"
  expect 1 calculer "$dossier" --mois 2026-02 --sortie "$sortie"
  has_anomaly D016 releves/r.csv:2 avertissement
  has_anomaly D012 releves/r.csv:3 erreur
  is "$(journal 'releves/r.csv;2' participant)" Zoé-1
  is "$(bilan enregistrements.au_journal)" 2
}

@test "lire tells encoding, separator, table and columns of each dialect" {
  local separator encoding name
  for separator in ';:point-virgule' ',:virgule' $'\t:tabulation' '|:barre verticale'; do
    for encoding in 'utf8:UTF-8' 'bom:UTF-8 avec BOM' 'windows:Windows-1252'; do
      timesheet "${separator%%:*}" french point | encoded "${encoding%%:*}" CRLF >"$dossier/releves/r.csv"
      expect 0 lire "$dossier/releves/r.csv"
      contains "$output" "encodage      ${encoding#*:}"
      contains "$output" "séparateur    ${separator#*:}"
      contains "$output" "table         releves"
      contains "$output" "lues          3 ; en erreur 0"
      for name in "Bénéficiaire                participant" "Heures réalisées            heures"; do contains "$output" "$name"; done
    done
  done
}

@test "lire --csv writes every dialect as the same clean CSV, which it reads back to the same bytes" {
  timesheet , french point | sed 's/$/\r/' >"$BATS_TEST_TMPDIR/clean"
  local separator encoding end
  for separator in ';' , $'\t' '|'; do
    for encoding in utf8 bom windows; do
      for end in LF CRLF CR; do
        timesheet "$separator" french point | encoded "$encoding" "$end" >"$dossier/releves/r.csv"
        "$DECOMPTE" lire --csv "$dossier/releves/r.csv" >"$BATS_TEST_TMPDIR/once"
        same "$BATS_TEST_TMPDIR/clean" "$BATS_TEST_TMPDIR/once"
      done
    done
  done
  cp "$BATS_TEST_TMPDIR/once" "$dossier/releves/r.csv"
  "$DECOMPTE" lire --csv "$dossier/releves/r.csv" | cmp - "$BATS_TEST_TMPDIR/clean"
}

@test "lire --csv quotes what needs it" {
  printf 'marche;objet\n1;"a;b, ""c"""\n' >"$BATS_TEST_TMPDIR/q.csv"
  is "$("$DECOMPTE" lire --csv "$BATS_TEST_TMPDIR/q.csv" | od -An -c | tr -d ' \n')" 'marche,objet\r\n1,"a;b,""c"""\r\n'
}

@test "lire of a file that is not there, or is a directory, is refused" {
  expect 2 lire "$BATS_TEST_TMPDIR/absent.csv"
  contains "$stderr" "D002"
  expect 2 lire "$dossier"
  contains "$stderr" "D002"
}
