#include "demo/forms.h"

#define MARCHE      DC_DEMO_COL_MARCHE
#define LOT         DC_DEMO_COL_LOT
#define PARTICIPANT DC_DEMO_COL_PARTICIPANT
#define DATE        DC_DEMO_COL_DATE
#define MONTH       DC_DEMO_COL_MONTH
#define HOURS       DC_DEMO_COL_HOURS
#define NATURE      DC_DEMO_COL_NATURE
#define EMPLOYER    DC_DEMO_COL_EMPLOYER
#define CONTRACT    DC_DEMO_COL_CONTRACT
#define COMMUNE     DC_DEMO_COL_COMMUNE
#define AMOUNT      DC_DEMO_COL_AMOUNT
#define PIECE       DC_DEMO_COL_PIECE
#define REMARK      DC_DEMO_COL_REMARK

const dc_demo_form dc_demo_forms[DC_DEMO_FORMS] = {
    /* the canonical form */
    {{';', DC_UTF8, "\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH},
     false,
     false,
     "marche;lot;participant;date;heures;nature;employeur_siret;contrat;commune;montant_ht",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
    /* an old Excel */
    {{';', DC_WINDOWS_1252, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH},
     false,
     true,
     "N° marché;Lot;Bénéficiaire;Date;Heures réalisées;Nature des heures;SIRET employeur;N° contrat;Code INSEE;"
     "Montant HT;Pièce",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT, PIECE}},
    /* a recent one, « CSV UTF-8 » */
    {{';', DC_UTF8_BOM, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH},
     false,
     false,
     "Numéro du marché;N° lot;Salarié;Date du travail;Nombre d'heures travaillées;Type d'heures;Employeur;"
     "Contrat de travail;Commune d'exécution;Montant HT",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
    /* payroll software */
    {{',', DC_UTF8, "\n", '.', DC_DEMO_DECIMAL, DC_DEMO_ISO},
     false,
     false,
     "Participant;Contrat;Employeur SIRET;Marché;Lot;Date;Heures;Nature;Commune;Montant;Bulletin",
     {PARTICIPANT, CONTRACT, EMPLOYER, MARCHE, LOT, DATE, HOURS, NATURE, COMMUNE, AMOUNT, PIECE}},
    /* one month a line */
    {{';', DC_UTF8_BOM, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH},
     true,
     false,
     "Marché;Lot;Participant;Mois;Total heures;Nature;SIRET;Contrat;Commune;Montant HT",
     {MARCHE, LOT, PARTICIPANT, MONTH, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
    /* a time clock */
    {{'\t', DC_UTF8, "\r\n", ',', DC_DEMO_HOURS_MINUTES, DC_DEMO_FRENCH},
     false,
     false,
     "Chantier;Lot;Identifiant du salarié;Jour travaillé;Heures;Nature;SIRET de l'employeur;Contrat;Commune du "
     "chantier;"
     "Montant HT",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
    /* a database export */
    {{'|', DC_UTF8, "\n", ',', DC_DEMO_DECIMAL, DC_DEMO_ISO},
     false,
     false,
     "MARCHE;LOT;PARTICIPANT;DATE;HEURES;NATURE;EMPLOYEUR;CONTRAT;INSEE;MONTANT_HT;PIECE",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT, PIECE}},
    /* a sheet filled by hand */
    {{';', DC_WINDOWS_1252, "\r\n", ',', DC_DEMO_HOURS_MINUTES, DC_DEMO_FRENCH},
     false,
     true,
     "Réf. marché;Lot n°;Pseudonyme;Jour;Heures effectuées;Nature;SIRET;Réf. contrat;Commune;Montant HT;Observations",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT, REMARK}},
    /* French numbers between commas */
    {{',', DC_WINDOWS_1252, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH},
     false,
     false,
     "Marché;Lot;Bénéficiaire;Date;Heures déclarées;Nature;SIRET employeur;Contrat;Commune;Montant HT",
     {MARCHE, LOT, PARTICIPANT, DATE, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
    /* monthly payroll software */
    {{',', DC_UTF8, "\n", '.', DC_DEMO_DECIMAL, DC_DEMO_ISO},
     true,
     false,
     "marche;lot;participant;periode;heures;nature;employeur_siret;contrat;commune;montant_ht",
     {MARCHE, LOT, PARTICIPANT, MONTH, HOURS, NATURE, EMPLOYER, CONTRACT, COMMUNE, AMOUNT}},
};

/* Above it, most contractors use the same software. */
#define SMALL_WORLD 60

void dc_demo_assign_forms(dc_demo_world *world) {
  /* In a small world each form at least once, the monthly ones (4 and 9) seldom. */
  static const uint32_t pattern[] = {0, 1, 2, 3, 0, 5, 4, 6, 1, 7, 0, 2, 8, 3, 1, 0, 9, 5, 2, 0, 6, 1, 0, 3, 2};
  dc_demo_random random = dc_demo_random_of(world->seed, 6);
  for (uint32_t i = 0; i < world->holder_count; i++) {
    dc_demo_firm *firm = &world->firms[i];
    bool own = world->holder_count <= SMALL_WORLD || dc_demo_chance(&random, 15);
    firm->form = own ? pattern[i % (sizeof pattern / sizeof *pattern)] : 0;
    firm->quarterly = dc_demo_chance(&random, 15);
  }
}
