# The recueils that come with the program, and the readings that they do not take: these stay in comments with their
# cases, and must still hold.
load ../cli/helper

@test "the shipped recueils are sound, in canonical form, and their cases kill every mutant" {
  expect 0 regles verifier
  expect 0 regles formater --verifier "$DECOMPTE_ROOT/rules"
  expect 0 regles mutations
  [ "${stderr%% *}" -ge 390 ] || fail "only some mutants: $stderr"
}

# A copy of the rules where the other readings stand for the ones taken, in $rules.
other_readings() {
  rules="$BATS_TEST_TMPDIR/rules" changed=0
  cp -r "$DECOMPTE_ROOT/rules" "$rules"
  local pack other="$BATS_TEST_TMPDIR/other"
  while read -r pack; do
    "$DECOMPTE_ROOT/tests/scenarios/lectures.py" "$pack" >"$other" || continue
    cp "$other" "$pack"
    changed=$((changed + 1))
  done < <(find "$rules" -name '*.regles')
}

@test "the other reading of every ambiguous text is sound, and its cases hold and kill every mutant" {
  other_readings
  is "$changed" 3
  expect 0 regles verifier --regles "$rules"
  expect 0 regles cas --regles "$rules"
  expect 0 regles mutations --regles "$rules"
  grep -q 'lecture B2' "$rules/marches/21-bam-048.regles" || fail "the reading B2 was not taken"
}

@test "a case of another reading that does not hold is seen" {
  other_readings
  sed -i 's/| 2 701 999,99 €  | 1 350 h     |/| 2 701 999,99 €  | 1 351 h     |/' "$rules/marches/21-bam-048.regles"
  expect 2 regles cas --regles "$rules"
  contains "$output" "« 1351 h » attendu, la règle donne « 1350 h »"
}
