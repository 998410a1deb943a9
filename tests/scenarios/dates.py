#!/usr/bin/env python3
"""Writes date vectors as articles, each with its case: usage: dates.py EXACT AMBIGUOUS BOUNDS > RECUEIL

EXACT holds date;period;result, AMBIGUOUS date;period;rounded up;rounded down, BOUNDS date;first of month;last of month.
Where the day exists, both modes of counting months give it; where it does not, « de quantième à quantième » rounds down
and « reporté au lendemain » rounds up.
"""

import csv
import re
import sys
from datetime import date

DOWN, UP = "de quantième à quantième", "reporté au lendemain"
vectors = []


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=";")][1:]


def french(iso):
    return date.fromisoformat(iso).strftime("%d/%m/%Y")


def add(start, duration, result):
    vectors.append((f"premier jour + {duration}", french(start), french(result)))


def period(text):
    years, months, days = map(int, re.fullmatch(r"\[(\d+) years, (\d+) months, (\d+) days\]", text).groups())
    return 12 * years + months, days


def lengths(months, days, mode):
    """« 3 mois de quantième à quantième + 2 jours », in whole years where it can be."""
    unit = f"{months // 12} ans {mode}" if months and months % 12 == 0 else f"{months} mois {mode}"
    return " + ".join(([unit] if months else []) + ([f"{days} jours"] if days else []))


for start, span, result in rows(sys.argv[1]):
    for mode in (DOWN, UP):
        add(start, lengths(*period(span), mode), result)
for start, span, up, down in rows(sys.argv[2]):
    add(start, lengths(*period(span), UP), up)
    add(start, lengths(*period(span), DOWN), down)
for day, first, last in rows(sys.argv[3]):
    # From a 31st, months of quantième à quantième reach the last day of every month; the eve's morrow is the first.
    origin = f"{date.fromisoformat(day).year - 1}-12-31"
    months = date.fromisoformat(day).month
    add(origin, lengths(months, 0, DOWN), last)
    add(origin, (lengths(months - 1, 0, DOWN) + " + " if months > 1 else "") + "1 jour", first)

print("Recueil VECTEURS — Dates d'ailleurs\nSource : vecteurs")
for number, (value, start, result) in enumerate(vectors, 1):
    print(f"\nArticle {number} — {start} → {result}\nSource : vecteurs\nDéfinir arrivée : {value}\n"
          f"Cas :\n| premier jour | arrivée |\n| {start} | {result} |")
