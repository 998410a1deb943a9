#!/usr/bin/env python3
"""Looks, in every part of every output, for what a profile must not say of persons. Says what it looked for, and fails
when it finds some.

usage: chercher.py PROFIL DOSSIER RÈGLES SORTIE
PROFIL: titulaire or public. RÈGLES: the rules of the program. SORTIE: REP/AAAA-MM, or a directory of it.

Looked for: codes and labels of publics, wherever they are written (participants.csv, eligibilites.csv, alias.csv, lists of
rules), save those that are also kinds of structures; every other datum of every person, dates in every spelling and as
numbers of a spreadsheet; in public, pseudonyms and contracts too. What the dossier also says of something else (a place of
work), and dates of the time of the markets, prove nothing: left out, and counted.
"""
import csv
import glob
import io
import os
import re
import sys
import zipfile
from datetime import date
from html import unescape

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
PERSONAL = ("participants.csv", "eligibilites.csv")
# Columns by what they are called in the lexicon: of persons, then of contracts, which a contractor knows.
SECRET = {"sexe", "naissance", "commune_residence", "qpv", "public", "validation", "prescripteur", "justificatif",
          "justificatif_date", "reference", "debut", "fin"}


def plain(text):
    return text.strip().casefold()


# ---- the dossier ----

def headings(rules):
    """{(table, heading in small letters): column}, by column names and labels; spellings by pattern are not needed."""
    found = {}
    with open(os.path.join(rules, "lexique.csv"), encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            for name in (row["colonne"], row["libelle"]):
                found[row["table"], plain(name)] = row["colonne"]
    found.update({("participants", "date de naissance"): "naissance", ("participants", "date de validation"): "validation"})
    return found


def table(path, columns):
    """Rows {column: text} of a CSV file of any usual dialect."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    separator = max(";,\t|", key=text.splitlines()[0].count)
    name = os.path.basename(path).removesuffix(".csv")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = [columns.get((name, plain(cell)), plain(cell)) for cell in next(rows)]
    for row in rows:
        yield {column: cell.strip() for column, cell in zip(header, row) if cell.strip()}


def day_of(text):
    for pattern, order in ((r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})$", (3, 2, 1)), (r"(\d{4})-(\d\d)-(\d\d)$", (1, 2, 3))):
        found = re.match(pattern, text)
        if found:
            try:
                return date(*(int(found.group(i)) for i in order))
            except ValueError:
                return None  # 31/02: a fault of the dossier
    return None


def spellings(day):
    """As text, then as the number of a spreadsheet."""
    short = day.year % 100
    words = [f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%d%m%Y}",
             f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m}/{short:02}",
             f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day} {MONTHS[day.month - 1][:4]}. {day.year}"]
    return set(words), (day - date(1899, 12, 30)).days


# ---- what must not be found ----

class Forbidden:
    """words: {text: what it is}; cells: the same, of what counts only as a whole cell; numbers: of date cells."""

    def __init__(self):
        self.words, self.cells, self.numbers, self.left_out = {}, {}, {}, 0

    def add(self, text, what, whole=False):
        day = day_of(text)
        if day:
            words, number = spellings(day)
            self.words.update(dict.fromkeys(words, what))
            self.numbers[number] = what
        elif whole or len(text) < 2:
            self.cells[text] = what
        else:
            self.words[text] = what

    def within(self, text):
        """(word, place) of what stands in a text as whole words: « AV-01 » is not the code AV."""
        tokens = {token.strip("./-") for token in re.findall(r"[\w./-]+", text)}
        for word in self.words:
            if word in tokens or " " in word and word in text:
                found = re.search(r"(?<![\w-])" + re.escape(word) + r"(?![\w-])", text)
                if found:
                    yield word, found.start()


def codes_of_publics(rules, dossier, structures):
    for path in sorted(glob.glob(os.path.join(rules, "**", "*.regles"), recursive=True) +
                       glob.glob(os.path.join(dossier, "regles", "**", "*.regles"), recursive=True)):
        with open(path, encoding="utf-8") as file:
            for block in re.findall(r"^Liste (publics? .*(?:\n.+)*)", file.read(), re.M):
                for code, label in re.findall(r"^\| *([A-Z][A-Z0-9_]+) *\|([^|\n]*)", block, re.M):
                    if code not in structures:
                        yield from filter(None, (code, label.strip()))
    for row in aliases(rules):
        if row["colonne"] == "public" and row["code"] not in structures:
            yield row["code"]
            yield from row["graphies"].split("|")


def aliases(rules):
    with open(os.path.join(rules, "alias.csv"), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def neutral(dossier, columns):
    """What the dossier says of markets, days of work and contracts, by cell."""
    texts = set()
    for path in glob.glob(os.path.join(dossier, "**", "*.csv"), recursive=True):
        if os.path.basename(path) in PERSONAL:
            continue
        for row in table(path, columns):
            for column, text in row.items():
                texts.add(day_of(text) or text)
    return texts


def forbidden(profile, dossier, rules):
    columns, found = headings(rules), Forbidden()
    known = neutral(dossier, columns)
    entries = {day_of(row.get("premier_jour", "")) for row in table(os.path.join(dossier, "participants.csv"), columns)}
    since = min(one for one in known | entries if isinstance(one, date))
    contracts = list(table(os.path.join(dossier, "contrats.csv"), columns))
    structures = {row["code"] for row in aliases(rules) if row["colonne"] == "structure"}
    structures |= {row.get("structure") for row in contracts}
    for text in codes_of_publics(rules, dossier, structures):
        found.add(text, "public")
    persons = 0
    for name in PERSONAL:
        path = os.path.join(dossier, name)
        for row in table(path, columns) if os.path.exists(path) else ():
            persons += name == "participants.csv"
            for column, text in row.items():
                day = day_of(text)
                if column in SECRET and (text in known or text == "Titulaire" or day and day >= since):
                    found.left_out += 1
                elif column == "public" and text in structures:
                    found.left_out += 1
                elif column in SECRET:
                    found.add(text, f"{column} de {row['participant']}", whole=column in ("prescripteur", "justificatif"))
                elif column == "participant" and profile == "public":
                    found.add(text, "pseudonyme")
    for row in contracts if profile == "public" else ():
        found.add(row["contrat"], "contrat")
    assert persons, "aucune personne : rien à chercher"
    return found, persons


# ---- where it is looked for ----

def parts(root):
    """(place, text) of every file, and of every part of every workbook."""
    for path in sorted(glob.glob(os.path.join(root, "**", "*"), recursive=True)):
        where = os.path.relpath(path, root)
        if path.endswith(".xlsx"):
            yield where, where
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    yield f"{where}!{name}", book.read(name).decode()
        elif os.path.isfile(path):
            with open(path, encoding="utf-8-sig", newline="") as file:
                yield where, file.read()


def texts_of(place, text):
    """What a part says: as it stands, unescaped, and without the runs of style that could cut a word in two."""
    yield unescape(text)
    if "!" in place:
        whole = re.sub(r"</t></r><r>(?:<rPr>.*?</rPr>)?<t[^>]*>", "", text, flags=re.S)
        yield unescape(re.sub(r"<[^>]*>", "\n", whole))


def cells_of(place, text):
    if "!" in place:
        return {unescape(cell) for cell in re.findall(r">([^<>]+)<", text)}
    if place.endswith(".csv"):
        return {cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row}
    return set(re.findall(r'"([^"]*)"', text))


def search(root, found):
    looked = 0
    for place, text in parts(root):
        looked += 1
        for shape in texts_of(place, text):
            for word, at in found.within(shape):
                around = shape[max(0, at - 40):at + len(word) + 40].replace("\n", " ")
                yield f"{place} : « {word} » ({found.words[word]}) dans « {around} »"
        for cell in cells_of(place, text):
            if cell in found.cells:
                yield f"{place} : case « {cell} » ({found.cells[cell]})"
        for number in re.findall(r"<v>(\d+)</v>", text) if "/worksheets/" in place else ():
            if int(number) in found.numbers:
                yield f"{place} : {number} ({found.numbers[int(number)]})"
    assert looked > 3, f"{root} : presque rien"


def main():
    profile, dossier, rules, root = sys.argv[1:]
    found, persons = forbidden(profile, dossier, rules)
    leaks = sorted(set(search(root, found)))
    print(f"{persons} personnes, {len(found.words)} mots, {len(found.cells)} cases, {len(found.numbers)} dates cherchés ; "
          f"{found.left_out} valeurs aussi dites d'autre chose ; {len(leaks)} trouvés")
    for leak in leaks[:20]:
        print("fuite :", leak)
    sys.exit(1 if leaks else 0)


if __name__ == "__main__":
    main()
