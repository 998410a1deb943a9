"""Damages to one row: each says how the row is written, and which readings of it are right.

A damage is a function (cells, dialect, i) → (written, variants), or None when it cannot happen to that row. A row that
can be repaired has its clean cells among the variants; one that cannot is kept as it is written, never padded.
"""

DAMAGES = {}  # family: (function, step): on every step-th row

# Nothing is repaired there: the line is to be said, but need not be an anomaly.
KEPT_AS_WRITTEN = {"guillemet au milieu d'un champ", "guillemet en fin de champ"}


def damage(family, every=1):
    def register(function):
        DAMAGES[family] = function, every
        return function
    return register


def joined(dialect, written):
    return dialect.separator.join(written)


def bare(cells, dialect, columns, i):
    """The first of `columns`, beginning at the i-th, whose cell is written without quotes and has some length."""
    for k in range(len(columns)):
        column = columns[(i + k) % len(columns)]
        if len(cells[column]) > 3 and dialect.cell(cells[column]) == cells[column]:
            return column
    return None


def altered(cells, column, text):
    return cells[:column] + [text] + cells[column + 1:]


def halves(text):
    """Cut where neither half begins or ends with a blank."""
    at = len(text) // 2
    while text[at - 1] == " " or text[at] == " ":
        at += 1
    return text[:at], text[at:]


@damage("séparateur manquant")
def missing_separator(cells, dialect, i):
    written = [dialect.cell(cell) for cell in cells]
    for k in ((i + step) % (len(cells) - 1) for step in range(len(cells))):
        if written[k:k + 2] == cells[k:k + 2] and all(cells[k:k + 2]):
            together = cells[:k] + [cells[k] + cells[k + 1]] + cells[k + 2:]
            return joined(dialect, written[:k] + [written[k] + written[k + 1]] + written[k + 2:]), [[together], [cells]]
    return None


@damage("séparateur en trop")
def extra_separator(cells, dialect, i):
    k = i % (len(cells) - 1) + 1
    return dialect.row(cells[:k] + [""] + cells[k:]), [[cells[:k] + [""] + cells[k:]], [cells]]


@damage("champ manquant")
def missing_field(cells, dialect, i):
    k = i % len(cells)
    return dialect.row(cells[:k] + cells[k + 1:]), [[cells[:k] + cells[k + 1:]]]


@damage("champ en trop")
def extra_field(cells, dialect, i):
    k = i % (len(cells) + 1)
    more = cells[:k] + ["à revoir"] + cells[k:]
    return dialect.row(more), [[more]]


@damage("guillemet au milieu d'un champ")
def stray_quote(cells, dialect, i):
    column = bare(cells, dialect, [0, 2, 5, 8], i)
    if column is None:
        return None
    quoted = dialect.quote.join(halves(cells[column]))
    written = [dialect.cell(cell) for cell in cells]
    return joined(dialect, altered(written, column, quoted)), [[altered(cells, column, quoted)], [cells]]


@damage("guillemet en fin de champ", every=2)
def closing_quote(cells, dialect, i):
    column = bare(cells, dialect, [0, 2, 3, 5, 8], i)
    if column is None:
        return None
    quoted = cells[column] + dialect.quote
    written = [dialect.cell(cell) for cell in cells]
    return joined(dialect, altered(written, column, quoted)), [[altered(cells, column, quoted)], [cells]]


@damage("guillemet jamais fermé")
def unclosed_quote(cells, dialect, i):
    column = bare(cells, dialect, list(range(len(cells))), i)
    if column is None:
        return None
    quoted = dialect.quote + cells[column]
    written = [dialect.cell(cell) for cell in cells]
    return joined(dialect, altered(written, column, quoted)), [[cells], [altered(cells, column, quoted)]]


@damage("guillemet fermant perdu")
def lost_closing_quote(cells, dialect, i):
    """On a cell that needs its quotes, for it holds the separator: no reading is sure."""
    separator = dialect.separator.strip(" ") or " "
    written = [dialect.cell(cell) for cell in cells]
    for column, cell in enumerate(cells):
        if separator in cell and "\n" not in cell and dialect.quote not in cell:
            parts = [part.strip() for part in cell.split(separator)]
            split = cells[:column] + parts + cells[column + 1:]
            kept = altered(split, column, dialect.quote + split[column])
            return joined(dialect, altered(written, column, written[column][:-1])), [[split], [kept], [cells]]
    return None


@damage("texte après le guillemet fermant")
def text_after_quote(cells, dialect, i):
    column = bare(cells, dialect, [0, 2, 5, 8], i)
    if column is None:
        return None
    first, second = halves(cells[column])
    quoted = f"{dialect.quote}{first}{dialect.quote}{second}"
    written = [dialect.cell(cell) for cell in cells]
    return joined(dialect, altered(written, column, quoted)), [[cells], [altered(cells, column, quoted)]]


@damage("guillemets non doublés", every=2)
def undoubled_quotes(cells, dialect, i):
    text = f"Chantier dit {dialect.quote}grand{dialect.quote} canal"
    written = [dialect.cell(cell) for cell in cells]
    return (joined(dialect, altered(written, 8, f"{dialect.quote}{text}{dialect.quote}")),
            [[altered(cells, 8, text)]])


@damage("séparateur non protégé")
def bare_separator(cells, dialect, i):
    """In the hours of a file with commas, in the last cell of others."""
    column = 4 if "," in dialect.separator and "," in cells[4] else 8
    text = cells[4] if column == 4 else "Dupuis{}fils".format(dialect.separator)
    written = [dialect.cell(cell) for cell in cells]
    parts = [part.strip() for part in text.split(dialect.separator.strip(" ") or " ")]
    return (joined(dialect, altered(written, column, text)),
            [[cells[:column] + parts + cells[column + 1:]], [altered(cells, column, text)]])


@damage("autre séparateur", every=3)
def other_separator(cells, dialect, i):
    plain = altered(cells, 8, "Feuille de présence") if dialect.needs_quotes(cells[8]) else cells
    other = dialect.with_(separator="|" if dialect.separator != "|" else "\t")
    if any(dialect.separator in cell for cell in plain):
        return None
    written = other.row(plain)
    return written, [[[written]], [plain]]


@damage("ligne coupée en deux", every=2)
def broken_row(cells, dialect, i):
    column = bare(cells, dialect, [2, 3, 5, 6], i)
    if column is None:
        return None
    first, second = halves(cells[column])
    upper = dialect.row(cells[:column] + [first])
    lower = dialect.row([second] + cells[column + 1:])
    return (upper + dialect.newline + lower,
            [[cells[:column] + [first], [second] + cells[column + 1:]], [cells]])


@damage("ligne tronquée", every=2)
def cut_row(cells, dialect, i):
    column = bare(cells, dialect, [3, 5, 6], i)
    if column is None:
        return None
    kept = cells[:column] + [halves(cells[column])[0]]
    return dialect.row(kept), [[kept]]


@damage("octet NUL", every=2)
def nul_byte(cells, dialect, i):
    return control(cells, dialect, i, "\0")


@damage("caractère de contrôle", every=8)
def control_character(cells, dialect, i):
    return control(cells, dialect, i, "\x07" if i % 16 else "\x1b")


def control(cells, dialect, i, sign):
    column = bare(cells, dialect, [0, 2, 5, 8], i)
    if column is None:
        return None
    first, second = halves(cells[column])
    written = [dialect.cell(cell) for cell in cells]
    return (joined(dialect, altered(written, column, first + sign + second)),
            [[cells]] + [[altered(cells, column, first + mark + second)] for mark in (" ", "\ufffd")])


def as_bytes(text, encoding):
    """Text whose bytes in a UTF-8 file will be those of `encoding`."""
    return text.encode(encoding).decode("ascii", "surrogateescape")


@damage("ligne d'un autre encodage", every=2)
def other_encoding(cells, dialect, i):
    if dialect.encoding == "utf-8":
        return as_bytes(dialect.row(cells), "cp1252"), [[cells]]
    if dialect.encoding == "cp1252":
        mojibake = [cell.encode().decode("cp1252", "replace") for cell in cells]
        return as_bytes(dialect.row(cells), "utf-8"), [[cells], [mojibake]]
    return None


@damage("guillemets en double", every=4)
def quoted_twice(cells, dialect, i):
    """As a program writes that quotes what was quoted already: ""text""."""
    column = bare(cells, dialect, [0, 2, 5, 8], i)
    if column is None:
        return None
    twice = dialect.quote * 2 + cells[column] + dialect.quote * 2
    written = [dialect.cell(cell) for cell in cells]
    return (joined(dialect, altered(written, column, twice)),
            [[cells]] + [[altered(cells, column, reading)] for reading in (twice, twice[1:-1])])
