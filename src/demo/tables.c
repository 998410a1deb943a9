/* The tables of the dossier, timesheets and events excepted. */
#include "demo/files.h"

static const dc_demo_dialect excel = {';', DC_UTF8_BOM, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH};
static const dc_demo_dialect old_excel = {';', DC_WINDOWS_1252, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH};
static const dc_demo_dialect software = {',', DC_UTF8, "\n", '.', DC_DEMO_DECIMAL, DC_DEMO_ISO};

static void empty(dc_demo_writer *writer) { dc_demo_text(writer, (dc_text){0}); }

static void market_key(dc_demo_writer *writer, const dc_demo_market *market) {
  dc_demo_text(writer, market->marche);
  dc_demo_text(writer, market->lot);
}

/* ---- marches.csv ---- */

static void write_objective(dc_demo_writer *writer, const dc_demo_market *market) {
  if (market->amount_given.length > 0)
    dc_demo_text(writer, market->amount_given);
  else
    dc_demo_money(writer, market->amount);
  if (market->committed == 0) {
    dc_demo_percent(writer, market->labour_share);
    dc_demo_percent(writer, market->insertion_rate);
    dc_demo_money(writer, market->hourly_cost);
    empty(writer);
  } else {
    for (int i = 0; i < 3; i++) empty(writer);
    dc_demo_hours(writer, market->committed * 60);
  }
}

static void write_market(const dc_demo_world *world, dc_demo_writer *writer, const dc_demo_market *market) {
  const dc_demo_firm *holder = &world->firms[market->holder];
  market_key(writer, market);
  dc_demo_text(writer, market->object);
  dc_demo_text(writer, market->buyer_siret);
  dc_demo_text(writer, market->buyer_name);
  dc_demo_text(writer, holder->siret);
  dc_demo_text(writer, market->holder_given.length ? market->holder_given : holder->name);
  dc_demo_text(writer, market->nature);
  dc_demo_text(writer, market->framework ? market->marche : (dc_text){0}); /* its own orders: see evenements.csv */
  dc_demo_text(writer, market->cpv);
  dc_demo_date(writer, market->notification);
  dc_demo_date(writer, market->start);
  dc_demo_date(writer, market->end);
  dc_demo_text(writer, market->place_count == 1 ? dc_demo_communes[market->places[0]].code : (dc_text){0});
  write_objective(writer, market);
  dc_demo_text(writer, market->recueil);
  dc_demo_text(writer, market->partner != DC_DEMO_NONE ? DC_TEXT("conjoint") : (dc_text){0});
  dc_demo_text(writer, market->considerations);
  dc_demo_end_row(writer);
}

static bool write_markets(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("marches.csv");
  dc_demo_create(output, &writer, name, &excel);
  dc_demo_header(&writer, "marche;lot;objet;acheteur_siret;acheteur_nom;titulaire_siret;titulaire_nom;nature;"
                          "accord_cadre;cpv;notification;debut;fin;commune_execution;montant_ht;part_main_oeuvre;"
                          "taux_insertion;cout_horaire;heures_engagees;recueil;groupement;considerations_sociales");
  for (uint32_t m = 0; m < output->world->market_count; m++)
    write_market(output->world, &writer, &output->world->markets[m]);
  return dc_demo_finish(output, &writer, name);
}

/* ---- lieux.csv, groupements.csv ---- */

static bool write_places(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("lieux.csv");
  dc_demo_create(output, &writer, name, &dc_demo_plain);
  dc_demo_header(&writer, "marche;lot;commune;part");
  for (uint32_t m = 0; m < output->world->market_count; m++) {
    const dc_demo_market *market = &output->world->markets[m];
    for (uint32_t i = 0; market->place_count > 1 && i < market->place_count; i++) {
      market_key(&writer, market);
      dc_demo_text(&writer, dc_demo_communes[market->places[i]].code);
      dc_demo_percent(&writer, market->place_shares[i]);
      dc_demo_end_row(&writer);
    }
  }
  return dc_demo_finish(output, &writer, name);
}

typedef struct {
  uint32_t firm;
  const char *role;
  int32_t part; /* per mille, 0 = empty */
  bool ordered; /* by the holder */
} member;

static void write_member(const dc_demo_world *world, dc_demo_writer *writer, const dc_demo_market *market,
                         const member *who) {
  if (who->firm == DC_DEMO_NONE) return;
  market_key(writer, market);
  dc_demo_text(writer, world->firms[who->firm].siret);
  dc_demo_text(writer, world->firms[who->firm].name);
  dc_demo_text(writer, dc_text_from(who->role));
  if (who->part)
    dc_demo_percent(writer, who->part);
  else
    empty(writer);
  dc_demo_text(writer, who->ordered ? world->firms[market->holder].siret : (dc_text){0});
  dc_demo_end_row(writer);
}

static bool write_groups(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("groupements.csv");
  dc_demo_create(output, &writer, name, &dc_demo_plain);
  dc_demo_header(&writer, "marche;lot;siret;nom;role;part;siret_donneur_ordre");
  for (uint32_t m = 0; m < output->world->market_count; m++) {
    const dc_demo_market *market = &output->world->markets[m];
    bool group = market->partner != DC_DEMO_NONE;
    const member members[] = {{group ? market->holder : DC_DEMO_NONE, "mandataire", 650, false},
                              {market->partner, "cotraitant", 350, false},
                              {market->subcontractor, "sous-traitant", 0, true},
                              {market->structure, "sous-traitant", 0, true},
                              {market->provider, "mise à disposition", 0, true}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
      write_member(output->world, &writer, market, &members[i]);
  }
  return dc_demo_finish(output, &writer, name);
}

/* ---- persons ---- */

static void write_person(dc_demo_writer *writer, const dc_demo_person *person, uint32_t number) {
  char id[DC_DEMO_ID];
  const dc_demo_public *public = &dc_demo_publics[person->public];
  bool qpv = dc_text_equal(public->code, DC_TEXT("QPV"));
  dc_demo_text(writer, dc_demo_id('P', number + 1, id));
  dc_demo_text(writer, person->woman ? DC_TEXT("F") : DC_TEXT("H"));
  dc_demo_date(writer, person->birth);
  dc_demo_text(writer, dc_demo_communes[person->commune].code);
  dc_demo_text(writer, qpv ? dc_demo_epcis[person->commune / DC_DEMO_COMMUNES_PER_EPCI].qpv : (dc_text){0});
  dc_demo_text(writer, public->code);
  dc_demo_date(writer, person->validation);
  dc_demo_text(writer, public->prescriber);
  dc_demo_text(writer, public->proof);
  dc_demo_date(writer, person->proof_date);
  dc_demo_date(writer, person->first_day);
  dc_demo_end_row(writer);
}

/* A person who found no market to work on is not in the dossier. */
static bool is_there(const dc_demo_person *person) { return person->contract_count > 0; }

static bool write_persons(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("participants.csv");
  dc_demo_create(output, &writer, name, &old_excel);
  dc_demo_header(&writer, "Participant;Sexe;Date de naissance;Commune de résidence;QPV;Public;Date de validation;"
                          "Prescripteur;Justificatif;Date du justificatif;Premier jour");
  for (uint32_t p = 0; p < output->world->person_count; p++)
    if (is_there(&output->world->persons[p])) write_person(&writer, &output->world->persons[p], p);
  return dc_demo_finish(output, &writer, name);
}

static void write_status(dc_demo_writer *writer, const dc_demo_person *person, uint32_t number) {
  char id[DC_DEMO_ID];
  const dc_demo_public *public = &dc_demo_publics[person->second];
  dc_demo_text(writer, dc_demo_id('P', number + 1, id));
  dc_demo_text(writer, public->code);
  dc_demo_date(writer, person->validation - 30);
  dc_demo_date(writer, number % 2 ? DC_NO_DATE : dc_date_add_months(person->validation, 12, DC_SAME_DAY));
  dc_demo_text(writer, public->proof);
  dc_demo_date(writer, person->proof_date);
  empty(writer);
  dc_demo_date(writer, person->validation);
  dc_demo_end_row(writer);
}

static bool write_statuses(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("eligibilites.csv");
  dc_demo_create(output, &writer, name, &excel);
  dc_demo_header(&writer, "participant;public;debut;fin;justificatif;justificatif_date;reference;validation");
  for (uint32_t p = 0; p < output->world->person_count; p++) {
    const dc_demo_person *person = &output->world->persons[p];
    if (is_there(person) && person->second != DC_DEMO_NONE) write_status(&writer, person, p);
  }
  return dc_demo_finish(output, &writer, name);
}

/* ---- contrats.csv ---- */

static dc_text rome_of(const dc_demo_world *world, const dc_demo_contract *contract) {
  static const dc_text codes[DC_DEMO_SECTORS] = {DC_TEXT_INIT("F1703"), DC_TEXT_INIT("N4103"), DC_TEXT_INIT("K2204"),
                                                 DC_TEXT_INIT("A1203")};
  return codes[world->markets[world->postings[contract->first_posting].market].sector];
}

static void write_contract(const dc_demo_world *world, dc_demo_writer *writer, uint32_t number) {
  char id[DC_DEMO_ID];
  const dc_demo_contract *contract = &world->contracts[number];
  const dc_demo_firm *employer = &world->firms[contract->employer];
  dc_demo_text(writer, dc_demo_id('C', number + 1, id));
  dc_demo_text(writer, dc_demo_id('P', contract->person + 1, id));
  dc_demo_text(writer, employer->siret);
  dc_demo_text(writer, dc_text_from(dc_demo_structure_code(employer->structure)));
  dc_demo_text(writer, dc_text_from(dc_demo_mode(employer->structure)));
  dc_demo_text(writer, dc_text_from(contract->nature));
  dc_demo_date(writer, contract->start);
  dc_demo_date(writer, contract->end);
  dc_demo_text(writer, rome_of(world, contract));
  dc_demo_end_row(writer);
}

static bool write_contracts(const dc_demo_output *output) {
  dc_demo_writer writer;
  dc_text name = DC_TEXT("contrats.csv");
  dc_demo_create(output, &writer, name, &software);
  dc_demo_header(&writer, "contrat;participant;employeur_siret;structure;mode;nature;debut;fin;rome");
  for (uint32_t c = 0; c < output->world->contract_count; c++) write_contract(output->world, &writer, c);
  return dc_demo_finish(output, &writer, name);
}

bool dc_demo_write_tables(const dc_demo_output *output) {
  if (!write_markets(output) || !write_persons(output) || !write_contracts(output)) return false;
  if (!write_statuses(output)) return false;
  return !output->world->invented || (write_places(output) && write_groups(output));
}
