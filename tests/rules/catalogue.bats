# The catalogue of diagnostics, and what provokes those that one wrong file cannot.
load ../cli/helper

# Plays tests/rules/commandes/CODE: its command, in a copy of it, prints what is expected. DECOMPTE_RECOPIER=1 in the environment
# writes the expected output anew, to be read before committing.
@test "every command of commandes/ prints what is expected, its code among it" {
  local directory code expected n=0
  for directory in "$DECOMPTE_ROOT"/tests/rules/commandes/*/; do
    code=$(basename "$directory") expected="$directory/attendu"
    rm -rf "$BATS_TEST_TMPDIR/ici" && cp -r "$directory" "$BATS_TEST_TMPDIR/ici"
    # shellcheck disable=SC2046 # a command is several words
    (cd "$BATS_TEST_TMPDIR/ici" && "$DECOMPTE" $(cat commande) >"$BATS_TEST_TMPDIR/sortie" 2>/dev/null) || true
    if [ "${DECOMPTE_RECOPIER-}" = 1 ]; then cp "$BATS_TEST_TMPDIR/sortie" "$expected"; fi
    same "$expected" "$BATS_TEST_TMPDIR/sortie"
    contains "$(cat "$expected")" " $code : "
    n=$((n + 1))
  done
  [ "$n" -ge 2 ]
}

@test "every dossier of tests/data tells what is expected, its code among it" {
  local directory code n=0
  for directory in "$DECOMPTE_ROOT"/tests/data/*/; do
    code=$(basename "$directory")
    rm -rf "$BATS_TEST_TMPDIR/ici" && mkdir "$BATS_TEST_TMPDIR/ici"
    DECOMPTE=$DECOMPTE "$DECOMPTE_ROOT/tests/data/jouer" "$directory" "$BATS_TEST_TMPDIR/ici" >"$BATS_TEST_TMPDIR/sortie"
    if [ "${DECOMPTE_RECOPIER-}" = 1 ]; then cp "$BATS_TEST_TMPDIR/sortie" "$directory/attendu"; fi
    same "$directory/attendu" "$BATS_TEST_TMPDIR/sortie"
    contains "$(cat "$directory/attendu")" " $code : "
    n=$((n + 1))
  done
  [ "$n" -ge 30 ]
}

@test "every code that the program reports is provoked by a test, but for a few with their reason" {
  is "$("$DECOMPTE_ROOT/tests/rules/catalogue" --manquants)" ""
}

@test "rules/ERREURS.md is up to date: make erreurs" {
  DECOMPTE=$DECOMPTE "$DECOMPTE_ROOT/tests/rules/catalogue" >"$BATS_TEST_TMPDIR/ERREURS.md"
  same "$DECOMPTE_ROOT/rules/ERREURS.md" "$BATS_TEST_TMPDIR/ERREURS.md"
}

@test "rules/ERREURS.md has every code, in order, and its links lead somewhere" {
  python3 - "$DECOMPTE_ROOT/rules/ERREURS.md" <(decompte verifier --liste && cut -c-4 <<<"$output") <<'PYTHON'
import re, sys
text, codes = open(sys.argv[1], encoding="utf-8").read(), open(sys.argv[2]).read().split()
headings = re.findall(r"^### (\w+)$", text, flags=re.M)
assert sorted(headings) == sorted(codes) and len(codes) > 70, (headings, codes)
assert sorted(re.findall(r"\]\(#(\w+)\)", text)) == sorted(code.lower() for code in codes)
assert text.count("```") % 2 == 0
PYTHON
}
