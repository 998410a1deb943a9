"""Invents rule packs: three recueils that complete one another, made of valid articles over the names of the lexicon.

Articles that give a value to the same thing exclude one another, so that none conflicts.
"""

import os
from datetime import timedelta

from phrases import CODES, DAYS, LISTS, PARAMETERS, UNITS, Writer, code_of, french

KEYS = ("personne et par jour", "personne et par semaine", "personne et par mois", "personne et par an", "marché",
        "personne", "marché et par mois", "marché et par personne", "nature et par jour",
        "personne et par nature et par mois", "employeur et par semaine", "contrat et par mois", "EPCI et par jour", "marché et par structure et par an")
LIMITS = {"jour": ["7 h", "10 h", "8,5 h"], "semaine": ["20 h", "35 h", "12,25 h"], "mois": ["70 h", "151,67 h"]}
ONCE = ("personne, marché, date du travail, nature", "personne, date du travail", "personne, marché, heures",
        "personne, date du travail, contrat", "personne, marché, date du travail, employeur, montant HT")
SHARES = ("120 %", "150 %", "80 %", "33,3 %", "taux local à la date du travail")
REFERENCES = ("date du travail", "date du travail", "date de notification", "premier jour", "date de facture",
              "fin du marché")
ALWAYS = ("pénalité", "Une seule fois par")  # what a more specific recueil says instead, never besides


class Pack:
    """Writes one recueil after another. bold: also what the program is known to judge otherwise than the text."""

    def __init__(self, rng, folder, bold=False):
        self.writer, self.folder, self.bold = Writer(rng), folder, bold
        self.out, self.number, self.recueil = [], 0, None
        self.by_effect = {}  # effect: [(recueil, number)] of the articles that another recueil may replace

    def some(self, *values):
        return self.writer.some(*values)

    def chance(self, share):
        return self.writer.chance(share)

    # ---- blocks

    def begin(self, code, completes, *headings):
        self.recueil, self.number = code, 0
        self.out += [f"Recueil {code} — Recueil inventé", *([f"Complète : {completes}"] if completes else []),
                     "Source : inventée", *headings, ""]

    def period(self, references=REFERENCES):
        since, until = sorted(self.writer.rng.sample(DAYS, 2))
        end = self.some("", "", f" jusqu'au {french(until)}")
        reference = self.some(*references)
        return (f"En vigueur : à compter du {french(since)}{end}, "
                f"selon {'le' if reference == 'premier jour' else 'la'} {reference}")

    def parameter(self, kind, name):
        """Without a hole: each row holds until the eve of the next, said or not."""
        days = sorted(self.writer.rng.sample(DAYS, 2))
        ends = [*(french(day - timedelta(days=1)) for day in days), ""]
        rows = [["à compter du", "valeur", "jusqu'au"]]
        for since, until in zip(("01/01/1900", *map(french, days)), ends):
            text = self.writer.literal(kind)
            rows.append([since, text if kind in ("date", "n") else text.rsplit(" ", 1)[0].split("\u00a0")[0],
                         self.some("", until)])
        self.table(f"Paramètre {name} ({UNITS[kind]})", name, rows)

    def codes(self, name, codes):
        rows = [["code", "à compter du", "jusqu'au"]]
        for code in codes:
            since, until = sorted(self.writer.rng.sample(DAYS, 2))
            rows.append([code, self.some("", "", french(since)), self.some("", "", french(until))])
        self.table(f"Liste {name}", name, rows)

    def table(self, title, name, rows):
        """In the block, or in an annex beside the rules."""
        self.out += [title, "Source : inventée"]
        if self.chance(0.25):
            annex = os.path.join("annexes", f"{self.recueil}-{name}.csv".replace(" ", "-").replace("'", "-").lower())
            self.out.append(f"Table : {annex}")
            os.makedirs(os.path.join(self.folder, "annexes"), exist_ok=True)
            with open(os.path.join(self.folder, annex), "w", encoding="utf-8") as file:
                file.writelines(";".join(row) + "\n" for row in rows)
        else:
            self.out += ["| " + " | ".join(row) + " |" for row in rows]
        self.out.append("")

    def article(self, effect, *headings, references=REFERENCES, layered=True, numbered=True):
        """An article of an effect; it may replace one of the same effect, or be in force for a time."""
        self.number += numbered
        self.out += [self.some("# commentaire", ""), f"Article {self.number} — Article inventé", "Source : inventée",
                     *self.some(["> Texte cité."], [])]
        rivals = [one for one in self.by_effect.get(effect, ()) if one[0] != self.recueil]
        if layered and rivals and (effect in ALWAYS or self.chance(0.6)):
            replaced = self.some(*rivals)
            self.by_effect[effect].remove(replaced)
            self.out.append(f"Remplace : {replaced[0]}, article {replaced[1]}")
        elif references and self.chance(0.25):
            self.out.append(self.period(references))
        if layered:
            self.by_effect.setdefault(effect, []).append((self.recueil, self.number))
        self.out += [*map(self.broken, headings), ""]

    def broken(self, heading):
        """A heading over two lines, at times."""
        if "\n" in heading or "« " in heading or " et " not in heading or not self.chance(0.3):
            return heading
        return heading.replace(" et ", " et\n    ", 1)

    # ---- effects

    def definitions(self, level):
        """A name or two that the article may use."""
        self.writer.known = {}
        lines = []
        for name, kind in (("borne du texte", "date"), ("mesure du texte", "h")):
            if self.chance(0.5):
                lines.append(f"Définir {name} : {self.writer.value(kind, level, 2)}")
                self.writer.known.setdefault(kind, []).append(name)
        return lines

    def refusal(self):
        defined = self.definitions("ligne")
        names = ["date du travail", "public", "nature", "fin du marché", "heures", *sum(self.writer.known.values(), [])]
        told = "".join(f", {name} {{{name}}}" for name in self.writer.rng.sample(names, 3))
        self.article("Refuser si", *defined, f"Refuser si : {self.rare()}",
                     f"Motif : « Article {self.number + 1} de {self.recueil}{told}. »")
        self.writer.known = {}

    def rare(self):
        """A condition that leaves lines to the articles that follow."""
        if self.chance(0.1):
            return self.writer.listed("ligne")
        guard = self.some("nature = INTEMPERIES", "non heures absentes et heures > 10 h", "public = FLE",
                          "public = MOTIVE", f"date du travail > {self.writer.day()}")
        return f"{guard} et ({self.writer.condition('ligne', 2)})"

    def cap(self, heading="Plafond"):
        keys = self.some(*KEYS)
        period = keys.rsplit(" ", 1)[-1]
        limit = self.some(*LIMITS.get(period, ["100 h", "400 h", "1 607 h"]), self.writer.value("h", "marché", 1))
        condition = f" si {self.any_condition()}" if self.chance(0.5) else ""
        self.article(heading, f"{heading} : {limit} par {keys}{condition}", references=REFERENCES)

    def any_condition(self):
        return self.writer.condition("ligne", 1)

    def weights(self):
        conditions = self.writer.exclusive("ligne")
        for condition in conditions:
            more = f" et ({self.any_condition()})" if self.chance(0.4) else ""
            self.article("Compter", f"Compter : {self.some(*SHARES)} des heures si {condition}{more}", layered=False)
        if self.chance(0.5):
            both = f"{conditions[-1]} et ({self.any_condition()})"
            self.article("Compter", f"Cumulable avec : {self.recueil}, article {self.number}",
                         f"Compter : {self.some('110 %', '200 %')} des heures si {both}", layered=False)

    def conversions(self):
        day = self.writer.day()
        for condition in (f"date de facture < {day}", f"date de facture ≥ {day}"):
            share = self.some("40 %", "part de main-d'œuvre", "part de main-d’œuvre")
            price = self.some("35 €/h", "tarif horaire à la date de facture", "coût horaire")
            self.article("Convertir", f"Convertir : montant HT × {share} ÷ {price} si {condition}", references=(),
                         layered=False)

    def dues(self):
        self.writer.hidden = ("heures dues", "heures dues prévisionnelles")
        self.article("Calculer", f"Calculer heures dues prévisionnelles : {self.writer.value('h', 'marché', 2)}",
                     references=(), layered=False)
        self.article("Calculer", f"Calculer seuil de risque : {self.writer.literal('%')}", references=(), layered=False)
        for condition in self.writer.exclusive("marché"):
            defined = self.definitions("marché")
            due = self.writer.value("h", "marché", 3) + (" × seuil de risque" if self.chance(0.2) else "")
            self.article("Calculer", *defined, f"Calculer heures dues : {due} si {condition}", references=(),
                         layered=False)
        self.writer.known, self.writer.hidden = {}, ()

    def penalty(self):
        counted = self.some("heures retenues", "heures admises", "heures déclarées - heures refusées")
        price = f"{self.some('2', '0,5', '1')} × tarif horaire à la {self.writer.moment('marché')}"
        self.article("pénalité", f"Calculer pénalité : max (0 h ; heures dues - {counted}) × {price}",
                     references=("date de notification",))

    def once(self):
        self.writer.hidden = ("heures",)  # an amount is not hours yet: the evaluator converts before it looks for rivals
        preferred = [f"Préférer : {self.any_condition()}"] if self.chance(0.4) else []
        self.writer.hidden = ()
        self.article("Une seule fois par", f"Une seule fois par : {self.some(*ONCE)}", *preferred, references=())
        if self.bold and not preferred and self.recueil == "INVENTE-A":
            self.article("Une seule fois par", "Une seule fois par : personne, marché, date du travail, heures",
                         layered=False)

    def control(self):
        keys = self.some(*KEYS)
        limit = self.some("8 h", "35 h")
        self.article("Contrôle", self.some(f"Contrôle : {limit} par {keys} si {self.any_condition()}",
                                           "Contrôle : heures retenues ≤ heures dues",
                                           "Contrôle : heures admises ≥ heures déclarées"), references=())

    def versions(self):
        """Two versions of one article, one after the other."""
        day = self.writer.rng.choice(DAYS)
        eve = french(day - timedelta(days=1))
        for number, when in enumerate((f"à compter du 01/01/1990 jusqu'au {eve}", f"à compter du {french(day)}")):
            self.article("Plafond", f"En vigueur : {when}, selon la date du travail",
                         f"Plafond : {self.some('7 h', '8 h', '9 h')} par personne et par jour", references=(),
                         layered=False, numbered=number == 0)


def write_pack(rng, folder, bold=False):
    """Writes FOLDER/inventes.regles; returns the codes of its recueils."""
    pack = Pack(rng, folder, bold)
    pack.begin("INVENTE-A", None)
    for kind, name in PARAMETERS.items():
        pack.parameter(kind, name)
    for name, codes in LISTS.items():
        pack.codes(name, codes)
    for draw in (pack.refusal, pack.refusal, pack.refusal, pack.once, pack.conversions, pack.cap, pack.cap,
                 pack.versions, pack.weights, lambda: pack.cap("Plafond (heures comptées)"), pack.dues, pack.penalty,
                 pack.control, pack.control):
        draw()
    pack.begin("INVENTE-B", "INVENTE-A")
    for draw in (pack.refusal, pack.refusal, pack.cap, pack.cap, pack.penalty, pack.control):
        draw()
    scope = pack.some("marché ≠ « M-1 »", "non commune d'exécution absente", "CPV absent ou CPV correspond à « ^45 »")
    pack.begin("INVENTE-C", "INVENTE-B", *pack.some([], [], [pack.period(("date de notification", "fin du marché"))],
                                                    [f"Portée : {scope}"], [pack.period(("date du travail",))]))
    for draw in (pack.refusal, pack.once, pack.cap, lambda: pack.cap("Plafond (heures comptées)")):
        draw()
    with open(os.path.join(folder, "inventes.regles"), "w", encoding="utf-8") as file:
        file.write("\n".join(pack.out))
    return ["INVENTE-A", "INVENTE-B", "INVENTE-C"]
