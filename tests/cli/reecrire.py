#!/usr/bin/env python3
"""Rewrites every CSV file of a dossier as another program would have: same records, same lines.

usage: reecrire.py DOSSIER ENCODING
       reecrire.py DOSSIER separateurs

ENCODING is one of Python's; UTF-16 gets a BOM. « separateurs » gives each file a separator that it does not hold.
"""

import glob
import os
import sys


def decoded(raw):
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    raise ValueError("neither UTF-8 nor Windows-1252")


def with_separator(text, old, new):
    """`old` becomes `new` outside quotes."""
    parts = text.split('"')
    parts[::2] = [part.replace(old, new) for part in parts[::2]]
    return '"'.join(parts)


def rewritten(text, way):
    if way != "separateurs":
        return text
    header = text.split("\n", 1)[0]
    old = max(";,\t|", key=header.count)
    new = next(sign for sign in "|\t" if sign not in text) if header.count(old) else old
    return with_separator(text, old, new)


def main():
    directory, way = sys.argv[1:]
    changed = 0
    for path in glob.glob(os.path.join(directory, "**", "*.csv"), recursive=True):
        with open(path, "rb") as file:
            raw = file.read()
        text, encoding = decoded(raw)
        text = rewritten(text, way)
        new = text.encode(encoding if way == "separateurs" else way)
        changed += new != raw
        with open(path, "wb") as file:
            file.write(new)
    if changed < 50:
        sys.exit(f"only {changed} files changed")


if __name__ == "__main__":
    main()
