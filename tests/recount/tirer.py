#!/usr/bin/env python3
"""Draws a dossier, and on demand rule packs, for evaluer.py: clean files where everything that can meet meets.

Dates cluster on the edges of periods (29 February, ends of months, the day before and the day after), persons hold
several dated statuses, lines collide, caps bind, amounts wait for a conversion, values are missing. The same seed
draws the same files.

usage: tirer.py [--disputed] SEED REP [LINES [RECUEIL[:MARCHÉ[:COMMUNE]]…]]
Markets name these recueils, or those of a pack drawn by inventer.py when none is given; a number and a place are for a
recueil that has its market or its territory. --disputed: the pack drawn also holds what the program is known to judge
otherwise than the text of the language. The statement is that of 30/06/2026.
"""

import os
import random
import sys
from datetime import date, timedelta

import inventer
from phrases import CODES

HOLDERS = ("29990100900017", "29990149600024", "29990114000036")
BUYER = "21991088200014"
COMMUNES = ("62041", "62498", "62178", "62767", "")
PUBLICS = ["RSA", "DELD", "QPV"] * 3 + CODES["public"]
NATURES = ["TRAVAIL"] * 9 + ["FORMATION", *CODES["nature"], ""]
EVENTS = ("avenant", "bon de commande", "facture", "tranche", "reconduction", "heures chantier", "heures reprises",
          "suspension", "exonération", "mise en demeure")
EDGES = [date(2024, 1, 1), date(2024, 2, 29), date(2024, 7, 1), date(2024, 12, 31), date(2025, 2, 28), date(2025, 3, 1),
         date(2025, 8, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 6, 30)]
FIRST, LAST = date(2024, 1, 1), date(2026, 7, 2)


def french(day):
    return day.strftime("%d/%m/%Y") if day else ""


def decimal(number):
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


class Drawer:
    def __init__(self, seed, lines, bold):
        self.rng, self.bold = random.Random(seed), bold
        self.lines = lines
        self.persons = [f"P{number:04}" for number in range(max(8, min(400, lines // 60)))]
        self.markets = []
        self.contracts = {}

    def some(self, *values):
        return self.rng.choice(values)

    def chance(self, share):
        return self.rng.random() < share

    def edge(self):
        """A day that matters, or its neighbour."""
        return self.rng.choice(EDGES) + timedelta(days=self.some(-1, 0, 0, 1))

    def day(self):
        return self.edge() if self.chance(0.35) else FIRST + timedelta(days=self.rng.randrange((LAST - FIRST).days + 1))

    def maybe(self, share, value):
        return value if self.chance(share) else ""

    # ---- tables

    def market_rows(self, recueils):
        for number in range(max(4, min(36, self.lines // 200))):
            recueil, own, place = [*recueils[number % len(recueils)].split(":"), "", ""][:3]
            key = (own, str(number)) if own else (f"M-{number // 2}", "2" if number % 2 else self.some("", "1"))
            self.markets.append(key)
            begin = self.day() if self.chance(0.2) else FIRST + timedelta(days=self.some(0, 30, 31, 60))
            yield {"marche": key[0], "lot": key[1], "acheteur_siret": BUYER, "titulaire_siret": HOLDERS[number % 3],
                   "titulaire_nom": f"Titulaire {number % 3}", "nature": self.some("Travaux", "Services", ""),
                   "notification": french(begin - timedelta(days=self.some(0, 1, 30, -20))), "debut": french(begin),
                   "fin": french(begin + timedelta(days=self.some(365, 730, 1000, 1000))),
                   "commune_execution": place or self.rng.choice(COMMUNES),
                   "cpv": self.some("", "45000000", "90910000"),
                   "montant_ht": self.maybe(0.95, decimal(self.rng.randrange(10_000_000, 300_000_000) / 100)),
                   "part_main_oeuvre": self.maybe(0.92, self.some("40 %", "0,35", "62,5 %")),
                   "taux_insertion": self.maybe(0.92, self.some("5 %", "7,5 %", "0,1")),
                   "cout_horaire": self.maybe(0.92, self.some("35", "40,50", "38,25")),
                   "heures_engagees": self.maybe(0.7, self.some("1 250", "600", "333,75", "80")),
                   "recueil": recueil}

    def event_rows(self):
        kinds = [(key, kind) for key in self.markets for kind in EVENTS if self.chance(0.9)]
        kinds += [(self.rng.choice(self.markets), self.rng.choice(EVENTS)) for _ in self.markets]
        for (marche, lot), kind in kinds:
            yield {"marche": marche, "lot": lot, "type": kind,
                   "date": french(self.edge() + timedelta(days=self.some(0, 0, 0, 200))),
                   "montant_ht": self.maybe(0.8, decimal(self.rng.randrange(-500_000, 5_000_000) / 100)),
                   "heures": self.maybe(0.8, self.variation(kind)),
                   "fin": self.maybe(0.1, french(self.edge() + timedelta(days=365)))}

    def variation(self, kind):
        """Hours of an event; what is engaged stays positive, unless it may be disputed."""
        if self.bold:
            return self.some("20", "-15", "7,5", "1 000")
        return self.some("1", "2") if kind == "exonération" else self.some("20", "7,5", "1 000")

    def group_rows(self):
        """One market in three is held by a group, with a subcontractor of one of its members."""
        for number, (marche, lot) in enumerate(self.markets):
            if number % 3 == 0:
                for siret, role, by in ((HOLDERS[0], "mandataire", ""), (HOLDERS[1], "cotraitant", ""),
                                        (HOLDERS[2], "sous-traitant", HOLDERS[1])):
                    yield {"marche": marche, "lot": lot, "siret": siret, "nom": f"Entreprise {siret[-5]}", "role": role,
                           "part": {"mandataire": "60 %", "cotraitant": "40 %"}.get(role, ""),
                           "siret_donneur_ordre": by}

    def participant_rows(self):
        for person in self.persons:
            yield {"participant": person, "sexe": self.maybe(0.97, self.some("F", "H")),
                   "naissance": self.maybe(0.97, french(self.edge() - timedelta(days=self.some(26, 30, 50) * 365 + 7))),
                   "commune_residence": self.rng.choice(COMMUNES), "qpv": self.some("", "", "QN06201M"),
                   "public": self.rng.choice(PUBLICS),
                   "validation": self.maybe(0.95, french(self.day() - timedelta(days=self.some(0, 600, 900, 900)))),
                   "prescripteur": self.maybe(0.95, self.some("Mission locale", "PLIE", "EPEC")),
                   "justificatif": self.maybe(0.8, "Avis motivé"),
                   "justificatif_date": self.maybe(0.95, french(self.day())),
                   "premier_jour": self.maybe(0.9, french(self.edge()))}

    def status_rows(self):
        for _ in range(len(self.persons)):
            begin = self.edge()
            yield {"participant": self.rng.choice(self.persons), "public": self.rng.choice(PUBLICS),
                   "debut": self.maybe(0.7, french(begin)),
                   "fin": self.maybe(0.7, french(begin + timedelta(days=self.some(0, 1, 180, 365))))}

    def contract_rows(self):
        for number, person in enumerate(2 * self.persons):
            begin = self.day()
            self.contracts.setdefault(person, []).append(f"C{number:04}")
            yield {"contrat": f"C{number:04}", "participant": person, "employeur_siret": self.rng.choice(HOLDERS),
                   "structure": self.maybe(0.95, self.rng.choice(CODES["structure"])),
                   "mode": self.maybe(0.95, self.rng.choice(CODES["mode"])),
                   "nature": self.maybe(0.95, self.rng.choice(CODES["nature du contrat"])), "debut": french(begin),
                   "fin": self.maybe(0.9, french(begin + timedelta(days=self.some(0, 30, 364, 365))))}

    def record(self):
        (marche, lot), person, when = self.rng.choice(self.markets), self.rng.choice(self.persons), self.day()
        monthly, amount = self.chance(0.12), self.chance(0.06)
        hours = self.some("2,25", "3,5", "4", "5,75", "7h20", "7", "7", "8", "10", "11,5", "0,5", "2,75")
        return {"marche": marche, "lot": lot, "participant": person, "date": "" if monthly else french(when),
                "mois": when.strftime("%Y-%m") if monthly else "",
                "heures": "" if amount else self.some("151,67", "90", "620", "35") if monthly else hours,
                "nature": self.rng.choice(NATURES), "employeur_siret": self.maybe(0.7, self.rng.choice(HOLDERS)),
                "contrat": self.maybe(0.95, self.rng.choice(self.contracts[person])),
                "commune": self.rng.choice(COMMUNES),
                "montant_ht": self.some("1000", "3 350,00", "12 345,67", "0,01") if amount else ""}

    def records(self, count):
        """Some are written twice, or almost."""
        last = None
        for _ in range(count):
            if last and self.chance(0.06):
                last = {**last, **({"heures": "1"} if last["heures"] and self.chance(0.5) else {})}
            else:
                last = self.record()
            yield last


def write(path, rows):
    rows = list(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in [list(rows[0]), *(row.values() for row in rows)]:
            file.write(";".join(row) + "\n")


def main():
    arguments, bold = [argument for argument in sys.argv[1:] if argument != "--disputed"], "--disputed" in sys.argv
    seed, where, lines, recueils = int(arguments[0]), arguments[1], int([*arguments, "5000"][2]), arguments[3:]
    os.makedirs(os.path.join(where, "releves"))
    if not recueils:
        os.makedirs(os.path.join(where, "regles"))
        recueils = inventer.write_pack(random.Random(seed), os.path.join(where, "regles"), bold)
    drawer = Drawer(seed, lines, bold)
    for table, rows in (("marches", drawer.market_rows(recueils)), ("evenements", drawer.event_rows()),
                        ("groupements", drawer.group_rows()), ("participants", drawer.participant_rows()),
                        ("eligibilites", drawer.status_rows()), ("contrats", drawer.contract_rows())):
        write(os.path.join(where, table + ".csv"), rows)
    for name in range(10):
        write(os.path.join(where, "releves", f"r{name}.csv"), drawer.records(lines // 10))


if __name__ == "__main__":
    main()
