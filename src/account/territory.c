#include "decompte/territory.h"

#include <stdlib.h>
#include <unistd.h>

static dc_source find_table(dc_arena *arena, dc_text directory, dc_text rules, const char *file) {
  dc_text own = dc_text_format(arena, DC_S "/territoires/%s", DC_ARG(directory), file);
  if (access(own.data, F_OK) == 0) {
    return (dc_source){.name = dc_text_format(arena, "territoires/%s", file), .path = own};
  }
  return (dc_source){.name = dc_text_format(arena, "(installation)/territoires/%s", file),
                     .path = dc_text_format(arena, DC_S "/territoires/%s", DC_ARG(rules), file)};
}

typedef struct {
  const dc_column *commune, *start;
} dc_order;

static int compare_rows(const void *left, const void *right, void *context) {
  const dc_order *order = context;
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  uint32_t commune_a = dc_id_at(order->commune, a), commune_b = dc_id_at(order->commune, b);
  if (commune_a != commune_b) return commune_a < commune_b ? -1 : 1;
  dc_date start_a = dc_day_at(order->start, a), start_b = dc_day_at(order->start, b);
  if (start_a != start_b) return start_a < start_b ? -1 : 1; /* no start: since always, sorts first */
  return a < b ? -1 : a > b;
}

bool dc_territory_load(dc_territory *territory, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                       dc_text directory, dc_text rules, dc_diagnostics *diagnostics) {
  *territory = (dc_territory){.intern = intern};
  dc_index_init(&territory->epci_rows, sizeof(uint32_t));
  territory->sources[0] = find_table(arena, directory, rules, "communes.csv");
  territory->sources[1] = find_table(arena, directory, rules, "epci.csv");
  territory->postcodes = find_table(arena, directory, rules, "codes_postaux.csv");
  bool communes = dc_table_load(&territory->communes, arena, lexicon, intern, DC_TEXT("communes"),
                                &territory->sources[0], diagnostics);
  bool epci =
      dc_table_load(&territory->epci, arena, lexicon, intern, DC_TEXT("epci"), &territory->sources[1], diagnostics);
  if (!communes || !epci) return false;
  size_t rows = territory->communes.rows;
  territory->by_commune = dc_zeroed(rows, sizeof *territory->by_commune);
  for (size_t row = 0; row < rows; row++) territory->by_commune[row] = (uint32_t)row;
  dc_order order = {dc_table_column(&territory->communes, "commune"), dc_table_column(&territory->communes, "debut")};
  qsort_r(territory->by_commune, rows, sizeof *territory->by_commune, compare_rows, &order);
  const dc_column *siren = dc_table_column(&territory->epci, "epci");
  for (size_t row = 0; row < territory->epci.rows; row++) {
    uint32_t id = dc_id_at(siren, row);
    dc_index_add(&territory->epci_rows, &id, NULL);
  }
  return true;
}

void dc_territory_free(dc_territory *territory) {
  dc_table_free(&territory->communes);
  dc_table_free(&territory->epci);
  dc_index_free(&territory->epci_rows);
  free(territory->by_commune);
  territory->by_commune = NULL;
}

/* First position in by_commune of `commune`, or the number of rows. */
static size_t first_of(const dc_territory *territory, uint32_t commune) {
  const dc_column *column = dc_table_column(&territory->communes, "commune");
  size_t low = 0, high = territory->communes.rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (dc_id_at(column, territory->by_commune[middle]) < commune)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool in_period(dc_date date, dc_date start, dc_date end) {
  return (start == DC_NO_DATE || date >= start) && (end == DC_NO_DATE || date <= end);
}

uint32_t dc_territory_epci(const dc_territory *territory, uint32_t commune, dc_date date) {
  const dc_table *table = &territory->communes;
  const dc_column *code = dc_table_column(table, "commune"), *epci = dc_table_column(table, "epci"),
                  *start = dc_table_column(table, "debut"), *end = dc_table_column(table, "fin"),
                  *successor = dc_table_column(table, "successeur");
  /* The tables name final successors; a few hops are allowed to a table that does not. */
  for (int hops = 0; hops < 4 && commune; hops++) {
    uint32_t found = 0, next = 0;
    for (size_t i = first_of(territory, commune); i < table->rows; i++) {
      uint32_t row = territory->by_commune[i];
      if (dc_id_at(code, row) != commune) break;
      if (in_period(date, dc_day_at(start, row), dc_day_at(end, row))) found = dc_id_at(epci, row);
      next = dc_id_at(successor, row);
    }
    if (found) return found;
    commune = next;
  }
  return 0;
}

dc_text dc_territory_epci_name(const dc_territory *territory, uint32_t epci) {
  uint32_t row = dc_index_find(&territory->epci_rows, &epci);
  if (row == UINT32_MAX) return (dc_text){0};
  return dc_intern_text(territory->intern, dc_id_at(dc_table_column(&territory->epci, "nom"), row));
}

dc_text dc_territory_commune_name(const dc_territory *territory, uint32_t commune) {
  size_t first = first_of(territory, commune);
  if (first == territory->communes.rows) return (dc_text){0};
  uint32_t row = territory->by_commune[first];
  if (dc_id_at(dc_table_column(&territory->communes, "commune"), row) != commune) return (dc_text){0};
  return dc_intern_text(territory->intern, dc_id_at(dc_table_column(&territory->communes, "nom"), row));
}
