#!/usr/bin/env python3
"""Writes polluted copies of one clean timesheet, and what a reader should say of each.

usage: polluer.py DIR

DIR receives one folder per family and attendu.jsonl, an object a line: family, path, rows expected (see feuille.py),
physical lines to name, exit code. Nothing is drawn without a seed: the same files come out every time.
"""

import json
import os
import random
import re
import sys

from feuille import Case, Dialect, Sheet
from lignes import DAMAGES, KEPT_AS_WRITTEN
from mises_en_page import FAMILIES, FOOTERS, TITLES, padded
from table import HEADER, rows

# Damages come in dialects that contractors use.
DIALECTS = [
    Dialect(),
    Dialect(separator=",", newline="\n"),
    Dialect(encoding="cp1252"),
    Dialect(separator="\t", newline="\n", bom=True),
    Dialect(separator="|", encoding="cp1252"),
    Dialect(quote="'", newline="\n"),
    Dialect(escape="\\", newline="\r"),
]
TABLE = rows()


def damaged(sheet, family, i):
    """Writes row `i` as this damage leaves it. false when it cannot happen to it."""
    result = DAMAGES[family][0](TABLE[i], sheet.dialect, i)
    if result:
        sheet.put(result[0], *result[1], told=family)
    return bool(result)


def one_damage(family, i, dialect):
    sheet = Sheet(dialect)
    sheet.table(HEADER, *TABLE[:i])
    if not damaged(sheet, family, i):
        return None
    sheet.table(*TABLE[i + 1:])
    return sheet.case(family, f"{i:02d}-{dialect}", "libre" if family in KEPT_AS_WRITTEN else None)


def damages():
    for family, (_, every) in DAMAGES.items():
        for i in range(0, len(TABLE), every):
            tries = (one_damage(family, i, DIALECTS[(i // every + k) % len(DIALECTS)]) for k in range(len(DIALECTS)))
            case = next((case for case in tries if case), None)
            if case:
                yield case


def glued_rows():
    """Two rows on one line, for the line end between them was lost."""
    for i in range(0, len(TABLE) - 1, 2):
        dialect = DIALECTS[i // 2 % len(DIALECTS)]
        both = [dialect.row(TABLE[i]), dialect.row(TABLE[i + 1])]
        if dialect.quote in both[0][-1] + both[1][0]:
            continue
        together = TABLE[i][:-1] + [TABLE[i][-1] + TABLE[i + 1][0]] + TABLE[i + 1][1:]
        sheet = Sheet(dialect)
        sheet.table(HEADER, *TABLE[:i])
        sheet.put("".join(both), [together], TABLE[i:i + 2], told="lignes collées")
        sheet.table(*TABLE[i + 2:])
        yield sheet.case("lignes collées", f"{i:02d}-{dialect}")


def several():
    """Several rows damaged in one file, under titles, above a total and a footer."""
    rng = random.Random(2026)
    families = sorted(DAMAGES)
    for n in range(320):
        dialect = DIALECTS[n % len(DIALECTS)]
        sheet = Sheet(dialect)
        if n % 3 == 1:
            for title in TITLES[:n % 4 + 1]:
                sheet.put(padded(dialect, [title]), noted="titres")
        sheet.table(HEADER)
        hurt = {i: rng.choice(families) for i in rng.sample(range(len(TABLE)), rng.randint(2, 6))}
        for i, cells in enumerate(TABLE):
            if i not in hurt or not damaged(sheet, hurt[i], i):
                sheet.row(cells)
        if n % 4 == 2:
            sheet.put(padded(dialect, ["TOTAL", "", "", "", "480,5"]), noted="total")
        if n % 5 == 3:
            sheet.put(dialect.row([FOOTERS[n % len(FOOTERS)]]), noted="pied")
        yield sheet.case("plusieurs à la fois", f"{n:03d}-{dialect}")


def cases():
    for layout in FAMILIES.values():
        yield from layout()
    yield from damages()
    yield from glued_rows()
    yield from several()


def file_name(text):
    return re.sub(r"[^\w.=-]+", "-", text)


def write(directory, number, case: Case):
    path = os.path.join(file_name(case.family), f"{number:04d}-{file_name(case.name)}.csv")
    os.makedirs(os.path.join(directory, os.path.dirname(path)), exist_ok=True)
    with open(os.path.join(directory, path), "xb") as file:
        file.write(case.content)
    return {"famille": case.family, "fichier": path, "attendu": case.items, "nommer": case.told, "noter": case.noted,
            "code": case.code}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    directory = sys.argv[1]
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "attendu.jsonl"), "w", encoding="utf-8", errors="surrogateescape") as file:
        for number, case in enumerate(cases(), 1):
            file.write(json.dumps(write(directory, number, case), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
