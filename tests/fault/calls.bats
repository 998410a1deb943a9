# Calls to the system that fail one by one: write, fsync, rename, mkdir. Whatever fails, the former output or the new one.
load ../cli/helper
load fault

setup_file() {
  load ../cli/helper
  load fault
  command -v "${CC:-cc}" >/dev/null || skip "no C compiler here"
  prepare clair
  export shim="$place/fault.so"
  "${CC:-cc}" -std=c17 -D_GNU_SOURCE -Wall -Wextra -shared -fPIC -O1 -o "$shim" "$DECOMPTE_ROOT/tests/fault/fault.c"
}

setup() { sortie="$BATS_TEST_TMPDIR/sortie"; }

calculate() { # FAULT
  run env FAULT="$1" FAULT_COUNT="$BATS_TEST_TMPDIR/count" LD_PRELOAD="$shim" \
    "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux --fils 1
}

# Every call of that name fails in turn with that errno: code 3 and the former output.
each_fails() { # CALL ERRNO
  local total n
  restore
  calculate "$1:0:once"
  total=$(cat "$BATS_TEST_TMPDIR/count")
  [ "$total" -gt 0 ]
  for ((n = 1; n <= total; n++)); do
    restore
    calculate "$1:$n:once:$2"
    [ "$status" -eq 3 ] || fail "$1 number $n of $total: code $status
$output"
    untouched "$1 number $n of $total"
    contains "$output" "la sortie précédente est intacte"
    tidy
  done
  echo "# each of the $total $1 failed in turn" >&3
}

@test "every write fails in turn, no space left: code 3, said in French, the former output untouched" {
  each_fails write 28
  calculate write:1:once:28
  contains "$output" "journal.csv"
  lacks "$output" "No space left"
}

@test "every write fails in turn, I/O error: code 3, the former output untouched" { each_fails write 5; }

@test "every flush to disk fails in turn: code 3 and the former output, or once it is in place the new one" {
  local total n refused=0
  restore
  calculate fsync:0:once
  total=$(cat "$BATS_TEST_TMPDIR/count")
  for ((n = 1; n <= total; n++)); do
    restore
    calculate "fsync:$n:once:5"
    if [ "$status" -eq 3 ]; then
      refused=$((refused + 1))
      untouched "fsync number $n of $total"
      contains "$output" "la sortie précédente est intacte"
    else
      is "$status" "$normal"
      replaced "fsync number $n of $total"
    fi
    tidy
  done
  [ "$refused" -ge $((total - 1)) ] # all but that of the parent, after the exchange
}

@test "every directory refused in turn: code 3, the former output untouched" {
  local total n
  restore
  calculate mkdir:0:once
  total=$(cat "$BATS_TEST_TMPDIR/count")
  for ((n = 1; n <= total; n++)); do
    restore
    calculate "mkdir:$n:once:28"
    is "$status" 3
    untouched "mkdir number $n of $total"
    tidy
  done
}

@test "a rename refused: the former output or the new one, whole, and what is said is true" {
  local total n
  restore
  calculate rename:0:once
  total=$(cat "$BATS_TEST_TMPDIR/count")
  [ "$total" -gt 0 ]
  for ((n = 1; n <= total + 1; n++)); do
    for how in once always; do
      restore
      calculate "rename:$n:$how:22"
      if [ "$status" -eq 3 ]; then
        untouched "rename $n $how"
      else
        is "$status" "$normal"
        replaced "rename $n $how"
      fi
      recovers
    done
  done
}

@test "writes that take a few bytes at a time give the same output" {
  restore
  calculate write:1:short
  is "$status" "$normal"
  is "$(fingerprint "$sortie")" "$whole_print"
}

@test "writes interrupted every other time give the same output" {
  restore
  calculate write:1:again
  is "$status" "$normal"
  is "$(fingerprint "$sortie")" "$whole_print"
}
