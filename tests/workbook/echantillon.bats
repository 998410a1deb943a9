# The auditor's samples: anyone draws them again, and what is typed is extrapolated as it should be.
load ../cli/helper

setup() {
  dossier="$DECOMPTE_ROOT/fixtures/artois-2026-10" sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-10"
}

write() { # OPTION…
  decompte calculer "$dossier" --mois 2026-10 --sortie "$sortie" "$@"
  [ "$status" -le 1 ] || fail "code $status: $stderr"
}

redraw() {
  run "$DECOMPTE_ROOT/tests/workbook/retire" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
}

sheets_of() { # WORKBOOK
  unzip -p "$1" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | cut -d'"' -f2
}

@test "every sample is drawn again from provenance.json and the workbook alone" {
  write --graine Béthune-2026
  redraw
  contains "$output" "dans 12 classeurs"
  write --profil titulaire --detail tout # strata are of contractors; there is no word
  redraw
}

@test "the word decides which lines are drawn" {
  write --graine un
  cp "$mois/consolidation.xlsx" "$BATS_TEST_TMPDIR/un.xlsx"
  write --graine deux
  run python3 - "$DECOMPTE_ROOT/tests/workbook" "$BATS_TEST_TMPDIR/un.xlsx" "$mois/consolidation.xlsx" <<'PYTHON'
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import classeur
def drawn(path, method):
    rows = classeur.tables(path)["Échantillon"].rows
    return {(row["Fichier"], row["Ligne"]) for row in rows if row["Méthode"] == method}
for method in ("aléatoire simple", "stratifié", "par heures"):
    one, two = drawn(sys.argv[2], method), drawn(sys.argv[3], method)
    assert len(one) > 20 and len(one & two) < len(one) / 2, (method, len(one), len(one & two))
PYTHON
  [ "$status" -eq 0 ] || fail "$output"
}

@test "what an auditor types is extrapolated by Gnumeric and LibreOffice as it is here" {
  command -v ssconvert >/dev/null || command -v soffice >/dev/null || skip "neither Gnumeric nor LibreOffice"
  write --graine Béthune-2026
  run "$DECOMPTE_ROOT/tests/workbook/extrapole" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
}

# A contractor is not told what will be checked; strata of publics are for those who may know publics.
@test "samples are for auditors: not in the public profile, nor in what contractors are sent" {
  write --profil titulaire
  for book in "$mois"/titulaires/*.xlsx; do lacks "$(sheets_of "$book")" "Échantillon"; done
  contains "$(sheets_of "$mois/consolidation.xlsx")" "Échantillon"
  strings=$(unzip -p "$mois/consolidation.xlsx" xl/sharedStrings.xml)
  contains "$strings" "Une strate par titulaire."
  for public in DELD RSA BOETH QPV J26_NQ "sans public"; do lacks "$strings" "<t>$public</t>"; done
  write --profil public
  for book in "$mois"/*.xlsx "$mois"/*/*.xlsx; do lacks "$(sheets_of "$book")" "Échantillon"; done
  write --profil complet
  contains "$(for book in "$mois"/titulaires/*.xlsx; do sheets_of "$book"; done)" "Échantillon"
  contains "$(unzip -p "$mois/consolidation.xlsx" xl/sharedStrings.xml)" "Une strate par public."
}

@test "cells to fill in take hours that are numbers, and words of a list" {
  write
  sheet=$(sheets_of "$mois/consolidation.xlsx" | grep -n Échantillon | cut -d: -f1)
  xml=$(unzip -p "$mois/consolidation.xlsx" "xl/worksheets/sheet$sheet.xml")
  contains "$xml" '<formula1>"oui,non,sans objet"</formula1>'
  contains "$xml" '"✓ rapproché,≠ écart,∅ sans pièce,? à revoir"'
  contains "$xml" 'type="decimal" operator="greaterThanOrEqual"'
  is "$(grep -o '<dataValidation [^>]*type="list"' <<<"$xml" | wc -l)" 3
}
