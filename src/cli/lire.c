#include <string.h>

#include "cli/terminal.h"
#include "decompte/describe.h"

static dc_exit lire(const dc_arguments *arguments);

static const dc_option options[] = {
    {"csv", NULL, "réémettre le fichier en CSV propre : UTF-8, virgule, CRLF (RFC 4180)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_lire = {
    .name = "lire",
    .operands = "FICHIER",
    .summary = "Montre ce que le lecteur a compris d'un fichier : encodage, séparateur, colonnes, types.",
    .examples = "  decompte lire releves/2026-10-dupont.csv\n"
                "  decompte lire --csv releves/2026-10-dupont.csv > propre.csv\n",
    .detail = NULL,
    .least = 1,
    .most = 1,
    .options = options,
    .run = lire,
};

/* ---- --csv ---- */

static void print_field(dc_text field) {
  bool quoted = false;
  for (size_t i = 0; i < field.length; i++) quoted = quoted || strchr("\",\r\n", field.data[i]);
  if (!quoted) {
    fwrite(field.data, 1, field.length, stdout);
    return;
  }
  putchar('"');
  for (size_t i = 0; i < field.length; i++) {
    if (field.data[i] == '"') putchar('"');
    putchar(field.data[i]);
  }
  putchar('"');
}

static bool print_records(const dc_source *source, dc_diagnostics *diagnostics) {
  dc_reader *reader = dc_reader_open(source, diagnostics);
  dc_record record;
  while (reader && dc_reader_next(reader, &record)) {
    for (size_t i = 0; i < record.count; i++) {
      if (i) putchar(',');
      print_field(record.fields[i]);
    }
    fputs("\r\n", stdout);
  }
  if (reader) dc_reader_close(reader);
  return reader != NULL;
}

/* ---- description ---- */

static const char *separator_name(char separator) {
  return separator == ';'    ? "point-virgule"
         : separator == '\t' ? "tabulation"
         : separator == '|'  ? "barre verticale"
                             : "virgule";
}

/* Pads to `width` characters: printf counts bytes. */
static void print_padded(dc_text text, size_t width) {
  size_t length = dc_text_characters(text);
  printf(DC_S "%*s", DC_ARG(text), length < width ? (int)(width - length) : 1, "");
}

static void print_description(const dc_description *d) {
  bool known = d->table.length > 0;
  printf("fichier       " DC_S "\n", DC_ARG(d->source.name));
  printf("octets        %llu\nsha256        %s\n", (unsigned long long)d->source.size, d->source.digest.hex);
  printf("encodage      %s\nséparateur    %s\n", dc_encoding_name(d->source.dialect.encoding),
         separator_name(d->source.dialect.separator));
  printf("table         " DC_S "\n", DC_ARG(known ? d->table : DC_TEXT("non reconnue")));
  if (known) {
    printf("lignes        %u, dont %u vides\n", d->counts.lines, d->counts.blank);
    printf("lues          %zu ; en erreur %zu ; totaux passés %zu\n", d->rows, d->rejected, d->totals);
  }
  printf("\n");
  print_padded(DC_TEXT("en-tête"), 28);
  print_padded(DC_TEXT("colonne"), 22);
  print_padded(DC_TEXT("type"), 10);
  printf("valeurs\n");
  for (size_t i = 0; i < d->column_count; i++) {
    const dc_described_column *column = &d->columns[i];
    print_padded(column->header, 28);
    print_padded(column->field ? column->field->column : DC_TEXT("(non lue)"), 22);
    print_padded(column->field ? dc_text_from(dc_type_name(column->field->type)) : DC_TEXT(""), 10);
    if (column->field) printf("%zu", column->filled);
    printf("\n");
  }
}

static dc_exit read_file(dc_run *run, const dc_arguments *arguments, const dc_terminal *terminal) {
  dc_text path = dc_text_from(arguments->operands[0]);
  dc_description description = {.source = {.name = path, .path = path}};
  bool sound = dc_run_load_lexicon(run);
  if (dc_argument(arguments, "csv")) {
    sound = sound && dc_survey(&description.source, &run->diagnostics) &&
            print_records(&description.source, &run->diagnostics);
  } else {
    sound = sound && dc_describe(&description, &run->arena, &run->lexicon, &run->diagnostics);
    if (description.column_count) print_description(&description);
  }
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, DC_WARNING, SIZE_MAX);
  return sound ? dc_run_verdict(run) : DC_EXIT_REFUSED;
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
