# One clean timesheet polluted in some 2 500 ways, read back by « lire --csv » and compared with what was clean. The
# whole report, by family with the first files that fail: tests/pollution/polluer.py DIR && tests/pollution/mesurer.py DIR
load ../cli/helper

setup_file() {
  export place="$BATS_FILE_TMPDIR/pollution"
  "$DECOMPTE_ROOT/tests/pollution/polluer.py" "$place"
  "$DECOMPTE_ROOT/tests/pollution/mesurer.py" "$place" >"$BATS_FILE_TMPDIR/rapport"
  grep ^ensemble "$BATS_FILE_TMPDIR/rapport" | sed 's/^/# /' >&3
}

setup() { rapport="$BATS_FILE_TMPDIR/rapport"; }

# MEASURE PERCENT [FAMILY]: at least that share.
at_least() {
  jq -e --arg measure "$1" --argjson percent "$2" --arg family "${3:-ensemble}" \
    '.familles[$family][$measure] as [$right, $all] | $all > 0 and 100 * $right >= $percent * $all' \
    "$place/bilan.json" >/dev/null || fail "$1: less than $2 %
$(cat "$rapport")"
}

# The same in every family that it measures.
at_least_everywhere() {
  local low
  low=$(jq -r --arg measure "$1" --argjson percent "$2" \
    '.familles | to_entries[] | select(.value[$measure] as [$right, $all] | $all > 0 and 100 * $right < $percent * $all) | .key' \
    "$place/bilan.json")
  [ -z "$low" ] || fail "$1: less than $2 % in: $low
$(cat "$rapport")"
}

@test "at least 1 500 files, the same ones every time" {
  local again="$BATS_TEST_TMPDIR/encore"
  [ "$(find "$place" -name '*.csv' | wc -l)" -ge 1500 ]
  "$DECOMPTE_ROOT/tests/pollution/polluer.py" "$again"
  diff -rq --exclude bilan.json "$place" "$again"
}

@test "no file is refused, and none stops the program" { at_least "sans refus" 100; }

@test "99 % of cells are given back, in all" { at_least cellules 99; }

@test "99 % of cells are given back in every family" { at_least_everywhere cellules 99; }

@test "99 % of damaged rows are named by file and physical line, in every family" { at_least_everywhere lignes 99; }

@test "all errors of a file are told, when there are several" { at_least "tous dits" 99; }

@test "what is left out of the table is said" { at_least notes 99; }

@test "the exit code says whether anything was repaired, left out or told" { at_least codes 99; }

@test "sound rows are not accused" { at_least "sans accuser" 99; }
