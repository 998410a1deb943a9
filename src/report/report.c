/* The order in which a statement is written. */
#include "decompte/report.h"

#include <stdlib.h>

#include "report/reports.h"

static int compare_written(const void *left, const void *right) {
  const dc_written *a = left, *b = right;
  return dc_text_compare(a->path, b->path);
}

static void sort_written(dc_written_list *written) {
  qsort(written->items, written->count, sizeof *written->items, compare_written);
}

/* What `sha256sum -c` reads. */
static bool write_sums(const dc_output *output, dc_written_list *written) {
  static const char name[] = "SHA256SUMS";
  dc_sink sink;
  dc_digest digest;
  sort_written(written);
  dc_sink_open(&sink, dc_stage_path(output->stage, name).data);
  for (size_t i = 0; i < written->count; i++) {
    dc_sink_text(&sink, dc_text_from(written->items[i].digest.hex));
    dc_sink_text(&sink, DC_TEXT("  "));
    dc_sink_text(&sink, written->items[i].path);
    dc_sink_text(&sink, DC_TEXT("\n"));
  }
  bool done = dc_sink_close(&sink, &digest);
  return dc_view_written(output, written, name, done, &digest);
}

bool dc_output_write(const dc_output *output, dc_written_list *written) {
  static bool (*const reports[])(const dc_view *, dc_written_list *) = {
      dc_journal_write, dc_marches_csv_write, dc_anomalies_csv_write,
      dc_bilan_write,   dc_provenance_write,  dc_classeurs_write,
  };
  dc_view view;
  dc_view_init(&view, output);
  for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
    if (!reports[i](&view, written)) return false;
  }
  if (!write_sums(output, written)) return false;
  sort_written(written);
  return true;
}
