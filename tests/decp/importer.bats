# importer decp: each form of the essential data becomes rows of marches.csv, and what is odd in it is told.
load ../cli/helper

setup() {
  formes="$DECOMPTE_ROOT/tests/decp/formes" data="$DECOMPTE_ROOT/../shared/data/decp"
  cd "$formes" || return
}

# Diagnostics of the last run, from its --json: CODE RECORD-OR-LINE MESSAGE.
told() {
  python3 -c 'import json, sys
for line in sys.stdin:
    item = json.loads(line)
    print(item["code"], item["ligne"] or "-", item["message"])' <<<"$stderr"
}

# FILE WORD…: stdout and diagnostics are those of FILE.attendu.csv and FILE.attendu.txt.
gives() {
  local name=$1
  shift
  expect 1 importer decp "$name" --json "$@"
  "$DECOMPTE" importer decp "$name" "$@" 2>/dev/null >"$BATS_TEST_TMPDIR/rows" || true
  told >"$BATS_TEST_TMPDIR/told"
  if [ -n "${REFAIRE-}" ]; then
    cp "$BATS_TEST_TMPDIR/rows" "$name.attendu.csv"
    cp "$BATS_TEST_TMPDIR/told" "$name.attendu.txt"
  fi
  same "$name.attendu.csv" "$BATS_TEST_TMPDIR/rows"
  same "$name.attendu.txt" "$BATS_TEST_TMPDIR/told"
}

rows() { sed 1d <<<"$output" | grep -c .; }

@test "JSON of 2019: several holders, concession, foreign firm, copies, what is not a market" { gives json-2019.json; }
@test "JSON of 2022: numbers as they are written, social considerations, groups, concessions apart" { gives json-2022.json; }
@test "table with dotted names: zones, postal codes, lost letters, lost zeros, a record too long" { gives points.csv; }
@test "table with underscored names: one number of two buyers" { gives soulignes.csv; }

@test "the summary says what became of every row" {
  decompte importer decp json-2019.json
  contains "$stderr" "json-2019.json : JSON de 2019, 8 marchés, 6 lignes écrites, 2 mis à part, 2 en double."
  decompte importer decp soulignes.csv --clause-sociale
  contains "$stderr" "4 marchés, 3 lignes écrites, 1 sans clause sociale."
  decompte importer decp soulignes.csv --silencieux
  lacks "$stderr" "lignes écrites"
}

@test "--recueil fills the column of every row, and nothing is left to say about it" {
  decompte importer decp soulignes.csv --recueil NATIONAL
  is "$(grep -c ';NATIONAL;' <<<"$output")" 4
  lacks "$stderr" "recueil"
}

@test "--clause-sociale keeps the markets that declare one, whatever the case and the other considerations" {
  decompte importer decp json-2022.json --clause-sociale
  is "$(cut -d';' -f1 <<<"$output" | sed 1d | sort -u | tr '\n' ' ')" "24S01 24S03 "
}

@test "a form without social considerations cannot be asked for clauses: code 2, nothing on stdout" {
  for words in "--clause-sociale" "--dossier $DOSSIERS/clair"; do
    # shellcheck disable=SC2086
    expect 2 importer decp points.csv $words
    contains "$stderr" "D003"
    contains "$stderr" "considérations sociales n'y sont pas publiées"
    is "$output" ""
  done
}

@test "--evenements: modifications are avenants against what held before, doubtful ones are told and not taken" {
  expect 1 importer decp json-2019.json --evenements
  is "$(grep -c '^json-2019.json: ' <<<"$stderr")" 2 # what is not a market: nothing is asked of columns
  is "$(tr -d '\r"' <<<"$output" | sed 1d)" "2021-01;;avenant;24/11/2021;;;15/09/2022;modification 1
2021-01;;avenant;20/01/2022;11500,50;;;modification 2"
  contains "$stderr" "JSON de 2019, 8 marchés, 2 avenants écrits."
  sed 's/"131500.50"/"11500.50"/; s/"dureeMois": "18"/"dureeMois": "6"/' json-2019.json >"$BATS_TEST_TMPDIR/x"
  expect 1 importer decp "$BATS_TEST_TMPDIR/x" --evenements
  is "$(rows)" 0
  contains "$stderr" "« 11500.50 » est-il le nouveau montant, ou ce qui s'y ajoute"
  contains "$stderr" "« 6 » est-il la nouvelle durée"
}

# ---- completeness ----

@test "--dossier tells and writes the markets with a clause that the dossier lacks, and only these" {
  dossier="$BATS_TEST_TMPDIR/dossier"
  mkdir "$dossier"
  # Folded number, SIRET that lost nothing; a line that is not complete yet; another buyer's market of the same number.
  printf '%s\n' "marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil" \
    "2024_9;299 100 024 00015;;;;;;" "2024-7;29910001600011;;;;;;" "2024-8;29910002400015;;;;;;" >"$dossier/marches.csv"
  expect 1 importer decp soulignes.csv --dossier "$dossier"
  is "$(cut -d';' -f1 <<<"$output" | sed 1d)" "299100024000152024-7"
  is "$(grep -c 'avertissement D089' <<<"$stderr")" 1
  contains "$stderr" "soulignes.csv:3: avertissement D089 : marché « 299100024000152024-7 » de l'acheteur 29910002400015 absent"
  contains "$stderr" "1 sans clause sociale, 2 déjà dans le dossier."
}

@test "--dossier: a dossier that has them all, or writes the SIRET in front of the number, lacks nothing" {
  dossier="$BATS_TEST_TMPDIR/dossier"
  mkdir "$dossier"
  "$DECOMPTE" importer decp soulignes.csv >"$dossier/marches.csv" 2>/dev/null || true
  decompte importer decp soulignes.csv --dossier "$dossier"
  is "$(rows)" 0
  lacks "$stderr" D089
}

@test "--dossier: several holders of a market are one market" {
  dossier="$BATS_TEST_TMPDIR/dossier"
  mkdir "$dossier"
  echo "marche;acheteur_siret" >"$dossier/marches.csv"
  expect 1 importer decp json-2022.json --dossier "$dossier"
  is "$(rows)" 3
  is "$(grep -c 'avertissement D089' <<<"$stderr")" 2
}

@test "--dossier without marches.csv is refused" {
  expect 2 importer decp soulignes.csv --dossier "$BATS_TEST_TMPDIR"
  contains "$stderr" "marches.csv: erreur fatale D002"
  is "$output" ""
}

# ---- what is not essential data ----

refuses() { # CONTENT MESSAGE
  printf '%s' "$1" >"$BATS_TEST_TMPDIR/x"
  cd "$BATS_TEST_TMPDIR" || return
  expect 2 importer decp x
  is "$output" ""
  contains "$stderr" "$2"
}

@test "broken JSON is refused, with its line and column" {
  refuses '{"marches": [
 {"id": "1", "montant": 12.50, "objet": }]}' "x:2:41: erreur fatale D085 : signe inattendu"
  refuses '{"marches": [{"id": "1"' "x:1:23: erreur fatale D085 : le fichier s'arrête avant la fin du JSON"
  refuses '{"marches": []} encore' "le JSON est fini, et le fichier ne l'est pas"
  refuses '{"marches": [{"id": "1", "id": "2"}]}' "la même clé est là deux fois"
  refuses "{\"marches\": [{\"objet\": \"$(printf '\351')\"}]}" "octets qui ne sont pas de l'UTF-8"
}

@test "JSON of anything else is refused" {
  refuses '{"contrats": []}' "D085 : pas de clé « marches »"
  refuses '{"marches": "aucun"}' "D085 : « marches » n'est ni une liste"
  refuses '{"marches": {"autre": []}}' "D085 : « marches » n'est ni une liste"
  refuses '{"marches": []}' "D005 : aucun marché"
}

@test "lists within lists without end are refused" {
  refuses "$(printf '[%.0s' {1..5000})" "imbriqués à l'excès"
}

@test "values of a wrong type are absent values, and every market has its row or its diagnostic" {
  printf '%s' '{"marches": [{"id": ["a", "b"], "acheteur": "x", "titulaires": {"id": "29990001900017"}, "montant": true,
    "dureeMois": {"mois": 3}, "modifications": 4, "lieuExecution": [[[[["62318"]]]]]}, null, [], 7, {}]}' \
    >"$BATS_TEST_TMPDIR/x"
  decompte importer decp "$BATS_TEST_TMPDIR/x"
  is "$status" 1
  is "$(rows)" 1
  contains "$stderr" "5 marchés, 1 ligne écrite, 4 mis à part."
  contains "$output" '"a, b";;;;;29990001900017'
}

@test "every prefix of a JSON file is refused or read, never a crash" {
  local size n
  size=$(wc -c <json-2022.json)
  for ((n = 1; n < size; n += 61)); do
    head -c "$n" json-2022.json >"$BATS_TEST_TMPDIR/x"
    run "$DECOMPTE" importer decp "$BATS_TEST_TMPDIR/x"
    [ "$status" -eq 2 ] || fail "$n bytes: code $status"
  done
}

@test "a table of anything else is refused; one that lacks a column says which" {
  refuses $'a;b;c\n1;2;3\n' "x:1: erreur fatale D085 : aucune colonne n'est des données essentielles"
  refuses $'id;objet;acheteur.id\n1;x;29910001600011\n' "D003 : colonne « titulaire.id » absente"
  refuses $'id;acheteur.id;titulaire.id;id\n1;;;\n' "D004"
  refuses '' "D005"
}

@test "a directory, a FIFO and a missing file are refused; Windows-1252 reads as UTF-8 does" {
  mkfifo "$BATS_TEST_TMPDIR/fifo"
  for file in "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR/fifo" "$BATS_TEST_TMPDIR/absent"; do
    expect 2 importer decp "$file"
    contains "$stderr" D002
  done
  iconv -f UTF-8 -t WINDOWS-1252 soulignes.csv >"$BATS_TEST_TMPDIR/x"
  "$DECOMPTE" importer decp "$BATS_TEST_TMPDIR/x" 2>/dev/null >"$BATS_TEST_TMPDIR/rows" || true
  same soulignes.csv.attendu.csv "$BATS_TEST_TMPDIR/rows"
}

@test "JSON larger than what is held in memory is refused, with what to do" {
  printf '{' >"$BATS_TEST_TMPDIR/x"
  truncate -s 513M "$BATS_TEST_TMPDIR/x" # a hole
  expect 2 importer decp "$BATS_TEST_TMPDIR/x"
  contains "$stderr" "prendre la forme tabulaire ou découper le fichier"
}

# ---- real files ----

@test "real files: as many rows as another program counts, and their rows read back" {
  [ -r "$data/decp_croix59_2019-2021.json" ] || skip "no essential data beside the tree (shared/data/decp)"
  local name n=0
  for name in decp_2018_2019_hdf_59_62.csv decp_2024H2_hdf_59_62.csv decp_croix59_2019-2021.json; do
    decompte importer decp "$data/$name" --recueil NATIONAL
    is "$status" 1
    printf '%s\n' "$output" >"$BATS_TEST_TMPDIR/marches.csv"
    is "$(python3 "$DECOMPTE_ROOT/tests/decp/compter.py" --lignes "$BATS_TEST_TMPDIR/marches.csv")" \
      "$(python3 "$DECOMPTE_ROOT/tests/decp/compter.py" "$data/$name")"
    decompte lire "$BATS_TEST_TMPDIR/marches.csv"
    [ "$status" -lt 2 ]
    contains "$output" "table         marches"
    lacks "$stderr" "erreur fatale"
    n=$((n + 1))
  done
  is "$n" 3
}

@test "real files: wrong SIRET of 2018-2019 are those that another program finds" {
  local file="$data/decp_2018_2019_hdf_59_62.csv"
  [ -r "$file" ] || skip "no essential data beside the tree (shared/data/decp)"
  decompte importer decp "$file"
  told=$(sed -n 's/.* D021 .*« \([0-9]*\) »/\1/p' <<<"$stderr" | sort -u)
  [ "$(wc -l <<<"$told")" -gt 5 ]
  is "$told" "$(python3 "$DECOMPTE_ROOT/tests/decp/luhn.py" "$file" acheteur.id titulaire.id | cut -d' ' -f3- |
    grep -v '\.' | sort -u)"
}
