# Date arithmetic as rules write it, against vectors made elsewhere (shared/data/dates, beside the tree).
load ../cli/helper

vectors() {
  local data="$DECOMPTE_ROOT/../shared/data/dates"
  [ -r "$data/exact_computations.csv" ] || skip "no date vectors beside the tree (shared/data/dates)"
  dossier="$BATS_TEST_TMPDIR/dossier"
  mkdir -p "$dossier/regles"
  "$DECOMPTE_ROOT/tests/scenarios/dates.py" "$data"/{exact_computations,ambiguous_computations,first_last_day_of_month}.csv \
    >"$dossier/regles/vecteurs.regles"
}

played() { sed -n 's/^\([0-9]*\) cas joués.*/\1/p' <<<"$stderr"; }

@test "a day that exists, a day rounded down, a day rounded up, the bounds of a month: every vector holds" {
  vectors
  expect 0 regles cas
  shipped=$(played)
  expect 0 regles cas "$dossier"
  count=$(grep -c '^Article' "$dossier/regles/vecteurs.regles")
  [ "$count" -ge 60 ] || fail "only $count vectors"
  is "$(played)" "$((shipped + count))"
}

@test "a vector off by one day is seen" {
  vectors
  edit regles/vecteurs.regles '0,/| 31\/03\/2012 | 30\/04\/2012 |/s//| 31\/03\/2012 | 29\/04\/2012 |/'
  expect 2 regles cas "$dossier"
  contains "$output" "« 29/04/2012 » attendu, la règle donne « 30/04/2012 »"
}
