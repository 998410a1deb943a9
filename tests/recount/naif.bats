# Every line judged again by an evaluator that reads the same rule files, line by line, and shares nothing else with the
# program: it was written from the description of the language. The dossiers, and half of the rules, are drawn.
load ../cli/helper

RECOUNT="$DECOMPTE_ROOT/tests/recount"
# Recueils, with the market or the commune that those with a scope need.
SHIPPED=(NATIONAL CHARTE-ARTOIS DEPARTEMENT-EXEMPLE EPCI-EXEMPLE::62767 ANRU-NPNRU MARCHE-21-BAM-048:21_BAM_048
  MARCHE-AQUAREEL-2025)

counted() { # DOSSIER
  rm -rf "$BATS_TEST_TMPDIR/sortie"
  run "$DECOMPTE" calculer "$1" --mois 2026-06 --arrete-au 30/06/2026 --sortie "$BATS_TEST_TMPDIR/sortie" --silencieux
  [ "$status" -le 1 ] || fail "$output"
}

evaluator() { python3 "$RECOUNT/evaluer.py" "$DECOMPTE_REGLES" "$1" "$BATS_TEST_TMPDIR"/sortie/*; } # DOSSIER

agreed() { # DOSSIER
  counted "$1"
  run evaluator "$1"
  echo "# $output" >&3
  [ "$status" -eq 0 ] || fail "$output"
}

@test "100 000 lines under the shipped recueils: the same decision, hours and article for every line, the same dues" {
  python3 "$RECOUNT/tirer.py" 2026 "$BATS_TEST_TMPDIR/dossier" 102000 "${SHIPPED[@]}"
  agreed "$BATS_TEST_TMPDIR/dossier"
}

@test "every shipped recueil is among them" {
  local code codes
  mapfile -t codes < <(grep -rhoP --include='*.regles' '^Recueil \K[A-Z0-9-]+' "$DECOMPTE_REGLES")
  [ "${#codes[@]}" -ge 7 ]
  for code in "${codes[@]}"; do
    [[ " ${SHIPPED[*]/%:*/} " == *" $code "* ]] || fail "$code is not"
  done
}

@test "eight packs drawn at random, 5 000 lines each: the same decisions" {
  local seed
  for seed in 1 2 3 4 5 6 7 8; do
    python3 "$RECOUNT/tirer.py" "$seed" "$BATS_TEST_TMPDIR/$seed" 5000
    agreed "$BATS_TEST_TMPDIR/$seed"
  done
}

@test "small packs drawn at random, where the first lines already meet" {
  local seed
  for seed in {100..115}; do
    python3 "$RECOUNT/tirer.py" "$seed" "$BATS_TEST_TMPDIR/$seed" 600
    agreed "$BATS_TEST_TMPDIR/$seed"
  done
}

@test "dossiers where articles collide: the same decisions" {
  local seed
  for seed in 1 2 3; do
    python3 "$RECOUNT/embrouiller.py" "$seed" "$BATS_TEST_TMPDIR/$seed"
    agreed "$BATS_TEST_TMPDIR/$seed"
  done
}

@test "the evaluator can fail: a cap, a coefficient, a window, a date changed after the count is seen" {
  local change charter="$BATS_TEST_TMPDIR/regles/chartes/demonstration-artois.regles"
  python3 "$RECOUNT/tirer.py" 5 "$BATS_TEST_TMPDIR/dossier" 4000 CHARTE-ARTOIS
  agreed "$BATS_TEST_TMPDIR/dossier"
  for change in 's/10 h par personne/9 h par personne/' 's/120 % des heures/121 % des heures/' 's/24 mois/23 mois/' \
    '/^| DELD /s/2024/2025/'; do
    rm -rf "$BATS_TEST_TMPDIR/regles"
    cp -r "$DECOMPTE_REGLES" "$BATS_TEST_TMPDIR/regles"
    sed -i "$change" "$charter"
    ! cmp -s "$charter" "$DECOMPTE_REGLES/chartes/demonstration-artois.regles" || fail "$change changes nothing"
    DECOMPTE_REGLES="$BATS_TEST_TMPDIR/regles" run evaluator "$BATS_TEST_TMPDIR/dossier"
    [ "$status" -eq 1 ] || fail "$change is not seen: $output"
    contains "$output" "line differ in"
  done
}
