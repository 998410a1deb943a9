"""What surrounds a table, or lays it out oddly: one family a function, each a generator of cases."""

import random
import unicodedata

from feuille import Dialect, Sheet
from table import CANONICAL, HEADER, in_latin_1, rows

FAMILIES = {}
SEPARATORS = [";", ",", "\t", "|"]
DIALECTS = [
    Dialect(),
    Dialect(separator=",", newline="\n"),
    Dialect(separator="\t", encoding="cp1252"),
    Dialect(separator="|", newline="\n", bom=True),
    Dialect(encoding="cp1252"),
]


def family(name):
    def register(function):
        FAMILIES[name] = function
        return function
    return register


def padded(dialect, cells):
    """A row of the table's width, as a spreadsheet writes a line with few cells filled."""
    return dialect.row(cells + [""] * (len(HEADER) - len(cells)))


def clean(dialect, table=None, header=HEADER):
    sheet = Sheet(dialect)
    sheet.table(header, *(table or rows()))
    return sheet


# ---- dialects ----

ENCODINGS = [("utf-8", False), ("utf-8", True), ("utf-16-le", True), ("utf-16-be", True), ("utf-16-le", False),
             ("utf-16-be", False), ("cp1252", False), ("latin-1", False), ("mac_roman", False)]
QUOTINGS = [{}, {"escape": "\\"}, {"quote": "'"}, {"quote": ""}]


def every_dialect():
    n = 0
    for separator in [*SEPARATORS, ", "]:
        for quoting in QUOTINGS:
            for newline in ("\n", "\r\n", "\r"):
                for encoding, bom in ENCODINGS:
                    n += 1
                    all_quoted = quoting.get("quote") != "" and n % 3 == 0
                    yield Dialect(separator=separator, newline=newline, encoding=encoding, bom=bom,
                                  all_quoted=all_quoted, **quoting)


def table_for(dialect):
    """Rows that this dialect can write: without quotes, none holds its separator."""
    table = rows(plain=not dialect.quote)
    if not dialect.quote and "," in dialect.separator:
        table = [row[:4] + [row[4].replace(",", ".")] + row[5:] for row in table]
    if dialect.encoding == "latin-1":
        table = in_latin_1(table)
    return table


@family("dialecte")
def dialects():
    for dialect in every_dialect():
        yield clean(dialect, table_for(dialect)).case("dialecte", str(dialect))


@family("dernière ligne sans fin")
def last_line_without_end():
    for n, dialect in enumerate(every_dialect()):
        if n % 37 == 0:
            sheet = clean(dialect, table_for(dialect))
            sheet.cut_last_end()
            yield sheet.case("dernière ligne sans fin", str(dialect))


@family("fins de ligne mêlées")
def mixed_line_ends():
    for dialect in DIALECTS:
        for usual, other in (("\r\n", "\n"), ("\n", "\r\n"), ("\n", "\r"), ("\r\n", "\r")):
            for every in (7, 2):
                sheet = Sheet(dialect.with_(newline=usual))
                for i, cells in enumerate([HEADER, *rows()]):
                    sheet.row(cells, end=other if i % every == 1 else usual)
                yield sheet.case("fins de ligne mêlées", f"{dialect}-{len(usual)}{ord(other[0])}-{every}", "libre")


@family("ligne sep=")
def stated_separator():
    for dialect in DIALECTS:
        for name, table in (("entier", rows()), ("court", rows(2))):
            sheet = Sheet(dialect)
            sheet.put(f"sep={dialect.separator}")
            sheet.table(HEADER, *table)
            yield sheet.case("ligne sep=", f"{dialect}-{name}", "libre")


# ---- the size of the table ----

@family("table courte")
def short_tables():
    for dialect in DIALECTS:
        for count in (1, 2, 3):
            yield clean(dialect, rows(count)).case("table courte", f"{dialect}-{count}")
        sheet = Sheet(dialect)
        sheet.table(HEADER)
        yield sheet.case("table courte", f"{dialect}-vide", "libre")


@family("champ très long")
def long_fields():
    for dialect in DIALECTS:
        for size in (2_000, 20_000, 40_000):
            for broken in (False, True):
                table = rows()
                words = "heures faites au chantier " * (size // 26)
                table[30][8] = words.replace("chantier heures", "chantier\nheures", 150) if broken else words.strip()
                table[30][8] = table[30][8].strip()
                name = f"{dialect}-{size}-{'lignes' if broken else 'bloc'}"
                yield clean(dialect, table).case("champ très long", name, "libre")


# ---- headers ----

SPELLINGS = [
    ["numero_marche", "n° lot", "Bénéficiaire", "Date du travail", "Heures réalisées", "Nature des heures", "SIRET",
     "Code commune", "Pièce"],
    ["Marché n°", "LOT", "SALARIÉ", "JOUR", "NB HEURES", "TYPE D'HEURES", "EMPLOYEUR SIRET", "INSEE", "BULLETIN"],
    ["N° Marché", "Numéro de lot", "Pseudonyme", "Jour travaillé", "Nombre d'heures", "nature", "siret de l'employeur",
     "commune du chantier", "numero de facture"],
    ["REF MARCHE", "No lot", "ID PARTICIPANT", "Jour travail", "Total heures", "Type heures", "Employeur", "Commune",
     "Facture"],
]


def without_accents(text):
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@family("graphies de l'en-tête")
def header_spellings():
    ways = {
        "majuscules": str.upper, "minuscules": str.lower, "sans-accents": without_accents,
        "soulignés": lambda text: text.replace(" ", "_"), "décomposé": lambda text: unicodedata.normalize("NFD", text),
        "espaces": lambda text: text.replace(" ", "  "), "deux-points": lambda text: text + " :",
    }
    for dialect in DIALECTS:
        for name, change in ways.items():
            if name == "décomposé" and dialect.encoding == "cp1252":
                continue
            header = [change(text) for text in HEADER]
            yield clean(dialect, header=header).case("graphies de l'en-tête", f"{dialect}-{name}", "libre")
        for n, header in enumerate(SPELLINGS):
            yield clean(dialect, header=header).case("graphies de l'en-tête", f"{dialect}-graphie{n}", "libre")


@family("colonnes permutées")
def permuted_columns():
    rng = random.Random(5)
    for n in range(20):
        order = rng.sample(range(len(HEADER)), len(HEADER))
        table = [[cells[k] for k in order] for cells in [HEADER, *rows()]]
        sheet = Sheet(DIALECTS[n % len(DIALECTS)])
        sheet.table(*table)
        yield sheet.case("colonnes permutées", f"ordre{n}")


@family("sans en-tête")
def no_header():
    for dialect in DIALECTS:
        for count in (80, 12):
            sheet = Sheet(dialect)
            numbered = [f"colonne {k}" for k in range(1, len(HEADER) + 1)]
            sheet.items.append([[], [CANONICAL], [numbered]])
            sheet.table(*rows(count))
            yield sheet.case("sans en-tête", f"{dialect}-{count}", 1)


@family("groupes au-dessus de l'en-tête")
def group_row():
    groups = ["Contrat", "", "Personne", "Travail", "", "", "Employeur", "", ""]
    spread = ["Contrat", "Contrat", "Personne", "Travail", "Travail", "Travail", "Employeur", "Employeur", "Employeur"]
    for dialect in DIALECTS:
        for name, upper in (("vides", groups), ("répétés", spread)):
            sheet = Sheet(dialect)
            sheet.put(dialect.row(upper), noted="groupes")
            readings = [[HEADER]]
            for above in (upper, spread):
                readings.append([[f"{a} {b}".strip() for a, b in zip(above, HEADER)]])
            sheet.put(dialect.row(HEADER), *readings)
            sheet.table(*rows())
            yield sheet.case("groupes au-dessus de l'en-tête", f"{dialect}-{name}")


@family("en-tête sur deux lignes")
def split_header():
    uppers = [["N°", "Lot", "Identifiant", "Date du", "Heures", "Nature", "SIRET", "Code", "Pièce"],
              ["Numéro", "", "", "", "Nombre", "Nature", "", "Commune", ""]]
    lowers = [["du marché", "", "du participant", "travail", "réalisées", "des heures", "de l'employeur", "commune", ""],
              ["de marché", "Lot", "Participant", "Date", "d'heures", "", "SIRET", "", "Pièce"]]
    for dialect in DIALECTS:
        for n, (upper, lower) in enumerate(zip(uppers, lowers)):
            sheet = Sheet(dialect)
            sheet.put(dialect.row(upper) + dialect.newline + dialect.row(lower),
                      [[f"{a} {b}".strip() for a, b in zip(upper, lower)]], noted="en-tête")
            sheet.table(*rows())
            yield sheet.case("en-tête sur deux lignes", f"{dialect}-{n}")


@family("en-tête répété")
def repeated_header():
    for dialect in DIALECTS:
        for every in (5, 20, 33):
            sheet = clean(dialect, rows(1))
            for i, cells in enumerate(rows()[1:], 1):
                if i % every == 0:
                    sheet.put(dialect.row(HEADER), noted="en-tête répété")
                sheet.row(cells)
            yield sheet.case("en-tête répété", f"{dialect}-{every}")


@family("nom de colonne en double")
def duplicated_name():
    for dialect in DIALECTS:
        for column in (4, 8):
            header = HEADER[:7] + [HEADER[column]] + HEADER[8:] if column == 4 else HEADER[:7] + ["Pièce", "Pièce"]
            sheet = Sheet(dialect)
            sheet.put(dialect.row(header), [header], told="nom en double")
            sheet.table(*rows())
            yield sheet.case("nom de colonne en double", f"{dialect}-{column}")


# ---- columns and blanks ----

@family("colonnes vides")
def empty_columns():
    """Without name nor value: left out, as a spreadsheet adds them."""
    for dialect in DIALECTS:
        for name, before, header_tail, row_tail in (("fin", 0, 3, 3), ("fin-en-tête", 0, 2, 0), ("fin-lignes", 0, 0, 2),
                                                    ("début", 1, 0, 0), ("début-et-fin", 1, 2, 2)):
            sheet = Sheet(dialect)
            for i, cells in enumerate([HEADER, *rows()]):
                tail = row_tail if i else header_tail
                sheet.put(dialect.row([""] * before + cells + [""] * tail), [cells])
            yield sheet.case("colonnes vides", f"{dialect}-{name}", "libre")


@family("blancs autour des champs")
def blanks():
    for dialect in DIALECTS:
        for name, blank in (("espace", " "), ("espaces", "   "), ("insécable", "\u00a0")):
            sheet = Sheet(dialect)
            for cells in [HEADER, *rows()]:
                written = [dialect.cell(cell) for cell in cells]
                if name == "insécable":  # outside quotes only: within, it belongs to the text
                    written = [w if w != c or not c else blank + w + blank for w, c in zip(written, cells)]
                else:
                    written = [blank + w + blank for w in written]
                kept = [w if w.startswith(blank) and name == "insécable" else c for w, c in zip(written, cells)]
                sheet.put(dialect.separator.join(written), [cells], [kept])
            yield sheet.case("blancs autour des champs", f"{dialect}-{name}", "libre")


@family("lignes vides")
def blank_lines():
    fillings = {"rien": lambda dialect: "", "blancs": lambda dialect: "  ",
                "séparateurs": lambda dialect: padded(dialect, [""]),
                "blancs-séparateurs": lambda dialect: dialect.separator.join([" "] * 9)}
    for dialect in DIALECTS:
        for name, filling in fillings.items():
            for every in (1, 9):
                sheet = Sheet(dialect)
                for i, cells in enumerate([HEADER, *rows()]):
                    if i % every == 0:
                        sheet.put(filling(dialect))
                    sheet.row(cells)
                yield sheet.case("lignes vides", f"{dialect}-{name}-{every}", "libre")


# ---- titles, totals, texts ----

TITLES = ["Relevé des heures d’insertion — octobre 2026", "Entreprise : Maçonnerie Lœuil & fils",
          "Édité par le service paie", "Chantier de l’écluse, tranche 2", "Document interne"]


@family("titres")
def preamble():
    for dialect in DIALECTS:
        for count in range(1, 6):
            for name in ("nus", "garnis", "séparés", "vide-dessous"):
                sheet = Sheet(dialect)
                for title in TITLES[:count]:
                    cells = [title] if name != "séparés" else title.split(" : ") + ["Page 1"]
                    sheet.put(dialect.row(cells) if name in ("nus", "vide-dessous") else padded(dialect, cells),
                              noted="titres")
                if name == "vide-dessous":
                    sheet.put("")
                sheet.table(HEADER, *rows())
                yield sheet.case("titres", f"{dialect}-{count}-{name}")


@family("sections")
def sections():
    for dialect in DIALECTS:
        for every in (10, 27):
            for full in (False, True):
                sheet = Sheet(dialect)
                sheet.table(HEADER)
                for i, cells in enumerate(rows()):
                    if i % every == 0:
                        title = [f"Chantier {'ABCDEFGHI'[i // every]} de la Gare"]
                        sheet.put(padded(dialect, title) if full else dialect.row(title), noted="sections")
                    sheet.row(cells)
                yield sheet.case("sections", f"{dialect}-{every}-{'garnies' if full else 'nues'}")


TOTALS = [["TOTAL", "", "", "", "480,5"], ["Total général", "", "", "", "480,5"], ["", "", "", "Total", "480,5"],
          ["Sous-total", "", "", "", "120"], ["TOTAL :", "", "", "", "480,5"], ["Total des heures", "480,5"],
          ["", "", "TOTAUX", "", "480,5"]]


@family("totaux")
def totals():
    for dialect in DIALECTS:
        for n, total in enumerate(TOTALS):
            sheet = clean(dialect)
            sheet.put(padded(dialect, total), noted="total")
            yield sheet.case("totaux", f"{dialect}-{n}")
        sheet = Sheet(dialect)
        sheet.table(HEADER)
        for i, cells in enumerate(rows()):
            sheet.row(cells)
            if i % 20 == 19:
                sheet.put(padded(dialect, ["Sous-total", "", "", "", "118,25"]), noted="total")
        yield sheet.case("totaux", f"{dialect}-sous-totaux")


FOOTERS = ["Extraction du 03/11/2026 à 14:02", "Édité le 03/11/2026", "Fin du document", "Page 1/1",
           "80 lignes exportées", "* heures validées par le facilitateur"]


@family("pieds")
def footers():
    for dialect in DIALECTS:
        for n, text in enumerate(FOOTERS):
            for name in ("nu", "garni", "vide-dessus"):
                sheet = clean(dialect)
                if name == "vide-dessus":
                    sheet.put("")
                sheet.put(padded(dialect, [text]) if name == "garni" else dialect.row([text]), noted="pied")
                yield sheet.case("pieds", f"{dialect}-{n}-{name}")


@family("deux tables")
def two_tables():
    rng = random.Random(11)
    for n, dialect in enumerate(DIALECTS * 2):
        order = rng.sample(range(len(HEADER)), len(HEADER))
        sheet = clean(dialect, rows()[:50])
        if n % 2:
            sheet.put("")
        if n % 3 == 2:
            sheet.put(dialect.row(["Deuxième chantier"]), noted="titre")
        sheet.put(dialect.row([HEADER[k] for k in order]), noted="deuxième table")
        for cells in rows()[50:]:
            sheet.put(dialect.row([cells[k] for k in order]), [cells])
        yield sheet.case("deux tables", f"{dialect}-{n}")
