# What cannot be counted at all: code 2, one clear French message each, nothing written, the previous output as it was.
load helper

setup() {
  take_dossier
  "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux >/dev/null
  before=$(fingerprint "$sortie")
}

# The run is refused: MESSAGE is on stderr, once; the output of setup is as it was, and a new one is not begun.
refused() {
  expect 2 calculer "$dossier" --sortie "$sortie"
  contains "$stderr" "$1"
  is "$(grep -cF -- "$1" <<<"$stderr")" 1
  contains "$stderr" "→"
  contains "$stderr" "Calcul refusé : rien n'a été écrit."
  is "$output" ""
  is "$(fingerprint "$sortie")" "$before"
  expect 2 calculer "$dossier" --sortie "$BATS_TEST_TMPDIR/autre" --silencieux
  [ ! -e "$BATS_TEST_TMPDIR/autre" ]
}

@test "a dossier that does not exist is refused" {
  rm -r "$dossier"
  refused "erreur fatale D001 : dossier introuvable"
}

@test "a missing marches.csv is refused" {
  rm "$dossier/marches.csv"
  refused "marches.csv: erreur fatale D001"
}

@test "a missing participants.csv is refused" {
  rm "$dossier/participants.csv"
  refused "participants.csv: erreur fatale D001"
}

@test "a dossier without timesheets is refused, whether the directory is empty or absent" {
  rm "$dossier"/releves/*
  refused "releves/: erreur fatale D001"
  rmdir "$dossier/releves"
  refused "releves/: erreur fatale D001"
}

@test "all problems of all files are told in one run" {
  rm "$dossier/participants.csv"
  edit marches.csv '1s/recueil/xyz/'
  refused "participants.csv: erreur fatale D001"
  refused "marches.csv:1: erreur fatale D003"
}

@test "a missing column is refused, and named" {
  edit marches.csv '1s/recueil/xyz/'
  refused "erreur fatale D003"
  contains "$stderr" "recueil"
}

@test "a missing column of a timesheet is refused" {
  edit releves/2026-01.csv '1s/participant/xyz/'
  refused "releves/2026-01.csv:1: erreur fatale D003"
}

@test "two columns of the same name are refused" {
  edit releves/2026-01.csv '1s/commune/heures/'
  refused "releves/2026-01.csv:1"
  contains "$stderr" "D004"
}

@test "an empty file is refused" {
  : >"$dossier/lieux.csv"
  refused "lieux.csv: erreur fatale D005"
}

@test "a directory named like a timesheet is refused" {
  mkdir "$dossier/releves/x.csv"
  refused "releves/x.csv: erreur fatale D002"
}

@test "a pipe named like a timesheet is refused, without waiting for a writer" {
  mkfifo "$dossier/releves/x.csv"
  refused "releves/x.csv: erreur fatale D002"
}

@test "a dangling link named like a timesheet is refused" {
  ln -s nulle-part "$dossier/releves/x.csv"
  refused "releves/x.csv: erreur fatale D002"
}

@test "a file that may not be read is refused" {
  [ "$(id -u)" -ne 0 ] || skip "root reads everything"
  chmod 000 "$dossier/lieux.csv"
  refused "lieux.csv: erreur fatale D002"
}

@test "a rule file with an error is refused, with its place and the excerpt" {
  mkdir "$dossier/regles"
  printf 'Recueil LOCAL — Essai\nComplète : NATIONAL\nSource : essai\n\nArticle 1 — Faux\nSource : essai\nRefuser si : heures > 5\nMotif : « Non. »\n' \
    >"$dossier/regles/local.regles"
  refused "regles/local.regles:7"
  contains "$stderr" "erreur fatale R003"
}

@test "a rule file that is not UTF-8 is refused" {
  mkdir "$dossier/regles"
  printf 'Recueil LOCAL \x97 Essai\n' >"$dossier/regles/local.regles"
  refused "regles/local.regles:1"
  contains "$stderr" "R001"
}

@test "regles cas names the case that contradicts its article, and does not pass" {
  mkdir "$dossier/regles"
  printf 'Recueil LOCAL — Essai\nComplète : NATIONAL\nSource : essai\n\nArticle 1 — Borne\nSource : essai\nRefuser si : heures > 5 h\nMotif : « Non. »\nCas :\n| heures | décision |\n| 5 h | refusée |\n' \
    >"$dossier/regles/local.regles"
  decompte regles cas "$dossier"
  [ "$status" -ne 0 ]
  contains "$output" "regles/local.regles:11"
  contains "$output" "R016"
}

@test "a damaged lexicon is refused" {
  cp -r "$DECOMPTE_REGLES" "$BATS_TEST_TMPDIR/regles"
  sed -i '2s/texte/licorne/' "$BATS_TEST_TMPDIR/regles/lexique.csv"
  expect 2 calculer "$dossier" --sortie "$sortie" --regles "$BATS_TEST_TMPDIR/regles"
  contains "$stderr" "D007"
  is "$(fingerprint "$sortie")" "$before"
}

@test "bytes that are no text at all are refused, not counted" {
  head -c 5000 "$DECOMPTE" >"$dossier/releves/binaire.csv"
  expect 2 calculer "$dossier" --sortie "$sortie"
  contains "$stderr" "releves/binaire.csv"
  is "$(fingerprint "$sortie")" "$before"
}

@test "--strict refuses a dossier with one anomaly, and accepts a clean one" {
  expect 0 calculer "$dossier" --sortie "$sortie" --strict
  before=$(fingerprint "$sortie")
  append releves/2026-02.csv '2026-99;1;P1;04/02/2026;7;TRAVAIL;29990149600024;'
  expect 2 calculer "$dossier" --sortie "$sortie" --strict
  contains "$stderr" "releves/2026-02.csv:6: erreur D040"
  is "$(fingerprint "$sortie")" "$before"
  expect 1 calculer "$dossier" --sortie "$sortie"
}
