#!/usr/bin/env python3
"""What importer decp should write of a file of essential data, counted without it: rows, and the sum of their amounts.

usage: compter.py FILE            a file of essential data: a table, or JSON of 2019
       compter.py --lignes FILE   rows of marches.csv
"""

import csv
import decimal
import json
import sys

# What never reaches a row: two rows that differ by these only are one.
UNUSED = {"source", "procedure", "formePrix", "lieuExecution.nom", "datePublicationDonnees", "titulaire.rang",
          "offresRecues", "acheteur_departement_code", "titulaire_departement_code", "acheteur_region_code",
          "titulaire_region_code"}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        separator = ";" if ";" in file.readline() else ","
        file.seek(0)
        yield from csv.DictReader(file, delimiter=separator)


def contracts(path):
    for market in json.load(open(path, encoding="utf-8"))["marches"]:
        place = {key.strip(): value for key, value in market["lieuExecution"].items()}
        common = {"id": market["id"], "acheteur": market["acheteur"]["id"], "lieu": place["code"] + place["typeCode"],
                  "changes": json.dumps([[change.get(key) for key in ("dateSignatureModification", "dureeMois", "montant")]
                                         for change in market["modifications"]])}
        for key in ("nature", "objet", "codeCPV", "dureeMois", "dateNotification", "montant"):
            common[key] = market[key]
        for holder in market["titulaires"] or [{"id": "", "typeIdentifiant": "", "denominationSociale": ""}]:
            yield {**common, **{"titulaire " + key: value for key, value in holder.items()}}


def main():
    if sys.argv[1] == "--lignes":
        kept = [row["montant_ht"].replace(",", ".") for row in table(sys.argv[2])]
    else:
        rows = contracts(sys.argv[1]) if sys.argv[1].endswith(".json") else table(sys.argv[1])
        distinct = dict.fromkeys(tuple((key, value.strip()) for key, value in row.items() if key not in UNUSED)
                                 for row in rows)
        kept = [dict(row)["montant"] for row in distinct]
    print(len(kept), sum(decimal.Decimal(amount or 0) for amount in kept))


if __name__ == "__main__":
    main()
