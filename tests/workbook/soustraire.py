#!/usr/bin/env python3
"""Attacks a public statement by subtraction, and fails when that tells a figure about 1 to 4 persons.

usage: soustraire.py PUBLIC COMPLET
PUBLIC, COMPLET: the outputs (REP/AAAA-MM) of one dossier under the two profiles.

Unknowns are the hours retained, admitted and refused of each (market, holder, EPCI, month). Every figure published in
PUBLIC, in workbooks, CSV and JSON alike, says a sum of them: an equation. A figure that we do not know how to read
fails: it could tell anything. Then every sum of unknowns that has a name (of a market, of a market in an EPCI, in a
month…) and is about few persons is sought among the combinations of the equations, by elimination over exact fractions.
COMPLET says what the unknowns are, who stands behind them, and that each equation was read right. What articles refused,
and how many persons there are, are unknowns too.
"""
import csv
import glob
import itertools
import json
import os
import re
import sys
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import classeur

SMALL = 5
NAMES = ("marché", "titulaire", "EPCI", "mois")


def lines(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def hours(value):
    """To the unit of the program, 1/3000 h: what a cell carries as a binary number is exact again."""
    return Fraction(round(float(value) * 3000), 3000)


def plus(*vectors):
    total = {}
    for vector in vectors:
        for name, factor in vector.items():
            total[name] = total.get(name, 0) + factor
    return total


def minus(left, right):
    return plus(left, {name: -factor for name, factor in right.items()})


# ---- the truth ----

class Truth:
    """Atoms {(market, holder, EPCI, month): {person: (retained, admitted, refused)}}, articles and persons."""

    def __init__(self, root):
        self.atoms, self.articles, self.persons = {}, {}, {}
        for path in glob.glob(os.path.join(root, "titulaires", "*.xlsx")):
            sheets = classeur.tables(path)
            for name, sheet in sheets.items():
                for row in sheet.rows if re.fullmatch(r"Cumul( \d+)?", name) else ():
                    self.add(row, sheets["Synthèse"].above["SIRET"])
        for row in lines(os.path.join(root, "journal.csv")):
            if row["decision"] != "retenue":
                article = self.articles.setdefault(f"{row['recueil']}, article {row['article']}", [])
                article.append((row["mois"], row["participant"], row["decision"] == "écartée",
                                Fraction(row["heures_refusees"].replace(",", "."))))

    def add(self, row, siret):
        key = ((row["Marché"], row["Lot"]), siret, row["EPCI"], row["Mois"])
        figures = tuple(hours(row[f"Heures {name}"]) for name in ("retenues", "admises", "refusées"))
        self.atoms.setdefault(key, {})[row["Participant"]] = figures
        self.persons.setdefault(row["EPCI"], set()).add(row["Participant"])

    def value(self, vector):
        place = {"retenues": 0, "admises": 1, "refusées": 2}
        return sum(factor * figures[place[name[0]]] for name, factor in vector.items()
                   for figures in self.atoms[name[1]].values())


# ---- what is published ----

class Attack:
    def __init__(self, truth, everything):
        self.truth, self.everything = truth, everything  # whether Règles is about all records
        self.equations, self.counts, self.articles = [], [], {}
        self.month = None

    def of(self, kind, **where):
        """The sum of a kind of hours over the atoms where these names have these values."""
        if kind == "déclarées":
            return plus(self.of("admises", **where), self.of("refusées", **where))
        return {(kind, atom): 1 for atom in self.truth.atoms
                if all(atom[NAMES.index(name)] == value for name, value in where.items())}

    def learn(self, vector, value=None, where=""):
        self.equations.append(vector)
        if value is not None:
            true = self.truth.value(vector)
            assert abs(true - hours(value)) < Fraction(1, 50), f"{where} : publié {value}, vrai {float(true)}"

    # ---- workbooks

    def read_book(self, path):
        sheets = classeur.tables(path)
        above = sheets["Synthèse"].above
        about = {name: above[key] for name, key in (("EPCI", "EPCI"), ("titulaire", "SIRET")) if key in above}
        for name, sheet in sheets.items():
            READERS[name](self, sheet, about, os.path.basename(path))

    def read_synthese(self, sheet, about, path):
        self.read_above(sheet, about)
        everything = []
        for row in sheet.rows:
            market = {"marché": (row["Marché"], row["Lot"])}
            part = {**market, **about}
            if row[next(iter(row))] == "Total":
                self.read_total(row, everything)
                continue
            everything.append(self.of("retenues", **part))
            held = market if "EPCI" in about else part
            for label, value in row.items():
                self.read_figure(label, value, market, part, held, path)

    def read_figure(self, label, value, market, part, held, path):
        told = isinstance(value, float)
        if label == "Statut":
            if value not in ("sans objectif", WITHHELD):
                self.learn(self.of("retenues", **market))
        elif not told or label in NEUTRAL:
            return
        elif label in ("Heures déclarées", "Heures admises", "Heures refusées", "Heures retenues"):
            self.learn(self.of(label.split(" ")[1], **part), value, f"{path}, {part}, {label}")
        elif label == "Heures retenues, marché entier":
            self.learn(self.of("retenues", **market), value, f"{path}, {market}, {label}")
        elif label in ("Taux", "Écart au rythme", "Reste à faire", "Rythme mensuel nécessaire"):
            self.learn(self.of("retenues", **held))
        elif label == "Pénalité encourue":
            self.learn(self.of("retenues", **market))
        else:
            sys.exit(f"{path} : « {label} » est un chiffre inconnu")

    def read_total(self, row, everything):
        if isinstance(row["Heures retenues"], float):
            self.learn(plus(*everything), row["Heures retenues"], "Total")

    def read_above(self, sheet, about):
        for label, value in sheet.above.items():
            if not isinstance(value, float) or label in ("Période", "Arrêté au", "Marchés et lots", "Titulaires",
                                                         "Heures d'un ETP"):
                continue
            if label == "Participants":
                assert "titulaire" not in about, "personnes d'un titulaire"
                self.counts.append({about["EPCI"]: 1} if "EPCI" in about else dict.fromkeys(self.truth.persons, 1))
            elif label in ("Heures retenues", "ETP (heures retenues)"):
                self.learn(self.of("retenues", **about))
            else:
                sys.exit(f"« {label} » est un chiffre inconnu")

    def read_regles(self, sheet, _, path):
        labels = {"Lignes refusées ou réduites": "refusées", "Lignes écartées faute de donnée": "écartées",
                  "Heures retranchées": "retranchées"}
        for row in sheet.rows:
            for label, value in row.items():
                if label in labels and isinstance(value, float) and row["Recueil"]:
                    assert path == "consolidation.xlsx", path
                    key = f"{row['Recueil']}, article {row['Article']:.0f}"
                    self.articles[labels[label], key] = value
                elif isinstance(value, float) and label not in (*labels, "Article", "Marchés régis", "En vigueur du",
                                                                "En vigueur jusqu'au"):
                    sys.exit(f"{path} : « {label} » est un chiffre inconnu")

    def read_tracabilite(self, sheet, _, path):
        for row in sheet.rows:
            told = [label for label, value in row.items() if isinstance(value, float)]
            if told and row["Élément"] != "Synthèse = Heures dues : heures dues" and row["Rubrique"] != "Règles":
                sys.exit(f"{path} : Traçabilité dit {told} de {row['Élément']}")

    def read_graphique(self, sheet, about, path):
        for row in sheet.rows:
            for label, value in row.items():
                if isinstance(value, float) and label not in ("Heures dues", "Heures retenues",
                                                              "Heures retenues, marché entier"):
                    sys.exit(f"{path} : « {label} » est un chiffre inconnu")
                if isinstance(value, float) and label != "Heures dues":
                    marche, _, lot = row["Marché"].partition(", lot ")
                    holder = {"titulaire": about["titulaire"]} if "titulaire" in about else {}
                    self.learn(self.of("retenues", **{"marché": (marche, lot)}, **holder), value, path)

    def read_nothing(self, sheet, _, path):
        """What markets owe is public, and comes before any hour is counted."""

    # ---- CSV and JSON

    def read_marches(self, path):
        kinds = {"heures_declarees": "déclarées", "heures_admises": "admises", "heures_retenues": "retenues",
                 "heures_refusees": "refusées"}
        for row in lines(path):
            market = {"marché": (row["marche"], row["lot"])}
            for label in (*kinds, "taux", "reste", "penalite", "statut"):
                if row[label] in (WITHHELD, "", "sans objectif"):
                    continue
                vector = self.of(kinds.get(label, "retenues"), **market)
                value = row[label].replace(",", ".") if label in kinds else None
                self.learn(vector, value, f"marches.csv, {market}, {label}")

    def read_bilan(self, path):
        with open(path, encoding="utf-8") as file:
            told = json.load(file)
        self.month = told["mois"]
        known = {"mois", "arrete_au", "marches", "totaux", "etp", "controles", "epci", "titulaires"}
        assert set(told) <= known and all(set(one) == {"controle", "verdict"} for one in told["controles"]), told
        if "etp" in told:
            self.learn(self.of("retenues"))
        places = [({}, told["totaux"]), *(({"EPCI": one["nom"]}, one) for one in told["epci"]),
                  *(({"titulaire": one["siret"]}, one) for one in told["titulaires"])]
        for where, one in places:
            for label, value in one.items():
                if label in ("siren", "siret", "nom") or value is None:
                    continue
                kind = {"retenues": "retenues", "admises": "admises", "refusees": "refusées", "declarees": "déclarées"}
                self.learn(self.of(kind[label], **where), Fraction(value["unites"], 3000), f"bilan.json, {where}")

    def read_rest(self, root):
        assert not os.path.exists(os.path.join(root, "journal.csv")), "un journal public"
        with open(os.path.join(root, "provenance.json"), encoding="utf-8") as file:
            for one in json.load(file)["entrees"]:
                assert not any(isinstance(value, int) for value in one.values()), one
        for row in lines(os.path.join(root, "anomalies.csv")):
            about_market = row["fichier"] in ("marches.csv", "evenements.csv", "groupements.csv", "lieux.csv")
            assert about_market or not any(row[name] for name in ("ligne", "marche", "extrait", "occurrences")), row


WITHHELD = "masqué"
NEUTRAL = ("Début", "Fin", "Heures dues", "Avancement du marché", "Mois restants")
READERS = {"Lisez-moi": Attack.read_nothing, "Synthèse": Attack.read_synthese, "Graphique": Attack.read_graphique,
           "Heures dues": Attack.read_nothing, "Règles": Attack.read_regles, "Traçabilité": Attack.read_tracabilite}


# ---- linear algebra ----

class Space:
    """The combinations of the vectors added, in echelon form."""

    def __init__(self, vectors):
        self.rows = {}  # pivot: row, whose factor at the pivot is 1
        for vector in vectors:
            rest = self.reduced(vector)
            if rest:
                pivot = min(rest)
                self.rows[pivot] = {name: factor / rest[pivot] for name, factor in rest.items()}

    def reduced(self, vector):
        rest = {name: Fraction(factor) for name, factor in vector.items() if factor}
        while True:
            pivot = min((name for name in rest if name in self.rows), default=None)
            if pivot is None:
                return rest
            factor = rest[pivot]
            for name, other in self.rows[pivot].items():
                value = rest.get(name, 0) - factor * other
                if value:
                    rest[name] = value
                else:
                    rest.pop(name, None)

    def tells(self, vector):
        return not self.reduced(vector)


def few(persons):
    return 0 < len(persons) < SMALL


# ---- what must not be told ----

def groups(atoms):
    """Every sum that has a name: {((name, value)…): atoms}."""
    for size in range(1, len(NAMES) + 1):
        for names in itertools.combinations(range(len(NAMES)), size):
            found = {}
            for atom in atoms:
                found.setdefault(tuple((NAMES[i], atom[i]) for i in names), []).append(atom)
            yield from found.items()


def secrets(truth):
    """(words, vector) of every named sum about few persons."""
    for name, atoms in groups(truth.atoms):
        behind = {"déclarées": set(), "retenues": set(), "admises": set(), "refusées": set(), "pondérées": set()}
        for atom in atoms:
            for person, (retained, admitted, refused) in truth.atoms[atom].items():
                behind["déclarées"].add(person)
                for kind, there in (("retenues", retained), ("admises", admitted), ("refusées", refused),
                                    ("pondérées", retained != admitted)):
                    if there:
                        behind[kind].add(person)
        of = {kind: {(kind, atom): 1 for atom in atoms} for kind in ("retenues", "admises", "refusées")}
        of["déclarées"] = plus(of["admises"], of["refusées"])
        of["pondérées"] = minus(of["retenues"], of["admises"])
        for kind, persons in behind.items():
            if few(persons) or kind in ("retenues", "admises") and few(behind["déclarées"]):
                yield f"heures {kind} de {dict(name)} ({len(behind['déclarées'])} personnes)", of[kind]


def residues(truth, space, of):
    """What is left of totals, once the markets told are taken off: of all, by EPCI, by holder, where no total is."""
    told = {market for market in {atom[0] for atom in truth.atoms} if space.tells(of("retenues", **{"marché": market}))}
    left = [atom for atom in truth.atoms if atom[0] not in told]
    untold = {atom[2] for atom in left if not space.tells(of("retenues", **{"EPCI": atom[2]}))}
    parts = {"tout": left, "EPCI sans total": [atom for atom in left if atom[2] in untold]}
    for atom in left:
        for name in (atom[1], atom[2]):
            parts.setdefault(name, []).append(atom)
    for name, atoms in parts.items():
        persons = {person for atom in atoms for person in truth.atoms[atom]}
        if few(persons):
            yield f"reste de {name} ({len(persons)} personnes)", {("retenues", atom): 1 for atom in atoms}


def article_leaks(attack):
    """Articles: what is published, and that all of them together cut the hours refused."""
    truth, equations = attack.truth, [{name: 1} for name in attack.articles]
    persons = {}
    for key, records in truth.articles.items():
        for month, person, aside, _ in records:
            if attack.everything or month == attack.month:
                kind = "écartées" if aside else "refusées"
                persons.setdefault((kind, key), set()).add(person)
                persons.setdefault(("retranchées", key), set()).add(person)
    if attack.everything and Space(attack.equations).tells(attack.of("refusées")):
        equations.append({name: 1 for name in persons if name[0] == "retranchées"})
    space = Space(equations)
    for (kind, key), who in persons.items():
        if few(who) and space.tells({(kind, key): 1}):
            yield f"lignes ou heures {kind} par {key} ({len(who)} personnes)"


def count_leaks(attack):
    space = Space(attack.counts)
    for epci, who in attack.truth.persons.items():
        if few(who) and space.tells({epci: 1}):
            yield f"nombre de personnes de {epci} ({len(who)})"


def main():
    public, complete = sys.argv[1:]
    with open(os.path.join(public, "provenance.json"), encoding="utf-8") as file:
        everything = "detail tout" in json.load(file)["options"]
    attack = Attack(Truth(complete), everything)
    for path in sorted(glob.glob(os.path.join(public, "**", "*.xlsx"), recursive=True)):
        attack.read_book(path)
    attack.read_marches(os.path.join(public, "marches.csv"))
    attack.read_bilan(os.path.join(public, "bilan.json"))
    attack.read_rest(public)
    space = Space(attack.equations)
    hidden = [*secrets(attack.truth), *residues(attack.truth, space, attack.of)]
    leaks = [words for words, vector in hidden if space.tells(vector)]
    leaks += [*article_leaks(attack), *count_leaks(attack)]
    shown = sum(space.tells(attack.of("retenues", **{"marché": market}))
                for market in {atom[0] for atom in attack.truth.atoms})
    print(f"{len(attack.equations)} chiffres publiés, de rang {len(space.rows)} ; {shown} marchés dits ; "
          f"{len(hidden)} sommes de moins de {SMALL} personnes, {len(leaks)} retrouvées")
    for words in leaks[:20]:
        print("fuite :", words)
    sys.exit(1 if leaks else 0)


if __name__ == "__main__":
    main()
