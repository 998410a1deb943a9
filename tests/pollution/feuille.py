"""How a table is written as a CSV file, and what a reader should give back of it.

A sheet is written record by record; each says what it must become:

* `variants`: the readings that are right, each a list of rows; none: it is left out of the clean table.
* `told`: how it was damaged: its physical line must be named.
* `noted`: it is no row of the table (title, total…), which must be said where it first happens.
"""

import re
from dataclasses import dataclass, field, replace

LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Dialect:
    separator: str = ";"
    quote: str = '"'  # "": nothing can be quoted
    escape: str = ""  # "": quotes are doubled
    newline: str = "\r\n"
    encoding: str = "utf-8"
    bom: bool = False
    all_quoted: bool = False

    def with_(self, **changes):
        return replace(self, **changes)

    def __str__(self):
        names = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre", ", ": "virgule-espace"}
        quotes = {'"': "guillemet", "'": "apostrophe", "": "sans"}
        ends = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}
        words = [names[self.separator], quotes[self.quote], "echappe" if self.escape else "",
                 "tout" if self.all_quoted else "", ends[self.newline], self.encoding, "bom" if self.bom else ""]
        return "-".join(word for word in words if word)

    def needs_quotes(self, text):
        special = {self.separator.strip(" ") or " ", self.quote, "\n"} - {""}
        return any(sign in text for sign in special)

    def cell(self, text):
        """A cell as written."""
        if not self.quote:
            assert not self.needs_quotes(text), text
            return text
        if not (self.all_quoted or self.needs_quotes(text)):
            return text
        text = text.replace("\n", self.newline)
        if self.escape:
            text = text.replace(self.escape, self.escape * 2)
        return self.quote + text.replace(self.quote, (self.escape or self.quote) + self.quote) + self.quote

    def row(self, cells):
        return self.separator.join(self.cell(cell) for cell in cells)


@dataclass
class Case:
    """A polluted file. `code` is the exit code expected, None when the contract leaves it open."""
    family: str
    name: str
    content: bytes
    items: list  # one list of variants per record that is kept
    told: list  # [first, last physical line, damage] of every damaged record
    noted: list  # [first, last, kind] of records that are left out; of one kind, the first
    code: int | None


@dataclass
class Sheet:
    dialect: Dialect
    text: list = field(default_factory=list)
    items: list = field(default_factory=list)
    told: list = field(default_factory=list)
    noted: dict = field(default_factory=dict)
    lines: int = 0

    def put(self, written, *variants, told=None, noted=None, end=None):
        """One record as written, without its end."""
        first = self.lines + 1
        self.lines += len(LINE_END.findall(written)) + 1
        self.text += [written, self.dialect.newline if end is None else end]
        if variants:
            self.items.append(list(variants))
        if told:
            self.told.append([first, self.lines, told])
        if noted:
            self.noted.setdefault(noted, [first, self.lines, noted])

    def row(self, cells, end=None):
        self.put(self.dialect.row(cells), [cells], end=end)

    def table(self, *rows):
        for cells in rows:
            self.row(cells)

    def cut_last_end(self):
        self.text.pop()

    def case(self, family, name, code=None):
        """The file. Without `code`: 1 when there is something to tell, 0 when it is clean."""
        content = "".join(self.text).encode(self.dialect.encoding, "surrogateescape")
        if self.dialect.bom:
            content = "\ufeff".encode(self.dialect.encoding) + content
        if code is None:
            code = 1 if self.told or self.noted else 0
        return Case(family, name, content, self.items, self.told, list(self.noted.values()),
                    None if code == "libre" else code)
