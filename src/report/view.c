#include "report/view.h"

#include <errno.h>
#include <string.h>

#include "decompte/system.h"

/* ---- digest of the run ---- */

static void add_text(dc_hasher *hasher, dc_text text) {
  dc_hasher_add(hasher, text.data, text.length);
  dc_hasher_add(hasher, "\n", 1);
}

static void add_file(dc_hasher *hasher, dc_text name, const dc_digest *digest) {
  add_text(hasher, name);
  add_text(hasher, dc_text_from(digest->hex));
}

/* A file that was not there has no digest. */
static size_t refer(dc_reference *reference, const char *section, dc_text name, const dc_digest *digest) {
  *reference = (dc_reference){section, name, digest};
  return digest->hex[0] != 0;
}

size_t dc_view_references(const dc_view *view, dc_reference references[DC_REFERENCES]) {
  const dc_conf *conf = &view->accounts->dossier->conf;
  const dc_territory *territory = view->accounts->territory;
  const dc_source *const lexicon[] = {view->output->lexicon, view->output->aliases};
  size_t count = refer(&references[0], "Lecture", conf->name, &conf->digest);
  for (size_t i = 0; i < 2; i++) {
    if (lexicon[i]) count += refer(&references[count], "Lexique", lexicon[i]->name, &lexicon[i]->digest);
  }
  for (size_t i = 0; territory && i < 2; i++) {
    const dc_source *source = &territory->sources[i];
    count += refer(&references[count], "Territoires", source->name, &source->digest);
  }
  return count;
}

static void shorten_digest(dc_view *view) {
  const dc_accounts *accounts = view->accounts;
  char buffer[DC_DATE_SIZE];
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  add_text(&hasher, dc_text_from(view->output->version));
  add_text(&hasher, dc_date_iso(accounts->statement, buffer));
  for (size_t i = 0; i < accounts->dossier->file_count; i++) {
    const dc_source *source = &accounts->dossier->files[i].source;
    add_file(&hasher, source->name, &source->digest);
  }
  for (size_t i = 0; i < accounts->rules->file_count; i++) {
    add_file(&hasher, accounts->rules->files[i].name, &accounts->rules->files[i].digest);
  }
  dc_reference references[DC_REFERENCES];
  size_t count = dc_view_references(view, references);
  for (size_t i = 0; i < count; i++) add_file(&hasher, references[i].name, references[i].digest);
  dc_digest digest = dc_hasher_end(&hasher);
  memcpy(view->digest, digest.hex, sizeof view->digest - 1);
}

void dc_view_init(dc_view *view, const dc_output *output) {
  const dc_table *tables = output->accounts->dossier->tables;
  *view = (dc_view){
      .output = output,
      .accounts = output->accounts,
      .date = dc_table_column(&tables[DC_RELEVES], "date"),
      .nature = dc_table_column(&tables[DC_RELEVES], "nature"),
      .employeur = dc_table_column(&tables[DC_RELEVES], "employeur_siret"),
      .objet = dc_table_column(&tables[DC_MARCHES], "objet"),
      .acheteur = dc_table_column(&tables[DC_MARCHES], "acheteur_nom"),
      .acheteur_siret = dc_table_column(&tables[DC_MARCHES], "acheteur_siret"),
      .participant = dc_table_column(&tables[DC_PARTICIPANTS], "participant"),
  };
  if (dc_view_is_public(output)) view->mask = dc_mask_of(view->accounts, output->all_details, output->stage->arena);
  shorten_digest(view);
}

/* ---- names ---- */

dc_text dc_view_id(const dc_view *view, uint32_t id) { return dc_intern_text(view->accounts->intern, id); }

dc_text dc_view_text(const dc_view *view, const dc_column *column, size_t row) {
  return dc_view_id(view, dc_id_at(column, row));
}

dc_text dc_view_marche(const dc_view *view, size_t marche) {
  return dc_marche_id(view->accounts, &view->accounts->marches[marche]);
}

dc_text dc_view_lot(const dc_view *view, size_t marche) {
  return dc_marche_lot(view->accounts, &view->accounts->marches[marche]);
}

dc_text dc_view_participant(const dc_view *view, size_t participant) {
  return dc_view_text(view, view->participant, participant);
}

bool dc_view_is_outside(const dc_view *view, size_t epci) { return epci + 1 >= view->accounts->epci_count; }

dc_text dc_view_siren(const dc_view *view, size_t epci) {
  return dc_view_is_outside(view, epci) ? DC_TEXT("") : dc_view_id(view, view->accounts->epcis[epci].siren);
}

dc_text dc_view_epci(const dc_view *view, size_t epci) {
  if (dc_view_is_outside(view, epci)) return DC_TEXT("hors-epci");
  dc_text nom = view->accounts->epcis[epci].nom;
  return nom.length ? nom : dc_view_siren(view, epci);
}

const dc_titulaire *dc_view_titulaire(const dc_view *view, const dc_marche *marche) {
  return marche->titulaire_count ? &view->accounts->titulaires[marche->first_titulaire] : NULL;
}

dc_hours dc_view_full_time(const dc_view *view, const dc_marche *marche) {
  const dc_accounts *accounts = view->accounts;
  dc_rational value;
  dc_hours hours;
  bool given = marche->plan && dc_rules_parameter(accounts->rules, marche->plan->recueil, DC_TEXT("heures d'un ETP"),
                                                  accounts->statement, &value);
  return given && dc_rational_scale(value, DC_HOUR, DC_HUNDREDTH, &hours) ? hours : DC_NO_QUANTITY;
}

const dc_input_file *dc_view_file(const dc_view *view, size_t row, const dc_input_file **file) {
  bool same = *file && row >= (*file)->first_row && row - (*file)->first_row < (*file)->row_count;
  if (!same) *file = dc_dossier_file(view->accounts->dossier, DC_RELEVES, row);
  return *file;
}

bool dc_view_masked(dc_profil profil) { return profil != DC_PROFIL_COMPLET; }

bool dc_view_is_public(const dc_output *output) { return output->profil_given && output->profil == DC_PROFIL_PUBLIC; }

static bool is_of(const dc_diagnostic *item, const char *const *files, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (dc_text_starts(item->file, dc_text_from(files[i]))) return true;
  return false;
}

bool dc_view_reserved(const dc_output *output, const dc_diagnostic *item) {
  static const char *const of_persons[] = {"participants.csv", "eligibilites.csv"};
  static const char *const of_markets[] = {"marches.csv", "evenements.csv", "groupements.csv", "lieux.csv"};
  if (dc_view_is_public(output)) {
    bool about_hours = item->code == DC_D_CONTROL_FAILED;
    return about_hours || !is_of(item, of_markets, sizeof of_markets / sizeof *of_markets);
  }
  bool masked = output->profil_given && dc_view_masked(output->profil);
  return masked && is_of(item, of_persons, sizeof of_persons / sizeof *of_persons);
}

/* ---- the run ---- */

bool dc_view_written(const dc_output *output, dc_written_list *written, const char *path, bool done,
                     const dc_digest *digest) {
  dc_arena *arena = output->stage->arena;
  if (!done && dc_view_stopped(output)) {
    output->stage->error = DC_TEXT("calcul interrompu");
    return false;
  }
  if (!done) {
    output->stage->error = dc_text_format(arena, "écriture impossible de « %s » : %s", path, dc_system_message(errno));
    return false;
  }
  written->items = dc_grow(written->items, &written->capacity, written->count + 1, sizeof *written->items);
  written->items[written->count++] = (dc_written){dc_text_copy(arena, dc_text_from(path)), *digest};
  return true;
}

bool dc_view_stopped(const dc_output *output) {
  const dc_hooks *hooks = output->hooks;
  return dc_hooks_stopped(hooks);
}

void dc_view_progress(const dc_output *output, const char *phase, size_t done, size_t total) {
  const dc_hooks *hooks = output->hooks;
  if (hooks && hooks->progress) hooks->progress(hooks->context, phase, done, total);
}
