#!/usr/bin/env python3
"""A second, naive evaluator of the rules: one record at a time, written from the description of the language.

It reads the same rule files and a clean dossier in canonical headers, judges every line phase after phase, and compares
with what decompte wrote. Nothing is shared with the program but the texts.

usage: evaluer.py RULES DOSSIER SORTIE/AAAA-MM
Says how many lines and markets were compared; exit 1 at the first differences (at most 20 of each kind are listed).
"""

import csv
import functools
import gc
import json
import math
import operator
import os
import re
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

import dossier as dossiers
import langue
from sens import Compiler, cent, half_up, hundredth

TOTALS = ("heures déclarées", "heures admises", "heures retenues", "heures refusées")
DAILY = {"jour", "semaine"}
LATE = {*TOTALS, "pénalité"}


# ---------------------------------------------------------------- articles

class Ruled:
    """An article ready to be applied: its trees compiled, its reference date too."""

    def __init__(self, pack, article):
        compiler = Compiler(pack, article)
        self.article = article
        self.key = article.recueil.code, article.number
        condition = article.tree if article.effect == "Refuser si" else article.condition
        self.tree, self.condition, self.preferred = (
            compiler.function(tree) if tree else None for tree in (article.tree, condition, article.preferred))
        self.periods = [InForce(compiler, period) for period in (article.recueil.in_force, article.in_force) if period]
        self.keys = article.cap.keys if article.cap else article.keys
        self.depends = names_of(article)
        self.said = [(text, compiler.name(name) if name else None)
                     for text, name in re.findall(r"([^{]*)(?:\{([^}]*)\})?", article.motive or "")]

    def motive(self, values):
        """The text of a refusal, its names replaced by what they are worth."""
        return "".join(text + (spoken(value(values)) if value else "") for text, value in self.said)

    def in_force(self, values):
        """None when a reference date is absent."""
        found = [period(values) for period in self.periods]
        return False if False in found else None if None in found else True

    def applies(self, values):
        """In force, and its condition true when it has one; None when that depends on an absent value."""
        in_force = self.in_force(values)
        holds = True if self.condition is None or in_force is False else self.condition(values)
        return False if False in (in_force, holds) else None if None in (in_force, holds) else True


def spoken(value):
    if value in (None, ()):
        return "(absent)"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{money(value)} h" if isinstance(value, Fraction) else value


class InForce:
    """Whether the reference date falls in the period; None when it is absent."""

    def __init__(self, compiler, period):
        self.period, self.reference = period, compiler.function(period.reference)

    def __call__(self, values):
        when = self.reference(values)
        if when is None:
            return None
        return ((self.period.since is None or self.period.since <= when)
                and (self.period.until is None or when <= self.period.until))


def names_of(article):
    """Every name that an article reads, through its definitions."""
    found = set()

    def visit(tree):
        if isinstance(tree, tuple):
            if tree[0] == "name":
                if tree[1] in article.definitions:
                    visit(article.definitions[tree[1]])
                else:
                    found.add(tree[1])
            else:
                for part in tree:
                    visit(part)
    visit(article.tree)
    visit(article.condition)
    return found


class Rules:
    """The articles that a market obeys, from the most specific recueil, by effect."""

    def __init__(self, pack, ruled, market):
        chain = pack.chain(market.recueil)
        self.rank = {recueil.code: rank for rank, recueil in enumerate(chain)}
        self.stands = all(self.covers(pack, recueil, market) for recueil in chain)
        rules = [ruled[id(article)] for recueil in chain for article in recueil.articles]
        replaced = {rule.article.replaces for rule in rules}
        self.by_effect = defaultdict(list)
        for rule in rules:
            if rule.key not in replaced:
                self.by_effect[rule.article.effect].append(rule)

    @staticmethod
    def covers(pack, recueil, market):
        """Whether its scope holds the market, and it is in force when a date of the market says so."""
        compiler = Compiler(pack, None, recueil)
        if recueil.scope and compiler.function(recueil.scope)(market.values) is not True:
            return False
        return not recueil.in_force or InForce(compiler, recueil.in_force)(market.values) is not False

    def of(self, effect, verdict):
        """The articles that apply to a line; one that lacks a value to say so sets it aside."""
        return [rule for rule in self.by_effect[effect] if verdict.needs(rule, rule.applies(verdict.values))]

    def order(self, rule):
        """The most specific recueil, then the lowest article."""
        return self.rank[rule.key[0]], rule.article.number


# ---------------------------------------------------------------- judging

class Verdict:
    """What becomes of a line. refused: its articles; missing: the article that lacked a value; by: what reduced it."""

    __slots__ = ("line", "values", "rules", "holder", "refused", "missing", "unconverted", "by", "caps", "limits",
                 "declared", "admitted", "counted", "coefficient", "later", "once", "taken")

    def __init__(self, line, dossier, rules):
        self.line, self.values, self.rules = line, dossier.values(line), rules
        self.holder = dossier.markets[line.market].holder(line.row.get("employeur_siret"))
        self.refused, self.missing, self.unconverted, self.by = [], [], [], None
        self.caps = {"Plafond": [], "Plafond (heures comptées)": []}
        self.limits = {}
        self.declared = line.hours
        self.admitted = self.counted = Fraction(0)
        self.coefficient = Fraction(1)
        self.later, self.once, self.taken = False, {}, {}

    @property
    def alive(self):
        return not self.refused and not self.missing

    def set_aside(self, rule):
        self.missing.append(rule)

    def needs(self, rule, value):
        """The value, but a line that lacks it is set aside."""
        if value is None:
            self.set_aside(rule)
        return value

    def exempt(self, rule):
        """A line that has no day is neither capped nor controlled by day or by week."""
        return self.line.monthly and DAILY & set(rule.keys)

    def decision(self):
        if self.refused:
            return "refusée"
        if self.missing:
            return "écartée"
        if self.admitted < self.declared:
            return "réduite" if self.admitted else "refusée"
        return "retenue"

    def articles(self):
        """Those that may be named as the reason: of several that lack a value, any one."""
        if self.refused:
            return [min(self.refused, key=self.rules.order).key]
        return [rule.key for rule in self.missing or ([self.by] if self.by else [NOTHING])]

    def motives(self):
        """What is said of each refusal, the main one first; of what is not refused, nothing that is compared."""
        said = [self.rival(rule) or rule.motive(self.values) for rule in sorted(self.refused, key=self.rules.order)]
        return (said[0], " ; ".join(said[1:])) if said else (None, None)

    def rival(self, rule):
        """The line that took its place, for a duplicate."""
        places = [self.taken[key] for key, other in self.once.items() if other is rule and key in self.taken]
        return f"Déjà déclaré : {places[0][0]}:{places[0][1]} a été pris en compte." if places else None

    def row(self):
        """As journal.csv writes it; what may be one of several is a set, what is not compared is None."""
        return (self.holder, *map(printed, (self.declared, self.admitted, self.counted)), self.decision(),
                {article_name(*key) for key in self.articles()}, *self.motives())


def together(given):
    """One coefficient out of (rule, coefficient): those that may be cumulated multiply; None when two disagree."""
    product, kept = Fraction(1), []
    for rule, coefficient in given:
        rivals = [other for other, _ in kept if not cumulable(rule, other)]
        if not rivals:
            product *= coefficient
            kept.append((rule, coefficient))
        elif any(coefficient != value for other, value in kept if other in rivals):
            return None
    return product


def cumulable(one, other):
    return one.article.cumulates == other.key or other.article.cumulates == one.key


class Judge:
    """Every line of a dossier, one phase after another."""

    def __init__(self, pack, dossier):
        ruled = {id(article): Ruled(pack, article)
                 for recueil in pack.recueils.values() for article in recueil.articles}
        self.dossier = dossier
        self.rules = {key: Rules(pack, ruled, market) for key, market in dossier.markets.items()}
        for key, market in dossier.markets.items():
            self.calculate(market, self.rules[key], lambda rule: not rule.depends & LATE)
        self.verdicts = [Verdict(line, dossier, self.rules[line.market]) for line in dossier.judged()]
        self.refuse()
        self.convert()
        self.weigh()
        self.find_caps("Plafond")
        self.find_caps("Plafond (heures comptées)")
        self.find_rivals()
        self.refuse_duplicates()
        self.set_unconverted_aside()
        self.find_limits()
        self.count()
        self.total()

    def alive(self):
        """The lines that nothing refuses or sets aside, as far as is known when each is reached."""
        return (verdict for verdict in self.verdicts if verdict.alive)

    def unrefused(self):
        """With those set aside, of which every article that lacks a value is looked for."""
        return (verdict for verdict in self.verdicts if not verdict.refused and verdict.rules.stands)

    def calculate(self, market, rules, wanted):
        """« Calculer », each after those that it reads."""
        waiting = defaultdict(list)
        for rule in rules.by_effect["Calculer"] if rules.stands else ():
            if wanted(rule) and rule.in_force(market.values) is not False:
                waiting[rule.article.subject].append(rule)
        while waiting:
            ready = [name for name, found in waiting.items()
                     if not any(rule.depends & waiting.keys() for rule in found)]
            for name in ready:
                rounded = cent if self.dossier.lexicon.names[name]["type"] in ("€", "h") else lambda value: value
                given = {rounded(rule.tree(market.values)) for rule in waiting.pop(name)
                         if not rule.condition or rule.condition(market.values)}
                market.values[name] = given.pop() if len(given) == 1 else None
            if not ready:
                raise langue.Mistake(f"circular: {sorted(waiting)}")

    def refuse(self):
        for verdict in self.verdicts:
            if not verdict.rules.stands:
                verdict.set_aside(NOTHING)
                continue
            verdict.refused = verdict.rules.of("Refuser si", verdict)

    def find_rivals(self):
        """The articles by which a line counts once, and whether it is served after those preferred."""
        for verdict in self.unrefused():
            rules = verdict.rules.of("Une seule fois par", verdict)
            verdict.later = any([not verdict.needs(rule, rule.preferred(verdict.values))
                                 for rule in rules if rule.preferred])
            verdict.once = {(id(rule), self.key(rule, verdict)): rule for rule in rules}

    def refuse_duplicates(self):
        """The first of a key is kept, if it is kept for every article; what is refused takes nobody's place."""
        seen = {}
        for verdict in sorted(self.alive(), key=operator.attrgetter("later")):
            verdict.taken = {key: seen[key] for key in verdict.once if key in seen}
            verdict.refused = [verdict.once[key] for key in verdict.taken]
            if verdict.alive:
                seen.update(dict.fromkeys(verdict.once, verdict.line.place))

    def key(self, rule, verdict):
        day, parts = verdict.line.day, []
        for name in rule.keys:
            if name == "jour":
                parts.append(day)
            elif name == "semaine":
                parts.append(day - timedelta(days=day.weekday()))
            elif name == "mois":
                parts.append((day.year, day.month))
            elif name == "an":
                parts.append(day.year)
            elif name == "marché":
                parts.append(verdict.line.market)
            else:
                parts.append(verdict.line.hours if name == "heures" else verdict.values[name])
        return tuple(parts)

    def convert(self):
        """Hours of the lines that only say an amount: what later phases read as « heures »."""
        for verdict in self.unrefused():
            if verdict.declared is None:
                rules = verdict.rules.by_effect["Convertir"]
                given = {hundredth(rule.tree(verdict.values)) for rule in rules if rule.applies(verdict.values)}
                verdict.declared = given.pop() if len(given) == 1 else None
                if verdict.declared is None:
                    verdict.unconverted = [NOTHING, *rules]
                verdict.values["heures"] = verdict.declared

    def set_unconverted_aside(self):
        """Phase after phase: an amount that cannot be converted took its place among the duplicates all the same."""
        for verdict in self.verdicts:
            if verdict.alive:
                verdict.missing += verdict.unconverted
            if not verdict.alive and verdict.line.hours is None:
                verdict.declared = Fraction(0)

    def weigh(self):
        """Coefficients; who lacks a value that a coefficient needs is set aside, and counts nowhere."""
        for verdict in self.unrefused():
            given = [(rule, verdict.needs(rule, rule.tree(verdict.values)))
                     for rule in verdict.rules.of("Compter", verdict)]
            if None not in [coefficient for _, coefficient in given]:
                verdict.coefficient = together(given)
                if verdict.coefficient is None:
                    verdict.missing += [rule for rule, _ in given]

    def find_caps(self, effect):
        """The caps that bind each line."""
        for verdict in self.unrefused():
            for rule in verdict.rules.by_effect[effect]:
                if not verdict.exempt(rule) and verdict.needs(rule, rule.applies(verdict.values)):
                    verdict.caps[effect].append((rule, (id(rule), self.key(rule, verdict))))

    def cap(self, effect, what):
        """One pass in the total order: up to the smallest of what is left, which it consumes everywhere."""
        used = defaultdict(Fraction)
        for verdict in self.alive():
            caps = [(max(verdict.limits[key] - used[key], Fraction(0)), verdict.rules.order(rule), rule)
                    for rule, key in verdict.caps[effect]]
            left, _, rule = min(caps, key=lambda cap: cap[:2], default=(math.inf, None, None))
            if left < getattr(verdict, what):
                setattr(verdict, what, left)
                verdict.by = verdict.by or rule
            for _, key in verdict.caps[effect]:
                used[key] += getattr(verdict, what)

    def find_limits(self):
        """How much each cap lets through; who has no limit to compare with is set aside."""
        for verdict in self.alive():
            for rule, key in [cap for caps in verdict.caps.values() for cap in caps]:
                verdict.limits[key] = hundredth(verdict.needs(rule, rule.tree(verdict.values)))

    def count(self):
        """Real hours through their caps, then counted hours through theirs."""
        for verdict in self.alive():
            verdict.admitted = verdict.declared
        self.cap("Plafond", "admitted")
        for verdict in self.alive():
            verdict.counted = hundredth(verdict.admitted * verdict.coefficient)
        self.cap("Plafond (heures comptées)", "counted")

    def control(self):
        """(file, line, article) of what a « Contrôle » finds, without changing an hour."""
        sums, found = defaultdict(Fraction), set()
        for verdict in self.verdicts:
            for rule in verdict.rules.by_effect["Contrôle"] if verdict.admitted else ():
                if rule.article.cap and not verdict.exempt(rule) and rule.applies(verdict.values):
                    limit, key = rule.tree(verdict.values), (id(rule), self.key(rule, verdict))
                    before, sums[key] = sums[key], sums[key] + verdict.admitted
                    if limit is not None and before <= hundredth(limit) < sums[key]:
                        found.add((*map(str, verdict.line.place), article_name(*rule.key)))
        for key, market in self.dossier.markets.items():
            for rule in self.rules[key].by_effect["Contrôle"] if self.rules[key].stands else ():
                if not rule.article.cap and rule.applies(market.values) and rule.tree(market.values) is False:
                    found.add(("marches.csv", str(market.line), article_name(*rule.key)))
        return found

    def total(self):
        for market in self.dossier.markets.values():
            for name in TOTALS:
                market.values[name] = Fraction(0)
        for verdict in self.verdicts:
            values = self.dossier.markets[verdict.line.market].values
            for name, hours in zip(TOTALS, (verdict.declared, verdict.admitted, verdict.counted,
                                            verdict.declared - verdict.admitted)):
                values[name] += hours
        for key, market in self.dossier.markets.items():
            self.calculate(market, self.rules[key], lambda rule: rule.depends & LATE)


class Nothing:
    """Stands for the article that a line would have needed, and that no recueil has."""

    key = ("", "")


NOTHING = Nothing()


# ---------------------------------------------------------------- comparing

@functools.cache
def printed(value):
    """As decompte prints hours: up to four decimals, half up."""
    if value is None:
        return ""
    scaled = int(half_up(abs(value) * 10000))
    text = f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")
    return ("-" if value < 0 and scaled else "") + text.replace(".", ",")


def money(value):
    """Two decimals, always."""
    if value is None:
        return ""
    cents = int(cent(abs(value)) * 100)
    return f"{'-' if value < 0 and cents else ''}{cents // 100},{cents % 100:02d}"


def written(path, key, columns):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {tuple(row[name] for name in key): tuple(row[name] for name in columns)
                for row in csv.DictReader(file, delimiter=";")}


def article_name(recueil, article):
    return f"{recueil}, article {article}" if recueil else ""


COLUMNS = ("titulaire_siret", "heures_declarees", "heures_admises", "heures_retenues", "decision", "article", "motif",
           "autres_motifs")  # of Verdict.row


def journal(output):
    """{(file, line): the columns of Verdict.row}"""
    columns = (*COLUMNS[:5], "recueil", "article", *COLUMNS[6:])
    rows = written(os.path.join(output, "journal.csv"), ("fichier", "ligne"), columns)
    return {key: (*row[:5], article_name(*row[5:7]), *row[7:]) for key, row in rows.items()}


def controls(output):
    """(file, line, article) of the anomalies that controls made."""
    with open(os.path.join(output, "anomalies.csv"), encoding="utf-8-sig", newline="") as file:
        return {(row["fichier"], row["ligne"], re.search(r"[A-Z0-9-]+, article \d+", row["message"])[0])
                for row in csv.DictReader(file, delimiter=";") if row["code"] == "D057"}


def compare(what, columns, ours, theirs):
    """Lists at most 20 differences of each column."""
    counts = Counter()
    for key in sorted(set(ours) | set(theirs)):
        for column, mine, its in zip(columns, ours.get(key, ["nothing"] * 9), theirs.get(key, ["nothing"] * 9)):
            if mine is not None and its not in (mine if isinstance(mine, set) else (mine,)):
                counts[column] += 1
                if counts[column] <= 20:
                    print(f"{what} {' '.join(key)}: {column}: evaluator « {mine} », decompte « {its} »")
    for column, count in counts.items():
        print(f"{count} {what} differ in {column}")
    return not counts


def statement_of(output):
    with open(os.path.join(output, "bilan.json"), encoding="utf-8") as file:
        return date.fromisoformat(json.load(file)["arrete_au"])


def main():
    gc.disable()  # a third of the time, for nothing: what is here lasts until the end
    rules, folder, output = sys.argv[1:4]
    lexicon = dossiers.Lexicon(os.path.join(rules, "lexique.csv"))
    files = langue.rule_files(rules) + langue.rule_files(os.path.join(folder, "regles"))
    pack = langue.Pack(files, {*lexicon.names, "personne"})
    communes = dossiers.read_communes(os.path.join(rules, "territoires", "communes.csv"))
    dossier = dossiers.Dossier(folder, lexicon, communes, statement_of(output))
    judge = Judge(pack, dossier)
    ours = {(verdict.line.place[0], str(verdict.line.place[1])): verdict.row() for verdict in judge.verdicts}
    same = compare("line", COLUMNS, ours, journal(output))
    columns = ("fin", "heures_dues", "heures_declarees", "heures_admises", "heures_retenues", "penalite")
    markets = {key: (f"{market.values['fin du marché']:%d/%m/%Y}", printed(market.values["heures dues"]),
                     *(printed(market.values[name]) for name in TOTALS[:3]), money(market.values["pénalité"]))
               for key, market in dossier.markets.items()}
    theirs = written(os.path.join(output, "marches.csv"), ("marche", "lot"), columns)
    same &= compare("market", columns, markets, theirs)
    found = judge.control()
    same &= compare("control", ("presence",), dict.fromkeys(found, (True,)), dict.fromkeys(controls(output), (True,)))
    met = Counter(verdict.decision() for verdict in judge.verdicts)
    print(f"{len(markets)} markets, {len(ours)} lines compared, {len(found)} controls; "
          + ", ".join(f"{count} {what}" for what, count in sorted(met.items())))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
