#!/usr/bin/env python3
"""Digest of every sheet of every workbook under a directory, by what its cells hold: « file sheet digest » a line.

usage: feuilles.py DIR

« Traçabilité » and what is printed under each page are left out: they hold the digests of the inputs. So are the auditor's
samples, which are drawn from these digests.
"""

import glob
import hashlib
import os
import re
import sys
import zipfile


OF_DIGESTS = {"Traçabilité", "Échantillon", "Strates", "Extrapolation"}


def sheets(path):
    with zipfile.ZipFile(path) as parts:
        names = re.findall(r'<sheet name="([^"]*)"', parts.read("xl/workbook.xml").decode())
        texts = re.findall(r"<si>(.*?)</si>", parts.read("xl/sharedStrings.xml").decode(), re.S)
        for number, name in enumerate(names, 1):
            sheet = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            sheet = re.sub("<headerFooter>.*</headerFooter>", "", sheet)
            yield name, re.sub(r't="s"([^>]*)><v>(\d+)</v>', lambda cell: f"{cell[1]}>{texts[int(cell[2])]}", sheet)


def main():
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "**", "*.xlsx"), recursive=True)):
        for name, content in sheets(path):
            if name not in OF_DIGESTS:
                print(os.path.relpath(path, sys.argv[1]), name, hashlib.sha256(content.encode()).hexdigest())


if __name__ == "__main__":
    main()
