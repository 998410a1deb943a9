# A dossier made from real contracts: the essential data of public procurement, which are not in this tree.
# Its real defects are told as anomalies, and what is wrong is counted again without decompte.
load ../cli/helper

setup_file() {
  local data="$DECOMPTE_ROOT/../shared/data/decp"
  export recent="$data/decp_2024H2_hdf_59_62.csv" old="$data/decp_2018_2019_hdf_59_62.csv"
  export luhn="$DECOMPTE_ROOT/tests/decp/luhn.py" place="$BATS_FILE_TMPDIR"
  [ -r "$recent" ] || return 0
  counted recent "$recent"
  if [ -r "$old" ]; then counted old "$old"; fi
}

counted() { # NAME FILE: a dossier and its output, code 1
  "$DECOMPTE" exemple "$place/$1" --decp "$2"
  run "$DECOMPTE" calculer "$place/$1" --sortie "$place/$1.sortie" --silencieux
  [ "$status" -eq 1 ]
}

setup() {
  [ -r "$recent" ] || skip "no essential data beside the tree (shared/data/decp)"
  take recent
}

take() { # NAME
  dossier="$place/$1" sortie="$place/$1.sortie"
  mois=$(echo "$sortie"/*)
}

codes() { anomalies | cut -d' ' -f1 | sort -u | tr '\n' ' '; }

# Wrong SIRET of marches.csv, « LINE VALUE » each.
told() {
  python3 - "$mois/anomalies.csv" <<'PYTHON'
import csv, re, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"):
    if row["fichier"] == "marches.csv" and row["code"] == "D021":
        print(row["ligne"], re.fullmatch(r"\w+ : « (.*) »", row["message"]).group(1).replace(" ", ""))
PYTHON
}

found() { python3 "$luhn" "$dossier/marches.csv" acheteur_siret titulaire_siret | cut -d' ' -f1,3; }

@test "every contract of the file is a row of marches.csv" {
  is "$(($(wc -l <"$dossier/marches.csv") - 1))" "$(($(wc -l <"$recent") - 1))"
}

@test "several holders, missing places, numbers used twice and missing names are told" {
  local code
  for code in D020 D044 D045 D047; do contains "$(codes)" "$code"; done
}

@test "holders of one market: as many markets are told as the file has" {
  expected=$(python3 - "$dossier/marches.csv" <<'PYTHON'
import csv, sys
first, holders = {}, {}
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"):
    if not row["titulaire_nom"]:
        continue  # set apart: D020
    key = row["marche"], row["lot"]
    first.setdefault(key, row["acheteur_siret"])
    if row["acheteur_siret"] == first[key]:
        holders.setdefault(key, set()).add(row["titulaire_siret"])
print(sum(len(names) > 1 for names in holders.values()))
PYTHON
  )
  [ "$expected" -gt 0 ]
  is "$(anomalies | grep -c ^D045)" "$expected"
}

@test "wrong SIRET are those that another program finds, and no others" {
  is "$(told)" "$(found)"
}

@test "wrong SIRET of 2018-2019 are those that another program finds, and there are some" {
  [ -r "$old" ] || skip "no essential data of 2018-2019"
  take old
  [ "$(found | wc -l)" -gt 5 ]
  is "$(told)" "$(found)"
}

@test "a digit changed in one SIRET out of ten is found, in each of them" {
  cp -r "$dossier" "$BATS_TEST_TMPDIR/abime"
  dossier="$BATS_TEST_TMPDIR/abime" sortie="$BATS_TEST_TMPDIR/sortie"
  python3 - "$dossier/marches.csv" <<'PYTHON'
import re, sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
for i in range(1, len(lines), 10):
    lines[i] = re.sub(r";(\d{13})(\d);", lambda m: f";{m[1]}{(int(m[2]) + 3) % 10};", lines[i], count=1)
open(sys.argv[1], "w", encoding="utf-8").write("\n".join(lines))
PYTHON
  expect 1 calculer "$dossier" --sortie "$sortie" --silencieux
  mois=$(echo "$sortie"/*)
  [ "$(found | wc -l)" -ge 30 ]
  is "$(told)" "$(found)"
}

@test "no record is lost, and every control sum is right" {
  local name
  for name in recent old; do
    [ -d "$place/$name" ] || continue
    take "$name"
    python3 - "$mois/bilan.json" <<'PYTHON'
import json, sys
statement = json.load(open(sys.argv[1]))
counts = statement["enregistrements"]
assert counts["lus"] == sum(value for key, value in counts.items() if key != "lus") > 1000, counts
assert all(control["verdict"] == "juste" for control in statement["controles"])
PYTHON
  done
}
