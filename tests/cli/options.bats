# Options of calculer that change what is counted or how it is written.
load helper

setup() { take_dossier; }

@test "--mois counts up to the last day of that month; later lines are set apart, and not an anomaly" {
  expect 0 calculer "$dossier" --sortie "$sortie" --mois 2026-01
  mois="$sortie/2026-01"
  is "$(bilan arrete_au)" 2026-01-31
  is "$(bilan enregistrements.au_journal)" 7
  is "$(bilan enregistrements.posterieurs)" 5
  is "$(cell marches.csv 2 8)" 100       # the amendment of 15/02 is later
  is "$(cell marches.csv 2 7)" 30/06/2026 # and so is the new end
  is "$(cell marches.csv 2 9)" 48,5
  is "$(anomalies | grep -v ^D077)" "D055 : note"
}

@test "--arrete-au sets the date of the statement, in either form; its month is the month of the output" {
  local date
  for date in 02/02/2026 2026-02-02; do
    expect 0 calculer "$dossier" --sortie "$sortie" --arrete-au "$date"
    is "$(bilan arrete_au)" 2026-02-02
    is "$(bilan enregistrements.posterieurs)" 2
    is "$(cell marches.csv 3 9)" 11
    is "$(cell marches.csv 2 9)" 79 # the month-only line of February counts as the first
  done
}

@test "--mois and --arrete-au together: output of that month, statement at that date" {
  expect 0 calculer "$dossier" --sortie "$sortie" --mois 2026-01 --arrete-au 31/03/2026
  mois="$sortie/2026-01"
  is "$(bilan arrete_au)" 2026-03-31
  is "$(bilan totaux.lignes)" 12
  is "$(bilan totaux_du_mois.lignes)" 7
  is "$(cell marches.csv 2 8)" 620 # both amendments
}

@test "the statement decides the value of the penalty: the SMIC of that day" {
  expect 0 calculer "$dossier" --sortie "$sortie" --arrete-au 30/06/2026
  mois="$sortie/2026-06"
  is "$(cell marches.csv 2 16)" 7078,25 # (620 - 45) h × 12,31 €, in force since 01/06/2026
}

@test "a month before any record gives an empty statement, not a failure" {
  expect 0 calculer "$dossier" --sortie "$sortie" --mois 2025-12
  mois="$sortie/2025-12"
  is "$(bilan enregistrements.posterieurs)" 12
  is "$(cell marches.csv 2 9)" 0
}

@test "months live side by side: a new month leaves the former one alone" {
  expect 0 calculer "$dossier" --sortie "$sortie" --mois 2026-01
  january=$(fingerprint "$sortie/2026-01")
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(fingerprint "$sortie/2026-01")" "$january"
  is "$(find "$sortie" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')" "2026-01 2026-02 "
}

@test "--csv-international: RFC 4180, no BOM, decimal point, ISO dates, the same values" {
  expect 0 calculer "$dossier" --sortie "$BATS_TEST_TMPDIR/francais"
  expect 0 calculer "$dossier" --sortie "$sortie" --csv-international
  python3 - "$BATS_TEST_TMPDIR/francais/2026-02" "$mois" <<'PYTHON'
import csv, re, sys
french, international = sys.argv[1:]
for name in ("journal.csv", "marches.csv", "anomalies.csv"):
    raw = open(f"{international}/{name}", "rb").read()
    assert not raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n"), name
    assert open(f"{french}/{name}", "rb").read().startswith(b"\xef\xbb\xbf"), name
    def rows(folder, separator, encoding):
        return list(csv.reader(open(f"{folder}/{name}", encoding=encoding, newline=""), delimiter=separator))
    theirs = rows(international, ",", "utf-8")
    def translated(cell):
        cell = re.sub(r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\2-\1", cell)
        return re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", cell)
    ours = [[translated(cell) for cell in row] for row in rows(french, ";", "utf-8-sig")]
    assert ours == theirs, (name, [pair for pair in zip(ours, theirs) if pair[0] != pair[1]][:3])
PYTHON
}

@test "--detail tout puts the records of every month in the workbooks, --detail mois those of the month only" {
  local detail
  for detail in mois tout; do
    expect 0 calculer "$dossier" --sortie "$sortie" --detail "$detail"
    rm -rf "$mois.texte"
    unpacked "$mois"
    grep -c 'Déjà déclaré : releves/2026-01.csv:2' "$mois.texte/consolidation.xlsx/xl/sharedStrings.xml" >"$BATS_TEST_TMPDIR/$detail" || true
  done
  is "$(cat "$BATS_TEST_TMPDIR/mois" "$BATS_TEST_TMPDIR/tout" | tr '\n' ' ')" "0 1 "
}

# The word is chosen once the files are sealed: what it decides is the auditor's sample, and nothing else.
@test "--graine changes the workbooks that hold a sample, the provenance, and no figure" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  cp -r "$mois" "$BATS_TEST_TMPDIR/sans"
  expect 0 calculer "$dossier" --sortie "$sortie" --graine Été-2026
  contains "$(cat "$mois/provenance.json")" "--graine Été-2026"
  cmp "$mois/journal.csv" "$BATS_TEST_TMPDIR/sans/journal.csv"
  cmp "$mois/bilan.json" "$BATS_TEST_TMPDIR/sans/bilan.json"
  run ! cmp "$mois/consolidation.xlsx" "$BATS_TEST_TMPDIR/sans/consolidation.xlsx"
  expect 0 calculer "$dossier" --sortie "$sortie" --graine autre
  run ! grep -q "Été" "$mois/provenance.json"
}

@test "provenance names the options that change bytes, and the digest of every file read" {
  expect 0 calculer "$dossier" --sortie "$sortie" --detail tout --csv-international
  contains "$(cat "$mois/provenance.json")" "--mois 2026-02 --arrete-au 2026-02-28 --detail tout --csv-international"
  for file in marches participants groupements evenements lieux releves/2026-01 releves/2026-02 releves/2026-02-mensuel \
    territoires/communes; do
    contains "$(cat "$mois/provenance.json")" "$(sha256sum <"$dossier/$file.csv" | cut -c-64)"
  done
  for file in national.regles lexique.csv alias.csv; do
    contains "$(cat "$mois/provenance.json")" "$(sha256sum <"$DECOMPTE_REGLES/$file" | cut -c-64)"
  done
}

@test "--json: one diagnostic a line, each a JSON object" {
  append releves/2026-02.csv '2026-99;1;P9;04/02/2026;7;TRAVAIL;;'
  expect 1 calculer "$dossier" --sortie "$sortie" --json --silencieux
  python3 -c 'import json, sys
found = [json.loads(line) for line in sys.stdin]
assert [(item["code"], item["fichier"], item["ligne"]) for item in found] == [
    ("D040", "releves/2026-02.csv", 6), ("D041", "releves/2026-02.csv", 6)], found' <<<"$stderr"
}

@test "--mesures writes the time of each phase, outside the output" {
  expect 0 calculer "$dossier" --sortie "$sortie" --mesures "$BATS_TEST_TMPDIR/mesures"
  grep -qE '^lecture [0-9]+ [0-9]+$' "$BATS_TEST_TMPDIR/mesures"
  grep -qx 'lignes 14' "$BATS_TEST_TMPDIR/mesures"
  expect 0 verifier "$dossier" --mesures "$BATS_TEST_TMPDIR/verification"
  grep -qE '^décisions [0-9]+ [0-9]+$' "$BATS_TEST_TMPDIR/verification"
}

@test "the dossier's own recueil serves the market that names it" {
  mkdir "$dossier/regles"
  printf 'Recueil M1 — Nuit\nComplète : CHARTE-ARTOIS\nSource : essai\n\nArticle 1 — Plafond de nuit\nRemplace : CHARTE-ARTOIS, article 5\nSource : essai\nPlafond : 12 h par personne et par jour\n' \
    >"$dossier/regles/m1.regles"
  edit marches.csv '3s/CHARTE-ARTOIS/M1/'
  decompte calculer "$dossier" --sortie "$sortie"
  is "$(journal 'releves/2026-02.csv;3' heures_admises)" 4
}
