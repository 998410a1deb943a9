#include "decp/fields.h"

/* Spellings after dc_text_fold, separated by « | ». Dots, underscores and levels of JSON all fold to a space. */
static const struct {
  const char *usual, *folded;
} spellings[DC_DECP_SPELT] = {
    [DC_DECP_ID] = {"id", "id"},
    [DC_DECP_UID] = {"uid", "uid"},
    [DC_DECP_TYPE] = {"_type", "type"},
    [DC_DECP_NATURE] = {"nature", "nature"},
    [DC_DECP_OBJECT] = {"objet", "objet"},
    [DC_DECP_CPV] = {"codeCPV", "codecpv"},
    [DC_DECP_FRAMEWORK] = {"idAccordCadre", "idaccordcadre"},
    [DC_DECP_BUYER] = {"acheteur.id", "acheteur id"},
    [DC_DECP_BUYER_NAME] = {"acheteur.nom", "acheteur nom"},
    [DC_DECP_PLACE] = {"lieuExecution.code", "lieuexecution code"},
    [DC_DECP_PLACE_KIND] = {"lieuExecution.typeCode", "lieuexecution typecode"},
    [DC_DECP_MONTHS] = {"dureeMois", "dureemois"},
    [DC_DECP_NOTIFIED] = {"dateNotification", "datenotification"},
    [DC_DECP_AMOUNT] = {"montant", "montant"},
    [DC_DECP_GROUP] = {"typeGroupementOperateurs", "typegroupementoperateurs"},
    [DC_DECP_SOCIAL] = {"considerationsSociales",
                        "considerationssociales considerationsociale|considerationssociales|considerationsociale"},
    [DC_DECP_CHANGES] = {"nb_modifications", "nb modifications"},
    [DC_DECP_HOLDER] = {"titulaire.id", "titulaire id|titulaires id|titulaires titulaire id"},
    [DC_DECP_HOLDER_KIND] = {"titulaire.typeIdentifiant", "titulaire typeidentifiant|titulaires typeidentifiant|"
                                                          "titulaires titulaire typeidentifiant"},
    [DC_DECP_HOLDER_NAME] = {"titulaire.denominationSociale",
                             "titulaire denominationsociale|titulaire nom|titulaires denominationsociale|"
                             "titulaires titulaire denominationsociale"},
    [DC_DECP_CHANGE_DATE] = {"modification.dateNotificationModification",
                             "modifications datesignaturemodification|modifications datenotificationmodification|"
                             "modifications modification datesignaturemodification|"
                             "modifications modification datenotificationmodification"},
    [DC_DECP_CHANGE_MONTHS] = {"modification.dureeMois",
                               "modifications dureemois|modifications modification dureemois"},
    [DC_DECP_CHANGE_AMOUNT] = {"modification.montant", "modifications montant|modifications modification montant"},
};

static bool is_among(dc_text spelling, dc_text list) {
  while (list.length) {
    size_t bar = dc_text_find(list, DC_TEXT("|"));
    if (dc_text_equal(dc_text_slice(list, 0, bar), spelling)) return true;
    list = dc_text_slice(list, bar + 1, list.length);
  }
  return false;
}

int dc_decp_field_of(dc_text folded) {
  int field = 0;
  while (field < DC_DECP_SPELT && !is_among(folded, dc_text_from(spellings[field].folded))) field++;
  return field;
}

const char *dc_decp_spelling(dc_decp_field field) { return spellings[field].usual; }

dc_text dc_decp_clean(dc_arena *arena, dc_text text) { return dc_text_trim(dc_text_printable(arena, text)); }

bool dc_decp_is_concession(const dc_text fields[DC_DECP_FIELDS]) {
  dc_arena scratch = {0};
  dc_text type = dc_text_fold(&scratch, fields[DC_DECP_TYPE]);
  bool found = dc_text_find(type, DC_TEXT("concession")) < type.length;
  dc_arena_free(&scratch);
  return found;
}
