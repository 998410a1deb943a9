#!/usr/bin/env python3
"""Takes the other readings of a rule file: usage: lectures.py FILE, on standard output.

A pack keeps the reading that it does not take as comments, « #   Article 10 — … » and what follows, indented alike.
Each stands in the place of the article of the same number, or is added. Exit 1 when the file has no other reading.
"""

import re
import sys

TITLE = re.compile(r"Article (\d+) — ")


def split(lines):
    """What stays, and the articles in comments as {number: lines}."""
    kept, readings, current = [], {}, None
    for line in lines:
        inside = line.startswith("#   ") or (current is not None and line == "#")
        title = TITLE.match(line[4:]) if line.startswith("#   ") else None
        if title:
            current = title.group(1)
            readings[current] = []
        if not inside:
            current = None
        if current is None:
            kept.append(line)
        else:
            readings[current].append(line[4:])
    return kept, readings


def without(lines, numbers):
    """The lines that are not of those articles."""
    dropping = False
    for line in lines:
        title = TITLE.match(line)
        if title or line.startswith("#"):
            dropping = bool(title) and title.group(1) in numbers
        if not dropping:
            yield line


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        kept, readings = split(file.read().splitlines())
    print("\n".join([*without(kept, readings), *(line for lines in readings.values() for line in ["", *lines])]))
    return 0 if readings else 1


sys.exit(main())
