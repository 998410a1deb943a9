#include "cli/understood.h"

#include <inttypes.h>
#include <stdio.h>

enum { PROVED = 100, DOUBTFUL_BELOW = 80 /* percent */ };

/* One thing that is known of how the file is written. */
typedef struct {
  const char *label; /* padded: printf counts bytes */
  const char *key;   /* of the option, and in decompte.conf */
  const char *value;
  bool by_option, stated;
  uint8_t confidence; /* percent, when it was found; 0: none is computed */
} dc_facet;

static void print_facet(const dc_facet *facet) {
  printf("%s%s", facet->label, facet->value);
  if (facet->by_option)
    printf(" (indiqué par --%s)\n", facet->key);
  else if (facet->stated)
    printf(" (indiqué dans decompte.conf)\n");
  else if (facet->confidence == 0)
    printf(" (constaté)\n");
  else if (facet->confidence >= PROVED)
    printf(" (constaté, certain)\n");
  else
    printf(" (constaté, confiance %u %%)\n", facet->confidence);
  if (facet->stated || facet->confidence == 0 || facet->confidence >= DOUBTFUL_BELOW) return;
  printf("              peu sûr : --%s le fixe, ou « %s = » dans decompte.conf\n", facet->key, facet->key);
}

static const char *separator_name(char separator) {
  return separator == ';'    ? "point-virgule"
         : separator == '\t' ? "tabulation"
         : separator == '|'  ? "barre verticale"
                             : "virgule";
}

static void print_separator(const dc_source *source, const dc_dialect_given *by_option) {
  const char *name = separator_name(source->dialect.separator);
  if (source->states_separator && !source->given.has_separator) {
    printf("séparateur    %s (indiqué par le fichier : « sep= » en ligne 1)\n", name);
    return;
  }
  print_facet(&(dc_facet){.label = "séparateur    ",
                          .key = "separateur",
                          .value = name,
                          .by_option = by_option->has_separator,
                          .stated = source->given.has_separator,
                          .confidence = source->dialect_confidence});
  if (source->states_separator) printf("              « sep= » en ligne 1 : passé outre\n");
}

static void print_quotes(const dc_source *source, const dc_dialect_given *by_option) {
  const dc_dialect *dialect = &source->dialect;
  char quote[] = {dialect->quote, '\0'};
  print_facet(&(dc_facet){.label = "guillemet     ",
                          .key = "guillemet",
                          .value = dialect->quote ? quote : "aucun",
                          .by_option = by_option->has_quote,
                          .stated = source->given.has_quote});
  if (!dialect->quote) return;
  print_facet(&(dc_facet){.label = "échappement   ",
                          .key = "echappement",
                          .value = dialect->escape == '\\' ? "\\" : "guillemet doublé",
                          .by_option = by_option->has_escape,
                          .stated = source->given.has_escape});
}

/* Each kind with its count where they are mixed. */
static void print_line_ends(const dc_line_ends *ends) {
  const struct {
    const char *name;
    uint64_t count;
  } kinds[] = {{"CRLF", ends->crlf}, {"LF", ends->lf}, {"CR", ends->cr}};
  int present = (ends->crlf > 0) + (ends->lf > 0) + (ends->cr > 0), told = 0;
  printf("fins de ligne ");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (kinds[i].count == 0) continue;
    printf("%s%s", told++ ? ", " : "", kinds[i].name);
    if (present > 1) printf(" × %" PRIu64, kinds[i].count);
  }
  printf("%s\n", present > 1 ? " (mêlées)" : present == 0 ? "aucune" : "");
}

void dc_print_understood(const dc_source *source, const dc_dialect_given *by_option) {
  print_facet(&(dc_facet){.label = "encodage      ",
                          .key = "encodage",
                          .value = dc_encoding_name(source->dialect.encoding),
                          .by_option = by_option->has_encoding,
                          .stated = source->given.has_encoding,
                          .confidence = source->encoding_confidence});
  print_separator(source, by_option);
  print_quotes(source, by_option);
  print_line_ends(&source->ends);
}
