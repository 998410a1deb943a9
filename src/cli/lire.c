#include "cli/terminal.h"
#include "cli/understood.h"
#include "decompte/conf.h"
#include "decompte/describe.h"
#include "decompte/given.h"

static dc_exit lire(const dc_arguments *arguments);

static const dc_option options[] = {
    {"csv", NULL, "réémettre le fichier en CSV propre : UTF-8, virgule, CRLF (RFC 4180)"},
    {"separateur", "C", "; , | ou tabulation, quoi qu'en dise le contenu"},
    {"guillemet", "C", "\" ' ou aucun"},
    {"echappement", "C", "\\ ou guillemet"},
    {"encodage", "E", "UTF-8, UTF-16 LE, Windows-1252, MacRoman…"},
    {"entetes", "N", "lignes d'en-tête ; 0 : il n'y en a pas"},
    {"preambule", "N", "lignes avant le tableau"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_lire = {
    .name = "lire",
    .operands = "FICHIER",
    .summary = "Montre ce que le lecteur a compris d'un fichier : encodage, séparateur, colonnes, types.",
    .examples = "  decompte lire releves/2026-10-dupont.csv\n"
                "  decompte lire --csv releves/2026-10-dupont.csv > propre.csv\n",
    .detail =
        "L'encodage et le séparateur constatés portent leur confiance ; sous 80 %, l'option qui les fixe est dite.\n"
        "Ce que disent ces options peut l'être dans decompte.conf, dans le dossier du fichier ; il est obéi :\n"
        "  [releves/dupont-*.csv]\n"
        "  separateur = ;\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = lire,
};

/* What the options state of the file; they are named as the keys of decompte.conf. false after saying what is wrong. */
static bool read_given(const dc_arguments *arguments, dc_dialect_given *given) {
  for (int i = 0; i < DC_GIVEN_KEYS; i++) {
    const dc_given_key *key = &dc_given_keys[i];
    const char *value = dc_argument(arguments, key->name);
    if (!value || key->state(given, dc_text_from(value))) continue;
    dc_usage_error(arguments->command, "--%s : valeur « %s » inconnue ; attendu : %s", key->name, value, key->values);
    return false;
  }
  return true;
}

/* ---- description ---- */

/* Pads to `width` characters: printf counts bytes. */
static void print_padded(dc_text text, size_t width) {
  size_t length = dc_text_characters(text);
  printf(DC_S "%*s", DC_ARG(text), length < width ? (int)(width - length) : 1, "");
}

static void print_source(const dc_description *d, const dc_dialect_given *by_option) {
  printf("fichier       " DC_S "\n", DC_ARG(d->source.name));
  printf("octets        %llu\nsha256        %s\n", (unsigned long long)d->source.size, d->source.digest.hex);
  dc_print_understood(&d->source, by_option);
}

static void print_table(const dc_description *d) {
  const dc_skipped *skipped = &d->skipped;
  printf("table         " DC_S "\n", DC_ARG(d->table.length ? d->table : DC_TEXT("non reconnue")));
  bool stated = d->source.given.has_headers || d->source.given.has_preamble;
  if (d->header_rows)
    printf("en-tête       ligne %u%s", d->header_line, d->header_rows > 1 ? ", avec celle d'avant" : "");
  else
    printf("en-tête       aucun");
  printf("%s\n", stated ? " (indiqué)" : "");
  printf("lignes        %u, dont %u vides\n", d->counts.lines, d->counts.blank);
  printf("lues          %zu ; en erreur %zu\n", d->rows, d->rejected);
  printf("passées       titres %u ; en-têtes %u ; totaux %u ; hors tableau %u\n", skipped->preamble, skipped->headers,
         skipped->totals, skipped->outside);
}

static void print_columns(const dc_description *d) {
  print_padded(DC_TEXT("en-tête"), 28);
  print_padded(DC_TEXT("colonne"), 22);
  print_padded(DC_TEXT("type"), 10);
  print_padded(DC_TEXT("valeurs"), 10);
  printf("notation\n");
  for (size_t i = 0; i < d->column_count; i++) {
    const dc_described_column *column = &d->columns[i];
    if (!column->header.length && !column->filled) continue;
    char filled[24];
    snprintf(filled, sizeof filled, "%zu", column->filled);
    print_padded(column->header.length ? column->header : DC_TEXT("(sans nom)"), 28);
    print_padded(column->field ? column->field->column : DC_TEXT("(non lue)"), 22);
    print_padded(column->field ? dc_text_from(dc_type_name(column->field->type)) : DC_TEXT(""), 10);
    print_padded(dc_text_from(filled), column->notation.length ? 10 : 1);
    printf(DC_S "\n", DC_ARG(column->notation));
  }
}

/* Whether the clean table is more than the same one in another dialect. */
static bool is_repaired(const dc_description *d) {
  const dc_skipped *skipped = &d->skipped;
  return skipped->preamble || skipped->totals || skipped->outside || d->header_rows != 1 || skipped->headers > 1;
}

static dc_exit read_file(dc_run *run, const dc_arguments *arguments, const dc_terminal *terminal) {
  dc_text path = dc_text_from(arguments->operands[0]);
  dc_description description = {.source = {.name = path, .path = path}};
  dc_dialect_given by_option = {0}, *given = &description.source.given;
  bool clean = dc_argument(arguments, "csv") != NULL;
  if (!read_given(arguments, &by_option)) return DC_EXIT_REFUSED;
  bool sound = dc_run_load_lexicon(run) && dc_conf_state(given, &run->arena, path, &run->diagnostics);
  dc_given_add(given, &by_option);
  sound = sound && dc_describe(&description, &run->arena, &run->lexicon, &run->diagnostics);
  if (sound && clean) {
    sound = dc_write_clean(stdout, &description, &run->lexicon);
  } else if (sound) {
    print_source(&description, &by_option);
    print_table(&description);
    printf("\n");
    print_columns(&description);
  }
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, clean ? DC_NOTE : DC_WARNING, SIZE_MAX);
  if (!sound) return DC_EXIT_REFUSED;
  dc_exit verdict = dc_run_verdict(run);
  return verdict == DC_EXIT_CLEAN && clean && is_repaired(&description) ? DC_EXIT_ANOMALIES : verdict;
}

static dc_exit lire(const dc_arguments *arguments) {
  dc_arena arena = {0};
  dc_terminal terminal = dc_terminal_for(arguments);
  dc_run_options run_options = {.rules = dc_find_rules(arguments, &arena)};
  dc_exit result = DC_EXIT_REFUSED;
  if (run_options.rules.length) {
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &run_options);
    result = read_file(run, arguments, &terminal);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}
