# regles verifier --depuis: what changed without a new version.
load helper

setup() {
  avant="$BATS_TEST_TMPDIR/avant" dossier="$BATS_TEST_TMPDIR/dossier" && mkdir -p "$avant/chartes" "$dossier/regles"
  printf 'Recueil LOCAL — Essai\nComplète : NATIONAL\nSource : s\n\nArticle 4 — Seuil\nSource : s\nRefuser si : heures > %s\nMotif : « Non. »\nCas :\n| heures | décision |\n| 6 h | retenue |\n| 9 h | refusée |\n' \
    '7 h' >"$avant/chartes/local.regles"
  cp "$avant/chartes/local.regles" "$dossier/regles"
}

@test "rules that did not change are silent, with or without the rules that they complete" {
  expect 0 regles verifier "$dossier" --depuis "$avant"
  is "$output$stderr" ""
  expect 0 regles verifier --depuis "$DECOMPTE_REGLES"
  is "$output$stderr" ""
}

@test "an article that changed is a warning at its place now, refused under --strict" {
  sed -i 's/> 7 h/> 8 h/' "$dossier/regles/local.regles"
  expect 1 regles verifier "$dossier" --depuis "$avant"
  is "$output" "regles/local.regles:5:9: avertissement R020 : l'article 4 a changé sans nouvelle version : garder l'ancienne, close par « jusqu'au », et dater la nouvelle
    Article 4 — Seuil
            ^~~~~~~~~
    Un décompte passé doit pouvoir être refait : une règle qui change garde son ancienne version.
    → Garder l'ancienne version, close par « jusqu'au », et dater la nouvelle"
  expect 2 regles verifier "$dossier" --depuis "$avant" --strict
  contains "$output" R020
  expect 0 regles verifier "$dossier"
}

@test "annexes are compared value by value" {
  mkdir "$avant/chartes/annexes" "$dossier/regles/annexes"
  printf '\nParamètre prix (€/h)\nSource : s\nTable : annexes/prix.csv\n' | tee -a "$avant/chartes/local.regles" >>"$dossier/regles/local.regles"
  printf 'à compter du;valeur\n01/01/2024;10\n' | tee "$avant/chartes/annexes/prix.csv" >"$dossier/regles/annexes/prix.csv"
  expect 0 regles verifier "$dossier" --depuis "$avant"
  sed -i 's/;10/;12/' "$dossier/regles/annexes/prix.csv"
  expect 1 regles verifier "$dossier" --depuis "$avant"
  contains "$output" "R020 : la valeur de « prix » à compter du 01/01/2024 a changé ou disparu"
}

@test "old rules that cannot be read are refused" {
  expect 2 regles verifier "$dossier" --depuis "$BATS_TEST_TMPDIR/absent"
  contains "$output" "$BATS_TEST_TMPDIR/absent: erreur fatale D002 : aucun fichier de règles à comparer"
  printf 'Recueil LOCAL — caf\351\n' >"$avant/autre.regles"
  expect 2 regles verifier "$dossier" --depuis "$avant"
  contains "$output" "$avant/autre.regles:1:20: erreur fatale R001"
}
