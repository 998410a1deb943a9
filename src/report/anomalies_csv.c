/* anomalies.csv: one line per diagnostic. Nothing is hidden but social security numbers, and what the profile of the
 * run reserves: its words; in a public run its place, its market and how many there are as well, told once a file and
 * code. */
#include "decompte/identifier.h"
#include "report/csv_writer.h"
#include "report/reports.h"

static const char HEADER[] = "fichier;ligne;colonne;code;gravite;message;explication;remedes;marche;lot;extrait;"
                             "enregistrement;occurrences";

static void write_place(dc_csv *csv, uint32_t number) {
  if (number)
    dc_csv_count(csv, number);
  else
    dc_csv_ready(csv, (dc_text){0});
}

/* Whether the diagnostic repeats what a line before it says of its file: they come sorted by file. */
static bool repeats(dc_index *codes, const dc_diagnostics *list, size_t i) {
  if (i && !dc_text_equal(list->items[i - 1].file, list->items[i].file)) dc_index_clear(codes);
  uint32_t code = (uint32_t)list->items[i].code;
  bool added;
  dc_index_add(codes, &code, &added);
  return !added;
}

static void write_reserved(dc_csv *csv, const dc_diagnostic *item) {
  const dc_text none = {0};
  dc_csv_text(csv, item->file);
  dc_csv_ready(csv, none);
  dc_csv_ready(csv, none);
  dc_csv_text(csv, dc_text_from(dc_code_name(item->code)));
  dc_csv_text(csv, dc_text_from(dc_severity_name(item->severity)));
  dc_csv_text(csv, DC_TEXT("(réservé)"));
  dc_csv_text(csv, dc_text_from(dc_code_why(item->code)));
  dc_csv_text(csv, dc_text_from(dc_code_remedies(item->code)));
  for (int i = 0; i < 5; i++) dc_csv_ready(csv, none); /* marche to occurrences */
  dc_csv_end(csv);
}

static void write_line(dc_csv *csv, const dc_output *output, const dc_diagnostic *item) {
  dc_arena scratch = {0};
  bool reserved = dc_view_reserved(output, item);
  dc_csv_text(csv, item->file);
  write_place(csv, item->line);
  write_place(csv, item->column);
  dc_csv_text(csv, dc_text_from(dc_code_name(item->code)));
  dc_csv_text(csv, dc_text_from(dc_severity_name(item->severity)));
  dc_csv_text(csv, reserved ? DC_TEXT("(réservé)") : dc_without_nir(&scratch, item->message));
  dc_csv_text(csv, dc_text_from(dc_code_why(item->code)));
  dc_csv_text(csv, dc_text_from(dc_code_remedies(item->code)));
  dc_csv_text(csv, dc_without_nir(&scratch, item->marche));
  dc_csv_text(csv, dc_without_nir(&scratch, item->lot));
  dc_csv_text(csv, reserved ? DC_TEXT("") : dc_without_nir(&scratch, item->excerpt));
  write_place(csv, item->record);
  dc_csv_count(csv, item->count);
  dc_csv_end(csv);
  dc_arena_free(&scratch);
}

bool dc_anomalies_csv_write(const dc_view *view, dc_written_list *written) {
  const dc_output *output = view->output;
  dc_csv csv = {.dialect = dc_csv_dialect_of(output->international)};
  dc_sink sink;
  dc_digest digest;
  dc_sink_open(&sink, dc_stage_path(output->stage, "anomalies.csv").data);
  dc_csv_header(&csv, HEADER);
  dc_index codes; /* reserved, of the file */
  dc_index_init(&codes, sizeof(uint32_t));
  for (size_t i = 0; i < output->diagnostics->count; i++) {
    const dc_diagnostic *item = &output->diagnostics->items[i];
    if (!dc_view_is_public(output) || !dc_view_reserved(output, item))
      write_line(&csv, output, item);
    else if (!repeats(&codes, output->diagnostics, i))
      write_reserved(&csv, item);
    dc_csv_flush(&csv, &sink);
  }
  dc_index_free(&codes);
  dc_csv_flush(&csv, &sink);
  dc_csv_free(&csv);
  bool done = dc_sink_close(&sink, &digest);
  return dc_view_written(output, written, "anomalies.csv", done, &digest);
}
