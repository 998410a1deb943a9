"""The rule language, read a second time from its description alone: files → recueils → trees.

Files are read line by line into blocks; the expressions wait for every file, since the names that they may use come
from the lexicon, from the parameters and lists of the recueils that are completed, and from the article itself.

A tree is a tuple whose first item names it: see Expression. The program's own code plays no part in any of this.
"""

import csv
import os
import re
from collections import namedtuple
from datetime import date
from fractions import Fraction

EFFECTS = ("Refuser si", "Compter", "Convertir", "Une seule fois par", "Plafond", "Plafond (heures comptées)",
           "Calculer", "Contrôle")
HEADINGS = (*EFFECTS, "Source", "En vigueur", "Portée", "Complète", "Remplace", "Cumulable avec", "Définir", "Motif",
            "Préférer", "Table", "Cas", "À revoir avant le")
BLOCK = re.compile(r"(Recueil|Paramètre|Liste|Article)\s+(.*)")
HEADING = re.compile(r"((?:%s)\b[^:]*?)\s*:(.*)" % "|".join(map(re.escape, HEADINGS)), re.S)
PERIODS = ("jour", "semaine", "mois", "an")

Block = namedtuple("Block", "kind title place headings rows")
Heading = namedtuple("Heading", "name subject text rows")
# A row of a parameter or of a list: what it says from a day to another, both included.
Dated = namedtuple("Dated", "value since until")
InForce = namedtuple("InForce", "since until reference")
Cap = namedtuple("Cap", "limit keys condition")


class Mistake(Exception):
    """The text is not of the language, as this reader understands it."""


def plain(text):
    """Narrow and non-breaking spaces are spaces, ’ is '."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


# ---------------------------------------------------------------- files → blocks

def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def blocks_of(path):
    """The blocks of a file, in order. Quoted law, comments and blank lines go; indented lines join the one above."""
    blocks, rows = [], None
    with open(path, encoding="utf-8-sig") as file:
        lines = [plain(line.rstrip("\n").rstrip("\r")) for line in file]
    for number, line in enumerate(lines, 1):
        place = f"{os.path.basename(path)}:{number}"
        if not line.strip() or line.startswith(("#", ">")):
            continue
        block, heading = BLOCK.fullmatch(line.rstrip()), HEADING.fullmatch(line)
        if line.startswith("|"):
            rows.append(cells(line))
        elif line.startswith("  "):
            last = blocks[-1].headings[-1]
            blocks[-1].headings[-1] = last._replace(text=last.text + "\n" + line.strip())
        elif heading:
            name = next(name for name in sorted(HEADINGS, key=len, reverse=True) if heading[1].startswith(name))
            own = name == "Cas"
            blocks[-1].headings.append(Heading(name, heading[1][len(name):].strip(), heading[2].strip(), []))
            rows = blocks[-1].headings[-1].rows if own else blocks[-1].rows
        elif block:
            blocks.append(Block(block[1], block[2].strip(), place, [], []))
            rows = blocks[-1].rows
        else:
            raise Mistake(f"{place}: {line}")
    return blocks


def headings_of(block, name):
    return [heading for heading in block.headings if heading.name == name]


def text_of(block, name):
    found = headings_of(block, name)
    return found[0].text if found else None


def annex(path, name):
    """Rows of « Table : annexes/x.csv », a file beside the rules."""
    with open(os.path.join(os.path.dirname(path), name), encoding="utf-8-sig", newline="") as file:
        return [[plain(cell.strip()) for cell in row] for row in csv.reader(file, delimiter=";") if any(row)]


def table_of(block, path):
    """The rows of a block, each a dictionary by column title."""
    rows = [row for row in block.rows if not all(set(cell) <= {"-", ":"} and cell for cell in row)]
    if text_of(block, "Table"):
        rows = annex(path, text_of(block, "Table"))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


# ---------------------------------------------------------------- literals

def read_date(text):
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text.strip())
    if not found:
        raise Mistake(f"not a date: {text}")
    return date(int(found[3]), int(found[2]), int(found[1]))


def optional_date(text):
    return read_date(text) if text else None


def read_number(text):
    return Fraction(text.replace(" ", "").replace(",", "."))


NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?")
UNITS = {"h": 1, "€": 1, "€/h": 1, "%": Fraction(1, 100), "jour": 1, "jours": 1}
UNIT = re.compile(r" ?(€/h|h|€|%|jours|jour|mois|ans|an)(?![\w/])")


def read_value(text, unit):
    """The value of a row of a parameter; its unit may be written again."""
    if unit == "date":
        return read_date(text)
    found = NUMBER.match(text)
    return read_number(found[0]) * (UNITS["%"] if unit == "%" else 1)


# ---------------------------------------------------------------- expressions

class Expression:
    """A recursive descent over one text. Trees:

    (number, Fraction, unit) (months, n, mode) (date, day) (text, str) (name, str) (at, parameter, day)
    (+ - × ÷ max min, a, b) (round, mode, a) (age, birth, day) (slices, size, total)
    (and or, a, b) (not, a) (= ≠ < ≤ > ≥, a, b) (in, a, list, day) (absent, a) (match, a, pattern)
    """

    COMPARISONS = {"=": "=", "≠": "≠", "<>": "≠", "≤": "≤", "<=": "≤", "≥": "≥", ">=": "≥", "<": "<", ">": ">"}
    MODES = ("de quantième à quantième", "reporté au lendemain")
    ROUNDINGS = ("supérieur", "inférieur", "au plus proche")

    def __init__(self, text, names, dated):
        """names: what may be read as it is; dated: parameters and lists, which are read at a date."""
        self.text, self.at = " ".join(text.split()), 0
        self.names = sorted([*names, *dated], key=len, reverse=True)
        self.dated = dated

    # ---- characters

    def fail(self, wanted):
        raise Mistake(f"{wanted} expected: {self.text[:self.at]} ⟨here⟩ {self.text[self.at:]}")

    def skip(self):
        while self.text[self.at:self.at + 1] == " ":
            self.at += 1

    def done(self):
        self.skip()
        return self.at == len(self.text)

    def sign(self, *signs):
        self.skip()
        for sign in signs:
            if self.text.startswith(sign, self.at):
                self.at += len(sign)
                return sign
        return None

    def word(self, *words):
        """One of the words (or groups of words), whole."""
        self.skip()
        for word in words:
            end = self.at + len(word)
            if self.text.startswith(word, self.at) and not re.match(r"[\w'-]", self.text[end:end + 1] or " "):
                self.at = end
                return word
        return None

    def expect(self, found, wanted):
        if not found:
            self.fail(wanted)
        return found

    # ---- conditions

    def condition(self):
        left = self.conjunction()
        while self.word("ou"):
            left = ("or", left, self.conjunction())
        return left

    def conjunction(self):
        left = self.test()
        while self.word("et"):
            left = ("and", left, self.test())
        return left

    def test(self):
        if self.word("non"):
            return ("not", self.test())
        left = self.sum()
        comparison = self.sign("<=", ">=", "<>", "=", "≠", "≤", "≥", "<", ">")
        if comparison:
            return (self.COMPARISONS[comparison], left, self.sum())
        if self.word("pas dans"):
            return ("not", self.membership(left))
        if self.word("dans"):
            return self.membership(left)
        if self.word("absentes", "absents", "absente", "absent"):
            return ("absent", left)
        if self.word("correspond à"):
            return ("match", left, self.quoted())
        return left

    def membership(self, left):
        name = self.expect(self.word(*(n for n in self.names if n in self.dated)), "list")
        return ("in", left, name, self.moment())

    # ---- values

    def sum(self):
        left = self.product()
        while True:
            sign = self.sign("+ ", "- ")
            if not sign:
                return left
            left = (sign[0], left, self.product())

    def product(self):
        left = self.term()
        while True:
            sign = self.sign("×", "÷", "* ", "/ ")
            if not sign:
                return left
            left = ({"*": "×", "/": "÷"}.get(sign[0], sign[0]), left, self.term())

    def term(self):
        self.skip()
        found = re.compile(r"\d\d/\d\d/\d{4}").match(self.text, self.at)
        if found:
            self.at = found.end()
            return ("date", read_date(found[0]))
        found = NUMBER.match(self.text, self.at)
        if found:
            self.at = found.end()
            return self.measured(read_number(found[0]))
        if self.text.startswith("«", self.at):
            return ("text", self.quoted())
        if self.sign("("):
            inside = self.condition()
            self.expect(self.sign(")"), ")")
            return inside
        return self.function() or self.named()

    def measured(self, number):
        found = UNIT.match(self.text, self.at)
        if not found:
            return ("number", number, "")
        self.at = found.end()
        unit = found[1]
        if unit in ("mois", "an", "ans"):
            mode = self.expect(self.word(*self.MODES), "mode")
            return ("months", int(number) * (1 if unit == "mois" else 12), mode)
        return ("number", number * UNITS[unit], unit)

    def quoted(self):
        self.expect(self.sign("«"), "«")
        end = self.text.index("»", self.at)
        text, self.at = self.text[self.at:end].strip(), end + 1
        return text

    def pair(self):
        self.expect(self.sign("("), "(")
        left = self.sum()
        self.expect(self.sign(";"), ";")
        right = self.sum()
        self.expect(self.sign(")"), ")")
        return left, right

    def parenthesised(self):
        self.expect(self.sign("("), "(")
        inside = self.sum()
        self.expect(self.sign(")"), ")")
        return inside

    def function(self):
        choice = self.word("max", "min")
        if choice:
            return (choice, *self.pair())
        if self.word("arrondi"):
            mode = self.expect(self.word(*self.ROUNDINGS), "rounding")
            return ("round", mode, self.parenthesised())
        if self.word("âge"):
            birth = self.parenthesised()
            return ("age", birth, self.moment())
        if self.word("tranches entières de"):
            size = self.sum()
            self.expect(self.word("dans"), "dans")
            return ("slices", size, self.parenthesised())
        return None

    def moment(self):
        self.expect(self.word("au", "à la") or self.sign("à l'"), "date")
        return self.term()

    def named(self):
        name = self.word(*self.names)
        if name:
            return ("at", name, self.moment()) if name in self.dated else ("name", name)
        found = re.compile(r"[A-ZÀ-Ý0-9_]+(?![\w'-])").match(self.text, self.at)
        if not found:
            self.fail("value")
        self.at = found.end()
        return ("text", found[0])


def items(text):
    """« toutes : - a - b » and « l'une : - a - b » as one text."""
    found = re.match(r"(toutes|l'une)\s*:\s*\n(.*)", text, re.S)
    if not found:
        return text
    join = " et " if found[1] == "toutes" else " ou "
    return join.join(f"({item.strip()})" for item in re.split(r"(?:^|\n)- ", found[2]) if item.strip())


# ---------------------------------------------------------------- blocks → recueils

class Article:
    """definitions: {name: tree}; effect: a heading's name; tree, cap or keys: what follows it, by effect."""

    def __init__(self, recueil, block):
        self.recueil, self.number, self.block = recueil, int(re.match(r"(\d+)\s+—\s+", block.title)[1]), block
        self.replaces = reference(text_of(block, "Remplace"))
        self.cumulates = reference(text_of(block, "Cumulable avec"))
        self.in_force, self.motive = None, (text_of(block, "Motif") or "").replace("\n", " ").strip("« »")
        self.definitions, self.effect, self.subject = {}, None, None
        self.tree = self.condition = self.cap = self.keys = self.preferred = None

    @property
    def name(self):
        return f"{self.recueil.code}, article {self.number}"


class Recueil:
    """parameters and lists: {name: rows}; completes: codes."""

    def __init__(self, block):
        self.code = re.match(r"([A-Z0-9-]+)\s+—\s+", block.title)[1]
        self.block = block
        self.completes = [code.strip() for code in (text_of(block, "Complète") or "").split(",") if code.strip()]
        self.scope = self.in_force = None
        self.parameters, self.lists, self.articles = {}, {}, []


def reference(text):
    if text is None:
        return None
    found = re.fullmatch(r"([A-Z0-9-]+)\s*,\s*article\s+(\d+)", text.strip())
    return found[1], int(found[2])


class Pack:
    """Every recueil of the files read; the lexicon's names may be used anywhere."""

    def __init__(self, paths, names):
        self.names, self.recueils = names, {}
        for path in paths:
            self.read(path)
        for recueil in self.recueils.values():
            self.settle(recueil)

    def read(self, path):
        recueil = None
        for block in blocks_of(path):
            if block.kind == "Recueil":
                recueil = Recueil(block)
                self.recueils[recueil.code] = recueil
            elif block.kind == "Paramètre":
                name, unit = re.fullmatch(r"(.*\S)\s*\((.*)\)", block.title).groups()
                recueil.parameters[name] = tuple(
                    Dated(read_value(row["valeur"], unit), read_date(row["à compter du"]),
                          optional_date(row.get("jusqu'au"))) for row in table_of(block, path))
            elif block.kind == "Liste":
                recueil.lists[block.title] = tuple(
                    Dated(row["code"], optional_date(row.get("à compter du")), optional_date(row.get("jusqu'au")))
                    for row in table_of(block, path))
            else:
                recueil.articles.append(Article(recueil, block))

    def chain(self, code):
        """The recueil, then those that it completes, from the most specific to the most general."""
        found = [self.recueils[code]]
        for recueil in found:
            found += [self.recueils[other] for other in recueil.completes if self.recueils[other] not in found]
        return found

    def dated_of(self, recueil):
        """Parameters and lists that the recueil may name."""
        return {name for one in self.chain(recueil.code) for name in (*one.parameters, *one.lists)}

    def dated(self, recueil, name):
        """The rows of a parameter or of a list, as the recueil knows it."""
        return next(table[name] for one in self.chain(recueil.code) for table in (one.parameters, one.lists)
                    if name in table)

    def expression(self, text, recueil, more=()):
        return Expression(items(text), [*self.names, *more], self.dated_of(recueil))

    def whole(self, text, recueil, more=()):
        expression = self.expression(text, recueil, more)
        tree = expression.condition()
        if not expression.done():
            expression.fail("end")
        return tree

    def settle(self, recueil):
        scope = text_of(recueil.block, "Portée")
        if scope:
            recueil.scope = self.whole(scope, recueil)
        recueil.in_force = self.period(recueil.block, recueil)
        for article in recueil.articles:
            article.in_force = self.period(article.block, recueil)
            self.settle_article(article)

    def period(self, block, recueil):
        text = text_of(block, "En vigueur")
        if text is None:
            return None
        found = re.fullmatch(r"(?:à compter du (\S+))?\s*(?:jusqu'au (\S+))?\s*, selon (?:la |le |l')(.*)",
                             " ".join(text.split()))
        if not found:
            raise Mistake(f"{block.place}: {text}")
        return InForce(optional_date(found[1]), optional_date(found[2]), self.whole(found[3], recueil))

    def settle_article(self, article):
        block = article.block
        names = [heading.subject for heading in headings_of(block, "Définir")]
        for heading in headings_of(block, "Définir"):
            article.definitions[heading.subject] = self.whole(heading.text, article.recueil, names)
        preferred = text_of(block, "Préférer")
        if preferred:
            article.preferred = self.whole(preferred, article.recueil, names)
        for heading in block.headings:
            if heading.name in EFFECTS:
                article.effect, article.subject = heading.name, heading.subject
                try:
                    self.settle_effect(article, heading.text, names)
                except Mistake as mistake:
                    raise Mistake(f"{block.place}: {mistake}") from None

    def settle_effect(self, article, text, names):
        if article.effect == "Une seule fois par":
            article.keys = [key.strip() for key in text.split(",")]
            return
        expression = self.expression(text, article.recueil, names)
        article.tree = expression.condition() if article.effect in ("Refuser si", "Contrôle") else expression.sum()
        if article.effect == "Compter":
            expression.expect(expression.word("des heures"), "des heures")
        keys = []
        while expression.word("et par" if keys else "par"):
            keys.append(expression.expect(expression.word(*PERIODS, "personne", *expression.names), "key"))
        if expression.word("si"):
            article.condition = expression.condition()
        if keys:
            article.cap = Cap(article.tree, keys, article.condition)
        if not expression.done():
            expression.fail("end")


def rule_files(folder):
    found = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]
    return sorted(path for path in found if path.endswith(".regles"))
