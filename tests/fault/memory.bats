# Memory that runs out at any allocation: code 3 and the former output untouched, or the normal result, whole and right.
load ../cli/helper
load fault

setup_file() {
  load ../cli/helper
  load fault
  command -v "${CC:-cc}" >/dev/null || skip "no C compiler here"
  grep -q __asan_init "$DECOMPTE" && skip "the sanitizer has its own allocator"
  prepare clair
  export shim="$place/fault.so"
  "${CC:-cc}" -std=c17 -D_GNU_SOURCE -Wall -Wextra -shared -fPIC -O1 -o "$shim" "$DECOMPTE_ROOT/tests/fault/fault.c"
}

setup() { sortie="$BATS_TEST_TMPDIR/sortie"; }

# Allocations of a whole run with these threads.
allocations() {
  FAULT=malloc:0:once FAULT_COUNT="$BATS_TEST_TMPDIR/count" LD_PRELOAD="$shim" \
    "$DECOMPTE" calculer "$dossier" --sortie "$BATS_TEST_TMPDIR/compte" --silencieux --fils "$1" >/dev/null
  cat "$BATS_TEST_TMPDIR/count"
}

# TIMES THREADS HOW: fails that many allocations, spread over the run with a seeded jitter, one a run.
starve() {
  local total i n code wrong=() refused=0
  total=$(allocations "$2")
  [ "$total" -gt 1000 ]
  RANDOM=11
  for ((i = 0; i < $1; i++)); do
    restore
    n=$((total * i / $1 + (RANDOM % 1000) * total / $1 / 1000 + 1))
    code=0
    FAULT=malloc:$n:$3 LD_PRELOAD="$shim" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux --fils "$2" \
      >/dev/null 2>"$BATS_TEST_TMPDIR/error" || code=$?
    if [ "$code" -eq 3 ]; then
      refused=$((refused + 1))
      contains "$(cat "$BATS_TEST_TMPDIR/error")" "ien n'a été écrit"
      untouched "allocation $n of $total"
    elif [ "$code" -eq "$normal" ]; then
      [ "$(seen "$sortie")" = "$(seen "$whole")" ] || wrong+=("allocation $n of $total ($3): code $code, but the output is not that of a whole run")
    else
      wrong+=("allocation $n of $total ($3): code $code, $(tail -1 "$BATS_TEST_TMPDIR/error")")
      untouched "allocation $n of $total"
    fi
  done
  echo "# $1 allocations of $total failed ($3, $2 threads): $refused runs refused, ${#wrong[@]} wrong" >&3
  [ "${#wrong[@]}" -eq 0 ] || fail "$(printf '%s\n' "${wrong[@]}")"
  [ "$refused" -gt 0 ]
}

@test "one allocation fails, at forty places of a run" { starve 40 1 once; }

@test "no memory is left, from forty places of a run on" { starve 40 1 always; }

@test "no memory is left, from ten places of a run with two threads on" { starve 10 2 always; }

@test "after a run without memory, the next one succeeds and leaves no litter" {
  restore
  local n
  n=$(($(allocations 1) * 6 / 10))
  FAULT=malloc:$n:always LD_PRELOAD="$shim" run "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux --fils 1
  [ "$status" -ne "$normal" ]
  recovers
}

@test "a limit of address space is met with code 3, and the former output untouched" {
  restore
  local kib
  for kib in 20000 30000 40000 60000; do
    run bash -c 'ulimit -v "$1"; shift; exec "$@"' _ "$kib" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux --fils 1
    [ "$status" -eq 127 ] && continue # the loader itself had no room
    if [ "$status" -eq "$normal" ]; then break; fi
    [ "$status" -eq 3 ] || fail "$kib KiB: code $status: $output"
    untouched "$kib KiB"
  done
}
