#!/usr/bin/env python3
"""An independent recount: decides every timesheet line of a dossier again and compares with what decompte wrote.

Written from the French text of rules/national.regles and rules/chartes/demonstration-artois.regles, with csv and
sqlite3 only; the program's own code plays no part in it. The articles are the WHERE clauses below, in the order of the
text; the lists of publics are read from the text itself.

usage: recompter.py RULES DOSSIER SORTIE/AAAA-MM
Says how many markets and lines were compared; exit 1 at the first differences, all of them listed (at most 20 a kind).
"""

import calendar
import csv
import io
import os
import re
import sqlite3
import sys
import unicodedata
from datetime import date, timedelta
from fractions import Fraction

UNIT = 3000  # parts of an hour that are exact


# ---------------------------------------------------------------- reading

def fold(text):
    """« N° du marché » → « n du marche »: how two spellings of a header are compared."""
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("°", " "))
    plain = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(plain.lower().split())


SPELLINGS = {
    "marche": "marche|n marche|numero du marche|chantier|ref marche",
    "lot": "lot|n lot|lot n",
    "participant": "participant|beneficiaire|salarie|identifiant du salarie|pseudonyme",
    "date": "date|date du travail|jour|jour travaille",
    "mois": "mois|periode",
    "heures": "heures|heures realisees|nombre d heures travaillees|heures effectuees|heures declarees|total heures",
    "nature": "nature|nature des heures|type d heures",
    "montant_ht": "montant|montant ht",
    "public": "public",
    "validation": "validation|date de validation",
    "premier_jour": "premier jour",
    "debut": "debut",
    "fin": "fin",
    "type": "type",
    "notification": "notification",
    "recueil": "recueil",
    "part_main_oeuvre": "part main oeuvre",
}
COLUMNS = {spelling: column for column, spellings in SPELLINGS.items() for spelling in spellings.split("|")}


def decode(path):
    with open(path, "rb") as file:
        raw = file.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def records(path):
    """(physical line, {column: text}) for each record that is neither blank nor a line of totals."""
    text = decode(path)
    separator = max(";\t|,", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = [COLUMNS.get(fold(name)) for name in next(reader)]
    for row in reader:
        cells = [cell.strip() for cell in row]
        filled = [cell for cell in cells if cell]
        if filled and fold(filled[0]) not in ("total", "totaux", "sous total", "total general"):
            yield reader.line_num, {column: cell for column, cell in zip(header, cells) if column and cell}


def table(dossier, name):
    path = os.path.join(dossier, name + ".csv")
    return [row for _, row in records(path)] if os.path.exists(path) else []


class Unreadable(Exception):
    pass


def read_date(text):
    for pattern, order in ((r"(\d\d)/(\d\d)/(\d{4})", (3, 2, 1)), (r"(\d{4})-(\d\d)-(\d\d)", (1, 2, 3))):
        found = re.fullmatch(pattern, text)
        if found:
            try:
                return date(*(int(found.group(i)) for i in order))
            except ValueError:
                break
    raise Unreadable(text)


MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()


def read_month(text):
    found = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if found:
        return date(int(found.group(1)), int(found.group(2)), 1)
    name, year = fold(text).split()
    return date(int(year), MONTHS.index(name) + 1, 1)


def read_number(text):
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise Unreadable(text)
    return Fraction(bare)


def read_hours(text):
    clock = re.fullmatch(r"(\d+)h(\d\d)", text)
    if clock:
        return int(clock.group(1)) + Fraction(int(clock.group(2)), 60)
    return read_number(text)


def read_share(text):
    return read_number(text[:-1]) / 100 if text.endswith("%") else read_number(text)


def optional(row, column, read):
    return read(row[column]) if column in row else None


def day(value):
    return value.isoformat() if value else None


# ---------------------------------------------------------------- what the rules say outside their conditions

def list_of(path, name):
    """Rows (code, from, to) of « Liste name » in a rule file."""
    with open(path, encoding="utf-8") as file:
        block = re.search(r"^Liste " + re.escape(name) + r"\n(.*?)(?=^(?:Liste|Article|Paramètre) )", file.read(),
                          re.S | re.M).group(1)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", block, re.M)]
    for row in rows[1:]:
        if not set(row[0]) <= {"-"}:
            dates = [day(read_date(cell)) if cell else None for cell in (row[2:4] + ["", ""])[:2]]
            yield row[0], dates[0] or "0001-01-01", dates[1] or "9999-12-31"


def end_of_window(first):
    """« premier jour + 24 mois de quantième à quantième - 1 jour »."""
    if first is None:
        return None
    year, month = first.year + 2, first.month
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(first.day, last)) - timedelta(days=1)


ESAT_RATES = ((date(2026, 1, 1), Fraction("33.50")), (date(2024, 1, 1), Fraction(32)))


def hundredth_unless_exact(hours):
    if (hours * UNIT).denominator == 1:
        return hours
    return Fraction(int(hours * 100 + Fraction(1, 2)), 100)


# ---------------------------------------------------------------- loading

SCHEMA = """
create table marches (marche, lot, notification, debut, fin, recueil, part, primary key (marche, lot));
create table participants (participant primary key, public, validation, premier_jour, fin_fenetre);
create table statuts (participant, public, debut, fin);
create table publics (recueil, code, debut, fin);
create table natures (code);
create table lignes (id integer primary key, fichier, ligne, marche, lot, participant, jour, mensuelle, nature,
                     heures, montant);
create table refus (id, article, primary key (id, article));
create index par_personne on statuts (participant);
create index par_code on publics (code, recueil);
"""


def load_markets(db, dossier):
    for row in table(dossier, "marches"):
        db.execute("insert or ignore into marches values (?,?,?,?,?,?,?)",
                   (row["marche"], row.get("lot", ""), day(read_date(row["notification"])),
                    day(read_date(row["debut"])), day(read_date(row["fin"])), row["recueil"],
                    str(optional(row, "part_main_oeuvre", read_share) or "") or None))


def load_persons(db, dossier):
    for row in table(dossier, "participants"):
        first = optional(row, "premier_jour", read_date)
        db.execute("insert or ignore into participants values (?,?,?,?,?)",
                   (row["participant"], row["public"], day(optional(row, "validation", read_date)), day(first),
                    day(end_of_window(first))))
        db.execute("insert into statuts values (?,?,?,?)", (row["participant"], row["public"], None, None))
    for row in table(dossier, "eligibilites"):
        db.execute("insert into statuts values (?,?,?,?)",
                   (row["participant"], row["public"], day(optional(row, "debut", read_date)),
                    day(optional(row, "fin", read_date))))


def load_lines(db, dossier):
    """Every record that can be read and whose market and person are known. Returns how many there were in all."""
    read = 0
    known = set(db.execute("select marche, lot from marches"))
    persons = {name for name, in db.execute("select participant from participants")}
    for name in sorted(os.listdir(os.path.join(dossier, "releves"))):
        for line, row in records(os.path.join(dossier, "releves", name)):
            read += 1
            try:
                when = optional(row, "date", read_date)
                month = optional(row, "mois", read_month)
                hours = optional(row, "heures", read_hours)
                amount = optional(row, "montant_ht", read_number)
            except Unreadable:
                continue
            key = (row["marche"], row.get("lot", ""))
            complete = (when or month) and (hours is not None or amount is not None)
            if complete and key in known and row["participant"] in persons:
                db.execute("insert into lignes (fichier, ligne, marche, lot, participant, jour, mensuelle, nature, heures,"
                           " montant) values (?,?,?,?,?,?,?,?,?,?)",
                           ("releves/" + name, line, *key, row["participant"], day(when or month), when is None,
                            row.get("nature"), None if hours is None else str(hours),
                            None if amount is None else str(amount)))
    return read


def apply_events(db, dossier, statement):
    """The end of a market is that of its last event, at the date of the statement."""
    for row in sorted(table(dossier, "evenements"), key=lambda row: read_date(row["date"])):
        if "fin" in row and read_date(row["date"]) <= statement:
            db.execute("update marches set fin = ? where marche = ? and lot = ?",
                       (day(read_date(row["fin"])), row["marche"], row.get("lot", "")))


# ---------------------------------------------------------------- refusals, one statement an article

ELIGIBLE = """exists (select 1 from statuts s join publics p on p.code = s.public and p.recueil = m.recueil
  where s.participant = l.participant and (s.debut is null or s.debut <= l.jour) and (s.fin is null or l.jour <= s.fin)
  and p.debut <= l.jour and l.jour <= p.fin)"""

# « En vigueur : à compter du 01/01/2024, selon la date de notification »
IN_FORCE = "(m.recueil = 'NATIONAL' or m.notification >= '2024-01-01')"

REFUSALS = (
    ("NATIONAL/1", f"m.recueil = 'NATIONAL' and not {ELIGIBLE}"),
    ("NATIONAL/2", "l.jour < max(m.notification, m.debut) or l.jour > m.fin"),
    ("NATIONAL/3", "q.validation is null"),
    ("NATIONAL/4", "q.validation is not null and l.jour < q.validation"),
    ("NATIONAL/5", "l.nature is not null and l.nature not in (select code from natures)"),
    ("CHARTE-ARTOIS/1", f"m.recueil = 'CHARTE-ARTOIS' and not {ELIGIBLE}"),
    ("CHARTE-ARTOIS/2", "m.recueil = 'CHARTE-ARTOIS' and q.premier_jour is not null and l.jour > q.fin_fenetre"),
    ("CHARTE-ARTOIS/3", "m.recueil = 'CHARTE-ARTOIS' and q.premier_jour is null and l.jour > q.fin_fenetre"),
)


def refuse(db):
    """Lines of a market whose recueil is not in force are judged by no article: see decide."""
    for article, condition in REFUSALS:
        db.execute(f"""insert into refus select l.id, '{article}' from lignes l join marches m using (marche, lot)
                       join participants q using (participant) where ({condition}) and {IN_FORCE}""")


def refuse_duplicates(db):
    """« Une seule fois par : personne, marché, date du travail, nature »: the first of those still admissible."""
    db.execute(f"""insert into refus select id, 'NATIONAL/6' from (
        select id, row_number() over (partition by participant, marche, lot, jour, nature
                                      order by fichier, ligne) as rang
        from lignes join marches m using (marche, lot) where id not in (select id from refus) and {IN_FORCE})
        where rang > 1""")


# ---------------------------------------------------------------- what is left: amounts, caps, weights

def decide(db):
    """{(file, line): (declared, admitted, counted)} for every line, in the order of days; and what was met on the way."""
    refused = {row for row, in db.execute("select distinct id from refus")}
    rsa = {row for row, in db.execute("""select l.id from lignes l join statuts s using (participant)
        where s.public = 'RSA' and (s.debut is null or s.debut <= l.jour) and (s.fin is null or l.jour <= s.fin)""")}
    by_day, by_year, result = {}, {}, {}
    met = dict.fromkeys(("converted", "capped", "weighted"), 0)
    for row in db.execute(f"""select l.id, fichier, ligne, participant, jour, mensuelle, heures, montant, recueil, part,
                             {IN_FORCE} from lignes l join marches m using (marche, lot) order by jour, fichier, ligne"""):
        number, name, line, person, when, monthly, hours, amount, recueil, part, in_force = row
        charter = recueil == "CHARTE-ARTOIS"
        usable = number not in refused and in_force
        declared = Fraction(hours) if hours is not None else Fraction(0)
        if usable and hours is None:
            usable = charter and part is not None
            if usable:
                rate = next(value for since, value in ESAT_RATES if since.isoformat() <= when)
                declared = hundredth_unless_exact(Fraction(amount) * Fraction(part) / rate)
                met["converted"] += 1
        admitted = counted = Fraction(0)
        if usable:
            admitted = counted = declared
            if charter:
                daily = not monthly and amount is None
                if daily:
                    admitted = min(admitted, 10 - by_day.get((person, when), 0))
                admitted = min(admitted, 1607 - by_year.get((person, when[:4]), 0))
                if daily:
                    by_day[person, when] = by_day.get((person, when), 0) + admitted
                by_year[person, when[:4]] = by_year.get((person, when[:4]), 0) + admitted
                counted = hundredth_unless_exact(admitted * Fraction(6, 5)) if number in rsa else admitted
                met["capped"] += admitted < declared
                met["weighted"] += counted > admitted
        result[name, line] = (declared, admitted, counted)
    return result, met


def main_reasons(db):
    """Of several refusals, that of the most specific recueil, then of the lowest article."""
    return {(name, str(line)): tuple(article.split("/")) for name, line, article in db.execute(
        "select fichier, ligne, min(article) from refus join lignes using (id) group by id")}


def recount(rules, dossier):
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    national = os.path.join(rules, "national.regles")
    charter = os.path.join(rules, "chartes", "demonstration-artois.regles")
    lists = (("NATIONAL", national, "publics éligibles"), ("CHARTE-ARTOIS", charter, "publics de la charte"))
    for recueil, path, name in lists:
        db.executemany("insert into publics values (?,?,?,?)", [(recueil, *row) for row in list_of(path, name)])
    db.executemany("insert into natures values (?)", [(row[0],) for row in list_of(national, "natures comptées")])
    load_markets(db, dossier)
    load_persons(db, dossier)
    read = load_lines(db, dossier)
    last = date.fromisoformat(db.execute("select max(jour) from lignes").fetchone()[0])
    statement = date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
    apply_events(db, dossier, statement)
    for person, first in db.execute("select participant, min(jour) from lignes group by participant").fetchall():
        db.execute("update participants set fin_fenetre = ? where participant = ? and premier_jour is null",
                   (day(end_of_window(date.fromisoformat(first))), person))
    refuse(db)
    refuse_duplicates(db)
    lines, met = decide(db)
    markets = {key: [Fraction(0)] * 3 for key in db.execute("select marche, lot from marches")}
    for name, line, *key in db.execute("select fichier, ligne, marche, lot from lignes"):
        markets[tuple(key)] = [a + b for a, b in zip(markets[tuple(key)], lines[name, line])]
    reasons = dict(db.execute("select article, count(*) from refus group by article order by article"))
    return markets, lines, main_reasons(db), read, {**reasons, **met}


# ---------------------------------------------------------------- comparing

def written(path, key, columns):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield tuple(row[name] for name in key), tuple(row[name] for name in columns)


def printed(hours):
    """As decompte prints hours: up to four decimals, half up."""
    scaled = int(hours * 10000 + Fraction(1, 2))
    text = f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def compare(what, ours, theirs):
    differences = [f"{key}: recount {ours.get(key)}, decompte {theirs.get(key)}"
                   for key in sorted(set(ours) | set(theirs)) if ours.get(key) != theirs.get(key)]
    for difference in differences[:20]:
        print(f"{what} {difference}")
    if differences:
        print(f"{len(differences)} {what} differ")
    return not differences


def main():
    rules, dossier, output = sys.argv[1:4]
    markets, lines, reasons, read, met = recount(rules, dossier)
    columns = ("heures_declarees", "heures_admises", "heures_retenues")
    ours = {key: tuple(map(printed, values)) for key, values in markets.items()}
    theirs = dict(written(os.path.join(output, "marches.csv"), ("marche", "lot"), columns))
    same = compare("market", ours, theirs)
    ours = {(name, str(line)): tuple(map(printed, values)) for (name, line), values in lines.items()}
    theirs = dict(written(os.path.join(output, "journal.csv"), ("fichier", "ligne"), columns))
    same = compare("line", ours, theirs) and same
    theirs = dict(written(os.path.join(output, "journal.csv"), ("fichier", "ligne"), ("recueil", "article")))
    same = compare("reason", reasons, {key: theirs.get(key) for key in reasons}) and same
    print(f"{len(markets)} markets, {len(lines)} lines of {read} compared; " +
          ", ".join(f"{what} {count}" for what, count in met.items()))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
