#!/usr/bin/env python3
"""Measures what « decompte lire --csv » gives back of the files of polluer.py.

usage: mesurer.py DIR [FAMILLE]

Per family and in all: cells given back (rows are aligned so that most cells agree, then compared strictly; cells too
many count against it), damaged rows whose file and line are named, kinds of left-out lines said where they first occur,
exit codes that are right, files where no sound row is accused; then the first files that fail, and why.
DECOMPTE is the program. The figures also go to DIR/bilan.json.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

PLACE = re.compile(r"(.+?):(\d+)(?::\d+)?: (note|avertissement|erreur|erreur fatale)\b.*?\bD\d{3}\b")
ELSEWHERE = re.compile(r"    … et \d+ autres? fois : lignes? ([\d, ]+)")


def program():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    os.environ.setdefault("DECOMPTE_REGLES", os.path.join(root, "rules"))
    return os.environ.get("DECOMPTE") or os.path.join(root, "build", "decompte")


def read(decompte, directory, case):
    """Exit code, rows, lines named."""
    ran = subprocess.run([decompte, "lire", "--csv", case["fichier"]], cwd=directory, capture_output=True, timeout=60,
                         check=False)
    text = ran.stdout.decode("utf-8", "replace")
    rows = [[cell.replace("\r\n", "\n") for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    return ran.returncode, rows, places_named(case["fichier"], ran.stderr.decode("utf-8", "replace"))


def places_named(path, talk):
    """Lines of the file that are named, each with whether that is for more than a note."""
    places, grave, here = [], False, False
    for text in talk.split("\n"):
        if place := PLACE.match(text):
            here, grave = place[1] == path, place[3] != "note"
            numbers = [place[2]]
        elif others := ELSEWHERE.match(text):
            numbers = others[1].replace(" ", "").strip(",").split(",")
        else:
            continue
        if here:
            places += [(int(number), grave) for number in numbers]
    return places


# ---- cells ----

def agreement(expected, got):
    return sum(a == b for a, b in zip(expected, got))


def size(rows):
    return sum(map(len, rows))


def align(items, rows):
    """Cells expected, cells given back, cells too many, under the alignment where most cells agree."""
    before = after = 0
    while before < min(len(items), len(rows)) and [rows[before]] in items[before]:
        before += 1
    while after < min(len(items), len(rows)) - before and [rows[-1 - after]] in items[-1 - after]:
        after += 1
    same = size(rows[:before]) + size(rows[len(rows) - after:])
    expected, found, spare = align_middle(items[before:len(items) - after], rows[before:len(rows) - after])
    return expected + same, found + same, spare


def align_middle(items, rows):
    # best[j]: (cells that agree - cells too many, expected, found, too many), for the items so far and j rows.
    best = [(0, 0, 0, 0)]
    for row in rows:
        best.append(worse(best[-1], 0, 0, len(row)))
    for variants in items:
        longest = size(variants[0])
        now = [worse(best[0], longest, 0, 0)]
        for j in range(1, len(rows) + 1):
            choices = [worse(now[j - 1], 0, 0, len(rows[j - 1])), worse(best[j], longest, 0, 0)]
            for variant in variants:
                n = len(variant)
                if n <= j:
                    got = rows[j - n:j]
                    found = sum(map(agreement, variant, got))
                    spare = sum(max(0, len(b) - len(a)) for a, b in zip(variant, got))
                    choices.append(worse(best[j - n], size(variant), found, spare))
            now.append(max(choices))
        best = now
    return best[-1][1:]


def worse(state, expected, found, spare):
    return (state[0] + 2 * found - expected - spare, state[1] + expected, state[2] + found, state[3] + spare)


# ---- places ----

def named(ranges, lines):
    return [any(first <= line <= last for line in lines) for first, last, _ in ranges]


def judge(case, code, rows, places):
    expected, found, spare = align(case["attendu"], rows)
    lines = [line for line, _ in places]
    told, noted = named(case["nommer"], lines), named(case["noter"], lines)
    known = case["nommer"] + case["noter"]
    accused = [line for line, grave in places if grave and not any(named(known, [line]))]
    problems = []
    if found + spare != expected or spare:
        problems.append(f"cellules {found}/{expected}" + (f", {spare} de trop" if spare else ""))
    problems += [f"ligne {first} tue ({how})" for (first, _, how), ok in zip(case["nommer"], told) if not ok]
    problems += [f"ligne {first} passée sans mot ({how})" for (first, _, how), ok in zip(case["noter"], noted) if not ok]
    if code not in (0, 1) or case["code"] not in (None, code):
        problems.append(f"code {code} au lieu de {'0 ou 1' if case['code'] is None else case['code']}")
    if accused and case["code"] is not None:
        problems.append(f"ligne {accused[0]} accusée à tort")
    return {
        "fichiers": (1, 1),
        "cellules": (found, expected + spare),
        "lignes": (sum(told), len(told)),
        "notes": (sum(noted), len(noted)),
        "codes": (code == case["code"], 1) if case["code"] is not None else (0, 0),
        "sans refus": (code in (0, 1), 1),
        "sans accuser": (not accused, 1) if case["code"] is not None else (0, 0),
        "tous dits": (all(told), 1) if len(told) > 1 else (0, 0),
    }, problems


# ---- report ----

def rate(pair):
    return f"{100 * pair[0] / pair[1]:.2f} %".replace(".", ",") if pair[1] else "–"


def print_report(totals, failures, shown):
    columns = list(next(iter(totals.values())))
    print(f"{'famille':34}" + "".join(f"{name:>13}" for name in columns))
    for family, counts in totals.items():
        cells = [str(counts["fichiers"][1])] + [rate(counts[name]) for name in columns[1:]]
        print(f"{family:34}" + "".join(f"{cell:>13}" for cell in cells))
    for family, files in failures.items():
        print(f"\n{family} : {len(files)} fichiers en défaut")
        for path, problems in files[:shown]:
            print(f"  {path} : {' ; '.join(problems[:4])}")


def measure(directory, only):
    with open(os.path.join(directory, "attendu.jsonl"), encoding="utf-8", errors="surrogateescape") as file:
        cases = [case for case in map(json.loads, file) if only in (None, case["famille"])]
    decompte = program()
    totals, failures = {"ensemble": defaultdict(lambda: [0, 0])}, defaultdict(list)
    with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        for case, outcome in zip(cases, pool.map(lambda case: read(decompte, directory, case), cases)):
            counts, problems = judge(case, *outcome)
            for family in ("ensemble", case["famille"]):
                total = totals.setdefault(family, defaultdict(lambda: [0, 0]))
                for name, (ok, among) in counts.items():
                    total[name][0] += ok
                    total[name][1] += among
            if problems:
                failures[case["famille"]].append((case["fichier"], problems))
    return totals, failures


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    directory, only = sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else None
    totals, failures = measure(directory, only)
    if not totals["ensemble"]:
        sys.exit(f"aucun fichier : {only or directory}")
    totals["ensemble"] = totals.pop("ensemble")  # last
    with open(os.path.join(directory, "bilan.json"), "w", encoding="utf-8") as file:
        json.dump({"familles": totals, "défauts": failures}, file, ensure_ascii=False, indent=1)
    print_report(totals, failures, 50 if only else 3)


if __name__ == "__main__":
    main()
