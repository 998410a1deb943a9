# Workbooks as other programs see them: figures recalculated, and what makes them readable and accessible.
load ../cli/helper

setup() {
  dossier="$DECOMPTE_ROOT/fixtures/artois-2026-10" sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-10"
}

write() { # OPTION…: the demonstration dossier
  decompte calculer "$dossier" --mois 2026-10 --sortie "$sortie" "$@"
  [ "$status" -le 1 ] || fail "code $status: $stderr"
}

recalculate() {
  command -v ssconvert >/dev/null || command -v soffice >/dev/null || skip "neither Gnumeric nor LibreOffice"
  run "$DECOMPTE_ROOT/tests/workbook/recalcule" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
}

# All records take the consolidation over the size at which it is written in constant memory.
@test "every formula of the demonstration comes back the same when recalculated" {
  write --detail tout
  recalculate
}

@test "every formula comes back the same when one month is detailed, and in public workbooks" {
  take_dossier
  write_small() { expect 0 calculer "$dossier" --sortie "$sortie" "$@"; }
  write_small
  recalculate
  write_small --profil public
  recalculate
}

# Runs the Python on standard input over every workbook of $mois; it finds `books`: {path: {part: text}}.
over_books() {
  { printf '%s\n' 'import glob, os, re, sys, zipfile' 'from html import unescape' \
    'books = {p: {n: zipfile.ZipFile(p).read(n).decode() for n in zipfile.ZipFile(p).namelist()}' \
    '         for p in sorted(glob.glob(sys.argv[1] + "/**/*.xlsx", recursive=True))}' \
    'assert len(books) > 3' \
    'def sheets(parts): return {n: t for n, t in parts.items() if n.startswith("xl/worksheets/sheet")}'
    cat; } >"$BATS_TEST_TMPDIR/over.py"
  run python3 "$BATS_TEST_TMPDIR/over.py" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
}

@test "no formula is without its value, and no value is an error" {
  write
  over_books <<'PYTHON'
for path, parts in books.items():
    for name, text in sheets(parts).items():
        for cell in re.findall(r"<c [^>]*><f>.*?</c>", text):
            assert re.search(r"</f><v>[^<]*</v>", cell), (path, name, cell)
            assert "nan" not in cell.lower().split("</f>")[1] and "#" not in cell.split("</f>")[1], (path, name, cell)
PYTHON
}

@test "a sheet is one table with unique headings, no merged cell, a title in A1, and prints on A4" {
  write
  over_books <<'PYTHON'
for path, parts in books.items():
    strings = [unescape(re.sub("<[^>]*>", "", t)) for t in re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"], re.S)]
    for name, text in sheets(parts).items():
        assert "<mergeCell" not in text, (path, name)
        assert re.search(r'<c r="A1" [^>]*t="s"', text), (path, name)
        assert 'paperSize="9"' in text and 'orientation="landscape"' in text and 'fitToHeight="0"' in text, (path, name)
        assert re.search(r"<oddFooter>.*&amp;F.*&amp;P / &amp;N.*Empreinte [0-9a-f]{12}", text), (path, name)
        assert 'state="frozen"' in text, (path, name)
        header = re.search(r'<autoFilter ref="A(\d+):', text).group(1)
        row = re.search(rf'<row r="{header}" .*?</row>', text, re.S).group(0)
        headings = [strings[int(i)] for i in re.findall(r"<v>(\d+)</v>", row)]
        assert len(headings) > 1 and len(set(headings)) == len(headings) and all(headings), (path, name, headings)
        assert f"!${header}:${header}" in parts["xl/workbook.xml"], (path, name)  # the row repeated in print
    assert "<dc:title>Heures d'insertion, octobre 2026" in unescape(parts["docProps/core.xml"]), path
    assert "2026-10-31T00:00:00Z" in parts["docProps/core.xml"], path
    assert "fr-FR" in parts["docProps/custom.xml"], path
PYTHON
}

@test "identifiers are text: SIRET, market numbers and lots keep their zeros" {
  write
  over_books <<'PYTHON'
for path, parts in books.items():
    for name, text in sheets(parts).items():
        for value in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?><v>(\d+)</v>', text):
            assert len(value) < 9, (path, name, value)
PYTHON
}

@test "a chart has a title, named axes and a description for those who do not see it" {
  write
  over_books <<'PYTHON'
charts = 0
for path, parts in books.items():
    drawings = [t for n, t in parts.items() if n.startswith("xl/drawings/drawing")]
    assert len(drawings) == 1, path
    assert re.search(r'descr="[^"]{40,}"', drawings[0]), path
    chart = parts["xl/charts/chart1.xml"]
    assert chart.count("<c:title>") == 3 and "Heures dues et heures retenues" in unescape(chart), path
    charts += 1
assert charts == len(books)
PYTHON
}

# What another firm declares is not a contractor's business: not even that its file exists.
@test "a contractor's workbook names only the timesheets that hold its own records" {
  write
  over_books <<'PYTHON'
import csv
own = {}
with open(sys.argv[1] + "/journal.csv", encoding="utf-8-sig", newline="") as journal:
    for row in csv.DictReader(journal, delimiter=";"):
        own.setdefault(row["titulaire_siret"], set()).add(row["fichier"])
with open(sys.argv[1] + "/anomalies.csv", encoding="utf-8-sig", newline="") as anomalies:
    doubtful = {row["fichier"] for row in csv.DictReader(anomalies, delimiter=";") if row["marche"]}
checked = 0
for path, parts in books.items():
    if "/titulaires/" in path:
        siret = os.path.basename(path).split("-")[0]
        files = set(re.findall(r"<t>(releves/[^<]*)</t>", unescape(parts["xl/sharedStrings.xml"])))
        assert own.get(siret, set()) <= files <= own.get(siret, set()) | doubtful, (path, files ^ own.get(siret, set()))
        checked += 1
assert checked > 3
PYTHON
}
