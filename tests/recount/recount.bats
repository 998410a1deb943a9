# Every line decided again, by a program that shares nothing with decompte but the French text of the rules.
load ../cli/helper

# Counts the dossier, then recounts it; says how many markets and lines were compared.
recounted() { # DOSSIER
  run "$DECOMPTE" calculer "$1" --sortie "$BATS_TEST_TMPDIR/sortie" --silencieux
  [ "$status" -le 1 ] || fail "$output"
  run python3 "$DECOMPTE_ROOT/tests/recount/recompter.py" "$DECOMPTE_REGLES" "$1" "$BATS_TEST_TMPDIR"/sortie/*
  echo "# $output" >&3
  [ "$status" -eq 0 ] || fail "$output"
}

@test "the demonstration dossier: the same hours for every line and every market" {
  "$DECOMPTE" exemple "$BATS_TEST_TMPDIR/demo"
  recounted "$BATS_TEST_TMPDIR/demo"
}

@test "two other seeds and sizes: the same hours for every line and every market" {
  local seed
  for seed in 7 2026; do
    "$DECOMPTE" exemple "$BATS_TEST_TMPDIR/$seed" --graine "$seed" --lignes 5000
    recounted "$BATS_TEST_TMPDIR/$seed"
    rm -r "$BATS_TEST_TMPDIR/sortie"
  done
}

@test "dossiers where articles collide: the same hours and the same reason for every line" {
  local seed
  for seed in 1 2 3 4 5 6; do
    python3 "$DECOMPTE_ROOT/tests/recount/embrouiller.py" "$seed" "$BATS_TEST_TMPDIR/$seed"
    recounted "$BATS_TEST_TMPDIR/$seed"
    rm -r "$BATS_TEST_TMPDIR/sortie"
  done
}

@test "the dossier counted by hand: the same hours for every line and every market" {
  recounted "$DECOMPTE_ROOT/tests/cli/dossiers/clair"
}

@test "the recount can fail: one hour changed in one timesheet is seen" {
  cp -r "$DECOMPTE_ROOT/tests/cli/dossiers/clair" "$BATS_TEST_TMPDIR/clair"
  recounted "$BATS_TEST_TMPDIR/clair"
  sed -i '2s/;7;/;8;/' "$BATS_TEST_TMPDIR/clair/releves/2026-02.csv"
  run ! python3 "$DECOMPTE_ROOT/tests/recount/recompter.py" "$DECOMPTE_REGLES" "$BATS_TEST_TMPDIR/clair" \
    "$BATS_TEST_TMPDIR"/sortie/*
  contains "$output" "market ('2026-01', '2')"
}
