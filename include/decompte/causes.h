/* Causes that repeat: each is told a few times, then only counted.
 *
 * Floor: base. A cause is a code, a column and a subject: a market and its lot, so that every workbook has its own, or
 * a few words. The list is not sorted meanwhile. */
#ifndef DECOMPTE_CAUSES_H
#define DECOMPTE_CAUSES_H

#include "decompte/diagnostic.h"
#include "decompte/intern.h"

/* Records set apart are named one by one up to this many for one cause; repairs once. */
enum { DC_TOLD_ERRORS = 200, DC_TOLD_REPAIRS = 1 };

typedef struct {
  dc_diagnostics *list;
  dc_intern subjects;
  dc_index keys;
  struct dc_cause *causes; /* by number of key */
  size_t capacity;
} dc_causes;

void dc_causes_begin(dc_causes *causes, dc_diagnostics *list);
void dc_causes_end(dc_causes *causes);

/* Whether an occurrence is to be told: true, and the caller reports it next on the list. false: it has been told `most`
 * times already, and the last of them counts it. */
bool dc_causes_new(dc_causes *causes, dc_code code, size_t column, dc_text subject, dc_text part, uint32_t most);

#endif
