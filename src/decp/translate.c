/* Rows of essential data into rows of marches.csv: one function a column. */
#include "decompte/identifier.h"
#include "decp/numbers.h"
#include "decp/told.h"
#include "decp/value.h"

typedef struct {
  const dc_decp *decp;
  dc_arena *arena;
  const dc_decp_options *options;
  dc_decp_told told;
  const dc_decp_row *row;       /* being translated */
  const dc_decp_number *number; /* of its market */
} translation;

static dc_text field(const translation *t, dc_decp_field which) { return t->row->fields[which]; }

/* A cause told for each value. */
static dc_text cause(translation *t, const char *what, dc_text value) {
  return dc_text_format(t->arena, "%s " DC_S, what, DC_ARG(value));
}

/* ---- numbers ---- */

/* A number that several buyers use is written as the national identifier (uid) is: after the SIRET of its buyer. */
static dc_text marche(translation *t) {
  dc_text id = field(t, DC_DECP_ID), uid = field(t, DC_DECP_UID);
  if (id.length == 0) return uid;
  if (t->number->equivocal) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL,
                 dc_text_format(t->arena, "équivoque " DC_S " " DC_S, DC_ARG(field(t, DC_DECP_BUYER)), DC_ARG(id)),
                 "ce numéro désigne plusieurs marchés de l'acheteur (objets, montants ou dates différents) : les "
                 "distinguer par le numéro ou le lot");
  }
  if (!t->number->shared) return id;
  dc_text whole = dc_text_format(t->arena, DC_S DC_S, DC_ARG(field(t, DC_DECP_BUYER)), DC_ARG(id));
  dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, cause(t, "partagé", id),
               "plusieurs acheteurs du fichier donnent ce numéro ; le SIRET de l'acheteur est mis devant : « " DC_S
               " »",
               DC_ARG(whole));
  return whole;
}

/* ---- identifiers ---- */

static dc_text checked_siret(translation *t, dc_decp_field which, const char *column) {
  dc_text siret = dc_decp_without_blanks(t->arena, field(t, which));
  if (siret.length && !dc_is_siret(siret))
    dc_decp_tell(&t->told, t->row, DC_D_BAD_SIRET, cause(t, column, siret), "%s : « " DC_S " »", column, DC_ARG(siret));
  return siret;
}

static dc_text acheteur_siret(translation *t) { return checked_siret(t, DC_DECP_BUYER, "acheteur_siret"); }

/* Foreign firms have another identifier, which marches.csv has no column for. */
static dc_text titulaire_siret(translation *t) {
  dc_text kind = field(t, DC_DECP_HOLDER_KIND);
  if (kind.length == 0 || dc_text_equal(dc_text_fold(t->arena, kind), DC_TEXT("siret")))
    return checked_siret(t, DC_DECP_HOLDER, "titulaire_siret");
  if (field(t, DC_DECP_HOLDER).length) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, cause(t, "identifiant", field(t, DC_DECP_HOLDER)),
                 "titulaire_siret : identifiant « " DC_S " » de type « " DC_S " », et non un SIRET",
                 DC_ARG(field(t, DC_DECP_HOLDER)), DC_ARG(kind));
  }
  return (dc_text){0};
}

static dc_text cpv(translation *t) {
  dc_text given = field(t, DC_DECP_CPV);
  bool repaired = false;
  dc_text read = dc_decp_cpv(t->arena, given, &repaired);
  if (given.length == 0) return given;
  if (read.length == 0) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, cause(t, "cpv", given),
                 "cpv : « " DC_S " » n'a pas 8 chiffres ; gardé tel quel", DC_ARG(given));
    return given;
  }
  if (repaired) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, cause(t, "cpv", given),
                 "cpv : « " DC_S " » n'a pas 8 chiffres ; lu " DC_S, DC_ARG(given), DC_ARG(read));
  }
  return read;
}

/* ---- places ---- */

/* A postal code is never used for a commune, even where only one has it. */
static dc_text commune_execution(translation *t) {
  dc_text given = field(t, DC_DECP_PLACE_KIND), kind = dc_text_fold(t->arena, given), code = field(t, DC_DECP_PLACE);
  bool commune = dc_text_equal(kind, DC_TEXT("code commune")) || dc_text_equal(kind, DC_TEXT("commune"));
  if (commune && dc_is_commune(code)) return code;
  if (code.length == 0)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_TO_COMPLETE, DC_TEXT("lieu absent"),
                 "commune_execution : le lieu d'exécution n'est pas donné");
  else if (commune)
    dc_decp_tell(&t->told, t->row, DC_D_BAD_COMMUNE, cause(t, "commune", code), "commune_execution : « " DC_S " »",
                 DC_ARG(code));
  else
    dc_decp_tell(&t->told, t->row, DC_D_DECP_TO_COMPLETE, cause(t, "lieu", kind),
                 "commune_execution : le lieu « " DC_S " » n'est pas un code commune (%s" DC_S "%s)", DC_ARG(code),
                 given.length ? "« " : "sans type", DC_ARG(given), given.length ? " »" : "");
  return (dc_text){0};
}

/* ---- dates and amounts ---- */

static dc_text french(translation *t, dc_date date) {
  char buffer[DC_DATE_SIZE];
  return dc_text_copy(t->arena, dc_date_french(date, buffer));
}

static dc_text notification(translation *t) {
  dc_text given = field(t, DC_DECP_NOTIFIED);
  dc_date date;
  if (given.length == 0) return given;
  if (dc_decp_date(given, &date)) return french(t, date);
  dc_decp_tell(&t->told, t->row, DC_D_BAD_DATE, cause(t, "notification", given), "notification : « " DC_S " »",
               DC_ARG(given));
  return (dc_text){0};
}

/* The work is taken to begin on the notification: essential data say no other day. */
static dc_text debut(translation *t) {
  dc_date date;
  return dc_decp_date(field(t, DC_DECP_NOTIFIED), &date) ? french(t, date) : (dc_text){0};
}

static dc_text fin(translation *t) {
  dc_date date;
  int months;
  dc_text given = field(t, DC_DECP_MONTHS);
  bool lasts = dc_decp_months(given, &months);
  if (given.length && !lasts)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, cause(t, "durée", given),
                 "fin : une durée de « " DC_S " » mois ne la donne pas", DC_ARG(given));
  if (!lasts || !dc_decp_date(field(t, DC_DECP_NOTIFIED), &date)) return (dc_text){0};
  return french(t, dc_date_add_months(date, months, DC_SAME_DAY));
}

static dc_text montant_ht(translation *t) {
  static const dc_code codes[] = {[DC_NUMBER_MALFORMED] = DC_D_BAD_NUMBER,
                                  [DC_NUMBER_TOO_PRECISE] = DC_D_TOO_PRECISE,
                                  [DC_NUMBER_TOO_LARGE] = DC_D_TOO_LARGE};
  dc_text given = field(t, DC_DECP_AMOUNT);
  dc_cents cents;
  if (given.length == 0) return given;
  dc_number_status status = dc_decp_amount(given, &cents);
  if (status == DC_NUMBER_OK) {
    char buffer[DC_NUMBER_SIZE];
    return dc_text_copy(t->arena, dc_decimal(cents, 100, 2, false, ',', buffer));
  }
  dc_decp_tell(&t->told, t->row, codes[status], cause(t, "montant", given), "montant_ht : « " DC_S " »", DC_ARG(given));
  return (dc_text){0};
}

/* ---- other columns ---- */

static dc_text objet(translation *t) { return field(t, DC_DECP_OBJECT); }
static dc_text acheteur_nom(translation *t) { return field(t, DC_DECP_BUYER_NAME); }
static dc_text titulaire_nom(translation *t) { return field(t, DC_DECP_HOLDER_NAME); }
static dc_text accord_cadre(translation *t) { return field(t, DC_DECP_FRAMEWORK); }
static dc_text considerations_sociales(translation *t) { return field(t, DC_DECP_SOCIAL); }
static dc_text nature(translation *t) {
  return field(t, field(t, DC_DECP_NATURE).length ? DC_DECP_NATURE : DC_DECP_TYPE);
}

static dc_text recueil(translation *t) {
  if (t->options->recueil.length == 0)
    dc_decp_tell(
        &t->told, t->row, DC_D_DECP_TO_COMPLETE, DC_TEXT("recueil"),
        "recueil : à compléter, par le code du recueil de règles que le marché suit (--recueil CODE pour tous)");
  return t->options->recueil;
}

static dc_text groupement(translation *t) {
  dc_text folded = dc_text_fold(t->arena, field(t, DC_DECP_GROUP));
  bool group = dc_text_equal(folded, DC_TEXT("conjoint")) || dc_text_equal(folded, DC_TEXT("solidaire"));
  return group ? folded : (dc_text){0};
}

static dc_text not_published(translation *t) {
  (void)t;
  return (dc_text){0};
}

/* ---- lines ---- */

enum { OF_MARKET = 0, OF_HOLDER = 1, REQUIRED = 2 };

static const struct {
  dc_text name;
  dc_text (*cell)(translation *t);
  int flags;
} columns[DC_DECP_COLUMNS] = {
    {DC_TEXT_INIT("marche"), marche, REQUIRED},
    {DC_TEXT_INIT("lot"), not_published, OF_MARKET},
    {DC_TEXT_INIT("objet"), objet, OF_MARKET},
    {DC_TEXT_INIT("acheteur_siret"), acheteur_siret, REQUIRED},
    {DC_TEXT_INIT("acheteur_nom"), acheteur_nom, OF_MARKET},
    {DC_TEXT_INIT("titulaire_siret"), titulaire_siret, OF_HOLDER | REQUIRED},
    {DC_TEXT_INIT("titulaire_nom"), titulaire_nom, OF_HOLDER | REQUIRED},
    {DC_TEXT_INIT("nature"), nature, OF_MARKET},
    {DC_TEXT_INIT("accord_cadre"), accord_cadre, OF_MARKET},
    {DC_TEXT_INIT("cpv"), cpv, OF_MARKET},
    {DC_TEXT_INIT("notification"), notification, REQUIRED},
    {DC_TEXT_INIT("debut"), debut, OF_MARKET},
    {DC_TEXT_INIT("fin"), fin, REQUIRED},
    {DC_TEXT_INIT("commune_execution"), commune_execution, OF_MARKET},
    {DC_TEXT_INIT("montant_ht"), montant_ht, OF_MARKET},
    {DC_TEXT_INIT("part_main_oeuvre"), not_published, OF_MARKET},
    {DC_TEXT_INIT("taux_insertion"), not_published, OF_MARKET},
    {DC_TEXT_INIT("cout_horaire"), not_published, OF_MARKET},
    {DC_TEXT_INIT("heures_engagees"), not_published, OF_MARKET},
    {DC_TEXT_INIT("recueil"), recueil, OF_MARKET},
    {DC_TEXT_INIT("groupement"), groupement, OF_MARKET},
    {DC_TEXT_INIT("considerations_sociales"), considerations_sociales, OF_MARKET},
};

dc_text dc_decp_column(size_t column) { return columns[column].name; }

static void tell_characters(translation *t, size_t column, dc_text cell) {
  const char *name = columns[column].name.data;
  dc_text lost = DC_TEXT("\uFFFD");
  if (dc_text_find(cell, lost) < cell.length)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, cause(t, "perdus", columns[column].name),
                 "%s : lettres perdues à la publication (« \uFFFD »)", name);
  if (dc_has_nir(cell))
    dc_decp_tell(&t->told, t->row, DC_D_PERSONAL_NUMBER, cause(t, "nir", columns[column].name),
                 "%s : numéro de sécurité sociale", name);
}

/* What is of the market is told once: the rows of its other holders take it from `before`. */
static void fill_line(translation *t, dc_decp_line *line, const dc_decp_line *before) {
  line->row = t->row;
  line->equivocal = t->number->equivocal;
  bool again = before && before->row->entry == t->row->entry;
  for (size_t c = 0; c < DC_DECP_COLUMNS; c++) {
    if (again && !(columns[c].flags & OF_HOLDER)) {
      line->cells[c] = before->cells[c];
      continue;
    }
    dc_text cell = columns[c].cell(t);
    tell_characters(t, c, cell);
    line->cells[c] = dc_without_nir(t->arena, cell);
    if (cell.length == 0 && (columns[c].flags & REQUIRED))
      dc_decp_tell(&t->told, t->row, DC_D_MISSING_VALUE, cause(t, "absent", columns[c].name), DC_S " : à compléter",
                   DC_ARG(columns[c].name));
  }
  if (!again && (t->row->change_count > 0 || dc_text_compare(field(t, DC_DECP_CHANGES), DC_TEXT("0")) > 0))
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, DC_TEXT("modifications"),
                 "modifié depuis sa notification ; la ligne est celle du marché initial%s",
                 t->row->change_count ? " (--evenements donne les avenants)" : "");
}

/* ---- the file ---- */

/* « Clause sociale » among the considerations of a row, separated by commas, semicolons or bars. */
static bool has_clause(const translation *t) {
  dc_text rest = field(t, DC_DECP_SOCIAL);
  bool found = false;
  while (rest.length) {
    size_t end = 0;
    while (end < rest.length && rest.data[end] != ',' && rest.data[end] != ';' && rest.data[end] != '|') end++;
    dc_text part = dc_text_fold(t->arena, dc_text_slice(rest, 0, end));
    found = found || dc_text_equal(part, DC_TEXT("clause sociale"));
    rest = dc_text_slice(rest, end + 1, rest.length);
  }
  return found;
}

static void translate_row(translation *t, dc_decp_lines *lines) {
  if (t->options->clause_only && !has_clause(t)) {
    lines->without_clause++;
    return;
  }
  if (t->number->repeated) {
    lines->duplicates++;
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, DC_TEXT("doublon"),
                 "ligne identique à une autre du fichier (même marché, même titulaire)");
    return;
  }
  const dc_decp_line *before = lines->line_count ? &lines->lines[lines->line_count - 1] : NULL;
  fill_line(t, &lines->lines[lines->line_count++], before);
}

bool dc_decp_translate(dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena, const dc_decp_options *options,
                       dc_diagnostics *diagnostics) {
  *lines = (dc_decp_lines){.lines = DC_NEW_ARRAY(arena, decp->row_count, dc_decp_line)};
  if (options->clause_only && !decp->has[DC_DECP_SOCIAL]) {
    dc_report(
        diagnostics, DC_D_MISSING_COLUMN, decp->file, 0, 0,
        "%s : les considérations sociales n'y sont pas publiées, rien ne dit quels marchés ont une clause sociale",
        dc_decp_form_name(decp->form));
    return false;
  }
  const dc_decp_number *numbers = dc_decp_compare_numbers(decp, arena);
  translation t = {.decp = decp, .arena = arena, .options = options};
  dc_decp_told_begin(&t.told, decp, diagnostics);
  for (uint32_t r = 0; r < decp->row_count; r++) {
    t.row = &decp->rows[r];
    t.number = &numbers[r];
    translate_row(&t, lines);
  }
  dc_decp_told_end(&t.told);
  return true;
}
