/* provenance.json: what the figures were made from, and by what. Neither the time nor the place of the run appears: the
 * same inputs give the same file. */
#include "decompte/reader.h"
#include "report/json.h"
#include "report/reports.h"

static json_t *source_object(const dc_source *source, bool sized) {
  char separator[2] = {source->dialect.separator == '\t' ? 't' : source->dialect.separator, '\0'};
  json_t *object = json_object();
  dc_json_text(object, "nom", source->name);
  dc_json_text(object, "sha256", dc_text_from(source->digest.hex));
  if (sized) dc_json_count(object, "octets", source->size);
  dc_json_text(object, "encodage", dc_text_from(dc_encoding_name(source->dialect.encoding)));
  dc_json_text(object, "separateur",
               source->dialect.separator == '\t' ? DC_TEXT("tabulation") : dc_text_from(separator));
  return object;
}

/* `counted`: how long each is told; a file of timesheets may have one line a person. */
static json_t *inputs(const dc_dossier *dossier, bool counted) {
  json_t *list = json_array();
  for (size_t i = 0; i < dossier->file_count; i++) {
    const dc_input_file *file = &dossier->files[i];
    json_t *object = source_object(&file->source, counted);
    dc_json_append(list, object);
    if (!counted) continue;
    dc_json_count(object, "lignes", file->counts.lines);
    dc_json_count(object, "enregistrements", file->counts.records);
    dc_json_count(object, "vides", file->counts.blank);
    dc_json_count(object, "utilises", file->row_count);
    dc_json_count(object, "rejetes", file->rejected);
    dc_json_count(object, "en_tetes", file->skipped.headers);
    dc_json_count(object, "lignes_de_total", file->skipped.totals);
    dc_json_count(object, "hors_tableau", file->skipped.preamble + file->skipped.outside);
  }
  return list;
}

static json_t *conf(const dc_conf *conf) {
  json_t *object = json_object();
  dc_json_text(object, "nom", conf->name);
  dc_json_text(object, "sha256", dc_text_from(conf->digest.hex));
  return object;
}

static json_t *rule_files(const dc_rules *rules) {
  json_t *list = json_array();
  for (size_t i = 0; i < rules->file_count; i++) {
    const dc_rule_file *file = &rules->files[i];
    json_t *object = json_object();
    dc_json_text(object, "nom", file->name);
    dc_json_text(object, "sha256", dc_text_from(file->digest.hex));
    dc_json_count(object, "lignes", file->lines);
    dc_json_append(list, object);
  }
  return list;
}

static json_t *territory_tables(const dc_territory *territory) {
  json_t *list = json_array();
  if (!territory) return list;
  for (size_t i = 0; i < sizeof territory->sources / sizeof *territory->sources; i++) {
    dc_json_append(list, source_object(&territory->sources[i], true));
  }
  return list;
}

/* What columns and codes were read by. An installation may be without aliases: a file that is not there has no digest.
 */
static json_t *lexicon(const dc_output *output) {
  const dc_source *const sources[] = {output->lexicon, output->aliases};
  json_t *list = json_array();
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
    if (sources[i] && sources[i]->digest.hex[0]) dc_json_append(list, source_object(sources[i], true));
  }
  return list;
}

bool dc_provenance_write(const dc_view *view, dc_written_list *written) {
  const dc_accounts *accounts = view->accounts;
  char buffer[DC_DATE_SIZE];
  json_t *root = json_object();
  dc_json_text(root, "programme", DC_TEXT("decompte"));
  dc_json_text(root, "version", dc_text_from(view->output->version));
  dc_json_text(root, "mois", dc_month_iso(accounts->month, buffer));
  dc_json_date(root, "arrete_au", accounts->statement);
  dc_json_text(root, "options", view->output->options);
  dc_json_text(root, "empreinte", dc_text_from(view->digest));
  dc_json_set(root, "entrees", inputs(accounts->dossier, !view->mask.active));
  if (accounts->dossier->conf.present) dc_json_set(root, "lecture", conf(&accounts->dossier->conf));
  dc_json_set(root, "lexique", lexicon(view->output));
  dc_json_set(root, "regles", rule_files(accounts->rules));
  dc_json_set(root, "territoires", territory_tables(accounts->territory));
  return dc_json_write(view->output, written, "provenance.json", root);
}
