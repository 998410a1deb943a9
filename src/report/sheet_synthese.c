/* Synthèse: one line per market, what it owes and where it stands. */
#include "report/sheets.h"

enum {
  CHARTED = 20,
  TIT = DC_BOOK_TITULAIRE,
  EPCI = DC_BOOK_EPCI,
  ALL = DC_BOOK_CONSOLIDATION,
  OWN = DC_BOOK_INTERNAL
};

static const dc_line *line_at(void *context, size_t row) { return &((dc_sheets *)context)->lines[row]; }

static const dc_marche *marche_at(void *context, size_t row) {
  return &((dc_sheets *)context)->accounts->marches[line_at(context, row)->marche];
}

/* A figure of the line, or the words that stand for it where it is withheld. */
static dc_content figure(void *context, size_t row, int64_t number) {
  if (dc_sheets_withheld(context, line_at(context, row))) {
    return (dc_content){.text = DC_WITHHELD, .number = DC_NO_QUANTITY, .formula = DC_PLAIN};
  }
  return dc_content_number(number);
}

/* Hours that sum Cumul; a public workbook has no Cumul to sum. */
static dc_content summed(void *context, size_t row, int64_t number) {
  dc_content content = figure(context, row, number);
  if (dc_sheets_is_public(context)) content.formula = DC_PLAIN;
  return content;
}

/* ---- columns ---- */

/* To the first of the lines that it adds up. */
static dc_content repere(void *context, size_t row) {
  const dc_line *line = line_at(context, row);
  dc_content content = dc_content_text(dc_line_key(context, row));
  return line->cumul_count ? dc_content_linked(content, "cumul", line->first_cumul) : content;
}

static dc_content marche(void *context, size_t row) {
  return dc_content_text(dc_view_marche(((dc_sheets *)context)->view, line_at(context, row)->marche));
}

static dc_content lot(void *context, size_t row) {
  return dc_content_text(dc_view_lot(((dc_sheets *)context)->view, line_at(context, row)->marche));
}

static dc_content objet(void *context, size_t row) {
  const dc_view *view = ((dc_sheets *)context)->view;
  return dc_content_text(dc_view_text(view, view->objet, marche_at(context, row)->row));
}

static dc_content acheteur(void *context, size_t row) {
  const dc_view *view = ((dc_sheets *)context)->view;
  dc_text name = dc_view_text(view, view->acheteur, marche_at(context, row)->row);
  if (!name.length) name = dc_view_text(view, view->acheteur_siret, marche_at(context, row)->row);
  return dc_content_text(name);
}

/* « ACME (et 2 autres) » */
static dc_content titulaire(void *context, size_t row) {
  dc_sheets *sheets = context;
  uint32_t number = line_at(context, row)->titulaire;
  if (number == UINT32_MAX) return dc_content_none();
  dc_text name = dc_view_id(sheets->view, sheets->accounts->titulaires[number].nom);
  size_t others = marche_at(context, row)->titulaire_count - 1;
  if (!others) return dc_content_text(name);
  return dc_content_text(
      dc_text_format(&sheets->workbook.scratch, DC_S " (et %zu autre%s)", DC_ARG(name), others, others > 1 ? "s" : ""));
}

static dc_content epci(void *context, size_t row) {
  return dc_content_text(dc_view_epci(((dc_sheets *)context)->view, marche_at(context, row)->epci));
}

static dc_content debut(void *context, size_t row) { return dc_content_day(marche_at(context, row)->debut); }
static dc_content fin(void *context, size_t row) { return dc_content_day(marche_at(context, row)->fin); }
/* To the first step of its calculation. */
static dc_content dues(void *context, size_t row) {
  const dc_line *line = line_at(context, row);
  return dc_content_linked(dc_content_number(line->due), "heures_dues", line->first_step);
}

static dc_content declarees(void *context, size_t row) {
  return summed(context, row, line_at(context, row)->totals.declared);
}
static dc_content admises(void *context, size_t row) {
  return summed(context, row, line_at(context, row)->totals.admitted);
}
static dc_content refusees(void *context, size_t row) {
  return summed(context, row, line_at(context, row)->totals.refused);
}
static dc_content retenues(void *context, size_t row) {
  return summed(context, row, line_at(context, row)->totals.counted);
}
static dc_content retenues_marche(void *context, size_t row) {
  return figure(context, row, line_at(context, row)->held);
}

static dc_content taux(void *context, size_t row) {
  const dc_line *line = line_at(context, row);
  int64_t parts = DC_NO_QUANTITY;
  if (line->due > 0) DC_ASSERT(dc_mul_div(line->held, DC_WHOLE, line->due, &parts));
  return figure(context, row, parts);
}

static dc_content avancement(void *context, size_t row) { return dc_content_number(marche_at(context, row)->progress); }

static dc_content ecart(void *context, size_t row) {
  const dc_line *line = line_at(context, row);
  dc_parts progress = marche_at(context, row)->progress;
  int64_t expected;
  if (line->due == DC_NO_QUANTITY || progress == DC_NO_QUANTITY) return figure(context, row, DC_NO_QUANTITY);
  DC_ASSERT(dc_mul_div(line->due, progress, DC_WHOLE, &expected));
  return figure(context, row, line->held - expected);
}

static int64_t remaining(const dc_line *line) {
  if (line->due == DC_NO_QUANTITY) return DC_NO_QUANTITY;
  return line->due > line->held ? line->due - line->held : 0;
}

static dc_content reste(void *context, size_t row) { return figure(context, row, remaining(line_at(context, row))); }

static dc_content mois_restants(void *context, size_t row) {
  return dc_content_number(dc_marche_months_left(((dc_sheets *)context)->accounts, marche_at(context, row)));
}

static dc_content rythme(void *context, size_t row) {
  int64_t months = dc_marche_months_left(((dc_sheets *)context)->accounts, marche_at(context, row));
  int64_t left = remaining(line_at(context, row)), pace = DC_NO_QUANTITY;
  if (left != DC_NO_QUANTITY && months > 0) DC_ASSERT(dc_mul_div(left, 1, months, &pace));
  return figure(context, row, pace);
}

static dc_content penalite(void *context, size_t row) { return figure(context, row, marche_at(context, row)->penalty); }

static dc_content statut(void *context, size_t row) {
  static const dc_tint tints[] = {
      [DC_STATUT_ATTEINT] = DC_GOOD, [DC_STATUT_EN_AVANCE] = DC_GOOD, [DC_STATUT_EN_RETARD] = DC_FAIR,
      [DC_STATUT_A_RISQUE] = DC_BAD, [DC_STATUT_CLOS] = DC_NO_TINT,   [DC_STATUT_SANS_OBJECTIF] = DC_NO_TINT};
  dc_statut value = marche_at(context, row)->statut;
  bool withheld = dc_sheets_withheld(context, line_at(context, row)) && value != DC_STATUT_SANS_OBJECTIF;
  if (withheld) return dc_content_text(DC_WITHHELD);
  dc_content content = dc_content_text(dc_text_from(dc_statut_name(value)));
  content.tint = tints[value];
  return content;
}

/* « held »: the hours set against the due. In an EPCI they are those of the whole market, wherever they were done. */
static const dc_grid_column columns[] = {
    {"repere", "cumul.repere_marche", DC_AS_TEXT, 9, 0, 0, repere, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, DC_WRAPPED, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 5, 0, 0, lot, NULL},
    {"objet", "marches.objet", DC_AS_TEXT, 28, DC_WRAPPED, 0, objet, NULL},
    {"acheteur", "marches.acheteur_nom", DC_AS_TEXT, 21, DC_WRAPPED, 0, acheteur, NULL},
    {"titulaire", "marches.titulaire_nom", DC_AS_TEXT, 21, DC_WRAPPED, EPCI | ALL, titulaire, NULL},
    {"epci", "epci.nom", DC_AS_TEXT, 20, DC_WRAPPED, TIT | ALL, epci, NULL},
    {"debut", "marches.debut", DC_AS_DATE, 11, 0, 0, debut, NULL},
    {"fin", "calcul.fin", DC_AS_DATE, 11, 0, 0, fin, NULL},
    {"dues", "regles.heures_dues", DC_AS_HOURS, 11, DC_SUMMED, 0, dues, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 11, DC_SUMMED, OWN, declarees,
     "{SUMIFS cumul.declarees cumul.repere_marche repere}"},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 11, DC_SUMMED, OWN, admises,
     "{SUMIFS cumul.admises cumul.repere_marche repere}"},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 11, DC_SUMMED, OWN, refusees,
     "{SUMIFS cumul.refusees cumul.repere_marche repere}"},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 11, DC_SUMMED, 0, retenues,
     "{SUMIFS cumul.retenues cumul.repere_marche repere}"},
    {"retenues_marche", "bilan.retenues_marche", DC_AS_HOURS, 12, DC_SUMMED, EPCI, retenues_marche, NULL},
    {"taux", "bilan.taux", DC_AS_PERCENT, 8, 0, TIT | ALL, taux, "IF({dues}=0,\"\",{retenues}/{dues})"},
    {"taux", "bilan.taux", DC_AS_PERCENT, 8, 0, EPCI, taux, "IF({dues}=0,\"\",{retenues_marche}/{dues})"},
    {"avancement", "bilan.avancement", DC_AS_PERCENT, 11, 0, 0, avancement, NULL},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 11, 0, TIT | ALL, ecart,
     "IF(OR({dues}=\"\",{avancement}=\"\"),\"\",{retenues}-{dues}*{avancement})"},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 11, 0, EPCI, ecart,
     "IF(OR({dues}=\"\",{avancement}=\"\"),\"\",{retenues_marche}-{dues}*{avancement})"},
    {"reste", "bilan.reste", DC_AS_HOURS, 11, DC_SUMMED, TIT | ALL, reste,
     "IF({dues}=\"\",\"\",MAX(0,{dues}-{retenues}))"},
    {"reste", "bilan.reste", DC_AS_HOURS, 11, DC_SUMMED, EPCI, reste,
     "IF({dues}=\"\",\"\",MAX(0,{dues}-{retenues_marche}))"},
    {"mois_restants", "bilan.mois_restants", DC_AS_COUNT, 9, 0, 0, mois_restants, NULL},
    {"rythme", "bilan.rythme", DC_AS_HOURS, 11, 0, 0, rythme,
     "IF(OR({reste}=\"\",{mois_restants}=0),\"\",{reste}/{mois_restants})"},
    {"penalite", "regles.penalite", DC_AS_MONEY, 13, DC_SUMMED, 0, penalite, NULL},
    {"statut", "bilan.statut", DC_AS_TEXT, 12, 0, 0, statut, NULL},
};

/* ---- notes: which article of which text gives a figure ---- */

enum { NAMED_ARTICLES = 6 };

/* « Calculées par : NATIONAL, article 4 ; CHARTE-ARTOIS, article 2. » */
static dc_text articles_of(dc_sheets *sheets, const char *column, const char *words) {
  const dc_accounts *accounts = sheets->accounts;
  const dc_field *field = dc_lexicon_column(accounts->lexicon, DC_TEXT("regles"), dc_text_from(column));
  const dc_article *seen[NAMED_ARTICLES];
  size_t count = 0;
  dc_builder text = {.arena = &sheets->workbook.arena};
  dc_builder_format(&text, "%s", words);
  for (size_t i = 0; i < sheets->book->line_count && count < NAMED_ARTICLES; i++) {
    const dc_marche *marche = &accounts->marches[sheets->lines[i].marche];
    const dc_article *article = marche->plan ? dc_marche_computed(accounts, marche, field).article : NULL;
    bool known = !article;
    for (size_t k = 0; k < count; k++) known = known || seen[k] == article;
    if (known) continue;
    dc_builder_format(&text, "%s" DC_S, count ? " ; " : " Selon ",
                      DC_ARG(dc_article_name(&sheets->workbook.scratch, article)));
    seen[count++] = article;
  }
  if (count == NAMED_ARTICLES) dc_builder_add(&text, DC_TEXT("…"));
  if (count) dc_builder_add(&text, DC_TEXT("."));
  return dc_builder_text(&text);
}

static dc_text note_of_dues(void *context) {
  return articles_of(context, "heures_dues", "Objectif du marché à la date de l'arrêté.");
}

static dc_text note_of_penalite(void *context) {
  return articles_of(context, "penalite",
                     "Pénalité qui serait encourue si le marché s'arrêtait à ce compte ; l'acheteur en décide.");
}

static dc_text note_of_repere(void *context) {
  return dc_sheets_is_public(context) ? DC_TEXT("") : DC_TEXT("Mène aux lignes de Cumul que les heures additionnent.");
}

static const dc_note notes[] = {
    {"repere", NULL, note_of_repere},
    {"dues", NULL, note_of_dues},
    {"retenues", "Heures admises × coefficient, après les plafonds sur heures retenues.", NULL},
    {"taux", "Heures retenues ÷ heures dues.", NULL},
    {"avancement", "Jours écoulés du marché ÷ jours du marché, à la date de l'arrêté.", NULL},
    {"ecart", "Heures retenues − heures dues × avancement.", NULL},
    {"reste", "Heures dues − heures retenues ; 0 quand l'objectif est atteint.", NULL},
    {"rythme", "Reste à faire ÷ mois restants ; un mois entamé compte pour un mois.", NULL},
    {"penalite", NULL, note_of_penalite},
};

/* ---- the table ---- */

/* Each line sums its own stretch of Cumul, where looking at all of it would take too long. */
static void prepare(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_grid *cumul = dc_workbook_grid(&sheets->workbook, "cumul");
  if (!cumul || !dc_sheets_windowed(sheets->book->line_count * 4, sheets->book->cumul_count)) return;
  dc_grid_window(cumul, sheets->lines[row].first_cumul, sheets->lines[row].cumul_count);
}

/* Whether a market's number is enough to tell its bar from the others: several lots share one. */
static bool one_line_per_number(const dc_sheets *sheets) {
  const dc_marche *marches = sheets->accounts->marches;
  for (size_t i = 1; i < sheets->book->line_count; i++) {
    if (marches[sheets->lines[i].marche].marche == marches[sheets->lines[i - 1].marche].marche) return false;
  }
  return true;
}

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  dc_sheets *sheets = context;
  if (!sheets->book->line_count || sheets->book->line_count > CHARTED) return;
  bool named = one_line_per_number(sheets);
  const dc_chart chart = {
      .title = "Heures dues et heures retenues, par marché",
      .description = "Barres horizontales : pour chaque marché, les heures dues et les heures retenues du tableau.",
      .category = named ? "marche" : "repere",
      .first = "dues",
      .second = sheets->book->kind == DC_BOOK_EPCI ? "retenues_marche" : "retenues",
      .value_axis = "Heures",
      .category_axis = named ? "Marché" : "Repère du marché",
      .rows = sheets->book->line_count,
  };
  dc_workbook_chart(workbook, grid, &chart);
}

static const dc_grid_spec spec = {
    .name = "synthese",
    .sheet = "Synthèse",
    .about = "Les indicateurs du classeur, puis le tableau par marché et lot : ce que chacun doit, ce qui est "
             "retenu, où il en est.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .total = DC_TOTAL_BELOW,
    .frozen_columns = 3,
    .heading_column = 3,
    .prepare = prepare,
    .finish = finish};

/* ---- above the table ---- */

enum { LINES = 12 };

typedef struct {
  dc_heading_line items[LINES];
  size_t count;
} dc_above;

static void add_line(dc_above *block, const char *label, dc_style style, dc_content content) {
  DC_ASSERT(block->count < LINES);
  block->items[block->count++] = (dc_heading_line){label, style, content};
}

static void add_formula(dc_above *block, const char *label, dc_style style, int64_t number, const char *formula) {
  add_line(block, label, style, (dc_content){.number = number, .formula = formula});
}

static void describe_holder(dc_sheets *sheets, dc_above *block) {
  const dc_holder *holder = &sheets->selection->holders.items[sheets->book->number];
  add_line(block, "Titulaire", DC_AS_TEXT, dc_content_text(dc_view_id(sheets->view, holder->nom)));
  add_line(block, "SIRET", DC_AS_TEXT, dc_content_text(dc_view_id(sheets->view, holder->siret)));
}

static void describe_epci(dc_sheets *sheets, dc_above *block) {
  add_line(block, "EPCI", DC_AS_TEXT, dc_content_text(dc_view_epci(sheets->view, sheets->book->number)));
  dc_text siren = dc_view_siren(sheets->view, sheets->book->number);
  if (siren.length) add_line(block, "SIREN", DC_AS_TEXT, dc_content_text(siren));
}

static bool all_shown(const dc_sheets *sheets) {
  for (size_t i = 0; i < sheets->book->line_count; i++) {
    if (dc_sheets_withheld(sheets, &sheets->lines[i])) return false;
  }
  return true;
}

/* DC_NO_QUANTITY when the rules give none, or several. */
static dc_hours full_time_hours(const dc_sheets *sheets) {
  dc_hours agreed = DC_NO_QUANTITY;
  for (size_t i = 0; i < sheets->book->line_count; i++) {
    dc_hours hours = dc_view_full_time(sheets->view, &sheets->accounts->marches[sheets->lines[i].marche]);
    if (hours == DC_NO_QUANTITY || (agreed != DC_NO_QUANTITY && hours != agreed)) return DC_NO_QUANTITY;
    agreed = hours;
  }
  return agreed;
}

/* Full-time equivalents, by the divisor that the rules of all these markets agree on: a number without its divisor
 * would mean nothing, since several are in use. */
static void add_full_time(dc_sheets *sheets, dc_above *block, dc_hours counted) {
  dc_hours divisor = full_time_hours(sheets);
  int64_t parts;
  if (divisor <= 0 || !dc_mul_div(counted, DC_WHOLE, divisor, &parts)) return;
  add_line(block, "Heures d'un ETP", DC_AS_HOURS, dc_content_number(divisor));
  add_formula(block, "ETP (heures retenues)", DC_AS_FACTOR, parts,
              dc_text_format(&sheets->workbook.arena, "SUM({synthese.retenues})/%s",
                             dc_heading_cell(&sheets->workbook.arena, &spec, block->count - 1).data)
                  .data);
}

/* How many persons a public workbook may say it has: one of a contractor could be taken off that of an EPCI. */
static dc_content persons_told(const dc_sheets *sheets) {
  const dc_mask *mask = &sheets->view->mask;
  bool hidden =
      mask->active && (sheets->book->kind == DC_BOOK_TITULAIRE ||
                       (sheets->book->kind == DC_BOOK_EPCI ? mask->persons[sheets->book->number] : mask->everyone));
  return hidden ? dc_content_text(DC_WITHHELD) : dc_content_number((int64_t)sheets->participant_count);
}

/* Persons and holders are counted apart: no formula of a spreadsheet counts distinct values in reasonable time. */
static void add_indicators(dc_sheets *sheets, dc_above *block) {
  add_formula(block, "Marchés et lots", DC_AS_COUNT, (int64_t)sheets->book->line_count, "COUNTA({synthese.repere})");
  if (sheets->book->kind != DC_BOOK_TITULAIRE) {
    add_line(block, "Titulaires", DC_AS_COUNT, dc_content_number((int64_t)sheets->holder_count));
  }
  add_line(block, "Participants", DC_AS_COUNT, persons_told(sheets));
  if (!all_shown(sheets)) return;
  dc_hours counted = dc_sheets_counted(sheets);
  add_formula(block, "Heures retenues", DC_AS_HOURS, counted, "SUM({synthese.retenues})");
  add_full_time(sheets, block, counted);
}

static dc_text sentence_of(dc_sheets *sheets) {
  static const char *const sentences[] = {
      [DC_BOOK_TITULAIRE] = "Heures d'insertion depuis le début de chaque marché ; en groupement, part du titulaire. "
                            "Le statut et la pénalité sont ceux du marché entier.",
      [DC_BOOK_EPCI] = "Heures d'insertion réalisées dans l'EPCI depuis le début de chaque marché. Heures dues, taux, "
                       "reste et statut sont ceux du marché entier, même réparti entre plusieurs EPCI.",
      [DC_BOOK_CONSOLIDATION] = "Heures d'insertion depuis le début de chaque marché, tous titulaires et tous EPCI "
                                "réunis.",
  };
  return dc_text_from(sentences[sheets->book->kind]);
}

static dc_text title_of(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  return dc_text_format(arena, "Décompte des heures d'insertion – " DC_S,
                        DC_ARG(dc_month_words(arena, sheets->accounts->month)));
}

void dc_synthese_plan(dc_sheets *sheets) {
  dc_above *block = DC_NEW(&sheets->workbook.arena, dc_above);
  if (sheets->book->kind == DC_BOOK_TITULAIRE) describe_holder(sheets, block);
  if (sheets->book->kind == DC_BOOK_EPCI) describe_epci(sheets, block);
  add_line(block, "Période", DC_AS_MONTH, dc_content_month(sheets->accounts->month));
  add_line(block, "Arrêté au", DC_AS_DATE, dc_content_day(sheets->accounts->statement));
  add_indicators(sheets, block);
  dc_heading heading = {title_of(sheets), sentence_of(sheets), block->items, block->count};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->book->line_count, heading);
}
