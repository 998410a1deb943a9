/* Random recueils, written as text: well typed, so that every one of them is accepted, and using the whole language.
 * A seed gives the same text everywhere. */
#ifndef DECOMPTE_TEST_RULES_GENERATOR_H
#define DECOMPTE_TEST_RULES_GENERATOR_H

#include "decompte/lexicon.h"
#include "decompte/rules.h"

typedef struct {
  dc_builder text;
  const dc_lexicon *lexicon;
  uint64_t dice;
  unsigned levels; /* bits of the levels that may be read */
  bool computed;   /* what « Calculer » gives may be read */
  bool defined;    /* the article's definitions may be read */
  int budget;      /* operators left for this expression */
} dc_generator;

#define BIT(level)     (1u << (level))
#define MARKET_LEVELS  (BIT(DC_LEVEL_STATEMENT) | BIT(DC_LEVEL_MARCHE))
#define LINE_LEVELS    (MARKET_LEVELS | BIT(DC_LEVEL_PERSON) | BIT(DC_LEVEL_LINE))
#define TOTALS_LEVELS  (MARKET_LEVELS | BIT(DC_LEVEL_TOTALS))
#define WRITE(g, ...)  dc_builder_format(&(g)->text, __VA_ARGS__)
#define PICK(g, array) ((array)[roll(g, sizeof(array) / sizeof *(array))])

static inline size_t roll(dc_generator *g, size_t sides) {
  g->dice = g->dice * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(g->dice >> 33) % sides;
}

/* Another operator, or a leaf? */
static inline bool goes_on(dc_generator *g) { return g->budget > 0 && roll(g, 3) > 0 && g->budget-- > 0; }

/* ---- names ---- */

static inline const dc_field *any_field(dc_generator *g, bool (*fits)(const dc_field *, int), int what) {
  const dc_field *found = NULL;
  size_t seen = 0;
  for (uint32_t i = 0; i < g->lexicon->count; i++) {
    const dc_field *field = &g->lexicon->fields[i];
    bool computed = dc_text_equal(field->table, DC_TEXT("regles"));
    if (field->name.length == 0 || !(g->levels & BIT(field->level)) || (computed && !g->computed)) continue;
    if (fits(field, what) && roll(g, ++seen) == 0) found = field;
  }
  return found;
}

static inline bool has_type(const dc_field *field, int type) { return (int)field->type == type && !field->several; }
static inline bool is_date(const dc_field *field, int any) { return (void)any, field->type == DC_TYPE_DATE; }
static inline bool is_id(const dc_field *field, int any) { return (void)any, field->type <= DC_TYPE_FLAG; }

/* ---- dates ---- */

static inline void write_number(dc_generator *g, int unit);

static inline void write_day(dc_generator *g) {
  static const char *const days[] = {"29/02/2024", "28/02/2025", "31/12/2025", "01/01/2026",
                                     "28/02/2026", "31/08/2024", "01/07/2000", "15/03/2026"};
  WRITE(g, "%s", PICK(g, days));
}

static inline void write_date_leaf(dc_generator *g) {
  const dc_field *field = any_field(g, is_date, 0);
  size_t kind = roll(g, 7);
  if (kind == 0 || !field)
    write_day(g);
  else if (kind == 2)
    WRITE(g, "échéance à la " DC_S, DC_ARG(field->name));
  else if (kind == 1 && g->defined)
    WRITE(g, "jour défini");
  else
    WRITE(g, DC_S, DC_ARG(field->name));
}

enum { HOURS, EUROS, RATE, DAYS, PLAIN, PERCENT };

static inline void write_date(dc_generator *g) {
  static const char *const modes[] = {"de quantième à quantième", "reporté au lendemain"};
  static const char *const months[] = {"1 mois", "24 mois", "0 mois", "7 mois", "2 ans", "18 ans"};
  if (!goes_on(g)) {
    write_date_leaf(g);
    return;
  }
  const char *sign = roll(g, 2) ? "+" : "-";
  WRITE(g, "(");
  switch (roll(g, 4)) {
  case 0:
    write_date_leaf(g);
    WRITE(g, " %s %s %s", sign, PICK(g, months), PICK(g, modes));
    break;
  case 1:
    write_date(g);
    WRITE(g, " %s ", sign);
    write_number(g, DAYS);
    break;
  case 2:
    write_date_leaf(g);
    WRITE(g, " %s %s %s - 1 jour", sign, PICK(g, months), PICK(g, modes));
    break;
  default:
    WRITE(g, "%s (", roll(g, 2) ? "max" : "min");
    write_date(g);
    WRITE(g, " ; ");
    write_date(g);
    WRITE(g, ")");
  }
  WRITE(g, ")");
}

/* « à la » and a term. */
static inline void write_at(dc_generator *g) {
  WRITE(g, " à la (");
  write_date(g);
  WRITE(g, ")");
}

/* ---- numbers ---- */

static inline void write_literal(dc_generator *g, int unit) {
  static const char *const values[] = {"0", "0,5", "1", "3,5", "7", "10", "24", "100", "1,2", "33,33"};
  static const char *const units[] = {" h", " €", " €/h", " jours", "", " %"};
  static const char *const days[] = {"0", "1", "30", "365", "730"};
  WRITE(g, "%s%s", unit == DAYS ? PICK(g, days) : PICK(g, values), units[unit]);
}

static inline void write_number_leaf(dc_generator *g, int unit) {
  static const int types[] = {
      [HOURS] = DC_TYPE_HOURS,    [EUROS] = DC_TYPE_MONEY, [RATE] = DC_TYPE_RATE, [DAYS] = -1, [PLAIN] = -1,
      [PERCENT] = DC_TYPE_PERCENT};
  const dc_field *field = any_field(g, has_type, types[unit]);
  if (unit == HOURS && g->defined && roll(g, 4) == 0)
    WRITE(g, "quantité définie");
  else if (unit == RATE && roll(g, 2)) {
    WRITE(g, "tarif");
    write_at(g);
  } else if (field && roll(g, 3))
    WRITE(g, DC_S, DC_ARG(field->name));
  else
    write_literal(g, unit);
}

static inline void write_pair(dc_generator *g, const char *before, int left, const char *sign, int right,
                              const char *after) {
  WRITE(g, "%s", before);
  write_number(g, left);
  WRITE(g, "%s", sign);
  write_number(g, right);
  WRITE(g, "%s", after);
}

static inline void write_span(dc_generator *g) {
  WRITE(g, "(");
  write_date(g);
  WRITE(g, " - ");
  write_date(g);
  WRITE(g, ")");
}

/* What one unit alone may be made of. false: nothing special. */
static inline bool write_special(dc_generator *g, int unit) {
  size_t kind = roll(g, 3);
  switch (unit) {
  case HOURS: write_pair(g, "(", EUROS, " ÷ ", RATE, ")"); return true;
  case EUROS: write_pair(g, "(", HOURS, " × ", RATE, ")"); return true;
  case DAYS: write_span(g); return true;
  case PLAIN:
    if (kind == 0)
      write_pair(g, "(", HOURS, " ÷ ", HOURS, ")");
    else if (kind == 1)
      write_pair(g, "tranches entières de ", EUROS, " dans (", EUROS, ")");
    else {
      WRITE(g, "âge (");
      write_date_leaf(g);
      WRITE(g, ")");
      write_at(g);
    }
    return true;
  default: return false;
  }
}

/* In parentheses, unless a leaf. A percentage stays one: it is never added to a number written without « % ». */
static inline void write_number(dc_generator *g, int unit) {
  static const char *const roundings[] = {"arrondi supérieur (", "arrondi inférieur (", "arrondi au plus proche ("};
  if (!goes_on(g)) {
    write_number_leaf(g, unit);
    return;
  }
  size_t kind = roll(g, 8);
  if (kind < 2)
    write_pair(g, "(", unit, kind ? " + " : " - ", unit, ")");
  else if (kind == 2)
    write_pair(g, roll(g, 2) ? "max (" : "min (", unit, " ; ", unit, ")");
  else if (kind == 3 && unit != PERCENT) {
    WRITE(g, "%s", PICK(g, roundings));
    write_number(g, unit);
    WRITE(g, ")");
  } else if (kind == 4 && unit != PERCENT)
    write_pair(g, "(", unit, " × ", roll(g, 2) ? PERCENT : PLAIN, ")");
  else if (kind == 5 && unit != PERCENT)
    write_pair(g, "(", unit, " ÷ ", roll(g, 2) ? PERCENT : PLAIN, ")");
  else if (!write_special(g, unit))
    write_number_leaf(g, unit);
}

/* ---- conditions ---- */

static inline void write_condition(dc_generator *g);

static inline void write_id_test(dc_generator *g, const dc_field *field) {
  static const char *const codes[] = {"RSA", "DELD", "« QPV »", "TRAVAIL", "CONGE", "J26"};
  static const char *const patterns[] = {"^T", "\\d", "A|S", "E$", "^(RSA|QPV)$", "(?i)rsa"};
  WRITE(g, DC_S, DC_ARG(field->name));
  switch (roll(g, 4)) {
  case 0: WRITE(g, " %s %s", roll(g, 2) ? "=" : "≠", PICK(g, codes)); break;
  case 1: WRITE(g, " correspond à « %s »", PICK(g, patterns)); break;
  case 2: WRITE(g, " absent"); break;
  default: WRITE(g, " %sdans %s", roll(g, 2) ? "pas " : "", roll(g, 2) ? "publics" : "natures"); write_at(g);
  }
}

static inline void write_test(dc_generator *g) {
  static const char *const signs[] = {" = ", " ≠ ", " < ", " ≤ ", " > ", " ≥ "};
  const dc_field *field = any_field(g, is_id, 0);
  size_t kind = roll(g, 8);
  int unit = (int)roll(g, 6);
  if (kind < 3 && field)
    write_id_test(g, field);
  else if (kind < 5) {
    write_date(g);
    WRITE(g, "%s", PICK(g, signs));
    write_date(g);
  } else if (kind == 5) {
    roll(g, 2) ? write_date(g) : write_number(g, unit);
    WRITE(g, " absent");
  } else if (kind == 6 && g->defined)
    WRITE(g, "condition définie");
  else
    write_pair(g, "", unit, PICK(g, signs), unit, "");
}

static inline void write_condition(dc_generator *g) {
  if (!goes_on(g)) {
    write_test(g);
    return;
  }
  WRITE(g, roll(g, 4) ? "(" : "non (");
  write_condition(g);
  WRITE(g, roll(g, 2) ? " et " : " ou ");
  write_condition(g);
  WRITE(g, ")");
}

/* ---- articles ---- */

static inline void write_cell(dc_generator *g, const dc_field *field) {
  static const char *const codes[] = {"RSA", "DELD", "TRAVAIL", "ZZZ"};
  if (roll(g, 6) == 0)
    WRITE(g, " absent |");
  else if (field->type == DC_TYPE_DATE) {
    WRITE(g, " ");
    write_day(g);
    WRITE(g, " |");
  } else if (field->type <= DC_TYPE_FLAG)
    WRITE(g, " %s |", PICK(g, codes));
  else {
    static const int units[] = {HOURS, EUROS, RATE, PERCENT};
    WRITE(g, " ");
    write_literal(g, units[field->type - DC_TYPE_HOURS]);
    WRITE(g, " |");
  }
}

/* A few fields and what is expected, right or not. */
static inline void write_cases(dc_generator *g, const char *result, const char *const *expected, size_t kinds) {
  static const char *const names[] = {"public", "heures",       "date du travail",      "nature",      "validation",
                                      "marché", "montant HT",   "date de notification", "heures dues", "fin du marché",
                                      "sexe",   "premier jour", "taux d'insertion",     "coût horaire"};
  enum { NAMES = sizeof names / sizeof *names };
  const dc_field *fields[NAMES];
  size_t count = 0;
  for (size_t i = 0; i < NAMES; i++) {
    const dc_field *field = dc_lexicon_name(g->lexicon, dc_text_from(names[i]));
    bool given = field && g->levels & BIT(field->level) && !dc_text_equal(field->name, dc_text_from(result));
    if (given && (i == 1 || roll(g, 2))) fields[count++] = field; /* hours: what an effect computes with */
  }
  WRITE(g, "Cas :\n|");
  for (size_t i = 0; i < count; i++) WRITE(g, " " DC_S " |", DC_ARG(fields[i]->name));
  WRITE(g, " %s |\n", result);
  for (size_t row = 2 + roll(g, 5); row > 0; row--) {
    WRITE(g, "|");
    for (size_t i = 0; i < count; i++) write_cell(g, fields[i]);
    WRITE(g, " %s |\n", expected[roll(g, kinds)]);
  }
}

static inline void write_definitions(dc_generator *g, int budget) {
  g->defined = false;
  g->budget = budget;
  WRITE(g, "Définir jour défini : ");
  write_date(g);
  WRITE(g, "\nDéfinir quantité définie : ");
  write_number(g, HOURS);
  WRITE(g, "\nDéfinir condition définie : ");
  write_condition(g);
  WRITE(g, "\n");
  g->defined = true;
  g->budget = budget;
}

static inline void write_if(dc_generator *g) {
  WRITE(g, " si ");
  write_condition(g);
  WRITE(g, "\n");
}

static inline void write_refusal(dc_generator *g) {
  static const char *const decisions[] = {"retenue", "refusée", "donnée manquante"};
  WRITE(g, "Refuser si : ");
  write_condition(g);
  WRITE(g, "\nMotif : « {date du travail}, {public}, {jour défini} »\n");
  write_cases(g, "décision", decisions, 3);
}

static inline void write_amount(dc_generator *g, const char *heading, const char *result, int unit) {
  static const char *const hours[] = {"0 h", "7 h", "absentes"}, *const euros[] = {"0 €", "12,5 €", "absente"};
  WRITE(g, "%s : ", heading);
  write_number(g, unit);
  write_if(g);
  write_cases(g, result, unit == EUROS ? euros : hours, 3);
}

static inline void write_cap(dc_generator *g, const char *heading, const char *result) {
  static const char *const keys[] = {"personne", "personne et par jour", "marché et par mois", "public et par an",
                                     "semaine"};
  static const char *const hours[] = {"0 h", "7 h", "3,5 h"};
  static const char *const verdicts[] = {"conforme", "anomalie"};
  unsigned levels = g->levels;
  g->levels = MARKET_LEVELS;
  g->defined = false;
  WRITE(g, "%s : ", heading);
  write_number(g, HOURS);
  g->levels = levels;
  g->defined = true;
  WRITE(g, " par %s", PICK(g, keys));
  write_if(g);
  bool control = dc_text_equal(dc_text_from(result), DC_TEXT("décision"));
  write_cases(g, result, control ? verdicts : hours, 2);
}

static inline void write_control(dc_generator *g) {
  static const char *const verdicts[] = {"conforme", "anomalie", "donnée manquante"};
  WRITE(g, "Contrôle : ");
  write_condition(g);
  WRITE(g, "\n");
  write_cases(g, "décision", verdicts, 3);
}

static inline void write_weight(dc_generator *g) {
  static const char *const hours[] = {"0 h", "7 h", "3,5 h"};
  WRITE(g, "Compter : ");
  write_number(g, PERCENT);
  WRITE(g, " des heures");
  write_if(g);
  write_cases(g, "heures retenues", hours, 3);
}

static inline void write_once(dc_generator *g) {
  WRITE(g, "Une seule fois par : personne, marché, date du travail%s\n", roll(g, 2) ? ", nature" : "");
  if (roll(g, 2)) {
    WRITE(g, "Préférer : ");
    write_condition(g);
    WRITE(g, "\n");
  }
  WRITE(g, "Cas :\n");
  WRITE(g, "| personne | marché | date du travail | nature | décision |\n");
  for (size_t row = 2 + roll(g, 4); row > 0; row--)
    WRITE(g, "| P%zu | M%zu | 0%zu/01/2026 | %s | %s |\n", roll(g, 2), roll(g, 2), 1 + roll(g, 2),
          roll(g, 2) ? "TRAVAIL" : "CONGE", roll(g, 2) ? "retenue" : "refusée");
}

/* Articles of every effect, those that may stand once only once. `budget`: operators an expression, about. */
enum { GENERATED_ARTICLES = 12 };
static inline void write_article(dc_generator *g, int number, int budget) {
  static const char *const lines_from[] = {"la date du travail", "la date de notification", "le premier jour"};
  WRITE(g, "Article %d — Essai\nSource : essai\n", number);
  bool market = number >= 9;
  g->levels = number == 9 ? MARKET_LEVELS : market ? TOTALS_LEVELS : LINE_LEVELS;
  g->computed = number != 9 && number != 10;
  write_definitions(g, budget);
  if (roll(g, 3) == 0)
    WRITE(g, "En vigueur : à compter du 29/02/2024%s, selon %s\n", roll(g, 2) ? " jusqu'au 31/12/2025" : "",
          market ? "la date de notification" : PICK(g, lines_from));
  switch (number) {
  case 5: write_weight(g); break;
  case 6: write_amount(g, "Convertir", "heures", HOURS); break;
  case 7:
    if (roll(g, 2))
      write_cap(g, "Plafond", "heures admises");
    else
      write_cap(g, "Contrôle", "décision");
    break;
  case 8:
    if (roll(g, 2))
      write_cap(g, "Plafond (heures comptées)", "heures retenues");
    else
      write_once(g);
    break;
  case 9: write_amount(g, "Calculer heures dues", "heures dues", HOURS); break;
  case 10: write_amount(g, "Calculer pénalité", "pénalité", EUROS); break;
  case 11:
  case 12: write_control(g); break;
  default: write_refusal(g);
  }
  WRITE(g, "\n");
}

/* One recueil. The text lives in `arena`. */
static inline dc_text generate_recueil(dc_arena *arena, const dc_lexicon *lexicon, uint64_t seed) {
  dc_generator g = {.text = {.arena = arena}, .lexicon = lexicon, .dice = seed * 0x9E3779B97F4A7C15u + 1};
  WRITE(&g, "Recueil ESSAI — Recueil d'essai\nSource : essai\n\n"
            "Liste publics\nSource : x\n| code | à compter du | jusqu'au |\n| RSA | 01/01/2024 | |\n| QPV | | |\n"
            "| J26 | 01/01/2024 | 31/12/2025 |\n| DELD | 29/02/2024 | |\n\n"
            "Liste natures\nSource : x\n| code |\n| TRAVAIL |\n| CONGE |\n\n"
            "Paramètre tarif (€/h)\nSource : x\n| à compter du | valeur |\n| 01/01/2024 | 10 |\n| 01/01/2026 | 12,5 "
            "|\n\n"
            "Paramètre échéance (date)\nSource : x\n| à compter du | valeur |\n| 01/01/2024 | 29/02/2024 |\n"
            "| 01/07/2025 | 31/12/2026 |\n\n");
  int budget = 2 + (int)roll(&g, 14);
  for (int number = 1; number <= GENERATED_ARTICLES; number++) write_article(&g, number, budget);
  return dc_builder_text(&g.text);
}

#undef BIT
#undef WRITE
#undef PICK

#endif
