# A run that is killed or interrupted, at any moment, leaves the former output whole or puts the new one in its place whole.
load ../cli/helper
load fault

setup_file() {
  load ../cli/helper
  load fault
  prepare 2500
  local start end
  start=$(date +%s%N)
  "$DECOMPTE" calculer "$dossier" --sortie "$place/essai" --silencieux >/dev/null || true
  end=$(date +%s%N)
  export duration=$(((end - start) / 1000)) # microseconds
}

setup() { sortie="$BATS_TEST_TMPDIR/sortie"; }

# TIMES SIGNAL: as many runs, the signal spread over their duration with a seeded jitter. Counts in $ended and $finished.
assail() {
  local i delay
  RANDOM=7 ended=0 finished=0
  for ((i = 0; i < $1; i++)); do
    restore
    delay=$((duration * i / $1 + duration * (RANDOM % 100) / 100 / $1))
    read -r code told < <(python3 "$DECOMPTE_ROOT/tests/fault/assail.py" "$2" "$((delay / 1000000)).$(printf %06d $((delay % 1000000)))" \
      "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux)
    "$3" "$code" "$told" "$2 after $delay µs"
  done
  echo "# $2: $ended runs ended, $finished finished first" >&3
  [ "$ended" -ge 4 ] || fail "only $ended runs were caught before their end"
}

after_kill() { # CODE TOLD WHEN
  if [ "$1" -eq -9 ]; then
    ended=$((ended + 1))
    [ "$(seen "$sortie")" = "$(seen "$former")" ] || [ "$(seen "$sortie")" = "$(seen "$whole")" ] || fail "$3: neither the former output nor the new one"
  else
    is "$1" "$normal"
    finished=$((finished + 1))
    replaced "$3"
  fi
  recovers
}

after_stop() {
  if [ "$1" -eq 3 ]; then
    ended=$((ended + 1))
    is "$2" True
    untouched "$3"
    tidy
  else
    is "$1" "$normal"
    finished=$((finished + 1))
    replaced "$3"
  fi
}

@test "killed at twenty moments: the former output or the new one, whole; the next run succeeds and leaves no litter" {
  assail 20 SIGKILL after_kill
}

@test "SIGINT at ten moments: code 3, said, the former output untouched, nothing left behind" {
  assail 10 SIGINT after_stop
  recovers
}

@test "SIGTERM at ten moments: code 3, said, the former output untouched, nothing left behind" {
  assail 10 SIGTERM after_stop
  recovers
}

@test "killed before any output exists: nothing is seen, and the next run succeeds" {
  mkdir "$sortie"
  python3 "$DECOMPTE_ROOT/tests/fault/assail.py" SIGKILL "$(printf '0.%06d' $((duration * 6 / 10 % 1000000)))" \
    "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  seen=$(seen "$sortie")
  [ "$seen" = ". 755" ] || [ "$seen" = "$(seen "$whole")" ]
  chmod 755 "$sortie"
  recovers
}

@test "verifier interrupted is code 3" {
  read -r code _ < <(python3 "$DECOMPTE_ROOT/tests/fault/assail.py" SIGTERM 0 "$DECOMPTE" verifier "$dossier")
  is "$code" 3
}

@test "a second run on the same output is refused, says why, and disturbs nothing" {
  restore
  exec 9<"$sortie"
  flock 9
  expect 3 calculer "$dossier" --sortie "$sortie" --silencieux 9<&-
  contains "$stderr" "un autre calcul écrit déjà dans"
  untouched "during another run"
  tidy
  exec 9<&-
  recovers
}

@test "six runs at once on the same output: at least one succeeds, the others are refused, the output is whole" {
  restore
  local i
  for i in 1 2 3 4 5 6; do
    {
      code=0
      "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux >/dev/null 2>&1 || code=$?
      echo "$code" >"$BATS_TEST_TMPDIR/code.$i"
    } &
  done
  wait
  is "$(cat "$BATS_TEST_TMPDIR"/code.* | wc -l)" 6
  run -1 grep -vxE "$normal|3" "$BATS_TEST_TMPDIR"/code.*
  grep -qx "$normal" "$BATS_TEST_TMPDIR"/code.*
  replaced "after six runs"
  tidy
}

@test "two months can be written one after the other while a reader holds the former one open" {
  restore
  exec 9<"$sortie/2026-10/journal.csv"
  recovers
  is "$(sha256sum <&9)" "$(sha256sum <"$former/2026-10/journal.csv")"
  exec 9<&-
}
