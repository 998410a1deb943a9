#include "report/json.h"

void dc_json_set(json_t *object, const char *key, json_t *value) {
  if (!value || json_object_set_new(object, key, value) != 0) dc_die_memory();
}

void dc_json_append(json_t *array, json_t *value) {
  if (!value || json_array_append_new(array, value) != 0) dc_die_memory();
}

void dc_json_text(json_t *object, const char *key, dc_text text) {
  DC_ASSERT(dc_text_is_utf8(text));
  dc_json_set(object, key, json_stringn(text.data ? text.data : "", text.length));
}

void dc_json_count(json_t *object, const char *key, uint64_t count) {
  DC_ASSERT(count <= INT64_MAX);
  dc_json_set(object, key, json_integer((json_int_t)count));
}

void dc_json_date(json_t *object, const char *key, dc_date date) {
  char buffer[DC_DATE_SIZE];
  dc_json_text(object, key, dc_date_iso(date, buffer));
}

void dc_json_hours(json_t *object, const char *key, dc_hours hours) {
  char buffer[DC_NUMBER_SIZE];
  json_t *pair = json_object();
  dc_json_text(pair, "heures", dc_decimal(hours, DC_HOUR, 4, true, '.', buffer));
  dc_json_set(pair, "unites", json_integer(hours));
  dc_json_set(object, key, pair);
}

void dc_json_totals(json_t *object, const dc_totals *totals) {
  dc_json_hours(object, "declarees", totals->declared);
  dc_json_hours(object, "admises", totals->admitted);
  dc_json_hours(object, "retenues", totals->counted);
  dc_json_hours(object, "refusees", totals->refused);
  dc_json_count(object, "lignes", totals->lines);
}

static int to_sink(const char *bytes, size_t size, void *sink) {
  dc_sink_write(sink, bytes, size);
  return 0;
}

bool dc_json_write(const dc_output *output, dc_written_list *written, const char *name, json_t *root) {
  dc_sink sink;
  dc_digest digest;
  dc_sink_open(&sink, dc_stage_path(output->stage, name).data);
  DC_ASSERT(json_dump_callback(root, to_sink, &sink, JSON_INDENT(2)) == 0);
  dc_sink_text(&sink, DC_TEXT("\n"));
  json_decref(root);
  bool done = dc_sink_close(&sink, &digest);
  return dc_view_written(output, written, name, done, &digest);
}
