# verifier and regles: what is wrong, without writing anything; nothing said when all is well.
load helper

setup() { take_dossier; }

@test "verifier is silent on a clean dossier, and writes nothing" {
  before=$(fingerprint "$dossier")
  expect 0 verifier "$dossier"
  is "$output$stderr" ""
  is "$(fingerprint "$dossier")" "$before"
}

@test "verifier says the place, the excerpt with a caret, the reason and the remedies, on stdout, and code 1" {
  append releves/2026-02.csv '2026-01;2;P1;31/02/2026;7;TRAVAIL;;'
  expect 1 verifier "$dossier"
  is "$output" "releves/2026-02.csv:6:14: erreur D023 : date : « 31/02/2026 », le 31/02/2026 n'existe pas
    2026-01;2;P1;31/02/2026;7;TRAVAIL;;
                 ^~~~~~~~~~
    Dates lues : 31/01/2026, 31-1-26, 2026-01-31, 20260131, 31 janvier 2026, 46053 (tableur), de 1900 à 2199. Le jour doit exister, et s'accorder au jour de la semaine écrit.
    → Corriger la date dans le fichier
    → Exporter de nouveau la colonne au format JJ/MM/AAAA"
  is "$stderr" ""
  [ ! -e "$dossier/sortie" ]
}

@test "verifier tells what calculer puts in anomalies.csv" {
  append releves/2026-02.csv '2026-99;2;P9;04/02/2026;7;TRAVAIL;;'
  append lieux.csv '2026-77;1;62041;100 %'
  edit marches.csv '2s/NATIONAL/NATIONALE/'
  expect 1 calculer "$dossier" --sortie "$sortie"
  expect 1 verifier "$dossier"
  # FILE:LINE:COLUMN: erreur CODE : … → FILE:LINE CODE
  is "$(sed -nE 's/^([^: ]+:[0-9]+):([0-9]+:)? (erreur|avertissement) ([A-Z][0-9]+) .*/\1 \4/p' <<<"$output" | LC_ALL=C sort)" \
    "$(anomalies | awk '$3 != "note" { print $2, $1 }' | LC_ALL=C sort)"
  [ "$(anomalies | wc -l)" -ge 4 ]
}

@test "verifier keeps to the checks named, and refuses one that does not exist" {
  append releves/2026-02.csv '2026-99;2;P1;04/02/2026;7;TRAVAIL;;'
  append lieux.csv '2026-77;1;62041;100 %'
  expect 1 verifier "$dossier" D040
  contains "$output" D040
  lacks "$output" D049
  expect 0 verifier "$dossier" D021
  is "$output" ""
  expect 2 verifier "$dossier" D999
  contains "$stderr" "contrôle D999 inconnu"
}

@test "verifier R021 names the articles that never applied, or each time, and says so only when asked" {
  mkdir -p "$dossier/regles"
  cat >"$dossier/regles/essai.regles" <<'REGLES'
Recueil ESSAI — Recueil d'essai
Source : essai

Article 1 — Toujours
Source : essai
Refuser si : heures > 0 h
Motif : « Refus. »

Article 2 — Jamais
Source : essai
Refuser si : heures > 1 000 h
Motif : « Refus. »

Article 3 — Parfois
Source : essai
Refuser si : date du travail > 31/01/2026
Motif : « Refus. »
REGLES
  edit marches.csv 's/;NATIONAL$/;ESSAI/; s/;CHARTE-ARTOIS$/;ESSAI/'
  expect 0 verifier "$dossier" R021
  contains "$output" "ESSAI, article 1 « Toujours » appliqué à chaque fois (12 fois sur 12)"
  contains "$output" "ESSAI, article 2 « Jamais » jamais appliqué (0 fois sur 12)"
  lacks "$output" Parfois
  expect 1 verifier "$dossier"
  lacks "$output" R021
}

@test "verifier --liste gives every check once, with its reason, without a dossier" {
  expect 0 verifier --liste
  contains "$output" "D021  Un SIRET a 14 chiffres"
  contains "$output" "R003  "
  is "$(cut -c-4 <<<"$output" | sort | uniq -d)" ""
  codes=$(cut -c-4 <<<"$output")
  expect 0 verifier --liste --json
  is "$(python3 -c 'import json, sys
for line in sys.stdin:
    entry = json.loads(line)
    assert entry["gravite"] and entry["explication"] and entry["remedes"], entry
    print(entry["code"])' <<<"$output")" "$codes"
}

@test "verifier --strict refuses at the first anomaly; an unusable dossier is refused anyway" {
  append releves/2026-02.csv '2026-99;2;P1;04/02/2026;7;TRAVAIL;;'
  expect 2 verifier "$dossier" --strict
  rm "$dossier/marches.csv"
  expect 2 verifier "$dossier"
  contains "$output" "marches.csv: erreur fatale D001"
}

@test "regles verifier is silent on the rules installed" {
  expect 0 regles verifier
  is "$output$stderr" ""
}

@test "regles cas plays every case of the rules installed, and contradicts none" {
  expect 0 regles cas
  is "$output" ""
  [[ "$stderr" =~ ^([0-9]+)\ cas\ joués,\ 0\ contredit\.$ ]]
  # As many as rows of the tables under « Cas ».
  is "${BASH_REMATCH[1]}" "$(cat "$DECOMPTE_REGLES"/{.,chartes,marches}/*.regles |
    awk '/^Cas *:/ { inside = 1; head = 1; next } inside && /^\|/ { if (!head) n++; head = 0; next } { inside = 0 } END { print n }')"
}

# Two coefficients that may apply together, with the same value.
majorations() { # FILE
  cat >"$1" <<'REGLES'
Recueil LOCAL — Essai
Complète : NATIONAL
Source : essai

Article 1 — Majoration
Source : essai
Compter : 120 % des heures si public = RSA
Cas :
| public | heures | heures retenues |
| RSA    | 10 h   | 12 h            |
| QPV    | 10 h   | 10 h            |

Article 2 — Majoration
Source : essai
Compter : 120 % des heures si public = DELD et public = RSA
Cas :
| public    | heures | heures retenues |
| DELD, RSA | 10 h   | 12 h            |
| DELD      | 10 h   | 10 h            |
REGLES
}

@test "regles verifier tells what is only doubtful, and a count does not" {
  mkdir "$dossier/regles"
  majorations "$dossier/regles/local.regles"
  expect 1 regles verifier "$dossier"
  contains "$output" "regles/local.regles:5:9: avertissement R010"
  expect 0 verifier "$dossier"
  is "$output" ""
}

@test "two articles that contradict one another are shown with a case that both satisfy, and stop every count" {
  mkdir "$dossier/regles"
  majorations "$dossier/regles/local.regles"
  sed -i '/Article 2/,$s/120 %/130 %/; /Article 2/,$s/| 12 h /| 13 h /' "$dossier/regles/local.regles"
  for command in "regles verifier" verifier; do
    # shellcheck disable=SC2086 # two words
    expect 2 $command "$dossier"
    contains "$output" "regles/local.regles:5:9: erreur fatale R009"
    contains "$output" "      | public    | heures | heures retenues |
      | RSA, DELD | 10 h   | 12 h            |
      | RSA, DELD | 10 h   | 13 h            |"
  done
  expect 2 calculer "$dossier" --sortie "$sortie"
  [ ! -e "$sortie" ]
}

@test "a case that contradicts its article stops every count" {
  mkdir "$dossier/regles"
  majorations "$dossier/regles/local.regles"
  sed -i 's/| RSA    | 10 h   | 12 h /| RSA    | 10 h   | 14 h /' "$dossier/regles/local.regles"
  expect 2 verifier "$dossier"
  contains "$output" "erreur fatale R016"
  expect 2 calculer "$dossier" --sortie "$sortie"
  [ ! -e "$sortie" ]
}

@test "regles verifier of a dossier takes its own rules along, and says all their errors at once" {
  mkdir "$dossier/regles"
  printf 'Recueil LOCAL — Essai\nComplète : NATIONALE\nSource : essai\n\nArticle 1 — Faux\nSource : essai\nRefuser si : heures > 5\nMotif : « Non. »\n' \
    >"$dossier/regles/local.regles"
  expect 2 regles verifier "$dossier"
  contains "$output" "regles/local.regles:2:"
  contains "$output" "vouliez-vous dire « NATIONAL » ?"
  contains "$output" "regles/local.regles:7:"
}

@test "one message in several lines is told once, with the other lines; the last line sums up by code" {
  for day in 04 05 06; do append releves/2026-02.csv "2026-99;2;P1;$day/02/2026;7;TRAVAIL;;"; done
  append lieux.csv '2026-77;1;62041;100 %'
  expect 1 verifier "$dossier"
  is "$(grep -c D040 <<<"$output")" 2
  contains "$output" "    … et 2 autres fois : lignes 7, 8"
  is "${lines[-1]}" "D040 ×3, D049 ×1."
  expect 1 verifier "$dossier" --json D040
  is "${#lines[@]}" 3
  contains "${lines[2]}" '"ligne":8'
  contains "${lines[2]}" '"enregistrement":0,"occurrences":1'
}

@test "of one code in one file, twenty messages are told and the others counted; --json has them all" {
  for n in $(seq 100 125); do append releves/2026-02.csv "2026-$n;2;P1;04/02/2026;7;TRAVAIL;;"; done
  expect 1 verifier "$dossier"
  is "$(grep -c 'erreur D040' <<<"$output")" 20
  contains "$output" "… et 6 autres D040 dans ce fichier : --json les donne toutes."
  is "${lines[-1]}" "D040 ×26."
  expect 1 verifier "$dossier" --json
  is "${#lines[@]}" 26
}

@test "calculer shows five, and counts the others" {
  for n in $(seq 100 125); do append releves/2026-02.csv "2026-$n;2;P1;04/02/2026;7;TRAVAIL;;"; done
  expect 1 calculer "$dossier" --sortie "$sortie"
  is "$(grep -c 'erreur D040' <<<"$stderr")" 5
  contains "$stderr" "… et 21 autres : anomalies.csv les a toutes."
  is "$(anomalies | grep -c '^D040')" 26
}

@test "verifier --liste CODE explains one check" {
  expect 0 verifier --liste D040
  is "$output" "D040  erreur
Les heures d'un marché inconnu ne peuvent être comptées pour personne.
→ Ajouter le marché et le lot à marches.csv
→ Corriger le numéro de marché ou de lot de la ligne"
  expect 0 verifier --liste --json D040
  is "${#lines[@]}" 1
  contains "$output" '"gravite":"erreur"'
  expect 2 verifier --liste D999
  contains "$stderr" "contrôle D999 inconnu"
}
