/* What the sheets of groups have in common: see breakdown.h. */
#include "report/breakdown.h"

const dc_group *dc_group_at(void *context, size_t row) { return &((dc_breakdown *)context)->groups[row]; }

uint32_t dc_group_part_at(void *context, size_t row, size_t part) { return dc_group_at(context, row)->key.parts[part]; }

/* A figure that adds up Ventilation: without its formula where there are too many. */
static dc_content summed(const dc_breakdown *breakdown, int64_t number) {
  dc_content content = dc_content_number(number);
  if (!breakdown->live) content.formula = DC_PLAIN;
  return content;
}

dc_content dc_group_repere(void *context, size_t row) {
  const dc_breakdown *breakdown = context;
  dc_content content = dc_content_text(dc_group_key_text(breakdown->sheets, breakdown->axis, row));
  size_t first = dc_group_at(context, row)->first;
  return first == SIZE_MAX ? content : dc_content_linked(content, "ventilation", first);
}

dc_content dc_group_id(void *context, size_t row) {
  return dc_content_text(dc_view_id(((dc_breakdown *)context)->sheets->view, dc_group_part_at(context, row, 0)));
}

dc_content dc_group_participants(void *context, size_t row) {
  return summed(context, (int64_t)dc_group_at(context, row)->persons);
}
dc_content dc_group_marches(void *context, size_t row) {
  return dc_content_number((int64_t)dc_group_at(context, row)->markets);
}
dc_content dc_group_declarees(void *context, size_t row) {
  return summed(context, dc_group_at(context, row)->totals.declared);
}
dc_content dc_group_admises(void *context, size_t row) {
  return summed(context, dc_group_at(context, row)->totals.admitted);
}
dc_content dc_group_refusees(void *context, size_t row) {
  return summed(context, dc_group_at(context, row)->totals.refused);
}
dc_content dc_group_retenues(void *context, size_t row) {
  return summed(context, dc_group_at(context, row)->totals.counted);
}

dc_content dc_group_agrees(void *context, size_t row) {
  (void)row;
  return summed(context, 0);
}

dc_content dc_group_share(void *context, size_t row) {
  const dc_breakdown *breakdown = context;
  dc_hours whole = breakdown->whole;
  int64_t parts = DC_NO_QUANTITY;
  if (whole) DC_ASSERT(dc_mul_div(dc_group_at(context, row)->totals.counted, DC_WHOLE, whole, &parts));
  dc_content content = dc_content_number(parts);
  content.formula = breakdown->share;
  return content;
}

dc_content dc_group_epci(void *context, uint32_t siren, dc_text none) {
  const dc_sheets *sheets = ((dc_breakdown *)context)->sheets;
  if (!siren) return dc_content_text(none);
  dc_text name = dc_territory_epci_name(sheets->accounts->territory, siren);
  return dc_content_text(name.length ? name : dc_view_id(sheets->view, siren));
}

dc_content dc_group_told(void *context, uint32_t id) {
  return dc_content_text(id ? dc_view_id(((dc_breakdown *)context)->sheets->view, id) : DC_TEXT("non renseigné"));
}

const dc_group *dc_group_wider(void *context, size_t row, size_t part, dc_axis axis) {
  const dc_breakdowns *breakdowns = ((dc_breakdown *)context)->sheets->breakdowns;
  return &breakdowns->axes[axis].groups[dc_group_part_at(context, row, part)];
}

dc_content dc_group_wider_key(void *context, size_t row, size_t part, dc_axis axis) {
  static const char *const grids[DC_AXIS_COUNT] = {
      [DC_BY_EPCI] = "par_epci", [DC_BY_RESIDENCE] = "par_residence", [DC_BY_PUBLIC] = "par_public"};
  dc_sheets *sheets = ((dc_breakdown *)context)->sheets;
  size_t place = dc_group_part_at(context, row, part);
  return dc_content_linked(dc_content_text(dc_group_key_text(sheets, axis, place)), grids[axis], place);
}

/* ---- the sheet ---- */

enum { STATEMENT, PERSONS, HOURS, ABOVE };

static void share_of(dc_breakdown *breakdown, const dc_grid_spec *spec) {
  dc_arena *arena = &breakdown->sheets->workbook.arena;
  dc_text whole = dc_heading_cell(arena, spec, HOURS);
  breakdown->share =
      dc_text_format(arena, "IF(" DC_S "=0,\"\",{retenues}/" DC_S ")", DC_ARG(whole), DC_ARG(whole)).data;
}

static const char too_many[] =
    " Trop de lignes pour des formules : ces sommes sont des valeurs ; pour en vérifier une, "
    "filtrer Ventilation sur son repère.";

void dc_group_plan(dc_sheets *sheets, const dc_grid_spec *spec, dc_axis axis, dc_text title, dc_text sentence) {
  dc_breakdown *breakdown = &sheets->breakdowns->axes[axis];
  dc_content persons = dc_content_number((int64_t)sheets->participant_count);
  breakdown->whole = dc_sheets_counted(sheets);
  dc_content hours = dc_content_number(breakdown->whole);
  persons.formula = "SUM({ventilation.personnes})";
  hours.formula = "SUM({ventilation.retenues})";
  dc_heading_line *above = DC_NEW_ARRAY(&sheets->workbook.arena, ABOVE, dc_heading_line);
  above[STATEMENT] = (dc_heading_line){"Arrêté au", DC_AS_DATE, dc_content_day(sheets->accounts->statement)};
  above[PERSONS] = (dc_heading_line){"Participants", DC_AS_COUNT, persons};
  above[HOURS] = (dc_heading_line){"Heures retenues", DC_AS_HOURS, hours};
  share_of(breakdown, spec);
  if (!breakdown->live) sentence = dc_text_format(&sheets->workbook.arena, DC_S "%s", DC_ARG(sentence), too_many);
  dc_heading heading = {title, sentence, above, ABOVE};
  dc_workbook_plan(&sheets->workbook, spec, breakdown, breakdown->count, heading);
}

void dc_breakdowns_plan(dc_sheets *sheets) {
  static const struct {
    dc_axis axis;
    void (*plan)(dc_sheets *);
  } order[] = {{DC_BY_TITULAIRE, dc_par_titulaire_plan}, {DC_BY_EPCI, dc_par_epci_plan},
               {DC_BY_RESIDENCE, dc_par_residence_plan}, {DC_BY_COUPLE, dc_execution_residence_plan},
               {DC_BY_PUBLIC, dc_par_public_plan},       {DC_BY_PROFILE, dc_public_sexe_age_plan},
               {DC_BY_CONTRACT, dc_par_contrat_plan},    {DC_BY_COMMUNE, dc_par_commune_plan}};
  for (size_t i = 0; sheets->breakdowns && i < sizeof order / sizeof *order; i++)
    if (sheets->breakdowns->axes[order[i].axis].sheets) order[i].plan(sheets);
}

void dc_group_chart(dc_breakdown *breakdown, dc_workbook *workbook, dc_grid *grid, const dc_chart *words) {
  enum { CHARTED = 20, UNDER = 12 }; /* a taller chart would be cut by the end of the page */
  dc_chart chart = *words;
  chart.kind = DC_BARS;
  chart.first = "declarees";
  chart.second = "retenues";
  chart.value_axis = "Heures";
  chart.rows = breakdown->count < CHARTED ? breakdown->count : CHARTED;
  chart.beside = words->beside || breakdown->count > UNDER;
  chart.narrow = chart.beside;
  dc_workbook_chart(workbook, grid, &chart);
}
