# Files that would stop a reader, or fill its memory: a clear message, at once, in the memory of an ordinary run.
load helper

setup() {
  memory_kib=200000
  hostile="$BATS_TEST_TMPDIR/hostile.csv"
}

# STATUS WORD…: runs under a bound on memory that an ordinary file is far from.
bounded() {
  local wanted=$1
  shift
  grep -q __asan_init "$DECOMPTE" && memory_kib=unlimited # a sanitizer maps terabytes
  run --separate-stderr bash -c 'ulimit -v "$1"; shift; exec timeout 120 "$@"' _ "$memory_kib" "$DECOMPTE" "$@"
  [ "$status" -eq "$wanted" ] || fail "decompte $*: code $status instead of $wanted
${stderr:0:2000}"
}

# CODE [LINE]: the file is named, at that line when there is one.
tells() { grep -qE "^[^ ]*hostile\.csv${2:+:$2(:[0-9]+)?}: [a-z ]+ $1 : " <<<"$stderr" || fail "no $1${2:+ at line $2} in: ${stderr:0:2000}"; }

# A row before and a row after what stdin holds.
between_rows() {
  printf 'marche;participant;date;heures\n2026-01;P1;12/01/2026;7,5\n'
  cat
  printf '\n2026-01;P2;13/01/2026;6,25\n'
}

# Both rows around are given back, whatever lies between.
keeps_rows_around() {
  is "$(grep -ac '^2026-01,P[12],1[23]/01/2026,' <<<"$output")" 2
}

@test "a line of 2 GB in the middle of a table costs that line only" {
  printf 'marche;participant;date;heures\n2026-01;P1;12/01/2026;7,5\n' >"$hostile"
  truncate -s 2G "$hostile"
  printf '\n2026-01;P2;13/01/2026;6,25\n' >>"$hostile"
  bounded 1 lire --csv "$hostile"
  tells 'D01[45]' 3
  keeps_rows_around
}

@test "a line of 300 MB of letters costs that line only" {
  yes abcdefghij | head -c 300000000 | tr -d '\n' | between_rows >"$hostile"
  bounded 1 lire --csv "$hostile"
  tells D015 3
  keeps_rows_around
}

@test "a row of a million columns costs that row only" {
  yes 'x;' | head -n 1000000 | tr -d '\n' | between_rows >"$hostile"
  bounded 1 lire --csv "$hostile"
  tells 'D01[15]' 3
  keeps_rows_around
}

@test "a header of a million columns is told" {
  yes 'x;' | head -n 1000000 | tr -d '\n' >"$hostile"
  printf '\n1;2\n3;4\n' >>"$hostile"
  bounded 1 lire "$hostile"
  tells 'D015' 1
}

@test "a quote never closed does not swallow the 5 MB under it" {
  { echo '2026-01;"P1;12/01/2026;7,5'; yes '2026-01;P3;14/01/2026;8' | head -n 200000; } | between_rows >"$hostile"
  bounded 1 lire "$hostile"
  tells 'D01[0-9]' 3
  contains "$output" "lues          200003"
}

@test "half a million quotes, separators, line ends, odd bytes and nothing else" {
  local sign
  # shellcheck disable=SC1003 # a backslash
  for sign in '"' ';' "'" '\\' '\n' '\r' '\x00' '\xc3' '\xff\xfe'; do
    python3 -c 'import sys; sys.stdout.buffer.write(sys.argv[1].encode().decode("unicode_escape").encode("latin-1") * 500000)' \
      "$sign" >"$hostile"
    run --separate-stderr bash -c 'ulimit -v "$1"; shift; exec timeout 60 "$@"' _ "$memory_kib" "$DECOMPTE" lire "$hostile"
    [ "$status" -le 2 ] || fail "half a million times $sign: code $status"
    [ "$status" -eq 0 ] || tells 'D[0-9]+'
  done
}

@test "a directory, a pipe, a loop of links, a dead link, a device: refused by name" {
  mkdir "$hostile"
  bounded 2 lire "$hostile"
  tells D002
  rmdir "$hostile"
  mkfifo "$hostile"
  bounded 2 lire "$hostile"
  tells D002
  rm "$hostile"
  ln -s hostile.csv "$hostile"
  bounded 2 lire "$hostile"
  tells D002
  rm "$hostile"
  ln -s nowhere.csv "$hostile"
  bounded 2 lire "$hostile"
  tells D002
  ln -sfn /dev/zero "$hostile"
  bounded 2 lire "$hostile"
  tells D002
}

@test "a file whose reading fails half way is refused by name" {
  [ -r /proc/self/mem ] || skip "no /proc here"
  ln -s /proc/self/mem "$hostile"
  bounded 2 lire "$hostile"
  tells D002
}

@test "a file that may not be read is refused by name" {
  echo 'marche;lot' >"$hostile"
  chmod 000 "$hostile"
  [ ! -r "$hostile" ] || skip "this user reads everything"
  bounded 2 lire "$hostile"
  tells D002
}

@test "in a dossier, each of them is told, all in one run" {
  take_dossier
  mkdir "$dossier/releves/a.csv"
  mkfifo "$dossier/releves/b.csv"
  ln -s c.csv "$dossier/releves/c.csv"
  yes 'x;' | head -n 1000000 | tr -d '\n' >"$dossier/releves/d.csv"
  bounded 2 verifier "$dossier"
  local name
  for name in a b c d; do grep -qE "releves/$name\.csv(:[0-9:]+)?: " <<<"$output$stderr" || fail "$name.csv untold: $output$stderr"; done
}
