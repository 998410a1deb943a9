"""What expressions mean: trees of langue.py as functions of the values of a line, by name; absent is None everywhere.

A condition is true, false or None when an absent value leaves it unknown.
"""

import calendar
import functools
import math
import operator
import re
from datetime import date, timedelta
from fractions import Fraction

UNIT = 3000  # parts of an hour that are exact


# ---------------------------------------------------------------- values

def add_months(day, months, mode):
    """The same day number; where the month has none, its last day or the first of the next month, by mode."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if day.day <= last.day:
        return first.replace(day=day.day)
    return last if mode == "de quantième à quantième" else last + timedelta(days=1)


def plus(left, right, sign=1):
    """Numbers, a date and days or months, or the days between two dates."""
    if isinstance(right, tuple):
        return add_months(left, sign * right[0], right[1])
    if isinstance(left, date):
        return (left - right).days if isinstance(right, date) else left + timedelta(days=int(sign * right))
    return left + sign * right


def age(birth, when):
    """Reached on the birthday; who was born on 29 February has it on 1 March."""
    return Fraction(when.year - birth.year - ((when.month, when.day) < (birth.month, birth.day)))


def half_up(value, parts=1):
    """To the nearest 1/parts; halves go away from zero."""
    rounded = Fraction(math.floor(abs(value) * parts + Fraction(1, 2)), parts)
    return rounded if value >= 0 else -rounded


@functools.cache
def hundredth(hours):
    """A result in hours: exact when whole minutes, hundredths or thousandths say it, else to the hundredth."""
    return hours if hours is None or (hours * UNIT).denominator == 1 else half_up(hours, 100)


def cent(value):
    """A result of a market goes to the hundredth of an hour, to the cent."""
    return None if value is None else half_up(value, 100)


ROUND = {"supérieur": math.ceil, "inférieur": math.floor, "au plus proche": half_up}
COMPARE = {"=": operator.eq, "<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}
COMBINE = {"+": plus, "-": lambda a, b: plus(a, b, -1), "×": operator.mul, "max": max, "min": min,
           "÷": lambda a, b: a / b if b else None, "age": age,
           "slices": lambda size, total: Fraction(total // size) if size else None}


# ---------------------------------------------------------------- trees → functions of a line's values

def conjunction(left, right):
    """False as soon as one is false; unknown when what is left is unknown."""
    def both(values):
        first = left(values)
        if first is False:
            return False
        second = right(values)
        return False if second is False else None if first is None or second is None else True
    return both


def negation(inner):
    def contrary(values):
        result = inner(values)
        return None if result is None else not result
    return contrary


def several(value):
    """« public » holds every status of the day; a test is true when it is for one of them."""
    return value if isinstance(value, tuple) else (value,)


class Compiler:
    """Trees of one article as functions of the values of a line; absent is None everywhere."""

    def __init__(self, pack, article, recueil=None):
        self.pack, self.recueil = pack, recueil or article.recueil
        self.article = article
        self.definitions = {name: self.function(tree) for name, tree in article.definitions.items()} if article else {}

    def function(self, tree):
        kind, *parts = tree
        if kind in ("number", "date", "text"):
            return lambda values, constant=parts[0]: constant
        if kind == "months":
            return lambda values, constant=tuple(parts): constant
        if kind == "name":
            return self.name(parts[0])
        if kind == "round":
            inner, to = self.function(parts[1]), ROUND[parts[0]]
            return self.unless_absent(lambda value: Fraction(to(value)), inner)
        if kind == "not":
            return negation(self.function(parts[0]))
        if kind == "and":
            return conjunction(*map(self.function, parts))
        if kind == "or":
            return negation(conjunction(*(negation(self.function(part)) for part in parts)))
        if kind == "absent":
            inner = self.function(parts[0])
            return lambda values: inner(values) in (None, ())
        if kind == "at":
            rows = self.pack.dated(self.recueil, parts[0])
            return self.unless_absent(lambda when: at(rows, when), self.function(parts[1]))
        if kind == "in":
            rows = self.pack.dated(self.recueil, parts[1])
            return self.unless_absent(lambda value, when: any(code in codes_at(rows, when) for code in several(value)),
                                      self.function(parts[0]), self.function(parts[2]))
        if kind == "match":
            pattern = re.compile(parts[1])
            return self.unless_absent(lambda value: any(pattern.search(code) for code in several(value)),
                                      self.function(parts[0]))
        if kind == "≠":
            return negation(self.function(("=", *parts)))
        if kind in COMPARE:
            compare = COMPARE[kind]
            return self.unless_absent(
                lambda left, right: any(compare(a, b) for a in several(left) for b in several(right)),
                *map(self.function, parts))
        return self.unless_absent(COMBINE[kind], *map(self.function, parts))

    @staticmethod
    def unless_absent(function, *operands):
        if len(operands) == 1:
            def unary(values, operand=operands[0]):
                value = operand(values)
                return None if value in (None, ()) else function(value)
            return unary

        def binary(values, first=operands[0], second=operands[1]):
            left, right = first(values), second(values)
            return None if left in (None, ()) or right in (None, ()) else function(left, right)
        return binary

    def name(self, name):
        if self.article and name in self.article.definitions:
            key = self.article.name, self.article.block.place, name

            def defined(values):
                memo = values.memo
                if key not in memo:
                    memo[key] = self.definitions[name](values)
                return memo[key]
            return defined
        return lambda values: values[name]


def at(rows, when):
    """The value of a parameter on a day: that of the last row that has begun, unless it has ended."""
    begun = [row for row in rows if row.since <= when]
    if not begun or (begun[-1].until and when > begun[-1].until):
        return None
    return begun[-1].value


@functools.cache
def codes_at(rows, when):
    return {row.value for row in rows if (row.since is None or row.since <= when)
            and (row.until is None or when <= row.until)}
