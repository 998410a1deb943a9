#include "cli/terminal.h"
#include "decompte/decp.h"
#include "report/csv_writer.h"

static dc_exit importer_decp(const dc_arguments *arguments);

static const dc_option options[] = {
    {"recueil", "CODE", "recueil que suivent tous ces marchés (par défaut : à compléter)"},
    {"clause-sociale", NULL, "seulement les marchés déclarés « Clause sociale »"},
    {"dossier", "DOSSIER", "seulement ceux d'entre eux que DOSSIER/marches.csv n'a pas, chacun signalé"},
    {"evenements", NULL, "écrire plutôt les lignes d'evenements.csv que donnent leurs modifications (JSON)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_importer_decp = {
    .name = "importer decp",
    .operands = "FICHIER",
    .summary = "Tire des lignes de marches.csv des données essentielles de la commande publique.",
    .examples = "  decompte importer decp decp-2026.json --recueil NATIONAL > marches.csv\n"
                "  decompte importer decp decp-2026.csv --clause-sociale > marches.csv\n"
                "  decompte importer decp decp-2026.json --dossier dossier/     les marchés qui y manquent\n",
    .detail = "FICHIER est du JSON (schémas de 2019 et de 2022) ou un tableau CSV (acheteur.id ou acheteur_id) : la\n"
              "forme est reconnue d'après le contenu. Une ligne par marché et titulaire, sur la sortie ; ce que les\n"
              "données essentielles ne disent pas (recueil, lot, heures) reste à compléter. Tout ce qui est douteux,\n"
              "réparé ou laissé de côté est dit, une fois par cause.\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = importer_decp,
};

static void write_lines(const dc_decp_lines *lines) {
  dc_csv csv = {.dialect = dc_csv_dialect_of(false)};
  dc_arena arena = {0};
  dc_builder header = {.arena = &arena};
  for (size_t c = 0; c < DC_DECP_COLUMNS; c++)
    dc_builder_format(&header, "%s" DC_S, c ? ";" : "", DC_ARG(dc_decp_column(c)));
  dc_csv_header(&csv, dc_text_copy(&arena, dc_builder_text(&header)).data);
  dc_arena_free(&arena);
  for (uint32_t i = 0; i < lines->line_count; i++) {
    for (size_t c = 0; c < DC_DECP_COLUMNS; c++) dc_csv_text(&csv, lines->lines[i].cells[c]);
    dc_csv_end(&csv);
  }
  fwrite(csv.data, 1, csv.length, stdout);
  dc_csv_free(&csv);
}

static void write_events(const dc_decp_events *events) {
  dc_csv csv = {.dialect = dc_csv_dialect_of(false)};
  dc_csv_header(&csv, "marche;lot;type;date;montant_ht;heures;fin;reference");
  for (uint32_t i = 0; i < events->count; i++) {
    const dc_decp_event *event = &events->events[i];
    dc_csv_text(&csv, event->marche);
    dc_csv_text(&csv, (dc_text){0});
    dc_csv_text(&csv, DC_TEXT("avenant"));
    dc_csv_date(&csv, event->date);
    dc_csv_decimal(&csv, event->variation, 100, 2);
    dc_csv_text(&csv, (dc_text){0});
    dc_csv_date(&csv, event->end);
    dc_csv_text(&csv, event->reference);
    dc_csv_end(&csv);
  }
  fwrite(csv.data, 1, csv.length, stdout);
  dc_csv_free(&csv);
}

static const char *plural(uint32_t count) { return count > 1 ? "s" : ""; }

/* What became of every row of the file. */
static void print_counts(const dc_decp *decp, const dc_decp_lines *lines) {
  DC_ASSERT(decp->row_count == lines->line_count + lines->duplicates + lines->without_clause + lines->known);
  fprintf(stderr, "%u ligne%s écrite%s", lines->line_count, plural(lines->line_count), plural(lines->line_count));
  const struct {
    uint32_t count;
    const char *what;
  } others[] = {{decp->set_apart, "mis à part"},
                {lines->duplicates, "en double"},
                {lines->without_clause, "sans clause sociale"},
                {lines->known, "déjà dans le dossier"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (others[i].count) fprintf(stderr, ", %u %s", others[i].count, others[i].what);
  }
  fputs(".\n", stderr);
}

static void print_diagnostics(dc_run *run, const dc_terminal *terminal) {
  dc_diagnostics_sort(&run->diagnostics);
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, DC_NOTE, SIZE_MAX);
}

/* The lines wanted of the file. false when it, or the dossier, is refused. */
static bool select_lines(dc_run *run, const dc_arguments *arguments, const dc_decp *decp, dc_decp_lines *lines) {
  const char *dossier = dc_argument(arguments, "dossier"), *recueil = dc_argument(arguments, "recueil");
  dc_decp_options wanted = {.clause_only = dossier || dc_argument(arguments, "clause-sociale"),
                            .recueil = dc_text_from(recueil ? recueil : "")};
  size_t told = run->diagnostics.count;
  if (!dc_decp_translate(lines, decp, &run->arena, &wanted, &run->diagnostics)) return false;
  if (dc_argument(arguments, "evenements"))
    run->diagnostics.count = told; /* columns of marches.csv are not asked for */
  return !dossier || (dc_run_load_lexicon(run) && dc_decp_keep_missing(lines, decp, &run->arena, &run->lexicon,
                                                                       run->options.directory, &run->diagnostics));
}

/* Rows on stdout; then what is told, and last what it makes. */
static dc_exit deliver(dc_run *run, const dc_arguments *arguments, const dc_decp *decp, const dc_decp_lines *lines) {
  dc_terminal terminal = dc_terminal_for(arguments);
  dc_decp_events events = {0};
  bool wants_events = dc_argument(arguments, "evenements");
  if (wants_events) {
    dc_decp_find_events(&events, lines, decp, &run->arena, &run->diagnostics);
    write_events(&events);
  } else {
    write_lines(lines);
  }
  print_diagnostics(run, &terminal);
  if (!terminal.quiet && !terminal.json) {
    fprintf(stderr, DC_S " : %s, %u marché%s, ", DC_ARG(decp->file), dc_decp_form_name(decp->form), decp->markets,
            plural(decp->markets));
    if (wants_events)
      fprintf(stderr, "%u avenant%s écrit%s.\n", events.count, plural(events.count), plural(events.count));
    else
      print_counts(decp, lines);
  }
  return dc_run_verdict(run);
}

static dc_exit import(dc_run *run, const dc_arguments *arguments) {
  dc_decp decp;
  dc_decp_lines lines;
  if (dc_decp_read(&decp, &run->arena, dc_text_from(arguments->operands[0]), &run->diagnostics) &&
      select_lines(run, arguments, &decp, &lines))
    return deliver(run, arguments, &decp, &lines);
  dc_terminal terminal = dc_terminal_for(arguments);
  print_diagnostics(run, &terminal);
  return DC_EXIT_REFUSED;
}

static dc_exit importer_decp(const dc_arguments *arguments) {
  dc_arena arena = {0};
  const char *dossier = dc_argument(arguments, "dossier");
  dc_run_options run_options = {.directory = dc_text_from(dossier ? dossier : "")};
  if (dossier) run_options.rules = dc_find_rules(arguments, &arena);
  dc_exit result = DC_EXIT_REFUSED;
  if (!dossier || run_options.rules.length) {
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &run_options);
    result = import(run, arguments);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}
