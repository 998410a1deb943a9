/* The accounts as reports read them: columns found once, names in the words of people.
 *
 * Floor: report, private. Made once per run, then only read, by any thread. */
#ifndef DECOMPTE_REPORT_VIEW_H
#define DECOMPTE_REPORT_VIEW_H

#include "decompte/report.h"
#include "report/mask.h"

typedef struct {
  const dc_output *output;
  const dc_accounts *accounts;
  const dc_column *date, *nature, *employeur;         /* of releves */
  const dc_column *objet, *acheteur, *acheteur_siret; /* of marches */
  const dc_column *participant;
  dc_mask mask;    /* of a public run; in the stage's arena */
  char digest[13]; /* of the run: all the files it read and its statement, shortened; printed in every footer */
} dc_view;

void dc_view_init(dc_view *view, const dc_output *output);

/* The text of an id column; empty when absent. NUL-terminated, as all that follows. */
dc_text dc_view_text(const dc_view *view, const dc_column *column, size_t row);
dc_text dc_view_id(const dc_view *view, uint32_t id);

dc_text dc_view_marche(const dc_view *view, size_t marche);
dc_text dc_view_lot(const dc_view *view, size_t marche);
dc_text dc_view_participant(const dc_view *view, size_t participant);

/* An EPCI by its number: « hors-epci » stands for the last one, whose SIREN is empty. */
dc_text dc_view_epci(const dc_view *view, size_t epci);
dc_text dc_view_siren(const dc_view *view, size_t epci);
bool dc_view_is_outside(const dc_view *view, size_t epci);

/* The holder that stands for a market; NULL when it has none. */
const dc_titulaire *dc_view_titulaire(const dc_view *view, const dc_marche *marche);

/* Hours of a full-time equivalent under the rules of a market at the date of the statement; DC_NO_QUANTITY when they
 * give none. */
dc_hours dc_view_full_time(const dc_view *view, const dc_marche *marche);

/* The file of a timesheet row. Rows asked in order cost nothing: `*file` is the caller's memory, NULL at first. */
const dc_input_file *dc_view_file(const dc_view *view, size_t row, const dc_input_file **file);

/* A file that decides how the inputs are read, or where their hours go. */
typedef struct {
  const char *section; /* « Lecture », « Lexique », « Territoires » */
  dc_text name;
  const dc_digest *digest;
} dc_reference;

enum { DC_REFERENCES = 5 };

/* Those that the run read: decompte.conf, the lexicon, the aliases, the territories. Returns how many. */
size_t dc_view_references(const dc_view *view, dc_reference references[DC_REFERENCES]);

/* Whether what names a person's situation must stay hidden under this profile. */
bool dc_view_masked(dc_profil profil);

/* Whether every file of the run is for everyone. */
bool dc_view_is_public(const dc_output *output);

/* Whether what a diagnostic says must stay hidden in CSV under the profile of the run: what is about the situation of
 * persons, and in the public profile all but what is about markets and not about hours. */
bool dc_view_reserved(const dc_output *output, const dc_diagnostic *item);

/* What became of a write: records `path` with its digest, or fills stage->error. */
bool dc_view_written(const dc_output *output, dc_written_list *written, const char *path, bool done,
                     const dc_digest *digest);

bool dc_view_stopped(const dc_output *output);
void dc_view_progress(const dc_output *output, const char *phase, size_t done, size_t total);

#endif
