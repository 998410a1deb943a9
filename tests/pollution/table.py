"""The clean table that everything else pollutes: a timesheet of invented persons and firms."""

HEADER = ["N° de marché", "Lot", "Participant", "Date", "Heures", "Nature", "SIRET employeur", "Commune", "Pièce"]

# What the columns are called in the lexicon, in the same order.
CANONICAL = ["marche", "lot", "participant", "date", "heures", "nature", "employeur_siret", "commune", "piece"]

FIRST_NAMES = ["Hélène", "Zoé", "Loïc", "Anaïs", "Maëlys", "François", "Noëmie", "Jérôme", "Inès", "Théo"]
HOURS = ["7", "7,5", "6,25", "7,75", "4", "3,5", "8"]
NATURES = ["Travail", "Travail", "Formation", "Travail", "Congé"]
COMMUNES = ["62041", "62498", "62119", "59350", "", "62765"]

# Without separator nor quote, whatever the dialect: they may be written without quotes.
PLAIN_PIECES = [
    "Bulletin n° 12 de la Maçonnerie Lœuil",
    "Relevé signé à Béthune",
    "Reçu de formation : sécurité au travail",
    "Chantier de l’écluse — équipe de nuit",
    "Prime de 12 € non comptée",
    "Attestation de présence déposée",
]
QUOTED_PIECES = [
    "Bulletin 12; rectifié le 30",
    "Lot 2, tranche ferme, équipe B",
    'Chantier dit « le "grand" canal »',
    'Facture "F-7"; reçue, puis corrigée',
    "Accord du chef d'équipe",
]
BROKEN_PIECE = "Relevé repris à la main :\nvoir le bulletin; suite au verso"


def luhn_sum(digits):
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 * (d > 9) for d in doubled)


def siret(number):
    """An invented SIRET with its two check digits."""
    siren = f"2999{number:04d}"
    siren += str(-luhn_sum(siren + "0") % 10)
    establishment = siren + "0001"
    return establishment + str(-luhn_sum(establishment + "0") % 10)


def piece(i, plain):
    if plain or i % 3:
        return PLAIN_PIECES[i % len(PLAIN_PIECES)]
    return BROKEN_PIECE if i == 42 else QUOTED_PIECES[i // 3 % len(QUOTED_PIECES)]


def rows(count=80, plain=False):
    """`count` rows; with `plain`, no cell needs quotes in a dialect whose separator is not the decimal comma."""
    return [
        [
            f"2026-INS-{i % 4 + 1:02d}",
            str(i % 3 + 1) if i % 7 else "",
            f"{FIRST_NAMES[i % 10]}-{i % 16:02d}",
            f"{i % 28 + 1:02d}/{i // 28 + 1:02d}/2026",
            HOURS[i % len(HOURS)],
            NATURES[i % len(NATURES)],
            siret(i % 5),
            COMMUNES[i % len(COMMUNES)],
            piece(i, plain),
        ]
        for i in range(count)
    ]


def in_latin_1(table):
    """The same rows in characters that ISO-8859-1 has."""
    swaps = str.maketrans({"œ": "oe", "’": "'", "—": "-", "€": "EUR"})
    return [[text.translate(swaps) for text in row] for row in table]
