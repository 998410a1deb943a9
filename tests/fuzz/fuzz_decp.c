/* libFuzzer target over essential data, in any form: read, translated, turned into events. What must hold of any file
 * is checked: every entry gives rows or is set apart and told, every row is a line or counted, no NIR comes out.
 *
 *   clang -std=c17 -D_GNU_SOURCE -Iinclude -Isrc -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/fuzz_decp.c \
 *     src/base/[a-z]*.c src/input/[a-z]*.c src/decp/[a-z]*.c …libraries… -o fuzz_decp
 *   cp tests/decp/formes/[a-z]*.{json,csv} CORPUS && ./fuzz_decp -max_len=8192 CORPUS */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "decompte/decp.h"
#include "decompte/identifier.h"

/* UTF-8, on one line, and nothing had to be hidden. */
static void check_text(dc_arena *arena, dc_text text) {
  DC_ASSERT(dc_text_is_utf8(text) && dc_without_nir(arena, text).data == text.data);
  for (size_t i = 0; i < text.length; i++) DC_ASSERT((unsigned char)text.data[i] >= 0x20 && text.data[i] != 0x7F);
}

static void check_entries(const dc_decp *decp) {
  uint32_t with_rows = 0;
  for (uint32_t r = 0; r < decp->row_count; r++) {
    const dc_decp_row *row = &decp->rows[r], *before = r ? row - 1 : NULL;
    DC_ASSERT(row->market >= 1 && row->market <= decp->markets && (!before || row->entry >= before->entry));
    with_rows += !before || row->entry != before->entry;
  }
  DC_ASSERT(decp->entries == with_rows + decp->set_apart);
}

static void check_lines(const dc_decp *decp, dc_arena *arena, bool clause_only, dc_diagnostics *diagnostics) {
  dc_decp_lines lines;
  dc_decp_events events;
  dc_decp_options options = {.clause_only = clause_only};
  if (!dc_decp_translate(&lines, decp, arena, &options, diagnostics)) {
    DC_ASSERT(clause_only && dc_diagnostics_worst(diagnostics) == DC_FATAL);
    return;
  }
  DC_ASSERT(decp->row_count == lines.line_count + lines.duplicates + lines.without_clause);
  for (uint32_t i = 0; i < lines.line_count; i++)
    for (size_t c = 0; c < DC_DECP_COLUMNS; c++) check_text(arena, lines.lines[i].cells[c]);
  dc_decp_find_events(&events, &lines, decp, arena, diagnostics);
  for (uint32_t i = 0; i < events.count; i++) {
    const dc_decp_event *event = &events.events[i];
    DC_ASSERT(event->marche.length && event->date != DC_NO_DATE);
    DC_ASSERT(event->variation != DC_NO_QUANTITY || event->end != DC_NO_DATE);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int descriptor = memfd_create("decp", 0);
  char path[64];
  DC_ASSERT(descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size);
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  dc_arena arena = {0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_decp decp;
  bool read = dc_decp_read(&decp, &arena, dc_text_from(path), &diagnostics);
  DC_ASSERT(read == (dc_diagnostics_worst(&diagnostics) < DC_FATAL));
  if (read) {
    check_entries(&decp);
    check_lines(&decp, &arena, size % 2, &diagnostics);
  }
  for (size_t i = 0; i < diagnostics.count; i++) {
    check_text(&arena, diagnostics.items[i].message);
    DC_ASSERT(dc_without_nir(&arena, diagnostics.items[i].marche).data == diagnostics.items[i].marche.data);
  }
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  close(descriptor);
  return 0;
}
