# A clean dossier, counted by hand.
#
# Statement at 28/02/2026, the last day of the latest month of the timesheets.
# Lot 1 (NATIONAL): due 100 + 20 of the amendment of 15/02 = 120 h (the one of 01/03 is later than the statement).
#   Declared 7 + 7,5 + 7 + 7 + 7 + 7 + 6 = 48,5 in January, 30,5 in February: 79. Admitted 7 + 7,5 + 30,5 = 45.
#   Rate 45 ÷ 120 = 0,375. Elapsed 48 days of 201 (12/01 to 31/07) = 0,2388. Penalty 75 h × 12,02 € = 901,50 €.
# Lot 2 (CHARTE-ARTOIS): due 100 001 € × 40 % × 5 % ÷ 40 = 50,0005, rounded up to 51 h.
#   Declared 7 + 4 + 3h20 + 7h20 = 21,6667. The cap of 10 h a day leaves 3 of the 4: admitted 20,6667.
#   Counted (7 + 3 + 3,3333) × 120 % + 7,3333 = 23,3333. Elapsed 48 days of 354 = 0,1356.
#   Penalty 27,6667 h × 2 × 12,02 € = 665,11 €.
load helper

setup() { take_dossier; }

@test "a clean dossier gives code 0, and exactly the journal, markets and anomalies counted by hand" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  for file in journal.csv marches.csv anomalies.csv; do same "$DECOMPTE_ROOT/tests/cli/expected/clair/$file" "$mois/$file"; done
}

@test "the files written are told on stdout, one a line, and the sums on stderr" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(sort <<<"$output")" "$(find "$mois" -type f | LC_ALL=C sort | sort)"
  contains "$stderr" "Heures déclarées 100,67 = admises 65,67 + refusées 35,00 ; retenues 68,33."
}

@test "--silencieux says nothing but the files written" {
  expect 0 calculer "$dossier" --sortie "$sortie" --silencieux
  is "$stderr" ""
  is "${#lines[@]}" "$(find "$mois" -type f | wc -l)"
  [ "${#lines[@]}" -gt 8 ]
}

@test "without --sortie the output is in the dossier, and a second run gives the same bytes there" {
  expect 0 calculer "$dossier"
  first=$(fingerprint "$dossier/sortie")
  expect 0 calculer "$dossier"
  is "$(fingerprint "$dossier/sortie")" "$first"
}

@test "one workbook for each holder and each EPCI, and the consolidation" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(cd "$mois" && find . -name '*.xlsx' | LC_ALL=C sort | tr '\n' ' ')" "./consolidation.xlsx \
./epci/200033579-cu-d-arras.xlsx ./epci/246200364-ca-de-lens-lievin.xlsx \
./titulaires/29990100900017-voirie-de-la-lune.xlsx ./titulaires/29990114000036-batisseurs-des-brumes.xlsx \
./titulaires/29990149600024-peintures-des-echos.xlsx "
}

@test "SHA256SUMS covers every other file and sha256sum accepts it" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  (cd "$mois" && sha256sum --quiet --strict -c SHA256SUMS)
  is "$(cut -c67- "$mois/SHA256SUMS" | LC_ALL=C sort)" \
    "$(cd "$mois" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort)"
}

@test "output files are readable by their owner only" {
  umask 000
  expect 0 calculer "$dossier" --sortie "$sortie"
  [ -f "$mois/journal.csv" ]
  is "$(find "$mois" -type f ! -perm 0600)" ""
  is "$(find "$mois" -type d ! -perm 0700)" ""
}

@test "no output names a directory of the machine" {
  expect 0 calculer "$dossier" --sortie "$sortie"
  unpacked "$mois"
  run -1 grep -rlF -e "$BATS_TEST_TMPDIR" -e "$DECOMPTE_ROOT" "$mois.texte"
}

@test "an output directory can be nested, relative, and named with spaces and accents" {
  cd "$BATS_TEST_TMPDIR"
  expect 0 calculer dossier --sortie "a/b c/été"
  [ -f "a/b c/été/2026-02/journal.csv" ]
}

@test "an output under a file is a failure of the system: code 3" {
  expect 3 calculer "$dossier" --sortie "$dossier/marches.csv/x"
  contains "$stderr" "impossible de créer le répertoire"
  contains "$stderr" "Rien n'a été écrit"
}
