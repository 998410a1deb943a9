"""A clean dossier in canonical headers, read by the types of rules/lexique.csv.

Everything is exact: hours, euros and shares are fractions, days are dates, what is not written is None.
"""

import csv
import functools
import os
import re
from datetime import date
from fractions import Fraction


@functools.cache
def read_date(text):
    french = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return date(*map(int, french.group(3, 2, 1))) if french else date.fromisoformat(text)


@functools.cache
def read_month(text):
    return date(int(text[:4]), int(text[5:7]), 1)


@functools.cache
def read_number(text):
    return Fraction(re.sub(r"\s", "", text).replace(",", "."))


@functools.cache
def read_hours(text):
    clock = re.fullmatch(r"(\d+)h(\d\d)", text)
    return int(clock[1]) + Fraction(int(clock[2]), 60) if clock else read_number(text)


@functools.cache
def read_share(text):
    return read_number(text.rstrip("%")) / 100 if text.endswith("%") else read_number(text)


READ = {"date": read_date, "mois": read_month, "h": read_hours, "€": read_number, "€/h": read_number, "%": read_share}


def rows(dossier, table, path=None):
    """(physical line, {column: text}) of a table that may be missing."""
    path = path or os.path.join(dossier, table + ".csv")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        for row in reader:
            yield reader.line_num, {name: cell.strip() for name, cell in row.items() if cell and cell.strip()}


class Lexicon:
    """Columns → types, and → names in rules."""

    def __init__(self, path):
        with open(path, encoding="utf-8-sig", newline="") as file:
            self.entries = list(csv.DictReader(file, delimiter=";"))
        self.names = {row["nom"]: row for row in self.entries if row["nom"]}
        self.types = {(row["table"], row["colonne"]): row["type"] for row in self.entries}
        self.named = {}
        for row in self.names.values():
            self.named.setdefault(row["table"], []).append((row["nom"], row["colonne"]))

    def typed(self, table, row):
        return {column: READ.get(self.types[table, column], str)(text) for column, text in row.items()}

    def by_name(self, table, row):
        """A typed row as rules name it, absent fields included."""
        return {name: row.get(column) for name, column in self.named[table]}


# What an event changes, by type: (column, name in rules, sign).
CHANGE = (("montant_ht", "montant du marché", 1), ("heures", "heures engagées", 1))
EVENTS = {"avenant": CHANGE, "tranche": CHANGE, "reconduction": CHANGE,
          "bon de commande": (("montant_ht", "montant commandé", 1),),
          "facture": (("montant_ht", "montant facturé", 1),),
          "heures chantier": (("heures", "heures de chantier", 1),),
          "heures reprises": (("heures", "heures reprises", 1),),
          "exonération": (("heures", "heures engagées", -1), ("heures", "heures exonérées", 1))}


class Values:
    """What rules may read, by name: what is its own, then what others say. A change forgets what was made of it."""

    __slots__ = ("own", "others", "memo")

    def __init__(self, own, *others):
        self.own, self.others, self.memo = own, others, {}

    def __getitem__(self, name):
        if name in self.own:
            return self.own[name]
        for other in self.others:
            if name in other:
                return other[name]
        return None

    def __setitem__(self, name, value):
        self.own[name], self.memo = value, {}


class Market:
    """values: what rules may read of it at the statement. line: its place in marches.csv."""

    def __init__(self, line, row, lexicon, events, communes, statement):
        self.line, self.leader, self.group = line, row["titulaire_siret"], []
        self.key = row["marche"], row.get("lot", "")
        self.recueil = row["recueil"]
        self.values = Values(lexicon.by_name("marches", row))
        self.values["date de l'arrêté"] = statement
        self.values["fin du marché"] = row.get("fin")
        self.values["montant du marché"] = row.get("montant_ht")
        self.values["heures engagées"] = row.get("heures_engagees")
        for name in ("montant commandé", "montant facturé", "heures de chantier", "heures reprises"):
            self.values[name] = None
        self.values["heures exonérées"] = Fraction(0)
        for event in sorted(events, key=lambda event: event["date"]):
            if event["date"] <= statement:
                self.apply(event)
        self.values["EPCI"] = epci_of(communes, row.get("commune_execution"), statement)
        site, taken_over = self.values["heures de chantier"], self.values["heures reprises"]
        self.values["heures nouvellement affectées"] = None if None in (site, taken_over) else site - taken_over

    def apply(self, event):
        """Amounts and hours are variations; an exoneration takes from the hours there are. An end replaces the last."""
        for column, name, sign in EVENTS.get(event["type"], ()):
            if column in event and (sign > 0 or self.values[name] is not None):
                self.values[name] = (self.values[name] or 0) + sign * event[column]
        if "fin" in event:
            self.values["fin du marché"] = event["fin"]

    def holder(self, employer):
        """The member of the group that the employer is, or works for; else the one who leads."""
        for member in self.group:
            if member["siret"] == employer:
                if member["role"] != "sous-traitant":
                    return employer
                return member.get("siret_donneur_ordre", self.leader)
        return self.leader


def epci_of(communes, commune, when):
    for row in communes.get(commune, ()):
        if (not row.get("debut") or row["debut"] <= when.isoformat()) and (
                not row.get("fin") or when.isoformat() <= row["fin"]):
            return row.get("epci")
    return None


class Person:
    """values: what rules may read of it; statuses: (public, since, until), those of eligibilites.csv included."""

    def __init__(self, row, lexicon):
        self.values = lexicon.by_name("participants", row)
        self.statuses = [(row["public"], None, None)]

    def publics(self, when):
        return tuple(code for code, since, until in self.statuses
                     if (since is None or since <= when) and (until is None or when <= until))


class Line:
    """One record of a timesheet. monthly: it has no day, and counts as the first of its month."""

    def __init__(self, name, number, row):
        self.place = (name, number)
        self.monthly = "date" not in row
        self.day = row.get("date") or row["mois"]
        self.market, self.person, self.row = (row["marche"], row.get("lot", "")), row["participant"], row
        self.hours = row.get("heures")


class Dossier:
    def __init__(self, folder, lexicon, communes, statement):
        self.lexicon, self.statement = lexicon, statement

        def table(name):
            return [lexicon.typed(name, row) for _, row in rows(folder, name)]

        events, self.markets, self.persons = {}, {}, {}
        for event in table("evenements"):
            events.setdefault((event["marche"], event.get("lot", "")), []).append(event)
        for line, row in rows(folder, "marches"):
            row = lexicon.typed("marches", row)
            key = row["marche"], row.get("lot", "")
            market = Market(line, row, lexicon, events.get(key, ()), communes, statement)
            self.markets.setdefault(market.key, market)
        for row in table("groupements"):
            self.markets[row["marche"], row.get("lot", "")].group.append(row)
        for row in table("participants"):
            self.persons.setdefault(row["participant"], Person(row, lexicon))
        for row in table("eligibilites"):
            self.persons[row["participant"]].statuses.append((row["public"], row.get("debut"), row.get("fin")))
        self.contracts = {row["contrat"]: row for row in table("contrats")}
        self.lines = sorted(self.read_lines(folder), key=lambda line: (line.day, *line.place))
        for line in self.lines:
            self.persons[line.person].values.setdefault("premier jour travaillé", line.day)

    def read_lines(self, folder):
        for name in sorted(os.listdir(os.path.join(folder, "releves"))):
            for number, row in rows(folder, None, os.path.join(folder, "releves", name)):
                yield Line("releves/" + name, number, self.lexicon.typed("releves", row))

    def judged(self):
        """The lines of the statement, in their total order."""
        return [line for line in self.lines if line.day <= self.statement]

    def values(self, line):
        """Everything that rules may read about a line, by name."""
        person, contract = self.persons[line.person], self.contracts.get(line.row.get("contrat"), {})
        own = self.lexicon.by_name("releves", line.row)
        own.update(public=person.publics(line.day), personne=line.person)
        own["date du travail"] = own["date de facture"] = line.day
        return Values(own, self.lexicon.by_name("contrats", contract), person.values,
                      self.markets[line.market].values.own)


def read_communes(path):
    communes = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            communes.setdefault(row["commune"], []).append(row)
    return communes
