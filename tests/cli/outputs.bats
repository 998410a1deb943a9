# What outputs hold, and what they never hold: formulas, social security numbers, sensitive facts outside their profile.
load helper

setup() { take_dossier; }

# ---- formulas ----

@test "text that begins like a formula never becomes one, in CSV or in a workbook" {
  sed -i 's/^2026-01/=1+1/' "$dossier"/{marches,evenements,lieux,groupements}.csv "$dossier"/releves/*
  sed -i 's/P1/@SUM(A1)/; s/P2/-2+3/' "$dossier"/participants.csv "$dossier"/releves/*
  edit marches.csv '2s/Voirie de la Lune/+cmd|x/; 2s/;Voirie;/;=HYPERLINK("x");/'
  append releves/2026-02.csv '=cmd;1;=P9;04/02/2026;7;TRAVAIL;;'
  expect 1 calculer "$dossier" --sortie "$sortie"
  is "$(bilan totaux.admises.heures)" 65.6667
  python3 - "$mois" <<'PYTHON'
import csv, glob, re, sys, zipfile
folder, bad, texts = sys.argv[1], [], 0
for path in glob.glob(folder + "/*.csv"):
    for row in csv.reader(open(path, encoding="utf-8-sig", newline=""), delimiter=";"):
        bad += [(path, cell) for cell in row if cell[:1] in "=+-@\t\r" and cell and not re.fullmatch(r"-\d+(,\d+)?", cell)]
        texts += sum("=1+1" in cell for cell in row)
for path in glob.glob(folder + "/**/*.xlsx", recursive=True):
    book = zipfile.ZipFile(path)
    for name in book.namelist():
        part = book.read(name).decode("utf-8", "replace")
        bad += [(path, formula) for formula in re.findall(r"<f>([^<]*)</f>", part)
                if re.search(r"^1\+1|^SUM\(A1\)|^2\+3|^cmd|HYPERLINK", formula)]
        texts += part.count("=1+1")
assert texts > 20, texts
assert not bad, bad
PYTHON
}

# ---- social security numbers ----

NIR=185057800608491 # invented, with its right key

# The run tells the number at FILE:LINE (D031), and no output holds it, in whatever way it was written.
no_number() { # FILE:LINE
  decompte calculer "$dossier" --sortie "$sortie" --json
  [ -d "$mois" ] || fail "nothing written: $stderr"
  unpacked "$mois"
  python3 - "$mois.texte" <<'PYTHON'
import os, re, sys
number = re.compile("[ .\u00a0\u202f]*".join("185057800608491"))
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(folder, name)
        text = name + "\n" + open(path, encoding="utf-8", errors="replace").read()
        assert not number.search(text), path
PYTHON
  [ -z "${1:-}" ] || has_anomaly D031 "$1" erreur
}

@test "a social security number in any column of a timesheet is told, and copied nowhere" {
  local column row=(2026-01 2 P1 04/02/2026 7 TRAVAIL 29990149600024 62041)
  for column in 0 1 2 3 4 5 6 7; do
    take_dossier
    local flawed=("${row[@]}")
    flawed[column]=$NIR
    append releves/2026-02.csv "$(IFS=';'; printf '%s' "${flawed[*]}")"
    no_number releves/2026-02.csv:6
    lacks "$output$stderr" "$NIR"
  done
}

@test "a social security number in a column that is not read is told, and copied nowhere" {
  edit releves/2026-02.csv '1s/$/;Observations/; 2,$s/$/;/'
  append releves/2026-02.csv "2026-01;2;P1;04/02/2026;7;TRAVAIL;;;$NIR"
  no_number releves/2026-02.csv:6
}

@test "a social security number in a cell of the other files is told, and copied nowhere" {
  edit marches.csv "2s/;Voirie;/;$NIR;/"
  append participants.csv "$NIR;F;RSA;05/01/2026;12/01/2026"
  append evenements.csv "2026-01;1;avenant;01/02/2026;;;;$NIR"
  no_number marches.csv:2
  has_anomaly D031 participants.csv:6 erreur
  has_anomaly D031 evenements.csv:4 erreur
}

@test "a social security number written in groups, with spaces of any kind, is recognised" {
  local space
  for space in ' ' $'\u00a0' $'\u202f' '.'; do
    take_dossier
    append releves/2026-02.csv "2026-01;2;1${space}85${space}05${space}78${space}006${space}084${space}91;04/02/2026;7;TRAVAIL;;"
    no_number releves/2026-02.csv:6
  done
}

@test "a social security number of Corsica is recognised" {
  append releves/2026-02.csv "2026-01;2;2 85 05 2A 006 084 $(printf %02d $((97 - 2850519006084 % 97)));04/02/2026;7;TRAVAIL;;"
  expect 1 calculer "$dossier" --sortie "$sortie"
  has_anomaly D031 releves/2026-02.csv:6 erreur
}

@test "fifteen digits that are no social security number are an ordinary text" {
  edit participants.csv "s/^P1/185057800608492/"
  sed -i "s/P1/185057800608492/" "$dossier"/releves/*
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(bilan totaux.admises.heures)" 65.6667
}

@test "a social security number in a damaged line is copied nowhere" {
  append releves/2026-02.csv "2026-01;2;$NIR;04/02/2026;7;TRAVAIL"
  append releves/2026-02.csv "2026-01;2;\"$NIR;04/02/2026;7;TRAVAIL;;"
  no_number
  lacks "$output$stderr" "$NIR"
}

# Neither the number nor what a line break leaves of it: nine digits of it are too many.
no_part() {
  unpacked "$mois"
  if grep -rlE '185057800|608491' "$mois.texte"; then fail "half a number is there"; fi
  lacks "$output$stderr" 185057800
  lacks "$output$stderr" 608491
}

@test "a social security number that a line break cuts, in a column that is not read, is told and copied nowhere" {
  local end
  for end in '\n' '\r\n' ' \n '; do
    take_dossier
    edit releves/2026-02.csv '1s/$/;Observations/; 2,$s/$/;/'
    # sound, with a date that is wrong, with too many fields, with a control character
    printf "2026-01;2;P1;04/02/2026;7;TRAVAIL;;;\"vu 185057800${end}608491\"\n" >>"$dossier/releves/2026-02.csv"
    printf "2026-01;2;P1;44/02/2026;7;TRAVAIL;;;\"185057800${end}608491 vu\"\n" >>"$dossier/releves/2026-02.csv"
    printf "2026-01;2;P1;04/02/2026;7;TRAVAIL;;;\"185057800${end}608491\";x;y\n" >>"$dossier/releves/2026-02.csv"
    printf "2026-01;2;P1;05/02/2026;7;TRAVAIL;;\001;\"185057800${end}608491\001\"\n" >>"$dossier/releves/2026-02.csv"
    printf "2026-01;2;P1;06/02/2026;7;TRA\"VAIL;;;\"185057800${end}608491\"\n" >>"$dossier/releves/2026-02.csv"
    no_number releves/2026-02.csv:6
    no_part
    has_anomaly D014 releves/2026-02.csv:12 avertissement
    decompte verifier "$dossier"
    no_part
    decompte expliquer "$dossier" releves/2026-02.csv:7
    no_part
    decompte lire "$dossier/releves/2026-02.csv"
    no_part
    decompte lire --csv "$dossier/releves/2026-02.csv"
    contains "$output" "vu •••"
    no_part
  done
}

@test "a social security number that a line break cuts, in a header, is copied nowhere" {
  sed -i '1s/$/;"185057800/; 1a 608491"' "$dossier/releves/2026-02.csv"
  no_number
  no_part
  decompte lire --csv "$dossier/releves/2026-02.csv"
  no_part
}

@test "a social security number in a header is copied nowhere" {
  edit releves/2026-02.csv "1s/\$/;$NIR/"
  no_number
  lacks "$output$stderr" "$NIR"
}

@test "a social security number inside the text of a market is told, and copied nowhere" {
  edit marches.csv "2s/;Voirie;/;Voirie (M. Exemple $NIR);/"
  no_number marches.csv:2
}

@test "a social security number inside the name of a firm is told, and copied nowhere, not even in a file name" {
  edit groupements.csv "3s/Bâtisseurs des Brumes/M. Exemple $NIR/"
  no_number groupements.csv:3
}

@test "a social security number beside an unknown pseudonym or lot is copied nowhere, terminal included" {
  append releves/2026-02.csv "2026-01;2;P1 $NIR;04/02/2026;7;TRAVAIL;;"
  append releves/2026-02.csv "2026-01;2 $NIR;P1;04/02/2026;7;TRAVAIL;;"
  no_number
  lacks "$output$stderr" "$NIR"
}

# ---- profiles ----

# The refusal of line 6 of January names the public of a person, FLE. --detail tout: it is not of the month.
texts() { cat "$mois.texte/$1"/xl/sharedStrings.xml; }
FLE="Le public FLE n'est pas dans la liste"

@test "by default the contractor's workbook has no category of public; the EPCI's and the consolidation have it" {
  expect 0 calculer "$dossier" --sortie "$sortie" --detail tout
  unpacked "$mois"
  run -1 grep -rlwE 'RSA|FLE|DELD' "$mois.texte/titulaires"
  contains "$(texts titulaires/29990100900017-voirie-de-la-lune.xlsx)" "NATIONAL, article 1"
  contains "$(texts consolidation.xlsx)" "$FLE"
  contains "$(texts epci/200033579-cu-d-arras.xlsx)" "$FLE"
}

@test "--profil titulaire hides the category of public everywhere, the journal included" {
  expect 0 calculer "$dossier" --sortie "$sortie" --profil titulaire --detail tout
  unpacked "$mois"
  run -1 grep -rlwE 'RSA|FLE|DELD' "$mois.texte"
  is "$(journal 'releves/2026-01.csv;6' article)" 1
}

@test "--profil complet shows it everywhere" {
  expect 0 calculer "$dossier" --sortie "$sortie" --profil complet --detail tout
  unpacked "$mois"
  contains "$(texts titulaires/29990100900017-voirie-de-la-lune.xlsx)" "$FLE"
  contains "$(journal 'releves/2026-01.csv;6' motif)" "$FLE"
}

@test "--profil public names no person, shows no category of public, and has no journal" {
  expect 0 calculer "$dossier" --sortie "$sortie" --profil public --detail tout
  unpacked "$mois"
  run -1 grep -rlE '>P[1-4]<|FLE' "$mois.texte" --include=sharedStrings.xml
  run -1 grep -rlE ';P[1-4];|FLE' "$mois.texte" --include='*.csv'
  [ ! -e "$mois/journal.csv" ] || fail "a public journal.csv"
}

# The dossier is about 4 persons: everything that follows from their hours is withheld, what markets owe is not.
@test "--profil public withholds in marches.csv and bilan.json what is about fewer than 5 persons" {
  expect 0 calculer "$dossier" --sortie "$sortie" --profil public
  is "$(cell marches.csv 2 8)" 120
  for column in 9 10 11 12 13 15 16 17; do is "$(cell marches.csv 2 $column)" "masqué"; done
  is "$(jq -c '[.totaux[], .epci[].retenues, .titulaires[].retenues] | map(.heures) | unique' "$mois/bilan.json")" \
    '[null,"0"]'
  is "$(jq '[.decisions, .totaux_du_mois, .enregistrements, .etp] | all(. == null)' "$mois/bilan.json")" true
  is "$(jq '[.entrees[].lignes, .entrees[].octets] | all(. == null)' "$mois/provenance.json")" true
}

@test "every output file is for its owner alone, in every profile" {
  local profil
  for profil in complet titulaire public; do
    expect 0 calculer "$dossier" --sortie "$sortie" --profil "$profil"
    [ "$(find "$mois" -type f | wc -l)" -ge 8 ] || fail "$(find "$mois")"
    is "$(find "$mois" -type f ! -perm 0600)" ""
  done
}

@test "figures are the same in every profile that withholds none" {
  local reference profil
  expect 0 calculer "$dossier" --sortie "$sortie"
  reference=$(sha256sum <"$mois/marches.csv")
  for profil in complet titulaire; do
    expect 0 calculer "$dossier" --sortie "$sortie" --profil "$profil"
    is "$(sha256sum <"$mois/marches.csv")" "$reference"
  done
}
