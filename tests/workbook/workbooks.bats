# Workbooks as other programs see them: figures recalculated, and what makes them readable and accessible.
load ../cli/helper

setup() {
  dossier="$DECOMPTE_ROOT/fixtures/artois-2026-10" sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-10"
}

# OPTION…: the demonstration dossier. Without options it is written once, for tests that only read it.
write() {
  local place="$BATS_TEST_TMPDIR"
  [ $# -gt 0 ] || place="$BATS_FILE_TMPDIR"
  sortie="$place/sortie" mois="$place/sortie/2026-10"
  [ $# -gt 0 ] || [ ! -d "$mois" ] || return 0
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
    'sys.path.insert(0, os.environ["DECOMPTE_ROOT"] + "/tests/workbook")' \
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

@test "headings stay in view, and a workbook bears its month and the date of its statement" {
  write
  over_books <<'PYTHON'
for path, parts in books.items():
    for name, text in sheets(parts).items():
        assert 'state="frozen"' in text, (path, name)
    assert "<dc:title>Heures d'insertion, octobre 2026" in unescape(parts["docProps/core.xml"]), path
    assert "2026-10-31T00:00:00Z" in parts["docProps/core.xml"], path
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

@test "a workbook opens with Lisez-moi, which leads to each other sheet" {
  write
  over_books <<'PYTHON'
for path, parts in books.items():
    names = [unescape(n) for n in re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"])]
    assert names[0] == "Lisez-moi" and len(names) > 7, (path, names)
    links = re.findall(r"<hyperlink [^>]*location=\"'([^']*)'", unescape(parts["xl/worksheets/sheet1.xml"]))
    assert links == [name for name in names[1:] if not name[-1].isdigit()], (path, names, links)
PYTHON
}

@test "charts compare what is due with what counts, by market and month by month" {
  write
  over_books <<'PYTHON'
curves = 0
for path, parts in books.items():
    charts = [unescape(t) for n, t in parts.items() if n.startswith("xl/charts/chart")]
    assert sum("par marché" in t or "qui doivent le plus" in t for t in charts if "<c:barChart>" in t) == 1, path
    lines = [t for t in charts if "<c:lineChart>" in t]
    assert 1 <= len(lines) <= 5, (path, len(lines))
    for text in lines:
        assert "Évolution" in re.search(r"<c:val>.*?<c:f>([^<]*)<", text, re.S).group(1), path
    curves += len(lines)
assert curves > len(books)
PYTHON
}

# Each person once on each market; the category of public only where the profile is complete.
@test "Bénéficiaires has each person of the journal once a market, and its category only in the complete profile" {
  write
  over_books <<'PYTHON'
import csv
with open(sys.argv[1] + "/journal.csv", encoding="utf-8-sig", newline="") as journal:
    expected = {(r["marche"], r["lot"], r["participant"]) for r in csv.DictReader(journal, delimiter=";")}
for path, parts in books.items():
    strings = [unescape(re.sub("<[^>]*>", "", t)) for t in re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"], re.S)]
    names = [unescape(n) for n in re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"])]
    text = parts[f"xl/worksheets/sheet{names.index('Bénéficiaires') + 1}.xml"]
    header = int(re.search(r'<autoFilter ref="A(\d+):', text).group(1))
    rows = {}
    for column, row, value in re.findall(r'<c r="([A-Z]+)(\d+)"[^>]*t="s"[^>]*><v>(\d+)</v>', text):
        rows.setdefault(int(row), {})[column] = strings[int(value)]
    place = {label: column for column, label in rows[header].items()}
    found = [tuple(row.get(place[label], "") for label in ("Marché", "Lot", "Participant"))
             for number, row in sorted(rows.items()) if number > header]
    assert len(found) == len(set(found)), path
    assert ("Public" in place) == ("/titulaires/" not in path), path
    assert set(found) <= expected, path
    if path.endswith("consolidation.xlsx"):
        assert set(found) == expected, path
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

@test "the hours due are those of marches.csv, each step that calculates is a formula, and names its article" {
  write
  over_books <<'PYTHON'
import csv
from feuilles import cells, part_name, rows
due = {(m["marche"], m["lot"]): m["heures_dues"] for m in csv.DictReader(open(sys.argv[1] + "/marches.csv", encoding="utf-8-sig"), delimiter=";")}
results = formulas = 0
for path, parts in books.items():
    steps = rows(parts, "Heures dues")
    synthese = {line["Repère du marché"][0]: line for line in rows(parts, "Synthèse")}
    assert len({step["Repère du marché"][0] for step in steps}) == len(synthese), path
    for step in steps:
        value, formula = step.get("Valeur", ("", None))
        part = step["Rubrique"][0]
        assert (formula is not None) == (part in ("Événement", "Calcul") or part == "Résultat" and value != ""), (path, step)
        formulas += formula is not None
        if part != "Résultat": continue
        line = synthese[step["Repère du marché"][0]]
        assert step["Comparé à Synthèse"][0] == "juste" and value == line.get("Heures dues", ("",))[0], (path, step)
        if "/titulaires/" not in path:
            expected = due[line["Marché"][0], line.get("Lot", ("",))[0]]
            assert value == (float(expected.replace(",", ".")) if expected else ""), (path, step)
        results += 1
assert results > 100 and formulas > 300, (results, formulas)
PYTHON
}

@test "what the articles of Règles refused is what the journal says" {
  write --detail tout
  over_books <<'PYTHON'
import csv
from fractions import Fraction
from feuilles import cells, part_name, rows
book = next(parts for path, parts in books.items() if path.endswith("consolidation.xlsx"))
hours, lines = {}, {}
with open(sys.argv[1] + "/journal.csv", encoding="utf-8-sig", newline="") as journal:
    for row in csv.DictReader(journal, delimiter=";"):
        if row["decision"] == "retenue": continue
        key = "%(recueil)s, article %(article)s" % row
        hours[key] = hours.get(key, 0) + Fraction(row["heures_refusees"].replace(",", "."))
for row in rows(book, "Détail"):  # a record that several EPCI share has several lines there
    if row["Décision"][0] == "retenue": continue
    tally = lines.setdefault(row["Article"][0], [0, 0])
    tally[row["Décision"][0] == "écartée"] += 1
articles = rows(book, "Règles")
assert len(articles) > 10 and hours
for article in articles:
    key = "%s, article %d" % (article["Recueil"][0], article["Article"][0])
    told = [article[name][0] for name in ("Lignes refusées ou réduites", "Lignes écartées faute de donnée")]
    assert told == lines.get(key, [0, 0]), (article, lines.get(key))
    assert abs(article["Heures retranchées"][0] - hours.pop(key, 0)) < Fraction(1, 1000), article
    assert article["Ce que dit la règle"][0] and article["Source"][0], article
assert not hours, hours
for sheet in ("Refus", "Détail"):
    assert "location=\"'Règles'!A" in unescape(book[part_name(book, sheet)]), sheet
PYTHON
}

@test "a public workbook tells what an article refused to five persons at least, of everyone together, and never but one" {
  write
  cp "$mois/journal.csv" "$BATS_TEST_TMPDIR/journal.csv"
  write --profil public
  over_books <<'PYTHON'
import csv
from feuilles import rows
persons = {}
with open(os.environ["BATS_TEST_TMPDIR"] + "/journal.csv", encoding="utf-8-sig", newline="") as journal:
    for row in csv.DictReader(journal, delimiter=";"):
        if row["decision"] == "retenue" or row["mois"] != "2026-10": continue
        key = "%(recueil)s, article %(article)s" % row
        persons.setdefault(key, {}).setdefault(row["decision"] == "écartée", set()).add(row["participant"])
few = {key for key, causes in persons.items() if any(len(who) < 5 for who in causes.values())}
assert few and len(persons) > len(few), persons
columns = ("Lignes refusées ou réduites", "Lignes écartées faute de donnée", "Heures retranchées")
for path, parts in books.items():
    articles = rows(parts, "Règles")
    assert articles, path
    if not path.endswith("consolidation.xlsx"):
        assert not any(name in article for article in articles for name in columns), path
        continue
    hidden = {"%s, article %d" % (article["Recueil"][0], article["Article"][0]) for article in articles
              if isinstance(article[columns[2]][0], str)}
    assert few <= hidden and (len(hidden) > 1 or hidden == set(persons)), (few, hidden)
PYTHON
}

@test "a changed amount moves the hours due, and the comparison with Synthèse says by how much" {
  command -v ssconvert >/dev/null || skip "no Gnumeric"
  write
  over_books <<'PYTHON'
import importlib.machinery, subprocess
recalcule = importlib.machinery.SourceFileLoader("recalcule", os.environ["DECOMPTE_ROOT"] + "/tests/workbook/recalcule").load_module()
from feuilles import cells, part_name, rows
path, parts = next((p, b) for p, b in books.items() if p.endswith("consolidation.xlsx"))
found, header = cells(parts, "Heures dues")
columns = {value: column for column, (value, _) in found[header].items()}
base = next(r for r in sorted(found) if r > header and found[r][columns["Ce qui est lu ou calculé"]][0] == "montant du marché"
            and found[r][columns["Rubrique"]][0] == "Base")
key = found[base]["A"][0]
result = next(r for r in sorted(found) if r > base and found[r][columns["Rubrique"]][0] == "Résultat")
part = part_name(parts, "Heures dues")
cell = columns["Valeur"] + str(base)
edited, blank, back = (os.path.join(os.environ["BATS_TEST_TMPDIR"], name) for name in ("edited.xlsx", "blank.xlsx", "back.xlsx"))
with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
    for name in old.namelist():
        data = old.read(name).decode()
        if name == part:
            changed = re.sub(r'(<c r="%s"[^>]*><v>)[^<]*' % cell, r"\g<1>%r" % (found[base][columns["Valeur"]][0] * 2), data)
            assert changed != data
            data = changed
        new.writestr(name, data)
recalcule.without_values(edited, blank)
subprocess.run(["ssconvert", "--recalc", "--export-type=Gnumeric_Excel:xlsx2", blank, back], check=True, capture_output=True)
wanted = {("Heures dues", columns[name] + str(result)) for name in ("Valeur", "Comparé à Synthèse")}
values = recalcule.cells(back, wanted)
before = found[result][columns["Valeur"]][0]
after = values["Heures dues", columns["Valeur"] + str(result)]
verdict = values["Heures dues", columns["Comparé à Synthèse"] + str(result)]
assert before < after <= 2 * before and found[result]["A"][0] == key, (before, after)
assert verdict.startswith("écart de %d" % (after - before)) and verdict.endswith(" h"), verdict
PYTHON
}
