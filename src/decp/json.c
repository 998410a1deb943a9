/* JSON: contracts as objects, of either schema. What a key means depends on the path that leads to it only. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "decompte/identifier.h"
#include "decompte/system.h"
#include "decp/fields.h"
#include "decp/numbers_as_text.h"

enum { DEEPEST = 6 }; /* no field lies deeper in a contract */

/* One contract while it is walked. Lists are kept for the next one. */
typedef struct {
  dc_text fields[DC_DECP_FIELDS];
  dc_text (*holders)[DC_DECP_FIELDS]; /* of which the fields of a holder are used */
  dc_decp_change *changes;
  size_t holder_count, holder_room, change_count, change_room;
} contract;

typedef struct {
  dc_decp_reading *reading;
  contract contract;
  dc_arena scratch; /* paths of one contract */
} walk;

/* ---- one contract ---- */

static void begin_item(contract *c, dc_text path) {
  bool holders = dc_text_equal(path, DC_TEXT("titulaires")) || dc_text_equal(path, DC_TEXT("titulaires titulaire"));
  bool changes =
      dc_text_equal(path, DC_TEXT("modifications")) || dc_text_equal(path, DC_TEXT("modifications modification"));
  if (holders) {
    c->holders = dc_grow(c->holders, &c->holder_room, c->holder_count + 1, sizeof *c->holders);
    memset(&c->holders[c->holder_count++], 0, sizeof *c->holders);
  }
  if (changes) {
    c->changes = dc_grow(c->changes, &c->change_room, c->change_count + 1, sizeof *c->changes);
    c->changes[c->change_count++] = (dc_decp_change){0};
  }
}

/* Where the text of that field goes; NULL when it is none, or of a list that has no item. */
static dc_text *place_of(contract *c, int field) {
  if (field == DC_DECP_SPELT) return NULL;
  if (field < DC_DECP_HOLDER) return &c->fields[field];
  if (field < DC_DECP_FIELDS) return c->holder_count ? &c->holders[c->holder_count - 1][field] : NULL;
  if (!c->change_count) return NULL;
  dc_decp_change *change = &c->changes[c->change_count - 1];
  return field == DC_DECP_CHANGE_DATE     ? &change->date
         : field == DC_DECP_CHANGE_MONTHS ? &change->months
                                          : &change->amount;
}

/* Several texts of one field are one list: « Clause sociale, Critère social ». */
static void take_text(walk *w, int field, const json_t *value) {
  dc_text *place = place_of(&w->contract, field);
  dc_arena *arena = w->reading->arena;
  dc_text text = dc_decp_clean(arena, (dc_text){json_string_value(value), json_string_length(value)});
  if (!place || text.length == 0) return;
  *place = place->length ? dc_text_format(arena, DC_S ", " DC_S, DC_ARG(*place), DC_ARG(text)) : text;
}

/* `depth` bounds the recursion. */
static void take(walk *w, dc_text path, const json_t *value, int depth) {
  int field = dc_decp_field_of(path);
  if (field < DC_DECP_FIELDS) w->reading->decp->has[field] = true;
  if (json_is_string(value)) take_text(w, field, value);
  if (depth == DEEPEST) return;
  for (size_t i = 0; i < json_array_size(value); i++) take(w, path, json_array_get(value, i), depth + 1);
  if (!json_is_object(value)) return;
  begin_item(&w->contract, path);
  const char *key;
  json_t *part;
  json_object_foreach((json_t *)(uintptr_t)value, key, part) {
    dc_text name = dc_text_fold(&w->scratch, dc_text_from(key));
    if (path.length) name = dc_text_format(&w->scratch, DC_S " " DC_S, DC_ARG(path), DC_ARG(name));
    take(w, name, part, depth + 1);
  }
}

/* ---- its rows ---- */

static bool is_empty(const dc_text holder[DC_DECP_FIELDS]) {
  bool any = false;
  for (int f = DC_DECP_HOLDER; f < DC_DECP_FIELDS; f++) any = any || holder[f].length;
  return !any;
}

static void add_row(walk *w, const dc_text holder[DC_DECP_FIELDS], const dc_decp_change *changes) {
  dc_decp_row *row = dc_decp_add_row(w->reading);
  row->entry = row->market = w->reading->decp->entries;
  for (int f = 0; f < DC_DECP_FIELDS; f++)
    row->fields[f] = f < DC_DECP_HOLDER ? w->contract.fields[f] : holder ? holder[f] : (dc_text){0};
  row->changes = changes;
  row->change_count = (uint32_t)w->contract.change_count;
}

static void add_rows(walk *w) {
  contract *c = &w->contract;
  dc_decp_change *changes = DC_NEW_ARRAY(w->reading->arena, c->change_count, dc_decp_change);
  for (size_t i = 0; i < c->change_count; i++) changes[i] = c->changes[i];
  bool any = false;
  for (size_t i = 0; i < c->holder_count; i++) {
    if (is_empty(c->holders[i])) continue;
    add_row(w, c->holders[i], changes);
    any = true;
  }
  if (!any) add_row(w, NULL, changes);
}

/* ---- the contracts of the file ---- */

static void set_apart(walk *w, const char *why) {
  dc_decp *decp = w->reading->decp;
  decp->set_apart++;
  dc_text id = dc_without_nir(w->reading->diagnostics->arena, w->contract.fields[DC_DECP_ID]);
  dc_diagnostic *item =
      dc_report(w->reading->diagnostics, DC_D_DECP_LEFT_OUT, decp->file, 0, 0, "marché n° %u%s" DC_S "%s : %s",
                decp->entries, id.length ? " (" : "", DC_ARG(id), id.length ? ")" : "", why);
  item->record = decp->entries;
}

static void read_contract(walk *w, const json_t *value, bool concession) {
  contract *c = &w->contract;
  for (int f = 0; f < DC_DECP_FIELDS; f++) c->fields[f] = (dc_text){0};
  c->holder_count = c->change_count = 0;
  dc_arena_reset(&w->scratch);
  w->reading->decp->markets = ++w->reading->decp->entries;
  if (json_object_size(value) == 0) {
    set_apart(w, "ce n'est pas un objet JSON qui décrit un marché");
    return;
  }
  take(w, (dc_text){0}, value, 0);
  if (concession || dc_decp_is_concession(c->fields))
    set_apart(w, "contrat de concession : ce n'est pas un marché");
  else
    add_rows(w);
}

/* A list of contracts; an only one may stand without its list. */
static void read_contracts(walk *w, const json_t *list, bool concession) {
  if (!list || json_is_null(list)) return;
  if (!json_is_array(list)) read_contract(w, list, concession);
  for (size_t i = 0; i < json_array_size(list); i++) read_contract(w, json_array_get(list, i), concession);
}

static bool read_root(walk *w, const json_t *root) {
  dc_decp *decp = w->reading->decp;
  const json_t *markets = json_is_array(root) ? root : json_object_get(root, "marches");
  const json_t *list = json_object_get(markets, "marche"), *others = json_object_get(markets, "contrat-concession");
  decp->form = list || others ? DC_DECP_JSON_2022 : DC_DECP_JSON_2019;
  if (!json_is_array(markets) && !list && !others) {
    dc_report(w->reading->diagnostics, DC_D_DECP_FORM, decp->file, 0, 0,
              markets ? "« marches » n'est ni une liste de marchés, ni un objet qui porte « marche »"
                      : "pas de clé « marches » à la racine du JSON");
    return false;
  }
  read_contracts(w, json_is_array(markets) ? markets : list, false);
  read_contracts(w, others, true);
  return true;
}

/* ---- the file ---- */

static json_t *load(const dc_source *source, FILE *file, bool plain, json_error_t *error) {
  rewind(file);
  for (int i = 0; source->dialect.encoding == DC_UTF8_BOM && i < 3; i++) (void)fgetc(file);
  dc_decp_stream stream = {.file = file, .plain = plain};
  return json_load_callback(dc_decp_stream_read, &stream, JSON_REJECT_DUPLICATES, error);
}

/* What jansson says, in French. */
static const char *meaning(const json_error_t *error) {
  switch (json_error_code(error)) {
  case json_error_premature_end_of_input: return "le fichier s'arrête avant la fin du JSON : il est tronqué";
  case json_error_end_of_input_expected: return "le JSON est fini, et le fichier ne l'est pas";
  case json_error_invalid_utf8: return "octets qui ne sont pas de l'UTF-8, en quoi le JSON s'écrit toujours";
  case json_error_null_character:
  case json_error_null_byte_in_key: return "caractère nul dans un texte";
  case json_error_duplicate_key: return "la même clé est là deux fois dans un objet";
  case json_error_stack_overflow: return "listes et objets imbriqués à l'excès";
  case json_error_numeric_overflow: return "nombre trop grand";
  default: return "signe inattendu, qui n'est pas du JSON";
  }
}

/* Quotes around numbers have moved the columns: the place is looked for again without them. */
static void report_syntax(walk *w, const dc_source *source, FILE *file, json_error_t error) {
  if (json_error_code(&error) == json_error_out_of_memory) dc_die_memory();
  json_error_t exact;
  json_t *root = load(source, file, true, &exact);
  if (!root) error = exact;
  json_decref(root);
  dc_report(w->reading->diagnostics, DC_D_DECP_FORM, source->name, error.line > 0 ? (uint32_t)error.line : 0,
            error.column > 0 ? (uint32_t)error.column : 0, "%s", meaning(&error));
}

static bool read_stream(walk *w, const dc_source *source, FILE *file) {
  json_error_t error;
  json_t *root = load(source, file, false, &error);
  if (!root) {
    report_syntax(w, source, file, error);
    return false;
  }
  bool sound = read_root(w, root);
  json_decref(root);
  return sound;
}

bool dc_decp_read_json(dc_decp_reading *reading, const dc_source *source) {
  if (source->size > DC_DECP_JSON_BYTES) {
    dc_report(reading->diagnostics, DC_D_DECP_FORM, source->name, 0, 0,
              "JSON de %llu Mio : au-delà de %u Mio, prendre la forme tabulaire ou découper le fichier",
              (unsigned long long)(source->size >> 20), DC_DECP_JSON_BYTES >> 20);
    return false;
  }
  FILE *file = fopen(source->path.data, "re");
  if (!file) {
    dc_report(reading->diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s",
              dc_system_message(errno));
    return false;
  }
  walk w = {.reading = reading};
  bool sound = read_stream(&w, source, file);
  (void)fclose(file);
  dc_arena_free(&w.scratch);
  free(w.contract.holders);
  free(w.contract.changes);
  return sound;
}
