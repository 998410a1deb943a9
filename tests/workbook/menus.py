#!/usr/bin/env python3
"""Writes a small dossier where many figures are about few persons: what the public profile must withhold.

usage: menus.py SEED REP
A handful of markets, some with two holders, some in two EPCI; up to twenty persons each, who may work on several; some
lines refused, some persons weighted.
"""
import os
import random
import sys

HOLDERS = {f"2999010{n}00017": f"Titulaire {name}" for n, name in enumerate("ABCD")}
COMMUNES = ("62041", "62498", "62178", "59178")
RULES = """Recueil MENUS — Recueil inventé
Source : inventée

Article 1 — Natures
Source : inventée
Refuser si : nature = « CONGE »
Motif : « La nature {nature} ne compte pas. »

Article 2 — Publics
Source : inventée
Refuser si : public = « FLE »
Motif : « Le public {public} ne compte pas. »

Article 3 — Majoration
Source : inventée
Compter : 120 % des heures si public = « RSA »

Article 4 — Heures dues
Source : inventée
Calculer heures dues : heures engagées
"""


def write(path, header, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(";".join(row) + "\n" for row in [header.split(";"), *rows])


def main():
    rng, where = random.Random(int(sys.argv[1])), sys.argv[2]
    persons = [f"P{n:03}" for n in range(rng.randint(8, 70))]
    write(os.path.join(where, "participants.csv"), "participant;public;validation;premier_jour",
          [[person, rng.choice("RSA DELD DELD QPV QPV QPV QPV FLE".split()), "01/01/2026", "05/01/2026"] for person in persons])
    markets, groups, records = [], [], []
    for number in range(rng.randint(1, 14)):
        key, holders = [f"M{number // 2}", str(number % 2 + 1)], rng.sample(list(HOLDERS), rng.choice([1] * 7 + [2]))
        places = rng.sample(COMMUNES[:2] if number % 3 else COMMUNES, rng.choice([1] * 7 + [2]))
        markets.append([*key, "21991088200014", holders[0], HOLDERS[holders[0]], "02/01/2026", "05/01/2026",
                        "31/12/2026", places[0], "500", "MENUS"])
        if len(holders) > 1:
            groups += [[*key, siret, HOLDERS[siret], role, "50 %"]
                       for siret, role in zip(holders, ("mandataire", "cotraitant"))]
        for person in rng.sample(persons, min(len(persons), rng.choice([0, 1, 3, 4, 6, 8, 9, 12, 15, 20]))):
            for _ in range(rng.randint(1, 3)):
                month = rng.choice([1, 2, 2])
                records.append([*key, person, f"{rng.randint(6, 27):02}/{month:02}/2026", str(rng.randint(1, 7)),
                                rng.choice(["TRAVAIL"] * 4 + ["CONGE"]), rng.choice(holders), rng.choice(places)])
    records.append([*markets[0][:2], persons[0], "27/02/2026", "7", "TRAVAIL", markets[0][3], markets[0][8]])
    write(os.path.join(where, "marches.csv"), "marche;lot;acheteur_siret;titulaire_siret;titulaire_nom;notification;"
          "debut;fin;commune_execution;heures_engagees;recueil", markets)
    if groups:
        write(os.path.join(where, "groupements.csv"), "marche;lot;siret;nom;role;part", groups)
    write(os.path.join(where, "releves", "tout.csv"), "marche;lot;participant;date;heures;nature;employeur_siret;commune",
          records)
    os.makedirs(os.path.join(where, "regles"))
    with open(os.path.join(where, "regles", "menus.regles"), "w", encoding="utf-8") as file:
        file.write(RULES)


if __name__ == "__main__":
    main()
