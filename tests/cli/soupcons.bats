# What the trade would ask the employer about: told, dated, grouped; no hour changes.
load helper

setup() { take_dossier; }

record() { append releves/2026-02.csv "$1"; }

@test "no suspicion in a plausible dossier, but those that are only notes" {
  expect 0 verifier "$dossier"
  is "$output" ""
}

@test "verifier and calculer tell the same suspicions, and the hours stay what they were" {
  record '2026-01;2;P2;05/02/2026;7;TRAVAIL;29990114000036;'
  record '2026-01;1;P2;05/02/2026;4;TRAVAIL;29990100900017;'
  expect 1 calculer "$dossier" --sortie "$sortie" --silencieux
  has_anomaly D057 releves/2026-02.csv:7 avertissement
  has_anomaly D091 releves/2026-02.csv:6 avertissement
  is "$(journal 'releves/2026-02.csv;6' heures_admises)" 7
  is "$(journal 'releves/2026-02.csv;7' heures_admises)" 4
  lacks "$(anomalies)" D092 # the control of NATIONAL told it
  expect 1 verifier "$dossier" D091
  contains "$output" "releves/2026-02.csv:6: avertissement D091 : P2, pour deux employeurs le même jour : 11,00 h le 05/02/2026"
  contains "$output" "(2026-01 lot 1 à 62041 pour 29990100900017, 2026-01 lot 2 pour 29990114000036)"
}

@test "a correction names the line that it corrects, and is refused" {
  record '2026-01;2;P1;02/02/2026;-7;TRAVAIL;29990149600024;'
  expect 1 verifier "$dossier"
  contains "$output" "releves/2026-02.csv:6: erreur D032 : heures négatives : -7,00 h ; sans doute la correction de releves/2026-02.csv:2, "
}

@test "Sunday and holiday work is a note, told when it is asked for" {
  record '2026-01;2;P2;08/02/2026;3;TRAVAIL;29990114000036;'
  expect 0 verifier "$dossier"
  is "$output" ""
  expect 0 verifier "$dossier" D095
  contains "$output" "releves/2026-02.csv:6: note D095 : 1 ligne un dimanche ou un jour férié, ici la première : le 08/02/2026, un dimanche"
}

@test "a timesheet given twice under another name is told with the lines that it repeats" {
  cp "$dossier/releves/2026-02-mensuel.csv" "$dossier/releves/copie.csv"
  edit marches.csv 's/;NATIONAL/;ESSAI/'
  mkdir -p "$dossier/regles"
  printf 'Recueil ESSAI — Essai\nSource : essai\n\nArticle 1 — Dû\nSource : essai\nCalculer heures dues : 100 h\n' >"$dossier/regles/essai.regles"
  decompte verifier "$dossier" D097
  contains "$output" "releves/copie.csv:2: note D097"
  contains "$output" "déjà dans releves/2026-02-mensuel.csv ; ici la première, comme la ligne 2"
}

@test "a copied month is a warning, and --strict refuses it" {
  for month in 01 02; do
    for day in 13 14 15 16 17 19; do
      append releves/copie.csv "2026-01;1;P2;$day/$month/2026;3;29990100900017"
    done
  done
  sed -i '1i marche;lot;participant;date;heures;employeur_siret' "$dossier/releves/copie.csv"
  expect 1 verifier "$dossier" D096
  contains "$output" "releves/copie.csv:8: avertissement D096 : P2 : 2026-02 répète 2026-01 jour pour jour"
  expect 2 calculer "$dossier" --sortie "$sortie" --strict
}

@test "the order of lines and of files changes no suspicion but its place" {
  record '2026-01;1;P2;08/02/2026;12;TRAVAIL;29990100900017;'
  record '2026-01;2;P2;15/02/2026;2;TRAVAIL;29990114000036;'
  record '2026-01;1;P2;15/02/2026;3;TRAVAIL;29990114000036;'
  decompte verifier "$dossier" D057 D090 D091 D092 D093 D095
  contains "$output" D090
  contains "$output" D095
  printf '%s\n' "$output" | sed 's/^[^ ]*: //' >"$BATS_TEST_TMPDIR/before"
  { head -n 1 "$dossier/releves/2026-02.csv" && tail -n +2 "$dossier/releves/2026-02.csv" | tac; } >"$dossier/releves/0.csv"
  rm "$dossier/releves/2026-02.csv"
  decompte verifier "$dossier" D057 D090 D091 D092 D093 D095
  printf '%s\n' "$output" | sed 's/^[^ ]*: //' | sort >"$BATS_TEST_TMPDIR/after"
  same <(sort "$BATS_TEST_TMPDIR/before") "$BATS_TEST_TMPDIR/after"
}
