/* JSON files: keys in the order they are set, indented, with a final newline (jansson).
 *
 * Floor: report, private. */
#ifndef DECOMPTE_REPORT_JSON_H
#define DECOMPTE_REPORT_JSON_H

#include <jansson.h>

#include "report/view.h"

/* Adds to an object; each takes ownership of what it is given. Memory exhaustion ends the process. */
void dc_json_set(json_t *object, const char *key, json_t *value);
void dc_json_text(json_t *object, const char *key, dc_text text);
void dc_json_count(json_t *object, const char *key, uint64_t count);
void dc_json_date(json_t *object, const char *key, dc_date date);

/* « "declarees": {"heures": "12.5", "unites": 37500} »: read by people and, exactly, by programs. */
void dc_json_hours(json_t *object, const char *key, dc_hours hours);
void dc_json_totals(json_t *object, const dc_totals *totals);

void dc_json_append(json_t *array, json_t *value);

/* Writes `root` as `name` in the stage, and releases it. */
bool dc_json_write(const dc_output *output, dc_written_list *written, const char *name, json_t *root);

#endif
