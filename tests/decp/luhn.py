#!/usr/bin/env python3
"""Wrong SIRET of a CSV file, found without decompte: LINE COLUMN VALUE for each, in the order of the file.

usage: luhn.py FILE COLUMN…
"""

import csv
import sys


def luhn(digits):
    doubled = [int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def right(siret):
    if len(siret) != 14 or not (siret.isascii() and siret.isdigit()) or not luhn(siret[:9]):
        return False
    la_poste = siret.startswith("356000000") and sum(map(int, siret)) % 5 == 0
    return luhn(siret) or la_poste


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        separator = ";" if ";" in file.readline() else ","
        file.seek(0)
        reader = csv.DictReader(file, delimiter=separator)
        for row in reader:
            yield reader.line_num, {(name or "").lstrip("\ufeff"): value for name, value in row.items()}


def main():
    for line, row in rows(sys.argv[1]):
        for column in sys.argv[2:]:
            value = "".join((row[column] or "").split())
            if value and not right(value):
                print(line, column, value)


if __name__ == "__main__":
    main()
