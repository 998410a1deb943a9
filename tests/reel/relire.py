#!/usr/bin/env python3
"""Reads a file with Python's csv, in the dialect that is stated, and compares with the clean table of « lire --csv ».

usage: relire.py FILE CLEAN ENCODING SEPARATOR LINE [AMOUNT]

The header is the record of physical line LINE. Of what follows, records that fill a single cell of three or more are
texts alone (sections, footers), not rows. Columns without name nor value count for nothing, nor do blanks around a text.
AMOUNT is the column to sum. Says « rows columns multi-line-cells texts-alone sum ». Social security numbers, which the
clean table hides, are not compared.
"""

import csv
import re
import sys
from decimal import Decimal

HIDDEN = re.compile(r"\[?NIR masqué\]?|\b[12]\d{12}(\d{2})?\b")


def records(path, encoding, separator):
    """(physical line, cells) of every record."""
    with open(path, encoding=encoding, newline="") as file:
        reader, before = csv.reader(file, delimiter=separator), 0
        for cells in reader:
            yield before + 1, [cell.replace("\r\n", "\n").strip() for cell in cells]
            before = reader.line_num


def filled(cells):
    return sum(map(bool, cells))


def true_table(path, encoding, separator, header_line):
    """Header, rows, count of texts alone."""
    below = [cells for line, cells in records(path, encoding, separator) if line >= header_line and filled(cells)]
    narrow = filled(below[0]) < 3
    rows = [cells for cells in below if narrow or filled(cells) > 1]
    used = [i for i, name in enumerate(rows[0]) if name or any(i < len(cells) and cells[i] for cells in rows)]
    kept = [[cells[i] for i in used if i < len(cells)] for cells in rows]
    return kept[0], kept[1:], len(below) - len(rows)


def total(header, rows, name):
    if name is None:
        return "-"
    texts = (re.sub(r"[\s€]", "", cells[header.index(name)]).replace(",", ".") for cells in rows)
    return sum(Decimal(text) for text in texts if re.fullmatch(r"-?\d+(\.\d+)?", text))


def compared(header, cells):
    return [HIDDEN.sub("", cell) for name, cell in zip(header, cells) if name != "NIR"] + [len(cells)]


def main():
    path, clean, encoding, separator, line = sys.argv[1:6]
    amount = sys.argv[6] if len(sys.argv) > 6 else None
    header, rows, texts = true_table(path, encoding, separator, int(line))
    got = [cells for _, cells in records(clean, "utf-8", ",")]
    if got[0] != header:
        sys.exit(f"{path}: header {got[0]} instead of {header}")
    for i, (ours, theirs) in enumerate(zip(got[1:], rows), 1):
        if compared(header, ours) != compared(header, theirs):
            sys.exit(f"{path}: row {i}: {ours}\n instead of {theirs}")
    if len(got) - 1 != len(rows):
        sys.exit(f"{path}: {len(got) - 1} rows instead of {len(rows)}")
    sums = total(header, got[1:], amount), total(header, rows, amount)
    if sums[0] != sums[1]:
        sys.exit(f"{path}: sum {sums[0]} instead of {sums[1]}")
    print(len(rows), len(header), sum("\n" in cell for cells in rows for cell in cells), texts, sums[0])


if __name__ == "__main__":
    main()
