# What every .bats file of tests/ shares. A test works on its own copy of a dossier, in $BATS_TEST_TMPDIR.
#
# DECOMPTE: the program under test; DECOMPTE_ROOT: the source tree (rules, data of tests).
# shellcheck shell=bash disable=SC2034,SC2154 # variables of bats: status, output, stderr

bats_require_minimum_version 1.5.0

: "${DECOMPTE_ROOT:=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"
: "${DECOMPTE:=$DECOMPTE_ROOT/build/decompte}"
export DECOMPTE_REGLES="$DECOMPTE_ROOT/rules"
DOSSIERS="$DECOMPTE_ROOT/tests/cli/dossiers"

fail() {
  printf '%s\n' "$*" >&2
  return 1
}

# ---- running ----

# Runs the program: $status, $output (stdout), $stderr.
decompte() { run --separate-stderr "$DECOMPTE" "$@"; }

expect() { # STATUS WORD…: runs and checks the exit code
  local wanted=$1
  shift
  decompte "$@"
  [ "$status" -eq "$wanted" ] || fail "decompte $*: code $status instead of $wanted
--- stdout
$output
--- stderr
$stderr"
}

contains() { [[ "$1" == *"$2"* ]] || fail "« $2 » is missing from:
${1:0:3000}"; }

lacks() { [[ "$1" != *"$2"* ]] || fail "« $2 » should not be in:
${1:0:3000}"; }

same() { # EXPECTED ACTUAL: two files, byte for byte
  cmp -s "$1" "$2" || fail "$(diff -a "$1" "$2" | head -20)"
}

# ---- dossiers ----

# A copy of tests/cli/dossiers/NAME (clair when not said) in $dossier, outputs in $sortie. Month of « clair »: 2026-02.
take_dossier() {
  dossier="$BATS_TEST_TMPDIR/dossier" sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-02"
  rm -rf "$dossier"
  cp -r "$DOSSIERS/${1:-clair}" "$dossier"
}

append() { printf '%s\n' "$2" >>"$dossier/$1"; } # FILE LINE

edit() { # FILE SED-SCRIPT: must change something
  cp "$dossier/$1" "$BATS_TEST_TMPDIR/before"
  sed -i "$2" "$dossier/$1"
  cmp -s "$BATS_TEST_TMPDIR/before" "$dossier/$1" && fail "edit of $1 changes nothing: $2"
  return 0
}

# Digest of everything below a directory: names, modes, bytes.
fingerprint() { (cd "$1" && find . -printf '%p %m\n' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum); }

# ---- outputs ----

# anomalies.csv as CODE FILE:LINE GRAVITY, one a row. Its first five columns never hold a separator.
anomalies() { sed 1d "$mois/anomalies.csv" | awk -F';' 'NF > 5 { print $4, $1 ":" $2, $5 }'; }

has_anomaly() { # CODE FILE:LINE GRAVITY
  anomalies | grep -qxF -- "$*" || fail "no anomaly « $* » among:
$(anomalies)"
}

# One cell of a CSV output: FILE LINE (header is 1) COLUMN. Only for cells that need no quotes.
cell() { sed -n "${2}p" "$mois/$1" | tr -d '\r\357\273\277' | cut -d';' -f"$3"; }

# journal.csv: VALUE of a column for a record. RECORD is FILE;LINE.
journal() { # RECORD COLUMN-NAME
  python3 - "$mois/journal.csv" "$1" "$2" <<'PYTHON'
import csv, sys
path, record, column = sys.argv[1:]
with open(path, encoding="utf-8-sig", newline="") as file:
    found = [row[column] for row in csv.DictReader(file, delimiter=";") if f"{row['fichier']};{row['ligne']}" == record]
print(found[0] if len(found) == 1 else f"{len(found)} rows for {record}")
PYTHON
}

is() { [ "$1" = "$2" ] || fail "« $1 » instead of « $2 »"; }

# A dotted name of bilan.json: bilan totaux.admises.unites
bilan() {
  python3 -c 'import functools, json, sys
print(functools.reduce(lambda part, name: part[name], sys.argv[2].split("."), json.load(open(sys.argv[1]))))' \
    "$mois/bilan.json" "$1"
}

# Every text of an output directory, workbooks unpacked: what a reader of the outputs could find.
unpacked() { # DIRECTORY → DIRECTORY.texte
  python3 - "$1" "$1.texte" <<'PYTHON'
import os, sys, zipfile
source, target = sys.argv[1:]
for folder, _, names in os.walk(source):
    for name in names:
        path = os.path.join(folder, name)
        into = os.path.join(target, os.path.relpath(path, source))
        if name.endswith(".xlsx"):
            zipfile.ZipFile(path).extractall(into)
        else:
            os.makedirs(os.path.dirname(into), exist_ok=True)
            open(into, "wb").write(open(path, "rb").read())
PYTHON
}
