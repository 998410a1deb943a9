#!/usr/bin/env bats
# « expliquer »: what it says of each kind of line, market and person, word for word; and that it says what was decided.
# A golden is read before it is kept: REFAIRE=1 bats tests/explain/explain.bats writes them again.
# shellcheck disable=SC2154

load ../cli/helper

TERNOIS="$DECOMPTE_ROOT/tests/explain/ternois"
ATTENDU="$DECOMPTE_ROOT/tests/explain/attendu"

explain() { "$DECOMPTE" expliquer "$dossier" --silencieux --mois 2026-03 "$@"; }

# NAME WORD…: the explanation, without the version of the program, is that of attendu/NAME.
golden() {
  local name=$1
  shift
  explain "$@" | sed 's/décompte [0-9.]*, arrêté/décompte VERSION, arrêté/' >"$BATS_TEST_TMPDIR/$name"
  if [ -n "${REFAIRE-}" ]; then cp "$BATS_TEST_TMPDIR/$name" "$ATTENDU/$name"; fi
  same "$ATTENDU/$name" "$BATS_TEST_TMPDIR/$name"
}

setup() { dossier=$TERNOIS; }

# ---- a line ----

@test "refused: the window of the specification" { golden refusee-fenetre.txt releves/2026-02.csv:3; }
@test "refused: a list, and two remedies" { golden refusee-public.txt releves/2026-02.csv:5; }
@test "refused for several reasons" { golden refusee-plusieurs.txt releves/2026-02.csv:9; }
@test "refused: an age" { golden refusee-age.txt releves/2026-02.csv:7; }
@test "refused: another line is preferred" { golden refusee-doublon.txt releves/2026-02.csv:14; }
@test "refused: a cap used up" { golden refusee-plafond.txt releves/2026-02.csv:19; }
@test "reduced by a cap that depends on the hours due" { golden reduite.txt releves/2026-02.csv:18; }
@test "cut by a cap on counted hours" { golden plafonnee.txt releves/2026-02.csv:27; }
@test "kept whole" { golden retenue.txt releves/2026-02.csv:2; }
@test "weighted twice" { golden ponderee.txt releves/2026-02.csv:16; }
@test "converted from an amount" { golden convertie.txt releves/2026-02.csv:11; }
@test "of a whole month" { golden mois.txt releves/2026-02.csv:12; }
@test "set aside: a value is missing" { golden ecartee.txt releves/2026-02.csv:10; }
@test "set aside: no recueil for the market" { golden ecartee-sans-recueil.txt releves/2026-02.csv:21; }
@test "later than the statement" { golden posterieure.txt releves/2026-02.csv:26; }
@test "anomaly: unknown market" { golden anomalie.txt releves/2026-02.csv:22; }
@test "anomaly: cannot be read" { golden anomalie-illisible.txt releves/2026-02.csv:24; }
@test "blank, total and header lines" {
  golden vide.txt releves/2026-02.csv:4
  golden total.txt releves/2026-02.csv:25
  golden en-tete.txt releves/2026-02.csv:1
}

# ---- markets and persons ----

@test "market: each event's part, then the penalty with its SMIC" { golden marche.txt --marche 2025-014; }
@test "market: shares of co-contractors, an exemption" { golden marche-parts.txt --marche 2025-020 --lot 1; }
@test "market without objective" { golden marche-sans-objectif.txt --marche 2025-020 --lot 2; }
@test "market without recueil" { golden marche-sans-recueil.txt --marche 2023-001; }
@test "person: clock, caps, contracts, markets" { golden personne.txt --participant P0000002; }

# ---- as data ----

@test "JSON says the same as the text, and its facts" {
  golden refusee-fenetre.json --json releves/2026-02.csv:3
  explain --json releves/2026-02.csv:3 | python3 -c '
import json, sys
explanation = json.load(sys.stdin)
facts = explanation["faits"]
assert (facts["decision"], facts["article"], facts["heures_declarees"]) == ("refusée", "4", "7"), facts
assert [s["rubrique"] for s in explanation["rubriques"]][:4] == ["entete", "motif", "regle", "source"]'
}

@test "same bytes whatever the threads" {
  explain --marche 2025-014 --fils 1 >"$BATS_TEST_TMPDIR/un"
  explain --marche 2025-014 --fils 7 >"$BATS_TEST_TMPDIR/sept"
  same "$BATS_TEST_TMPDIR/un" "$BATS_TEST_TMPDIR/sept"
}

# ---- profile titulaire ----

@test "profil titulaire: a refused public, a weight and a person say no sensitive value" {
  golden masquee-public.txt --profil titulaire releves/2026-02.csv:5
  golden masquee-ponderee.txt --profil titulaire releves/2026-02.csv:16
  golden masquee-personne.txt --profil titulaire --participant P0000003
  for asked in releves/2026-02.csv:5 releves/2026-02.csv:6 "--participant P0000003"; do
    # shellcheck disable=SC2086 # an option and its value
    masked=$(explain --profil titulaire $asked)
    lacks "$masked" J26
    lacks "$masked" 15/06/2000
  done
  masked=$(explain --profil titulaire releves/2026-02.csv:16)
  lacks "$masked" "RSA"
}

# ---- what does not exist ----

@test "unknown things are refused with what is near" {
  expect 2 expliquer "$dossier" releves/2026-2.csv:3
  contains "$stderr" "vouliez-vous dire « releves/2026-02.csv » ?"
  expect 2 expliquer "$dossier" releves/2026-02.csv:28
  contains "$stderr" "releves/2026-02.csv a 27 lignes : il n'y a pas de ligne 28"
  expect 2 expliquer "$dossier" --marche 2025-15
  contains "$stderr" "marché « 2025-15 » inconnu : vouliez-vous dire « 2025-014 » ?"
  expect 2 expliquer "$dossier" --marche 2025-020
  contains "$stderr" "le marché 2025-020 a plusieurs lots, préciser --lot : 1, 2"
  expect 2 expliquer "$dossier" --marche 2025-020 --lot 3
  contains "$stderr" "n'a pas de lot « 3 » ; lots : 1, 2"
  expect 2 expliquer "$dossier" --participant P000002
  contains "$stderr" "vouliez-vous dire « P0000002 » ?"
  is "$output" ""
}

@test "one thing is asked at a time" {
  expect 2 expliquer "$dossier"
  contains "$stderr" "une chose à la fois"
  expect 2 expliquer "$dossier" releves/2026-02.csv:3 --marche 2025-014
  expect 2 expliquer "$dossier" releves/2026-02.csv
  contains "$stderr" "FICHIER:LIGNE est attendu, et non « releves/2026-02.csv »"
  expect 2 expliquer "$dossier" --lot 1 --participant P0000002
  contains "$stderr" "--lot accompagne --marche"
  expect 2 expliquer "$dossier" releves/2026-02.csv:3 --profil public
  contains "$stderr" "--profil : valeur « public » inconnue"
}

@test "a file is found by its path, and other tables lead to their market or person" {
  explain "$dossier/releves/2026-02.csv:3" | head -2 | tail -1 >"$BATS_TEST_TMPDIR/a"
  contains "$(cat "$BATS_TEST_TMPDIR/a")" "P0012345 — 28/02/2026"
  contains "$(explain marches.csv:3)" "Marché 2025-020, lot 1"
  contains "$(explain evenements.csv:2)" "Marché 2025-014"
  contains "$(explain participants.csv:3)" "Participant P0000002"
  contains "$(explain contrats.csv:2)" "Participant P0000002"
}

@test "nothing is written" {
  take_dossier
  before=$(fingerprint "$dossier")
  expect 0 expliquer "$dossier" --silencieux --marche 2026-01 --lot 1
  is "$(fingerprint "$dossier")" "$before"
}

@test "rules in error refuse the explanation" {
  take_dossier
  mkdir -p "$dossier/regles"
  printf 'Recueil X — Essai\nSource : x\n\nArticle 1 — Essai\nSource : x\nRefuser si : date du travial > fin du marché\nMotif : « Non. »\n' >"$dossier/regles/x.regles"
  expect 2 expliquer "$dossier" --silencieux --marche 2026-01 --lot 1
  contains "$stderr" "R002"
  is "$output" ""
}

# ---- it says what was decided, and what it would have taken ----

@test "a sample of the demonstration dossier: decision, hours and motif are those of journal.csv" {
  "$DECOMPTE" calculer "$DECOMPTE_ROOT/fixtures/artois-2026-10" --silencieux --sortie "$BATS_TEST_TMPDIR/sortie" \
    >/dev/null 2>&1 || [ $? -eq 1 ]
  python3 - "$DECOMPTE" "$DECOMPTE_ROOT/fixtures/artois-2026-10" \
    "$BATS_TEST_TMPDIR/sortie/2026-10/journal.csv" <<'PYTHON'
import csv, json, subprocess, sys
program, dossier, journal = sys.argv[1:]
with open(journal, encoding="utf-8-sig", newline="") as file:
    rows = list(csv.DictReader(file, delimiter=";"))
groups = {}
for row in rows:  # three lines of each kind: decision, article, coefficient
    groups.setdefault((row["decision"], row["recueil"], row["article"], row["coefficient"]), []).append(row)
sample = [row for group in groups.values() for row in (group[0], group[len(group) // 2], group[-1])]
assert len(sample) >= 30, len(sample)
same = ["fichier", "ligne", "marche", "lot", "titulaire_siret", "participant", "heures_declarees", "heures_admises",
        "coefficient", "heures_retenues", "heures_refusees", "decision", "recueil", "article", "motif", "autres_motifs"]
for row in sample:
    asked = f"{row['fichier']}:{row['ligne']}"
    told = json.loads(subprocess.run([program, "expliquer", dossier, asked, "--json", "--silencieux"], check=True,
                                     capture_output=True).stdout)
    for name in same:
        assert told["faits"][name] == row[name], (asked, name, told["faits"][name], row[name])
    lines = {s["rubrique"]: [line["texte"] for line in s["lignes"]] for s in told["rubriques"]}
    if row["decision"] == "refusée" and row["motif"].startswith(("Le public", "Travail", "Les heures", "L'élig")):
        assert lines["calcul"][-1].endswith("→ refus"), (asked, lines["calcul"])
    if row["decision"] == "retenue":
        assert not any("refus" in line and "→" in line for line in lines["examen"]), asked
PYTHON
}

# A copy of the dossier, to be changed.
take_ternois() {
  dossier=$BATS_TEST_TMPDIR/d
  mkdir "$dossier"
  cp -r "$TERNOIS/." "$dossier"
}

@test "what is judged before amounts are hours is told without them" {
  take_ternois
  printf '\nArticle 19 — Durée\nSource : essai\nRefuser si : non heures absentes et heures > 11 h\nMotif : « Trop. »\n' \
    >>"$dossier/regles/ternois.regles"
  told=$(explain releves/2026-02.csv:11)
  contains "$told" "→ 11,94 h retenues"
  contains "$told" "(aucune valeur) > 11 h → indéterminé"
  contains "$told" "faux et indéterminé → faux"
}

@test "a preference that lacks a value sets the line aside, and says so" {
  take_ternois
  edit regles/ternois.regles 's/^Préférer .*/Préférer : employeur = « 13250000800018 »/'
  told=$(explain releves/2026-02.csv:14)
  contains "$told" "ÉCARTÉE"
  contains "$told" "(aucune valeur) = 13250000800018 → indéterminé → ligne écartée"
  contains "$told" "une valeur pour « employeur », colonne employeur_siret, releves/2026-02.csv:14."
}

# LINE COLUMN VALUE: rewrites that cell of a timesheet; participants by pseudonym.
rewrite() {
  python3 - "$dossier/releves/2026-02.csv" "$1" "$2" "$3" <<'PYTHON'
import sys
path, line, column, value = sys.argv[1:]
lines = open(path, encoding="utf-8").read().split("\n")
cells = lines[int(line) - 1].split(";")
cells[lines[0].split(";").index(column)] = value
lines[int(line) - 1] = ";".join(cells)
open(path, "w", encoding="utf-8").write("\n".join(lines))
PYTHON
}

decided() { explain --json "releves/2026-02.csv:$1" | python3 -c 'import json, sys
facts = json.load(sys.stdin)["faits"]
print(facts["decision"], facts["article"])'; }

@test "« Il aurait fallu », done, lifts the refusal; one day less does not" {
  take_ternois
  contains "$(explain releves/2026-02.csv:7)" "une date du travail au plus tôt le 20/02/2026."
  rewrite 7 date 20/02/2026 && is "$(decided 7)" "retenue "
  rewrite 7 date 19/02/2026 && is "$(decided 7)" "refusée 3"
  contains "$(explain releves/2026-02.csv:8)" "une nature TRAVAIL."
  rewrite 8 nature TRAVAIL && is "$(decided 8)" "retenue "
  contains "$(explain releves/2026-02.csv:9)" "une date du travail du 01/04/2025 au 30/06/2027."
  rewrite 9 nature TRAVAIL
  rewrite 9 date 31/03/2025 && is "$(decided 9)" "refusée 2"
  rewrite 9 date 01/04/2025 && is "$(decided 9)" "refusée 3" # the age, still
  contains "$(explain releves/2026-02.csv:3)" "une date du travail au plus tard le 27/02/2026."
  rewrite 3 date 26/02/2026 && is "$(decided 3)" "retenue "
  contains "$(explain releves/2026-02.csv:5)" "ou une date du travail du 01/01/2024 au 31/12/2025."
  rewrite 5 date 30/12/2025 && is "$(decided 5)" "retenue "
  rewrite 5 date 01/01/2026 && is "$(decided 5)" "refusée 1"
  contains "$(explain releves/2026-02.csv:18)" "au plus 4,50 h déclarées pour cette ligne."
  rewrite 18 heures 4,50 && is "$(decided 18)" "retenue "
}
