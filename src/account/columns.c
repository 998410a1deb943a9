/* The columns that the engine reads by name, and small helpers every step shares. */
#include "account/details.h"

void dc_count_columns(dc_counting *counting) {
  dc_columns *c = &counting->details->columns;
  const struct {
    const dc_column **column;
    dc_table_kind kind;
    const char *name;
  } wanted[] = {
      {&c->marches.marche, DC_MARCHES, "marche"},
      {&c->marches.lot, DC_MARCHES, "lot"},
      {&c->marches.acheteur, DC_MARCHES, "acheteur_siret"},
      {&c->marches.titulaire, DC_MARCHES, "titulaire_siret"},
      {&c->marches.nom, DC_MARCHES, "titulaire_nom"},
      {&c->marches.notification, DC_MARCHES, "notification"},
      {&c->marches.debut, DC_MARCHES, "debut"},
      {&c->marches.fin, DC_MARCHES, "fin"},
      {&c->marches.commune, DC_MARCHES, "commune_execution"},
      {&c->marches.montant, DC_MARCHES, "montant_ht"},
      {&c->marches.heures, DC_MARCHES, "heures_engagees"},
      {&c->marches.recueil, DC_MARCHES, "recueil"},
      {&c->participants.participant, DC_PARTICIPANTS, "participant"},
      {&c->participants.public, DC_PARTICIPANTS, "public"},
      {&c->participants.premier_jour, DC_PARTICIPANTS, "premier_jour"},
      {&c->participants.naissance, DC_PARTICIPANTS, "naissance"},
      {&c->eligibilites.participant, DC_ELIGIBILITES, "participant"},
      {&c->eligibilites.public, DC_ELIGIBILITES, "public"},
      {&c->eligibilites.debut, DC_ELIGIBILITES, "debut"},
      {&c->eligibilites.fin, DC_ELIGIBILITES, "fin"},
      {&c->contrats.contrat, DC_CONTRATS, "contrat"},
      {&c->contrats.participant, DC_CONTRATS, "participant"},
      {&c->contrats.employeur, DC_CONTRATS, "employeur_siret"},
      {&c->contrats.debut, DC_CONTRATS, "debut"},
      {&c->contrats.fin, DC_CONTRATS, "fin"},
      {&c->groupements.marche, DC_GROUPEMENTS, "marche"},
      {&c->groupements.lot, DC_GROUPEMENTS, "lot"},
      {&c->groupements.siret, DC_GROUPEMENTS, "siret"},
      {&c->groupements.nom, DC_GROUPEMENTS, "nom"},
      {&c->groupements.role, DC_GROUPEMENTS, "role"},
      {&c->groupements.part, DC_GROUPEMENTS, "part"},
      {&c->groupements.donneur_ordre, DC_GROUPEMENTS, "siret_donneur_ordre"},
      {&c->lieux.marche, DC_LIEUX, "marche"},
      {&c->lieux.lot, DC_LIEUX, "lot"},
      {&c->lieux.commune, DC_LIEUX, "commune"},
      {&c->lieux.part, DC_LIEUX, "part"},
      {&c->evenements.marche, DC_EVENEMENTS, "marche"},
      {&c->evenements.lot, DC_EVENEMENTS, "lot"},
      {&c->evenements.type, DC_EVENEMENTS, "type"},
      {&c->evenements.date, DC_EVENEMENTS, "date"},
      {&c->evenements.montant, DC_EVENEMENTS, "montant_ht"},
      {&c->evenements.heures, DC_EVENEMENTS, "heures"},
      {&c->evenements.fin, DC_EVENEMENTS, "fin"},
      {&c->attestations.marche, DC_ATTESTATIONS, "marche"},
      {&c->attestations.lot, DC_ATTESTATIONS, "lot"},
      {&c->attestations.titulaire, DC_ATTESTATIONS, "titulaire_siret"},
      {&c->attestations.mois, DC_ATTESTATIONS, "mois"},
      {&c->attestations.heures, DC_ATTESTATIONS, "heures"},
      {&c->releves.marche, DC_RELEVES, "marche"},
      {&c->releves.lot, DC_RELEVES, "lot"},
      {&c->releves.participant, DC_RELEVES, "participant"},
      {&c->releves.date, DC_RELEVES, "date"},
      {&c->releves.mois, DC_RELEVES, "mois"},
      {&c->releves.heures, DC_RELEVES, "heures"},
      {&c->releves.employeur, DC_RELEVES, "employeur_siret"},
      {&c->releves.contrat, DC_RELEVES, "contrat"},
      {&c->releves.commune, DC_RELEVES, "commune"},
      {&c->releves.montant, DC_RELEVES, "montant_ht"},
      {&c->releves.nature, DC_RELEVES, "nature"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    *wanted[i].column = dc_table_column(dc_table_of(counting->accounts, wanted[i].kind), wanted[i].name);
  }
}

dc_text dc_marche_id(const dc_accounts *accounts, const dc_marche *marche) {
  return dc_text_of(accounts, marche->marche);
}

dc_text dc_marche_lot(const dc_accounts *accounts, const dc_marche *marche) {
  return dc_text_of(accounts, marche->lot);
}

const dc_column *dc_column_of(const dc_accounts *accounts, const dc_field *field) {
  for (dc_table_kind kind = 0; kind < DC_TABLE_COUNT; kind++) {
    const dc_table *table = dc_table_of(accounts, kind);
    for (size_t i = 0; i < table->column_count; i++) {
      if (table->columns[i].field == field) return &table->columns[i];
    }
  }
  return NULL;
}

dc_diagnostic *dc_count_report(dc_counting *counting, dc_code code, dc_table_kind kind, size_t row, uint32_t marche,
                               const char *format, ...) {
  dc_accounts *accounts = counting->accounts;
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_text_vformat(counting->diagnostics->arena, format, arguments);
  va_end(arguments);
  dc_text file = dc_dossier_file(accounts->dossier, kind, row)->source.name;
  uint32_t line = dc_table_of(accounts, kind)->lines[row];
  dc_diagnostic *item = dc_report(counting->diagnostics, code, file, line, 0, DC_S, DC_ARG(message));
  if (marche != DC_UNKNOWN) {
    item->marche = dc_marche_id(accounts, &accounts->marches[marche]);
    item->lot = dc_marche_lot(accounts, &accounts->marches[marche]);
  }
  return item;
}

bool dc_coefficient_number(dc_accounts *accounts, dc_parts coefficient, uint8_t *number) {
  size_t i = 0, most = sizeof accounts->coefficients / sizeof *accounts->coefficients;
  while (i < accounts->coefficient_count && accounts->coefficients[i] != coefficient) i++;
  if (i == most) return false;
  if (i == accounts->coefficient_count) accounts->coefficients[accounts->coefficient_count++] = coefficient;
  *number = (uint8_t)i;
  return true;
}

void dc_totals_add(dc_totals *into, const dc_totals *part) {
  into->declared += part->declared;
  into->admitted += part->admitted;
  into->counted += part->counted;
  into->refused += part->refused;
  into->lines += part->lines;
}
