"""Invents expressions of the rule language, by type and by level (what a market knows, what a line knows besides),
so that every one of them has a meaning.
"""

from datetime import date, timedelta

NAMES = {  # type: (names known of a market, names known of a line besides)
    "h": (["heures engagées", "heures initiales", "heures de chantier",
           "heures reprises", "heures nouvellement affectées", "heures exonérées", "heures dues",
           "heures dues prévisionnelles"], ["heures"] * 6),
    "€": (["montant du marché", "montant initial", "montant commandé", "montant facturé"], []),
    "€/h": (["coût horaire"], []),
    "%": (["part de main-d'œuvre", "taux d'insertion"], []),
    "date": (["date de notification", "début du marché", "fin du marché", "fin initiale", "date de l'arrêté"],
             ["date du travail", "date du travail", "premier jour", "premier jour travaillé", "naissance", "validation",
              "date du justificatif", "début du contrat", "fin du contrat", "date de facture"]),
}
CODES = {"public": "RSA DELD J26_NQ J26_DIPL EPIDE_E2C MOTIVE FLE SEN50 BOETH QPV".split(),
         "nature": "TRAVAIL FORMATION CONGE INTEMPERIES".split(), "structure": "ETTI AI GEIQ EI ACI EA ESAT".split(),
         "mode": "EMBAUCHE MISE_A_DISPOSITION SOUS_TRAITANCE COTRAITANCE".split(),
         "nature du contrat": "CDI CDD CDDI APPRENTISSAGE".split(), "sexe": "F H".split()}
TEXTS = {"marché": (["M-0", "M-1", "M-2"], "marché"), "nature du marché": (["Travaux", "Services"], "marché"),
         "CPV": (["45000000", "90910000"], "marché"), "EPCI": (["246200364", "200033579"], "marché"),
         "SIRET du titulaire": (["29990100900017"], "marché"), "commune d'exécution": (["62041", "62498"], "marché"),
         "prescripteur": (["Mission locale", "PLIE"], "ligne"), "commune": (["62041", "62498"], "ligne"),
         "employeur": (["29990100900017", "29990149600024"], "ligne"), "lot": (["1", "2"], "marché"),
         "commune de résidence": (["62041", "62178"], "ligne"), "participant": (["P0001", "P0002"], "ligne")}
LISTS = {"publics admis": CODES["public"], "natures admises": CODES["nature"],
         "contrats admis": CODES["nature du contrat"],
         "structures admises": CODES["structure"] + CODES["mode"], "sexes": CODES["sexe"]}
LITERALS = {"h": ["1 h", "3,5 h", "7 h", "10 h", "35 h", "1 607,5 h", "1\u202f000\u00a0h"],
            "€": ["100 €", "1 000,50 €", "50 000 €"],
            "€/h": ["11,88 €/h", "35 €/h"], "%": ["50 %", "7,5 %", "120 %", "33,3 %"], "n": ["1", "2", "0,5", "26"],
            "j": ["1 jour", "30 jours", "365 jours"]}
PARAMETERS = {"h": "seuil d'heures", "€": "forfait", "€/h": "tarif horaire", "%": "taux local", "n": "facteur",
              "date": "date pivot", "j": "délai"}
UNITS = {"h": "h", "€": "€", "€/h": "€/h", "%": "%", "n": "nombre", "date": "date", "j": "jours"}
DAYS = [date(2024, 1, 1), date(2024, 2, 29), date(2024, 7, 1), date(2025, 2, 28), date(2025, 3, 1), date(2025, 8, 31),
        date(2026, 1, 1)]


def french(day):
    return day.strftime("%d/%m/%Y")


def code_of(code):
    """QPV is the name of a field: as a code, it is a text."""
    return f"« {code} »" if code == "QPV" else code


class Writer:
    """Texts of expressions. level: « marché » or « ligne »; depth: how many operators may nest."""

    def __init__(self, rng):
        self.rng = rng
        self.known = {}  # names defined by the article at hand, by type
        self.hidden = ()  # names of the lexicon that it may not read

    def some(self, *values):
        return self.rng.choice(values)

    def chance(self, share):
        return self.rng.random() < share

    def day(self):
        return french(self.rng.choice(DAYS) + timedelta(days=self.some(-1, 0, 1)))

    def name(self, kind, level):
        of_market, of_line = NAMES.get(kind, ([], []))
        names = of_market + (of_line if level == "ligne" else []) + self.known.get(kind, [])
        names = [name for name in names if name not in self.hidden]
        return self.rng.choice(names) if names else None

    def parameter(self, kind, level):
        return f"{PARAMETERS[kind]} à la {self.moment(level)}"

    def moment(self, level):
        return self.some("date de notification", "fin du marché", "min (fin du marché ; date de l'arrêté)",
                         *(["date du travail"] * 3 if level == "ligne" else []))

    def value(self, kind, level, depth):
        """One expression of a type; shorter as depth goes to zero."""
        simple = [lambda: self.literal(kind), lambda: self.parameter(kind, level)]
        name = self.name(kind, level)
        if name:
            simple += [lambda: name] * 3
        if depth <= 0 or self.chance(0.3):
            return self.rng.choice(simple)()
        return self.rng.choice(getattr(self, COMPOUND[kind])(level, depth - 1))()

    def literal(self, kind):
        return self.day() if kind == "date" else self.rng.choice(LITERALS[kind])

    def shared(self, kind, level, depth):
        """What any quantity may be."""
        def sub(of=kind):
            return self.value(of, level, depth)
        return [lambda: f"({sub()} {self.some('+', '-')} {sub()})",
                lambda: f"{self.some('max', 'min')} ({sub()} ; {sub()})"]

    def scaled(self, kind, level, depth):
        def sub(of=kind):
            return self.value(of, level, depth)
        times, over = self.some("×", "*"), self.some("÷", "/")
        return self.shared(kind, level, depth) + [
            lambda: f"{sub()} {times} {sub('%')}", lambda: f"{self.rng.choice(LITERALS['n'])} {times} {sub()}",
            lambda: f"{sub()} {over} {self.rng.choice(LITERALS['n'])}",
            lambda: f"arrondi {self.some('supérieur', 'inférieur', 'au plus proche')} ({sub()})"]

    def hours(self, level, depth):
        def sub(of):
            return self.value(of, level, depth)
        return self.scaled("h", level, depth) + [
            lambda: f"{sub('€')} ÷ {self.rng.choice(LITERALS['€/h'])}",
            lambda: f"{sub('€')} ÷ {self.parameter('€/h', level)}",
            lambda: f"tranches entières de {self.rng.choice(LITERALS['€'])} dans (max (0 € ; {sub('€')})) × 1 h"]

    def euros(self, level, depth):
        return self.scaled("€", level, depth) + [
            lambda: f"{self.value('h', level, depth)} × {self.value('€/h', level, 0)}"]

    def rate(self, level, depth):
        return self.scaled("€/h", level, depth)

    def share(self, level, depth):
        return self.shared("%", level, depth)

    def number(self, level, depth):
        def sub(of):
            return self.value(of, level, depth)
        found = self.shared("n", level, depth) + [
            lambda: f"{sub('h')} ÷ {self.rng.choice(LITERALS['h'])}", lambda: f"arrondi inférieur ({sub('n')})",
            lambda: f"tranches entières de {self.rng.choice(LITERALS['h'])} dans (max (0 h ; {sub('h')}))"]
        if level == "ligne":
            found.append(lambda: f"âge (naissance) à la {self.moment(level)}")
        return found

    def dates(self, level, depth):
        def sub():
            return self.value("date", level, depth)
        months = self.some("1 mois", "6 mois", "12 mois", "2 ans", "24 mois")
        mode = self.some("de quantième à quantième", "reporté au lendemain")
        base = self.name("date", level)
        return [lambda: f"{base} + {months} {mode} - 1 jour", lambda: f"{base} - {months} {mode}",
                lambda: f"{sub()} {self.some('+', '-')} {self.rng.choice(LITERALS['j'])}",
                lambda: f"{self.some('max', 'min')} ({sub()} ; {sub()})"]

    def days(self, level, depth):
        return self.shared("j", level, depth) + [
            lambda: f"({self.value('date', level, depth)} - ({self.value('date', level, depth)}))"]

    # ---- conditions

    def condition(self, level, depth):
        choices = [self.comparison, self.comparison, self.absence, self.text]
        if level == "ligne":
            choices += [self.code, self.code, self.membership, self.pattern]
        if depth > 0:
            choices += [self.joined] * 4
        return self.rng.choice(choices)(level, depth)

    def comparison(self, level, depth):
        kind = self.some("h", "h", "date", "date", "date", "€", "%", "n", "j", "€/h")
        sign = self.some("=", "≠", "<", "≤", ">", "≥", "<", "≥", "<=", ">=", "<>")
        return f"{self.value(kind, level, depth)} {sign} {self.value(kind, level, depth)}"

    def absence(self, level, depth):
        names = [self.name(self.some("h", "date", "€"), level)]
        names += ["montant HT", "nature", "contrat"] if level == "ligne" else []
        return f"{self.some('', 'non ')}{self.rng.choice(names)} {self.some('absent', 'absente')}"

    def code(self, level, depth):
        field = self.rng.choice(list(CODES))
        return f"{field} {self.some('=', '=', '≠')} {code_of(self.rng.choice(CODES[field]))}"

    def text(self, level, depth):
        field = self.rng.choice([name for name, (_, known) in TEXTS.items() if known == "marché" or level == "ligne"])
        return f"{field} {self.some('=', '≠')} « {self.rng.choice(TEXTS[field][0])} »"

    def membership(self, level, depth):
        field, known = self.some(("public", "publics admis"), ("nature", "natures admises"),
                                 ("nature du contrat", "contrats admis"))
        return f"{field} {self.some('dans', 'pas dans')} {known} à la {self.moment(level)}"

    def pattern(self, level, depth):
        return self.some("nature correspond à « ^(TRAV|CON) »", "public correspond à « ^J26_ »",
                         "prescripteur correspond à « locale$ »", "CPV correspond à « ^45 »")

    def joined(self, level, depth):
        def sub():
            return self.condition(level, depth - 1)
        return self.some(lambda: f"{sub()} et {sub()}", lambda: f"{sub()} ou {sub()}",
                         lambda: f"({sub()} ou {sub()}) et {sub()}", lambda: f"non ({sub()})",
                         lambda: f"non ({sub()} et {sub()})")()

    def listed(self, level):
        """A condition laid out as a list."""
        subs = [self.condition(level, 1) for _ in range(self.some(2, 3))]
        return self.some("toutes :", "l'une :") + "".join(f"\n  - {sub}" for sub in subs)

    def exclusive(self, level):
        """Conditions of which no two are ever true together."""
        day = self.day()
        if level == "marché":
            return self.some([f"fin du marché < {day}", f"fin du marché ≥ {day}"],
                             ["heures engagées absentes", "non heures engagées absentes"])
        by_hours = [["heures ≤ 7 h", "heures > 7 h et heures ≤ 35 h", "heures > 35 h"]]
        return self.some([f"date du travail < {day}", f"date du travail ≥ {day}"],
                         ["nature = TRAVAIL", "nature = FORMATION"], ["sexe = F", "sexe = H"],
                         ["nature absente", "nature = TRAVAIL"],
                         *(by_hours if level == "ligne" else []))


COMPOUND = {"h": "hours", "€": "euros", "€/h": "rate", "%": "share", "n": "number", "date": "dates", "j": "days"}
