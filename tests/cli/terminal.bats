# Bars and colours: on a terminal only, and only when wanted.
load helper

setup() { take_dossier; }

# Runs a command with stderr on a pseudo-terminal; what it shows goes to stdout.
on_terminal() {
  python3 - "$@" <<'PYTHON'
import os, pty, subprocess, sys
master, slave = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=subprocess.DEVNULL, stderr=slave)
os.close(slave)
shown = b""
while True:
    try:
        part = os.read(master, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
sys.stdout.buffer.write(shown)
sys.exit(process.wait())
PYTHON
}

@test "no bar, no colour, no escape when stderr is not a terminal" {
  append releves/2026-02.csv '2026-99;2;P1;04/02/2026;7;TRAVAIL;;'
  expect 1 calculer "$dossier" --sortie "$sortie"
  lacks "$stderr" $'\r'
  lacks "$stderr" $'\033'
  lacks "$stderr" '['
}

@test "a bar on a terminal, wiped at the end" {
  run on_terminal "$DECOMPTE" calculer "$dossier" --sortie "$sortie"
  is "$status" 0
  contains "$output" '[####'
  contains "$output" '100 %'
  is "$(printf '%s' "${output##*%}" | head -c 4)" $'\r\033[K'
}

@test "no bar under --silencieux, on a terminal too" {
  run on_terminal "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  is "$status" 0
  is "$output" ""
  [ -f "$mois/journal.csv" ]
}

@test "colours on a terminal, none when NO_COLOR is set, colours again when it is empty" {
  append releves/2026-02.csv '2026-99;2;P1;04/02/2026;7;TRAVAIL;;'
  run on_terminal "$DECOMPTE" calculer "$dossier" --sortie "$sortie"
  contains "$output" $'\033[31merreur D040\033[0m'
  NO_COLOR=1 run on_terminal "$DECOMPTE" calculer "$dossier" --sortie "$sortie"
  contains "$output" "erreur D040"
  lacks "$output" $'\033[3'
  NO_COLOR='' run on_terminal "$DECOMPTE" calculer "$dossier" --sortie "$sortie"
  contains "$output" $'\033[31merreur'
}

@test "control characters of a file never reach the terminal" {
  append releves/2026-02.csv $'2026-01;2;P\033[31m9;04/02/2026;7;TRAVAIL;;'
  expect 1 calculer "$dossier" --sortie "$sortie"
  lacks "$stderr" $'\033'
  expect 1 verifier "$dossier"
  lacks "$output" $'\033'
  "$DECOMPTE" lire "$dossier/releves/2026-02.csv" >"$BATS_TEST_TMPDIR/lu" 2>&1 || true
  run -1 grep -q $'\033' "$BATS_TEST_TMPDIR/lu"
}

@test "data that could not be delivered is a failure of the system, not a crash" {
  [ -e /dev/full ] || skip "no /dev/full here"
  local command
  for command in "lire --csv $dossier/marches.csv" "lire $dossier/marches.csv" "verifier --liste" \
    "calculer $dossier --sortie $sortie"; do
    # shellcheck disable=SC2016,SC2086
    run bash -c '"$@" >/dev/full 2>/dev/null' _ "$DECOMPTE" $command
    is "$status" 3
  done
}
