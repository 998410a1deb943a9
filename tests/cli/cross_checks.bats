# Files that contradict each other or themselves: code 1, the anomaly at its place, and nothing lost.
load helper

setup() { take_dossier; }

# Counts the dossier: code 1, and the anomaly CODE at FILE:LINE of that gravity.
anomaly() {
  expect 1 calculer "$dossier" --sortie "$sortie"
  has_anomaly "$@"
}

# The record added as line 6 of releves/2026-02.csv is in no journal, and is one anomaly among the records.
set_apart() {
  is "$(journal 'releves/2026-02.csv;6' decision)" "0 rows for releves/2026-02.csv;6"
  is "$(bilan enregistrements.en_anomalie)" 1
  is "$(bilan enregistrements.au_journal)" 12
}

# The record added as line 6 of releves/2026-02.csv is counted all the same, for that many hours.
counted() { is "$(journal 'releves/2026-02.csv;6' heures_retenues)" "$1"; }

record() { append releves/2026-02.csv "$1"; }

# ---- records ----

@test "a record of an unknown market is set apart" {
  record '2026-99;1;P1;04/02/2026;7;TRAVAIL;;'
  anomaly D040 releves/2026-02.csv:6 erreur
  set_apart
}

@test "a record of an unknown lot of a known market is set apart" {
  record '2026-01;3;P1;04/02/2026;7;TRAVAIL;;'
  anomaly D040 releves/2026-02.csv:6 erreur
  set_apart
}

@test "a record of an unknown person is set apart" {
  record '2026-01;2;P9;04/02/2026;7;TRAVAIL;;'
  anomaly D041 releves/2026-02.csv:6 erreur
  set_apart
}

@test "all that is wrong with a record is told at once, and it counts as one record" {
  record '2026-99;1;P9;04/02/2026;-7;TRAVAIL;;'
  anomaly D040 releves/2026-02.csv:6 erreur
  has_anomaly D041 releves/2026-02.csv:6 erreur
  has_anomaly D032 releves/2026-02.csv:6 erreur
  set_apart
}

@test "an employer outside the group is told, and the hours go to the one who stands for it" {
  record '2026-01;2;P1;04/02/2026;5;TRAVAIL;29990100900017;'
  anomaly D042 releves/2026-02.csv:6 avertissement
  counted 6
  is "$(journal 'releves/2026-02.csv;6' titulaire_siret)" 29990149600024
}

@test "the employer of a declared work contract is not outside" {
  printf 'contrat;participant;employeur_siret;debut\nC1;P1;29990100900017;01/02/2026\n' >"$dossier/contrats.csv"
  record '2026-01;2;P1;04/02/2026;5;TRAVAIL;29990100900017;'
  expect 0 calculer "$dossier" --sortie "$sortie"
  counted 6
}

@test "a subcontractor's hours go to the holder that it works for" {
  append groupements.csv '2026-01;2;29990100900017;Voirie;sous-traitant;;29990114000036'
  record '2026-01;2;P1;04/02/2026;5;TRAVAIL;29990100900017;'
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(journal 'releves/2026-02.csv;6' titulaire_siret)" 29990114000036
}

@test "negative hours are set apart" {
  record '2026-01;2;P1;04/02/2026;-7;TRAVAIL;;'
  anomaly D032 releves/2026-02.csv:6 erreur
  set_apart
}

@test "a record without date nor month is set apart" {
  record '2026-01;2;P1;;7;TRAVAIL;;'
  anomaly D058 releves/2026-02.csv:6 erreur
  set_apart
}

@test "a record whose date is not of its month is set apart, one where they agree is counted" {
  printf 'marche;lot;participant;date;mois;heures\n2026-01;1;P1;20/02/2026;2026-01;7\n2026-01;1;P1;21/02/2026;2026-02;7\n' \
    >"$dossier/releves/2026-02b.csv"
  anomaly D058 releves/2026-02b.csv:2 erreur
  is "$(journal 'releves/2026-02b.csv;3' heures_retenues)" 7
}

@test "a record without hours nor amount is set apart" {
  record '2026-01;2;P1;04/02/2026;;TRAVAIL;;'
  anomaly D059 releves/2026-02.csv:6 erreur
  set_apart
}

@test "a date that does not exist, hours that are no number, a missing person: each at its column" {
  record '2026-01;2;P1;31/02/2026;7;TRAVAIL;;'
  record '2026-01;2;P1;04/02/2026;sept;TRAVAIL;;'
  record '2026-01;2;;04/02/2026;7;TRAVAIL;;'
  anomaly D023 releves/2026-02.csv:6 erreur
  has_anomaly D025 releves/2026-02.csv:7 erreur
  has_anomaly D020 releves/2026-02.csv:8 erreur
  is "$(grep erreur "$mois/anomalies.csv" | cut -d';' -f3 | tr '\n' ' ')" "14 25 11 "
  is "$(bilan enregistrements.en_anomalie)" 3
}

@test "more hours than a line can hold, or more decimals than the unit, are set apart" {
  record '2026-01;2;P1;04/02/2026;99999999999;TRAVAIL;;'
  record '2026-01;2;P1;04/02/2026;7,33333;TRAVAIL;;'
  anomaly D030 releves/2026-02.csv:6 erreur
  has_anomaly D029 releves/2026-02.csv:7 erreur
  is "$(bilan enregistrements.en_anomalie)" 2
}

@test "a SIRET whose key is wrong is told and kept" {
  record '2026-01;2;P1;04/02/2026;5;TRAVAIL;29990149600025;'
  anomaly D021 releves/2026-02.csv:6 avertissement
  counted 6
}

@test "a commune without EPCI, or that is no INSEE code: told, and the hour goes to hors-epci or to the market's place" {
  record '2026-01;1;P1;04/02/2026;5;TRAVAIL;;99999'
  record '2026-01;1;P1;05/02/2026;5;TRAVAIL;;62a04'
  anomaly D046 releves/2026-02.csv:6 avertissement
  is "$(journal 'releves/2026-02.csv;6' epci)" ""
  has_anomaly D022 releves/2026-02.csv:7 avertissement
  is "$(bilan totaux.declarees.heures)" 110.6667
  [ -f "$mois/epci/hors-epci.xlsx" ]
}

@test "more than ten hours a day, or 48 a week, are told and change no hour" {
  record '2026-01;1;P1;04/02/2026;10,5;TRAVAIL;;'
  anomaly D057 releves/2026-02.csv:6 avertissement
  counted 10,5
  for day in 02 03 05 06 07; do record "2026-01;1;P1;$day/02/2026;8;CONGE;;"; done # refused, hence not counted
  for day in 09 10 11 12 13; do record "2026-01;1;P2;$day/02/2026;10;TRAVAIL;;"; done
  anomaly D057 releves/2026-02.csv:16 avertissement
  is "$(anomalies | grep -c D057)" 2
}

@test "an amount is converted where a rule converts it" {
  printf 'marche;lot;participant;date;montant_ht\n2026-01;2;P2;04/02/2026;502,50\n' >"$dossier/releves/factures.csv"
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(journal 'releves/factures.csv;2' heures_retenues)" 6 # 502,50 € × 40 % ÷ 33,50 €/h
}

@test "a value that a rule needs and nobody gives sets the record aside, never judges it, and is told" {
  printf 'marche;lot;participant;date;montant_ht\n2026-01;1;P2;04/02/2026;502,50\n' >"$dossier/releves/factures.csv"
  decompte calculer "$dossier" --sortie "$sortie"
  is "$(journal 'releves/factures.csv;2' decision)" écartée
  contains "$(journal 'releves/factures.csv;2' motif)" "Donnée manquante : heures"
  is "$status" 1
  has_anomaly D056 releves/factures.csv:2 avertissement
}

# ---- markets ----

@test "a market that ends before it begins is told" {
  edit marches.csv '3s#31/12/2026#11/01/2026#'
  anomaly D043 marches.csv:3 erreur
}

@test "a market described twice is told, and the first row is used" {
  append marches.csv "2026-01;1;Autre;21991088200014;Ville;29990100900017;Autre;05/01/2026;12/01/2026;30/06/2026;62041;;;;;999;NATIONAL"
  anomaly D044 marches.csv:4 erreur
  is "$(cell marches.csv 2 8)" 120
}

@test "a market of the same number for another buyer is told, and the first row is used" {
  append marches.csv "2026-01;1;Autre;21991084100016;Autre ville;29990107400045;Autre;05/01/2026;12/01/2026;30/06/2026;62041;;;;;999;NATIONAL"
  anomaly D044 marches.csv:4 erreur
  is "$(cell marches.csv 2 3)" 29990100900017
}

@test "several holders without a declared group are told, and the first bears the objective" {
  append marches.csv "2026-01;1;Voirie;21991088200014;Ville;29990107400045;Autre;05/01/2026;12/01/2026;30/06/2026;62041;;;;;100;NATIONAL"
  anomaly D045 marches.csv:2 avertissement
  is "$(cell marches.csv 2 3)" 29990100900017
}

@test "an unknown recueil is told, and every line of the market is set aside" {
  edit marches.csv '2s/NATIONAL/NATIONALE/'
  anomaly D051 marches.csv:2 erreur
  is "$(journal 'releves/2026-01.csv;2' decision)" écartée
  is "$(cell marches.csv 2 10)" 0
  is "$(cell marches.csv 3 10)" 20,6667
}

@test "a recueil not yet in force at the notification is told, and every line is set aside" {
  edit marches.csv '3s#05/01/2026#31/12/2023#'
  anomaly D052 marches.csv:3 erreur
  is "$(cell marches.csv 3 11)" 0
}

@test "a market without any objective is told" {
  edit marches.csv '3s/;40 %;/;;/'
  anomaly D053 marches.csv:3 avertissement
  is "$(cell marches.csv 3 17)" "sans objectif"
}

@test "a market without a place is told once, with how many lines it concerns" {
  edit marches.csv '2s/;62041;/;;/'
  anomaly D047 marches.csv:2 avertissement
  contains "$(cat "$mois/anomalies.csv")" "7 lignes"
}

@test "a wrong SIRET of a buyer is told" {
  edit marches.csv '2s/21991088200014/21991088200015/'
  anomaly D021 marches.csv:2 avertissement
}

# ---- other files ----

@test "a person described twice is told, and the first row is used" {
  append participants.csv 'P1;F;FLE;05/01/2026;12/01/2026'
  anomaly D044 participants.csv:6 erreur
  is "$(bilan totaux.admises.heures)" 65.6667
}

@test "a contract described twice, one whose end precedes its beginning, one of an unknown person are told" {
  printf 'contrat;participant;employeur_siret;debut;fin\nC1;P1;;02/02/2026;01/02/2026\nC1;P2;;02/02/2026;\nC2;P9;;02/02/2026;\n' \
    >"$dossier/contrats.csv"
  anomaly D043 contrats.csv:2 erreur
  has_anomaly D044 contrats.csv:3 erreur
  has_anomaly D049 contrats.csv:4 avertissement
}

@test "statuses: unknown person and inverted dates are told, a dated status counts within its dates only" {
  printf 'participant;public;debut;fin\nP9;RSA;;\nP1;AAH;02/02/2026;01/02/2026\nP2;RSA;03/02/2026;03/02/2026\n' \
    >"$dossier/eligibilites.csv"
  record '2026-01;2;P2;04/02/2026;5;TRAVAIL;;'
  anomaly D049 eligibilites.csv:2 avertissement
  has_anomaly D043 eligibilites.csv:3 erreur
  is "$(journal 'releves/2026-02.csv;5' coefficient)" 1,2
  is "$(journal 'releves/2026-02.csv;6' coefficient)" 1
}

@test "events: an unknown type and an unknown market are told" {
  append evenements.csv '2026-01;1;avenent;01/02/2026;;50;;X'
  append evenements.csv '2026-77;1;avenant;01/02/2026;;50;;X'
  anomaly D050 evenements.csv:4 erreur
  has_anomaly D049 evenements.csv:5 avertissement
  is "$(cell marches.csv 2 8)" 120
}

@test "places whose shares do not make a whole are told, and not used" {
  edit lieux.csv '2s/50/40/'
  append lieux.csv '2026-77;1;62041;100 %'
  anomaly D048 lieux.csv:2 erreur
  has_anomaly D049 lieux.csv:4 avertissement
  is "$(journal 'releves/2026-02.csv;2' epci)" 246200364
}

@test "shares of a group that do not make a whole are told, and the leader bears the objective" {
  edit groupements.csv '3s/40 %/30 %/'
  append groupements.csv '2026-77;1;29990149600024;X;mandataire;;'
  anomaly D048 groupements.csv:2 erreur
  has_anomaly D049 groupements.csv:4 avertissement
}

@test "what holders attest of a month is compared with their lines, to the minute, and changes no hour" {
  printf '%s\n' 'marche;lot;titulaire_siret;mois;heures' '2026-01;1;29990100900017;2026-01;48h30' \
    '2026-01;2;29990149600024;02/2026;11' '2026-01;2;29990114000036;02/2026;10h39' >"$dossier/attestations.csv"
  anomaly D036 attestations.csv:4 avertissement
  contains "$(cat "$mois/anomalies.csv")" "29990114000036, 2026-02 : 10,65 h attestées, 10,6667 h aux relevés, soit 0,0167 h de moins"
  is "$(anomalies | grep -c D036)" 1
  append attestations.csv '2026-77;1;29990149600024;2026-01;1'
  anomaly D049 attestations.csv:5 avertissement
}

@test "an anomaly has all it takes to be put right: message, reason, remedies, market, excerpt" {
  record '2026-01;2;P1;31/02/2026;7;TRAVAIL;;'
  anomaly D023 releves/2026-02.csv:6 erreur
  is "$(grep ';D023;' "$mois/anomalies.csv" | tr -d '\r')" "releves/2026-02.csv;6;14;D023;erreur;\
\"date : « 31/02/2026 », le 31/02/2026 n'existe pas\";\
\"Dates lues : 31/01/2026, 31-1-26, 2026-01-31, 20260131, 31 janvier 2026, 46053 (tableur), de 1900 à 2199. Le jour doit exister, et s'accorder au jour de la semaine écrit.\";Corriger la date dans le fichier|Exporter de nouveau la colonne au format JJ/MM/AAAA;2026-01;2;\
\"2026-01;2;P1;31/02/2026;7;TRAVAIL;;\";6;1"
}
