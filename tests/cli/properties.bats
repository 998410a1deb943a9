# What must not change the result: order, machine, locale, time zone, threads, files split or re-encoded.
load helper

setup_file() {
  export demo="$BATS_FILE_TMPDIR/demo" reference="$BATS_FILE_TMPDIR/reference"
  "$DECOMPTE" exemple "$demo"
  run "$DECOMPTE" calculer "$demo" --sortie "$reference" --silencieux
  [ "$status" -eq 1 ] # it is made with flaws
  reference="$reference/2026-10"
}

setup() { sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-10"; }

# The same bytes in every file, and no other files.
same_output() {
  same "$reference/SHA256SUMS" "$mois/SHA256SUMS"
  (cd "$mois" && sha256sum --quiet --strict -c SHA256SUMS)
  is "$(cd "$mois" && find . | LC_ALL=C sort)" "$(cd "$reference" && find . | LC_ALL=C sort)"
}

# Figures, whatever the provenance: of markets, and every total of the statement.
same_figures() {
  same "$reference/marches.csv" "$mois/marches.csv"
  python3 - "$reference/bilan.json" "$mois/bilan.json" <<'PYTHON'
import json, sys
ours, theirs = (json.load(open(path)) for path in sys.argv[1:])
different = [key for key in ours if key != "enregistrements" and ours[key] != theirs[key]]
assert not different, different
PYTHON
}

@test "two seeds differ, one seed gives the same dossier twice" {
  "$DECOMPTE" exemple "$BATS_TEST_TMPDIR/a" --lignes 500 --graine 3
  "$DECOMPTE" exemple "$BATS_TEST_TMPDIR/b" --lignes 500 --graine 3
  "$DECOMPTE" exemple "$BATS_TEST_TMPDIR/c" --lignes 500 --graine 4
  diff -r "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b"
  run ! diff -rq "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/c"
}

@test "a second run gives the same bytes" {
  expect 1 calculer "$demo" --sortie "$sortie"
  same_output
}

@test "the order in which files were created, and their dates, change nothing" {
  mkdir -p "$BATS_TEST_TMPDIR/melange/releves"
  (cd "$demo" && find . -type f) | shuf --random-source=<(yes 7) | while read -r file; do
    cp "$demo/$file" "$BATS_TEST_TMPDIR/melange/$file"
    touch -d "$((RANDOM % 9000)) days ago" "$BATS_TEST_TMPDIR/melange/$file"
  done
  expect 1 calculer "$BATS_TEST_TMPDIR/melange" --sortie "$sortie"
  same_output
}

@test "the time zone and the locale change nothing" {
  TZ=Pacific/Kiritimati LC_ALL=C expect 1 calculer "$demo" --sortie "$sortie"
  same_output
  TZ=America/Anchorage LC_ALL=C.UTF-8 expect 1 calculer "$demo" --sortie "$sortie"
  same_output
}

@test "a locale with a decimal comma changes nothing" {
  local -x LOCPATH="$BATS_TEST_TMPDIR/locales" LC_ALL=fr_FR.UTF-8
  mkdir "$LOCPATH"
  localedef -i fr_FR -f UTF-8 "$LOCPATH/fr_FR.UTF-8"
  is "$(bash -c 'printf %.1f 1,5')" 1,5 # it is in force
  expect 1 calculer "$demo" --sortie "$sortie"
  same_output
}

@test "the number of threads changes nothing" {
  local threads
  for threads in 1 2 4 13; do
    expect 1 calculer "$demo" --sortie "$sortie" --fils "$threads"
    same_output
  done
}

@test "where the dossier and the output are changes nothing" {
  cp -r "$demo" "$BATS_TEST_TMPDIR/un autre nom é"
  cd "$BATS_TEST_TMPDIR"
  expect 1 calculer "./un autre nom é/" --sortie sortie
  same_output
}

@test "timesheets split in two files whose names sort side by side change no figure" {
  cp -r "$demo" "$BATS_TEST_TMPDIR/coupe"
  local file half n=0
  for file in "$BATS_TEST_TMPDIR"/coupe/releves/2026-0[3-7]*.csv; do
    [ "$(wc -l <"$file")" -ge 4 ] || continue
    half=$(($(wc -l <"$file") / 2))
    { head -1 "$file"; tail -n +$((half + 1)) "$file"; } >"${file%.csv}~.csv" # « ~ » sorts after « . », before other names
    sed -i "$((half + 1)),\$d" "$file"
    n=$((n + 1))
  done
  [ "$n" -gt 20 ]
  expect 1 calculer "$BATS_TEST_TMPDIR/coupe" --sortie "$sortie"
  same_figures
  is "$(wc -l <"$mois/journal.csv")" "$(wc -l <"$reference/journal.csv")"
}

# Every output but what comes from the bytes of the inputs: provenance.json, SHA256SUMS, the sheet « Traçabilité », samples.
same_but_provenance() {
  same_but_written_lines
  same "$reference/anomalies.csv" "$mois/anomalies.csv"
  same "$BATS_TEST_TMPDIR/feuilles.reference" "$BATS_TEST_TMPDIR/feuilles"
}

# The same, but what shows lines as they are written: a column of anomalies.csv, the sheets « Anomalies ».
same_but_written_lines() {
  local file
  for file in journal.csv marches.csv bilan.json; do same "$reference/$file" "$mois/$file"; done
  described "$reference" .reference
  described "$mois"
  same "$BATS_TEST_TMPDIR/anomalies.reference" "$BATS_TEST_TMPDIR/anomalies"
  same <(grep -v ' Anomalies ' "$BATS_TEST_TMPDIR/feuilles.reference") <(grep -v ' Anomalies ' "$BATS_TEST_TMPDIR/feuilles")
  run ! cmp -s "$reference/provenance.json" "$mois/provenance.json"
}

# Digests of sheets, and anomalies without their excerpts: OUTPUT [SUFFIX].
described() {
  "$DECOMPTE_ROOT/tests/cli/feuilles.py" "$1" >"$BATS_TEST_TMPDIR/feuilles${2-}"
  python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"):
    print({name: value for name, value in row.items() if name != "extrait"})' "$1/anomalies.csv" >"$BATS_TEST_TMPDIR/anomalies${2-}"
}

rewritten() { # WAY
  cp -r "$demo" "$BATS_TEST_TMPDIR/autre"
  "$DECOMPTE_ROOT/tests/cli/reecrire.py" "$BATS_TEST_TMPDIR/autre" "$1"
  expect 1 calculer "$BATS_TEST_TMPDIR/autre" --sortie "$sortie" --silencieux
}

@test "every file in UTF-8 with BOM, in Windows-1252 or in UTF-16 changes the provenance and nothing else" {
  local encoding
  for encoding in utf-8 utf-8-sig cp1252 utf-16; do
    rm -rf "$BATS_TEST_TMPDIR/autre"
    rewritten "$encoding"
    same_but_provenance
  done
}

@test "other line ends in every file change the provenance and nothing else" {
  cp -r "$demo" "$BATS_TEST_TMPDIR/autre"
  find "$BATS_TEST_TMPDIR/autre" -name '*.csv' -exec sed -i 's/\r$//; s/$/\r/' {} +
  expect 1 calculer "$BATS_TEST_TMPDIR/autre" --sortie "$sortie" --silencieux
  same_but_provenance
}

@test "another separator in every file changes the provenance, and lines shown as they are written" {
  rewritten separateurs
  same_but_written_lines
}

@test "the order of rows in a reference file changes no figure" {
  cp -r "$demo" "$BATS_TEST_TMPDIR/ordre"
  local file
  for file in participants eligibilites contrats; do
    { head -1 "$demo/$file.csv"; tail -n +2 "$demo/$file.csv" | LC_ALL=C sort -r; } >"$BATS_TEST_TMPDIR/ordre/$file.csv"
  done
  expect 1 calculer "$BATS_TEST_TMPDIR/ordre" --sortie "$sortie"
  same_figures
  same "$reference/journal.csv" "$mois/journal.csv"
}

@test "a person without hours, or a market without records, changes nothing for the others" {
  cp -r "$demo" "$BATS_TEST_TMPDIR/plus"
  tail -1 "$demo/participants.csv" | sed 's/^[^;]*/PZZZZZ/' >>"$BATS_TEST_TMPDIR/plus/participants.csv"
  expect 1 calculer "$BATS_TEST_TMPDIR/plus" --sortie "$sortie"
  same_figures
  same "$reference/journal.csv" "$mois/journal.csv"
}
