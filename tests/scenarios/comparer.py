#!/usr/bin/env python3
"""Compares what a run wrote with what a scenario expects.

usage: comparer.py ATTENDU SORTIE/AAAA-MM

ATTENDU holds CSV files named as the outputs are (journal.csv, marches.csv, anomalies.csv), each with the columns that
the scenario speaks of: the output, reduced to these columns, has exactly these rows in this order. Without an
anomalies.csv, none is expected; notes, which are no anomalies, are left out. titulaires.csv expects columns of the sheet « Synthèse » of the contractors' workbooks:
siret;marche;lot;heures_dues. Says every difference; exit 1 when there is one.
"""

import csv
import glob
import os
import re
import sys
import zipfile
from html import unescape


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def rows_of(table, columns):
    places = [table[0].index(column) for column in columns]
    return [[row[place] for place in places] for row in table[1:]]


def without_notes(table):
    severity = table[0].index("gravite")
    return [row for row in table if row[severity] != "note"]


def output(folder, name):
    if name == "titulaires.csv":
        return holders(folder)
    table = read(os.path.join(folder, name))
    return without_notes(table) if name == "anomalies.csv" else table


def sheet(path):
    """The rows of Synthèse, each as texts by column; numbers as the CSV outputs write them."""
    parts = zipfile.ZipFile(path)
    names = re.findall(r'<sheet name="([^"]*)"', parts.read("xl/workbook.xml").decode())
    part = f"xl/worksheets/sheet{names.index('Synthèse') + 1}.xml"
    strings = [unescape(re.sub("<[^>]*>", "", text)) for text in
               re.findall(r"<si>(.*?)</si>", parts.read("xl/sharedStrings.xml").decode(), re.S)]
    for row in re.findall(r"<row .*?</row>", parts.read(part).decode(), re.S):
        cells = {}
        for column, attributes, value in re.findall(r'<c r="([A-Z]+)\d+"([^>]*)>(?:<f>[^<]*</f>)?<v>([^<]+)</v>', row):
            number = 't="' not in attributes
            text = f"{float(value):.4f}".rstrip("0").rstrip(".").replace(".", ",") if number else value
            cells[column] = strings[int(value)] if 't="s"' in attributes else text
        yield cells


def holders(folder):
    """siret;marche;lot;heures_dues of every contractor's workbook."""
    table = [["siret", "marche", "lot", "heures_dues"]]
    for path in sorted(glob.glob(folder + "/titulaires/*.xlsx")):
        places = None
        for cells in sheet(path):
            headings = {text: column for column, text in cells.items()}
            if "Heures dues" in headings:
                places = headings
            elif places and re.match(r"M\d+$", cells.get("A", "")):
                row = [cells.get(places[name], "") for name in ("Marché", "Lot", "Heures dues")]
                table.append([os.path.basename(path)[:14], *row])
    return table


def main():
    expected_folder, folder = sys.argv[1:]
    names = sorted(set(os.listdir(expected_folder)) | {"anomalies.csv"})
    faults = []
    for name in names:
        path = os.path.join(expected_folder, name)
        expected = read(path) if os.path.exists(path) else [["fichier", "ligne", "code", "message"]]
        actual = rows_of(output(folder, name), expected[0])
        for number in range(max(len(actual), len(expected) - 1)):
            left = expected[number + 1] if number + 1 < len(expected) else None
            right = actual[number] if number < len(actual) else None
            if left != right:
                faults.append(f"{name}, row {number + 1}: expected {left}, found {right}")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
