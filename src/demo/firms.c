/* Who exists: holders, insertion structures, small subcontractors. Every name and number is invented. */
#include "demo/world.h"

#include <string.h>

#define T DC_TEXT_INIT

/* What a firm does, before the name of the place that nobody will find on a map. */
#define TRADES 5
static const dc_text trades[DC_DEMO_SECTORS][TRADES] = {
    {T("Maçonnerie"), T("Bâtisseurs"), T("Terrassements"), T("Toitures"), T("Peintures")},
    {T("Autocars"), T("Cars"), T("Navettes"), T("Ramassage scolaire"), T("Voyages")},
    {T("Netteté"), T("Propreté"), T("Brosses et Seaux"), T("Ménage"), T("Vitreries")},
    {T("Jardins"), T("Pépinières"), T("Paysages"), T("Élagage"), T("Prairies")},
};

static const dc_text structure_names[DC_DEMO_STRUCTURES] = {
    T(""),     T("Intérim d'insertion"),    T("Association intermédiaire"),
    T("GEIQ"), T("Entreprise d'insertion"), T("Chantier d'insertion"),
    T("ESAT"),
};

#define FANCIES 24
static const dc_text fancies[FANCIES] = {
    T("de la Lune-Haute"),     T("des Trois-Brumes"),   T("du Nuage-Vert"),
    T("de Pierre-qui-Chante"), T("des Mille-Échos"),    T("du Loup-Bleu"),
    T("des Cent-Soleils"),     T("de Ventdoré"),        T("du Grand-Sifflet"),
    T("de Claire-Écume"),      T("des Sept-Lanternes"), T("de Hautebrume"),
    T("du Moulin-Renversé"),   T("des Deux-Comètes"),   T("de Valdombre"),
    T("du Cerf-Volant"),       T("de Sourceverte"),     T("des Neuf-Horloges"),
    T("de Pontagrion"),        T("du Renard-Gris"),     T("des Quatre-Saisons-Perdues"),
    T("de Grisemine"),         T("du Phare-Couché"),    T("de l'Île-sans-Mer"),
};

/* ---- identifiers ---- */

/* The digit that makes the Luhn sum of `digits` followed by it a multiple of 10. */
static char luhn_key(const char *digits, size_t count) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) {
    int digit = digits[i] - '0';
    if ((count - i) % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return (char)('0' + (10 - sum % 10) % 10);
}

dc_text dc_demo_siret(dc_arena *arena, uint32_t kind, uint32_t number) {
  DC_ASSERT(kind < 10 && number < 10000);
  char digits[15];
  int length = snprintf(digits, sizeof digits, "2%u99%04u0000%u0", kind, number, 1 + number % 4);
  DC_ASSERT(length == 14);
  digits[8] = luhn_key(digits, 8);
  digits[13] = luhn_key(digits, 13);
  return dc_text_copy(arena, (dc_text){digits, 14});
}

/* ---- names ---- */

/* The n-th name of a list of trades: each pair once (their counts have no common divisor), then numbered. */
static dc_text name_firm(dc_demo_world *world, const dc_text *list, uint32_t list_count, uint32_t n, uint32_t shift) {
  uint32_t round = n / (list_count * FANCIES);
  dc_text trade = list[n % list_count], fancy = fancies[(n + shift) % FANCIES];
  if (round == 0) return dc_text_format(world->arena, DC_S " " DC_S, DC_ARG(trade), DC_ARG(fancy));
  return dc_text_format(world->arena, DC_S " " DC_S " %u", DC_ARG(trade), DC_ARG(fancy), round + 1);
}

static dc_demo_firm *add_firm(dc_demo_world *world, dc_text name, dc_demo_structure structure) {
  uint32_t number = world->firm_count++;
  dc_demo_firm *firm = &world->firms[number];
  firm->siret = dc_demo_siret(world->arena, 9, 100 + number * 7);
  firm->name = name;
  firm->slug = dc_text_slug(world->arena, name, 40);
  firm->structure = structure;
  return firm;
}

void dc_demo_invent_holders(dc_demo_world *world) {
  /* Works are half of the markets; every sector has a holder as soon as there are seven. */
  static const dc_demo_sector pattern[] = {DC_DEMO_WORKS, DC_DEMO_CLEANING,  DC_DEMO_WORKS, DC_DEMO_GREEN,
                                           DC_DEMO_WORKS, DC_DEMO_TRANSPORT, DC_DEMO_WORKS};
  uint32_t in_sector[DC_DEMO_SECTORS] = {0};
  for (uint32_t i = 0; i < world->holder_count; i++) {
    dc_demo_sector sector = pattern[i % (sizeof pattern / sizeof *pattern)];
    dc_text name = name_firm(world, trades[sector], TRADES, in_sector[sector]++, sector * 6);
    add_firm(world, name, DC_DEMO_COMPANY)->sector = sector;
  }
}

static void add_structures(dc_demo_world *world) {
  static const dc_demo_structure pattern[] = {DC_DEMO_ETTI, DC_DEMO_EI,   DC_DEMO_AI,   DC_DEMO_ETTI, DC_DEMO_GEIQ,
                                              DC_DEMO_ACI,  DC_DEMO_ESAT, DC_DEMO_ETTI, DC_DEMO_EI,   DC_DEMO_AI};
  uint32_t of_kind[DC_DEMO_STRUCTURES] = {0};
  for (uint32_t i = 0; i < world->structure_count; i++) {
    dc_demo_structure structure = pattern[i % (sizeof pattern / sizeof *pattern)];
    dc_text name = name_firm(world, &structure_names[structure], 1, of_kind[structure]++, structure * 3 + 11);
    add_firm(world, name, structure);
  }
  for (uint32_t i = 0; i < world->subcontractor_count; i++) {
    dc_text name = name_firm(world, trades[DC_DEMO_WORKS], TRADES, world->holder_count + i, 0);
    add_firm(world, name, DC_DEMO_COMPANY);
  }
}

/* ---- who joins which market ---- */

static uint32_t draw_structure(const dc_demo_world *world, dc_demo_random *random, dc_demo_structure low,
                               dc_demo_structure high) {
  uint32_t start = dc_demo_below(random, world->structure_count);
  for (uint32_t i = 0; i < world->structure_count; i++) {
    uint32_t firm = world->holder_count + (start + i) % world->structure_count;
    if (world->firms[firm].structure >= low && world->firms[firm].structure <= high) return firm;
  }
  return DC_DEMO_NONE;
}

static uint32_t draw_partner(const dc_demo_world *world, dc_demo_random *random, const dc_demo_market *market) {
  uint32_t firm = dc_demo_below(random, world->holder_count);
  bool fit = firm != market->holder && world->firms[firm].sector == market->sector;
  return fit ? firm : DC_DEMO_NONE;
}

void dc_demo_invent_structures(dc_demo_world *world) {
  add_structures(world);
  dc_demo_random random = dc_demo_random_of(world->seed, 2);
  uint32_t first_subcontractor = world->holder_count + world->structure_count;
  for (uint32_t m = 0; m < world->market_count; m++) {
    dc_demo_market *market = &world->markets[m];
    if (dc_demo_chance(&random, 65)) market->provider = draw_structure(world, &random, DC_DEMO_ETTI, DC_DEMO_GEIQ);
    if (market->sector != DC_DEMO_TRANSPORT && dc_demo_chance(&random, 40))
      market->structure = draw_structure(world, &random, DC_DEMO_EI, DC_DEMO_ESAT);
    if (market->sector != DC_DEMO_WORKS) continue;
    if (dc_demo_chance(&random, 40)) market->partner = draw_partner(world, &random, market);
    if (dc_demo_chance(&random, 20))
      market->subcontractor = first_subcontractor + dc_demo_below(&random, world->subcontractor_count);
  }
}

const char *dc_demo_structure_code(dc_demo_structure structure) {
  static const char *const codes[DC_DEMO_STRUCTURES] = {"ENTREPRISE", "ETTI", "AI", "GEIQ", "EI", "ACI", "ESAT"};
  return codes[structure];
}

const char *dc_demo_mode(dc_demo_structure structure) {
  if (structure == DC_DEMO_COMPANY) return "EMBAUCHE";
  return structure <= DC_DEMO_GEIQ ? "MISE_A_DISPOSITION" : "SOUS_TRAITANCE";
}
