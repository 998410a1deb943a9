# No hour and no record is ever lost: checked again from the outputs alone, by arithmetic that is not the program's.
load helper

setup_file() {
  export demo="$BATS_FILE_TMPDIR/demo" sortie="$BATS_FILE_TMPDIR/sortie"
  "$DECOMPTE" exemple "$demo"
  run "$DECOMPTE" calculer "$demo" --sortie "$sortie" --detail tout --silencieux
  [ "$status" -eq 1 ]
}

setup() { mois="$sortie/2026-10"; }

@test "for every line and every market, declared = admitted + refused, and nothing is negative" {
  python3 - "$mois" <<'PYTHON'
import csv, sys
from decimal import Decimal
def number(text):
    return Decimal(text.replace(",", "."))
count = 0
for name in ("journal.csv", "marches.csv"):
    for row in csv.DictReader(open(f"{sys.argv[1]}/{name}", encoding="utf-8-sig", newline=""), delimiter=";"):
        declared, admitted, refused, counted = (number(row["heures_" + word]) for word in ("declarees", "admises", "refusees", "retenues"))
        assert declared == admitted + refused, row
        assert min(admitted, refused, counted) >= 0, row
        count += 1
print(f"# {count} rows", file=sys.stderr)
assert count > 19000, count
PYTHON
}

@test "the journal summed by market is marches.csv, and summed whole is bilan.json" {
  python3 - "$mois" <<'PYTHON'
import csv, json, sys
from collections import defaultdict
from decimal import Decimal
folder = sys.argv[1]
words = ("declarees", "admises", "retenues", "refusees")
def rows(name):
    return csv.DictReader(open(f"{folder}/{name}", encoding="utf-8-sig", newline=""), delimiter=";")
def hours(row):
    return [Decimal(row["heures_" + word].replace(",", ".")) for word in words]
sums, whole = defaultdict(lambda: [Decimal(0)] * 4), [Decimal(0)] * 4
lines = 0
for row in rows("journal.csv"):
    lines += 1
    key = row["marche"], row["lot"]
    sums[key] = [a + b for a, b in zip(sums[key], hours(row))]
    whole = [a + b for a, b in zip(whole, hours(row))]
markets = {(row["marche"], row["lot"]): hours(row) for row in rows("marches.csv")}
for key in markets:
    assert all(abs(a - b) < Decimal("0.01") for a, b in zip(sums[key], markets[key])), (key, sums[key], markets[key])
assert set(sums) <= set(markets)
totals = json.load(open(f"{folder}/bilan.json"))["totaux"]
for word, total in zip(words, whole):
    assert total == Decimal(totals[word]["unites"]) / 3000 == Decimal(totals[word]["heures"]), (word, total, totals[word])
assert lines == totals["lignes"]
PYTHON
}

@test "contractors, and EPCI with hors-epci, add up to the statement, exactly" {
  python3 - "$mois/bilan.json" <<'PYTHON'
import json, sys
statement = json.load(open(sys.argv[1]))
for word in ("declarees", "admises", "retenues", "refusees"):
    whole = statement["totaux"][word]["unites"]
    for part in ("titulaires", "epci"):
        assert sum(item[word]["unites"] for item in statement[part]) == whole, (part, word)
assert statement["epci"][-1]["nom"] == "hors-epci"
assert all(control["verdict"] == "juste" and control["gauche"] == control["droite"] for control in statement["controles"])
assert len(statement["controles"]) >= 9
PYTHON
}

@test "the Cumul sheets of contractors, of EPCI and of the consolidation have the same sums as the statement" {
  python3=''
  for python3 in python3 /usr/bin/python3 ''; do [ -n "$python3" ] && "$python3" -c 'import openpyxl' 2>/dev/null && break; done
  [ -n "$python3" ] || skip "python3-openpyxl is not installed"
  "$python3" - "$mois" <<'PYTHON'
import glob, json, sys
import openpyxl
folder = sys.argv[1]
NAMES = {"Heures déclarées": "declarees", "Heures admises": "admises", "Heures retenues": "retenues", "Heures refusées": "refusees"}
def cumul(path):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sums, header = dict.fromkeys(NAMES.values(), 0.0), None
    for row in book["Cumul"].iter_rows(values_only=True):
        if header is None:
            if set(NAMES) <= set(row):
                header = row
                columns = {NAMES[name]: header.index(name) for name in NAMES}
                key = header.index("Repère")
            continue
        if row[key]:
            for name, column in columns.items():
                sums[name] += row[column] or 0
    assert header, path
    return sums
totals = {name: total["unites"] / 3000 for name, total in json.load(open(folder + "/bilan.json"))["totaux"].items() if name != "lignes"}
for kind in ("titulaires/*", "epci/*", "consolidation"):
    books = glob.glob(f"{folder}/{kind}.xlsx")
    sums = [cumul(path) for path in books]
    for name in NAMES.values():
        whole = sum(part[name] for part in sums)
        assert abs(whole - totals[name]) < 0.001, (kind, name, whole, totals[name])
PYTHON
}

@test "every physical record of every timesheet is in the journal, in the anomalies, or skipped: counted by another reader" {
  python3 - "$demo" "$mois" <<'PYTHON'
import csv, glob, io, json, os, sys
dossier, folder = sys.argv[1:]
records, blank = {}, 0
for path in sorted(glob.glob(dossier + "/releves/*.csv")):
    raw = open(path, "rb").read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    separator = max(";\t|,", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(reader)
    for row in reader:
        if any(cell.strip() for cell in row):
            records["releves/" + os.path.basename(path), str(reader.line_num)] = row
        else:
            blank += 1
def keys(name, wanted=lambda row: True):
    rows = csv.DictReader(open(f"{folder}/{name}", encoding="utf-8-sig", newline=""), delimiter=";")
    return [(row["fichier"], row["ligne"]) for row in rows if wanted(row)]
journal = keys("journal.csv")
assert len(journal) == len(set(journal))
anomalies = {key for key in keys("anomalies.csv", lambda row: row["gravite"] == "erreur" and row["fichier"].startswith("releves/"))}
missing = set(records) - set(journal) - anomalies
assert not missing, sorted(missing)[:5]
assert not set(journal) & anomalies and set(journal) <= set(records)
counts = json.load(open(folder + "/bilan.json"))["enregistrements"]
assert counts["lus"] == len(records) + blank, (counts, len(records), blank)
assert counts["vides"] == blank
assert counts["lus"] == counts["au_journal"] + counts["en_anomalie"] + counts["vides"] + counts["lignes_de_total"] + counts["posterieurs"]
assert counts["en_anomalie"] == len(anomalies) > 0
PYTHON
}

@test "the flaws that the demonstration is made with are the anomalies told, and no others" {
  is "$(anomalies | grep -v note$ | cut -d' ' -f1 | sort | uniq -c | awk '{ print $2 "×" $1 }' | tr '\n' ' ')" \
    "D021×3 D023×1 D040×1 D041×1 D042×1 D043×1 D046×1 D059×1 "
}
