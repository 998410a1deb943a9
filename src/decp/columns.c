#include "decp/columns.h"

#include "decompte/identifier.h"
#include "decp/value.h"

/* ---- numbers ---- */

/* A number that several buyers use is written as the national identifier (uid) is: after the SIRET of its buyer. */
static dc_text marche(dc_decp_translation *t) {
  dc_text id = dc_decp_at(t, DC_DECP_ID), uid = dc_decp_at(t, DC_DECP_UID);
  if (id.length == 0) return uid;
  if (t->number->equivocal) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL,
                 dc_text_format(t->arena, "équivoque " DC_S " " DC_S, DC_ARG(dc_decp_at(t, DC_DECP_BUYER)), DC_ARG(id)),
                 "ce numéro désigne plusieurs marchés de l'acheteur (objets, montants ou dates différents) : les "
                 "distinguer par le numéro ou le lot");
  }
  if (!t->number->shared) return id;
  dc_text whole = dc_text_format(t->arena, DC_S DC_S, DC_ARG(dc_decp_at(t, DC_DECP_BUYER)), DC_ARG(id));
  dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, dc_decp_cause(t, "partagé", id),
               "plusieurs acheteurs du fichier donnent ce numéro ; le SIRET de l'acheteur est mis devant : « " DC_S
               " »",
               DC_ARG(whole));
  return whole;
}

/* ---- identifiers ---- */

static dc_text checked_siret(dc_decp_translation *t, dc_decp_field which, const char *column) {
  dc_text siret = dc_decp_without_blanks(t->arena, dc_decp_at(t, which));
  if (siret.length && !dc_is_siret(siret))
    dc_decp_tell(&t->told, t->row, DC_D_BAD_SIRET, dc_decp_cause(t, column, siret), "%s : « " DC_S " »", column,
                 DC_ARG(siret));
  return siret;
}

static dc_text acheteur_siret(dc_decp_translation *t) { return checked_siret(t, DC_DECP_BUYER, "acheteur_siret"); }

/* Foreign firms have another identifier, which marches.csv has no column for. */
static dc_text titulaire_siret(dc_decp_translation *t) {
  dc_text kind = dc_decp_at(t, DC_DECP_HOLDER_KIND);
  if (kind.length == 0 || dc_text_equal(dc_text_fold(t->arena, kind), DC_TEXT("siret")))
    return checked_siret(t, DC_DECP_HOLDER, "titulaire_siret");
  if (dc_decp_at(t, DC_DECP_HOLDER).length) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, dc_decp_cause(t, "identifiant", dc_decp_at(t, DC_DECP_HOLDER)),
                 "titulaire_siret : identifiant « " DC_S " » de type « " DC_S " », et non un SIRET",
                 DC_ARG(dc_decp_at(t, DC_DECP_HOLDER)), DC_ARG(kind));
  }
  return (dc_text){0};
}

static dc_text cpv(dc_decp_translation *t) {
  dc_text given = dc_decp_at(t, DC_DECP_CPV);
  bool repaired = false;
  dc_text read = dc_decp_cpv(t->arena, given, &repaired);
  if (given.length == 0) return given;
  if (read.length == 0) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, dc_decp_cause(t, "cpv", given),
                 "cpv : « " DC_S " » n'a pas 8 chiffres ; gardé tel quel", DC_ARG(given));
    return given;
  }
  if (repaired) {
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, dc_decp_cause(t, "cpv", given),
                 "cpv : « " DC_S " » n'a pas 8 chiffres ; lu " DC_S, DC_ARG(given), DC_ARG(read));
  }
  return read;
}

/* ---- places ---- */

/* A postal code is never used for a commune, even where only one has it. */
static dc_text commune_execution(dc_decp_translation *t) {
  dc_text given = dc_decp_at(t, DC_DECP_PLACE_KIND), kind = dc_text_fold(t->arena, given),
          code = dc_decp_at(t, DC_DECP_PLACE);
  bool commune = dc_text_equal(kind, DC_TEXT("code commune")) || dc_text_equal(kind, DC_TEXT("commune"));
  if (commune && dc_is_commune(code)) return code;
  if (code.length == 0)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_TO_COMPLETE, DC_TEXT("lieu absent"),
                 "commune_execution : le lieu d'exécution n'est pas donné");
  else if (commune)
    dc_decp_tell(&t->told, t->row, DC_D_BAD_COMMUNE, dc_decp_cause(t, "commune", code),
                 "commune_execution : « " DC_S " »", DC_ARG(code));
  else
    dc_decp_tell(&t->told, t->row, DC_D_DECP_TO_COMPLETE, dc_decp_cause(t, "lieu", kind),
                 "commune_execution : le lieu « " DC_S " » n'est pas un code commune (%s" DC_S "%s)", DC_ARG(code),
                 given.length ? "« " : "sans type", DC_ARG(given), given.length ? " »" : "");
  return (dc_text){0};
}

/* ---- dates and amounts ---- */

static dc_text french(dc_decp_translation *t, dc_date date) {
  char buffer[DC_DATE_SIZE];
  return dc_text_copy(t->arena, dc_date_french(date, buffer));
}

static dc_text notification(dc_decp_translation *t) {
  dc_text given = dc_decp_at(t, DC_DECP_NOTIFIED);
  dc_date date;
  if (given.length == 0) return given;
  if (dc_decp_date(given, &date)) return french(t, date);
  dc_decp_tell(&t->told, t->row, DC_D_BAD_DATE, dc_decp_cause(t, "notification", given), "notification : « " DC_S " »",
               DC_ARG(given));
  return (dc_text){0};
}

/* The work is taken to begin on the notification: essential data say no other day. */
static dc_text debut(dc_decp_translation *t) {
  dc_date date;
  return dc_decp_date(dc_decp_at(t, DC_DECP_NOTIFIED), &date) ? french(t, date) : (dc_text){0};
}

static dc_text fin(dc_decp_translation *t) {
  dc_date date;
  int months;
  dc_text given = dc_decp_at(t, DC_DECP_MONTHS);
  bool lasts = dc_decp_months(given, &months);
  if (given.length && !lasts)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, dc_decp_cause(t, "durée", given),
                 "fin : une durée de « " DC_S " » mois ne la donne pas", DC_ARG(given));
  if (!lasts || !dc_decp_date(dc_decp_at(t, DC_DECP_NOTIFIED), &date)) return (dc_text){0};
  return french(t, dc_date_add_months(date, months, DC_SAME_DAY));
}

static dc_text montant_ht(dc_decp_translation *t) {
  static const dc_code codes[] = {[DC_NUMBER_MALFORMED] = DC_D_BAD_NUMBER,
                                  [DC_NUMBER_TOO_PRECISE] = DC_D_TOO_PRECISE,
                                  [DC_NUMBER_TOO_LARGE] = DC_D_TOO_LARGE};
  dc_text given = dc_decp_at(t, DC_DECP_AMOUNT);
  dc_cents cents;
  if (given.length == 0) return given;
  dc_number_status status = dc_decp_amount(given, &cents);
  if (status == DC_NUMBER_OK) {
    char buffer[DC_NUMBER_SIZE];
    return dc_text_copy(t->arena, dc_decimal(cents, 100, 2, false, ',', buffer));
  }
  dc_decp_tell(&t->told, t->row, codes[status], dc_decp_cause(t, "montant", given), "montant_ht : « " DC_S " »",
               DC_ARG(given));
  return (dc_text){0};
}

/* ---- other columns ---- */

static dc_text objet(dc_decp_translation *t) { return dc_decp_at(t, DC_DECP_OBJECT); }
static dc_text acheteur_nom(dc_decp_translation *t) { return dc_decp_at(t, DC_DECP_BUYER_NAME); }
static dc_text titulaire_nom(dc_decp_translation *t) { return dc_decp_at(t, DC_DECP_HOLDER_NAME); }
static dc_text accord_cadre(dc_decp_translation *t) { return dc_decp_at(t, DC_DECP_FRAMEWORK); }
static dc_text considerations_sociales(dc_decp_translation *t) { return dc_decp_at(t, DC_DECP_SOCIAL); }
static dc_text nature(dc_decp_translation *t) {
  return dc_decp_at(t, dc_decp_at(t, DC_DECP_NATURE).length ? DC_DECP_NATURE : DC_DECP_TYPE);
}

static dc_text recueil(dc_decp_translation *t) {
  if (t->options->recueil.length == 0)
    dc_decp_tell(
        &t->told, t->row, DC_D_DECP_TO_COMPLETE, DC_TEXT("recueil"),
        "recueil : à compléter, par le code du recueil de règles que le marché suit (--recueil CODE pour tous)");
  return t->options->recueil;
}

static dc_text groupement(dc_decp_translation *t) {
  dc_text folded = dc_text_fold(t->arena, dc_decp_at(t, DC_DECP_GROUP));
  bool group = dc_text_equal(folded, DC_TEXT("conjoint")) || dc_text_equal(folded, DC_TEXT("solidaire"));
  return group ? folded : (dc_text){0};
}

static dc_text not_published(dc_decp_translation *t) {
  (void)t;
  return (dc_text){0};
}

/* ---- the columns ---- */

const dc_decp_column_reading dc_decp_columns[DC_DECP_COLUMNS] = {
    {DC_TEXT_INIT("marche"), marche, DC_DECP_REQUIRED},
    {DC_TEXT_INIT("lot"), not_published, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("objet"), objet, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("acheteur_siret"), acheteur_siret, DC_DECP_REQUIRED},
    {DC_TEXT_INIT("acheteur_nom"), acheteur_nom, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("titulaire_siret"), titulaire_siret, DC_DECP_OF_HOLDER | DC_DECP_REQUIRED},
    {DC_TEXT_INIT("titulaire_nom"), titulaire_nom, DC_DECP_OF_HOLDER | DC_DECP_REQUIRED},
    {DC_TEXT_INIT("nature"), nature, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("accord_cadre"), accord_cadre, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("cpv"), cpv, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("notification"), notification, DC_DECP_REQUIRED},
    {DC_TEXT_INIT("debut"), debut, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("fin"), fin, DC_DECP_REQUIRED},
    {DC_TEXT_INIT("commune_execution"), commune_execution, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("montant_ht"), montant_ht, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("part_main_oeuvre"), not_published, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("taux_insertion"), not_published, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("cout_horaire"), not_published, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("heures_engagees"), not_published, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("recueil"), recueil, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("groupement"), groupement, DC_DECP_OF_MARKET},
    {DC_TEXT_INIT("considerations_sociales"), considerations_sociales, DC_DECP_OF_MARKET},
};

dc_text dc_decp_column(size_t column) { return dc_decp_columns[column].name; }
