# What an auditor can do with a finished workbook alone: work its totals out again, and see what a change would change.
load ../cli/helper

setup_file() {
  export mois="$BATS_FILE_TMPDIR/sortie/2026-10"
  "$DECOMPTE" calculer "$DECOMPTE_ROOT/fixtures/artois-2026-10" --mois 2026-10 --sortie "$BATS_FILE_TMPDIR/sortie" --silencieux \
    2>/dev/null || [ $? -eq 1 ]
}

@test "every total is that of the lines below it, and the consolidation is marches.csv and journal.csv" {
  run "$DECOMPTE_ROOT/tests/workbook/recompose" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
  echo "# ${lines[-1]}" >&3
}

# A copy of the statement where the hours declared of one line of Détail are 100 more, in $altered.
alter() {
  altered="$BATS_TEST_TMPDIR/modifie"
  mkdir -p "$altered"
  python3 - "$mois" "$altered" <<'PYTHON'
import glob, os, sys
sys.path.insert(0, os.environ["DECOMPTE_ROOT"] + "/tests/workbook")
import classeur, re, zipfile
path = glob.glob(sys.argv[1] + "/epci/*ternois.xlsx")[0]
table = classeur.tables(path)["Détail"]
cell, hours = table.cell(3, "Heures déclarées"), table.rows[3]["Heures déclarées"]
with zipfile.ZipFile(path) as old, zipfile.ZipFile(sys.argv[2] + "/ternois.xlsx", "w") as new:
    parts = {part: name for name, part in classeur.recalcule.sheets(old)}
    for name in old.namelist():
        data = old.read(name).decode()
        if parts.get(name) == "Détail":
            data, count = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{hours + 100!r}", data)
            assert count == 1
        new.writestr(name, data)
PYTHON
}

@test "one altered line is found" {
  alter
  run "$DECOMPTE_ROOT/tests/workbook/recompose" "$altered"
  [ "$status" -eq 1 ] || fail "$output"
  [[ $output == *"ternois.xlsx, Cumul, "*"Heures déclarées, selon Détail"* ]] || fail "$output"
}

@test "one altered line turns the verdict and the line of Cumul that it concerns, and no other, in LibreOffice and Gnumeric" {
  command -v ssconvert >/dev/null && command -v soffice >/dev/null || skip "Gnumeric or LibreOffice is absent"
  alter
  python3 - "$altered/ternois.xlsx" "$BATS_TEST_TMPDIR" <<'PYTHON'
import os, sys
sys.path.insert(0, os.environ["DECOMPTE_ROOT"] + "/tests/workbook")
import classeur
recalcule = classeur.recalcule
source, work = sys.argv[1:]
blank = os.path.join(work, "blank.xlsx")
recalcule.without_values(source, blank)
before = classeur.tables(source)
marche = before["Détail"].rows[3]
for name, convert in (("gnumeric", recalcule.with_gnumeric), ("libreoffice", recalcule.with_libreoffice)):
    os.mkdir(os.path.join(work, name))
    (_, back), = convert([blank], os.path.join(work, name))
    trace, cumul = before["Traçabilité"], before["Cumul"]
    verdicts = {("Traçabilité", trace.cell(i, "Verdict")): row["Élément"] for i, row in enumerate(trace.rows) if row["Verdict"]}
    gaps = {("Cumul", cumul.cell(i, "Écart avec Détail")): row for i, row in enumerate(cumul.rows)}
    found = recalcule.cells(back, verdicts.keys() | gaps.keys())
    turned = {element: found[cell] for cell, element in verdicts.items() if found[cell] != "juste"}
    element, = turned
    assert element == "Cumul des mois détaillés = Détail : heures déclarées", (name, turned)
    assert turned[element].replace(",", ".") == "écart de -100.00", (name, turned)
    changed = [row for cell, row in gaps.items() if found.get(cell)]
    assert [(row["Marché"], row["Lot"], row["Participant"]) for row in changed] == [
        (marche["Marché"], marche["Lot"], marche["Participant"])], (name, changed)
PYTHON
}
