# Mutants of rules: the cases that are missing, named by the program.
load helper

setup() {
  take_dossier
  mkdir "$dossier/regles"
  installed="$BATS_TEST_TMPDIR/installed"
  mkdir "$installed"
  cp "$DECOMPTE_REGLES/lexique.csv" "$installed"
}

# Article « heures > 7 h », with those lines under its cases.
write_article() {
  {
    printf 'Recueil LOCAL — Essai\nSource : essai\n\nArticle 1 — Borne\nSource : essai\n'
    printf 'Refuser si : heures > 7 h\nMotif : « Non. »\nCas :\n| heures | décision |\n'
    printf '%s\n' "$@"
  } >"$installed/local.regles"
}

@test "a mutant that survives is named with the case that kills it, and the code is 1" {
  write_article '| 6,9 h | retenue |' '| 7,01 h | refusée |'
  expect 1 regles mutations "$installed"
  contains "$output" "local.regles:6:21: avertissement R019 : mutant survivant : « > » remplacé par « ≥ »"
  contains "$output" "      | heures | décision |
      | 7 h    | retenue  |"
  is "$stderr" "5 mutants, 3 tués, 2 survivants."
}

@test "the case proposed kills the mutant: nothing is left to say, and the code is 0" {
  write_article '| 6,9 h | retenue |' '| 7,01 h | refusée |' '| 7 h | retenue |'
  expect 0 regles mutations "$installed"
  is "$output" ""
  is "$stderr" "5 mutants, 5 tués, 0 survivant."
  expect 0 regles mutations "$installed" --silencieux
  is "$output$stderr" ""
}

@test "a case that the article contradicts is told, and its mutants are left for later" {
  write_article '| 7,01 h | retenue |'
  expect 2 regles mutations "$installed"
  contains "$output" "R016"
  lacks "$output" "R019"
  is "$stderr" "0 mutant, 0 tué, 0 survivant."
}

@test "an article without cases is one warning" {
  write_article
  sed -i '/^Cas/,$d' "$installed/local.regles"
  expect 1 regles mutations "$installed"
  is "$(grep -c avertissement <<<"$output")" 1
  contains "$output" "R017 : article sans aucun cas"
}

@test "mutants that say the same thing are counted apart, and shown when asked for" {
  printf 'Recueil LOCAL — Essai\nSource : essai\n\nArticle 1 — Essai\nSource : essai\nCalculer heures dues : max (0 h ; heures engagées)\nCas :\n| heures engagées | heures dues |\n| 10 h | 10 h |\n| 0 h | 0 h |\n' \
    >"$installed/local.regles"
  expect 0 regles mutations "$installed"
  is "$output" ""
  is "$stderr" "3 mutants, 2 tués, 0 survivant, 1 indiscernable."
  expect 0 regles mutations "$installed" --indiscernables
  contains "$output" "note R019 : mutant indiscernable : « 0 h » remplacé par « -0,01 h »"
}

@test "--json gives the case in a field of its own" {
  write_article '| 6,9 h | retenue |' '| 7,01 h | refusée |'
  expect 1 regles mutations "$installed" --json
  is "$(jq -r 'select(.message | contains("≥")) | .exemple' <<<"$output")" "| heures | décision |
| 7 h    | retenue  |"
}

@test "the rules of a dossier are mutated beside those installed" {
  write_article '| 6,9 h | retenue |' '| 7,01 h | refusée |'
  mv "$installed/local.regles" "$dossier/regles/"
  expect 1 regles mutations "$dossier"
  contains "$output" "regles/local.regles:6:21: avertissement R019"
}
