#!/usr/bin/env python3
"""Writes a small dossier where the articles meet: few persons, few days, many lines.

The demonstration dossier is plausible, hence mostly clean. Here persons lack a validation or a first day, statuses are
dated, lines collide, caps bind, months mix with days, amounts are converted or cannot be.

usage: embrouiller.py SEED REP
"""

import os
import random
import sys
from datetime import date, timedelta

HOLDER, BUYER = "29990100900017", "21991088200014"
PUBLICS = "RSA RSA DELD J26_DIPL EPIDE_E2C MOTIVE FLE QPV".split()
NATURES = "TRAVAIL TRAVAIL TRAVAIL FORMATION CONGE".split() + [""]


def french(day):
    return day.strftime("%d/%m/%Y") if day else ""


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in [header.split(";"), *rows]:
            file.write(";".join(row) + "\n")


def markets():
    for marche, lot, recueil, notified, begin, end, part in (
            ("M-1", "", "NATIONAL", "15/02/2024", "01/02/2024", "31/10/2026", ""),
            ("M-1", "2", "CHARTE-ARTOIS", "02/01/2024", "10/01/2024", "31/03/2026", "0,35"),
            ("M-2", "1", "CHARTE-ARTOIS", "02/01/2024", "01/01/2024", "31/12/2026", "40 %"),
            ("M-3", "1", "CHARTE-ARTOIS", "02/01/2024", "01/01/2024", "31/12/2026", ""),
            ("M-4", "1", "CHARTE-ARTOIS", "31/12/2023", "01/01/2024", "31/12/2026", "40 %")):
        yield [marche, lot, BUYER, HOLDER, "Titulaire", notified, begin, end, "62041", part, recueil]


def main():
    rng, where = random.Random(int(sys.argv[1])), sys.argv[2]
    os.makedirs(os.path.join(where, "releves"))
    write(os.path.join(where, "marches.csv"), "marche;lot;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;"
          "fin;commune_execution;part_main_oeuvre;recueil", markets())
    write(os.path.join(where, "evenements.csv"), "marche;lot;type;date;fin",
          [["M-1", "2", "avenant", "01/03/2026", "30/06/2026"], ["M-2", "1", "suspension", "01/01/2099", "01/02/2024"],
           ["M-1", "2", "avenant", "01/02/2026", "30/04/2026"]])
    persons = [f"P{i}" for i in range(8)]
    origin = date(2024, 1, 1)

    def some_day(spread):
        return origin + timedelta(days=rng.randrange(spread))

    validated = "02/01/2024"
    rows = [[persons[0], "J26_DIPL", validated, "29/02/2024"], [persons[1], "EPIDE_E2C", validated, "01/03/2024"],
            [persons[2], "RSA", validated, ""]]
    rows += [[p, rng.choice(PUBLICS), rng.choice(["", french(some_day(400)), validated, validated]),
              rng.choice(["", "29/02/2024", french(some_day(200))])] for p in persons[3:]]
    write(os.path.join(where, "participants.csv"), "participant;public;validation;premier_jour", rows)
    write(os.path.join(where, "eligibilites.csv"), "participant;public;debut;fin",
          [[rng.choice(persons), rng.choice(PUBLICS), rng.choice(["", french(some_day(500))]),
            rng.choice(["", french(origin + timedelta(days=500 + rng.randrange(500)))])] for _ in range(12)])
    edges = [date(2026, 2, 27), date(2026, 2, 28), date(2025, 12, 31), date(2026, 1, 1), date(2024, 6, 30),
             date(2024, 7, 1), date(2024, 2, 14), date(2024, 2, 15), date(2026, 4, 30), date(2026, 6, 30)]
    days = [some_day(1096) for _ in range(30)] + edges
    for name in ("a", "b", "c"):
        rows = []
        for _ in range(200):
            kind, when = rng.random(), rng.choice(days)
            marche, lot = rng.choice([("M-1", ""), ("M-1", "2"), ("M-2", "1"), ("M-2", "1"), ("M-3", "1"), ("M-4", "1")])
            monthly = kind < 0.25
            hours = rng.choice(["2,25", "3,5", "4", "5,75", "7h20", "7", "8", "10", "11,5", "0,5"])
            if monthly:
                hours = rng.choice(["151,5", "160", "90", "620"])
            amount = ""
            if kind > 0.9:
                hours, amount = "", rng.choice(["1000,00", "3350", "12 345,67"])
            rows.append([marche, lot, rng.choice(persons), "" if monthly else french(when),
                         when.strftime("%Y-%m") if monthly else "", hours, rng.choice(NATURES), amount])
        write(os.path.join(where, "releves", name + ".csv"),
              "marche;lot;participant;date;mois;heures;nature;montant_ht", rows)


if __name__ == "__main__":
    main()
