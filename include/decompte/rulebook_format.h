/* Rule files in canonical form: aligned headings and tables, one spelling of each sign, one blank line between blocks.
 *
 * Floor: rulebook, on rules. Only the form changes: what the formatted text says, and the diagnostics that it gives,
 * are those of the text it came from, columns apart. A formatted text formats to itself.
 *
 * Comments, quoted law and « texts » keep their characters. Headings are aligned on the widest of their group (what
 * tables separate); a name that follows a heading, « Définir N », does not count. A text whose layout is not that of a
 * rule file is refused. */
#ifndef DECOMPTE_RULEBOOK_FORMAT_H
#define DECOMPTE_RULEBOOK_FORMAT_H

#include "decompte/rules.h"

/* The canonical form of `bytes`, the content of the file `name`. In `arena`; false after reporting. */
bool dc_rules_format(dc_arena *arena, dc_text name, dc_text bytes, dc_text *formatted, dc_diagnostics *diagnostics);

/* The same for a file; `*changed` says whether it would change. Nothing is written. */
bool dc_rules_format_file(dc_arena *arena, const dc_rule_file *file, dc_text *formatted, bool *changed,
                          dc_diagnostics *diagnostics);

#endif
