/* The files of a statement, one function each. Each writes its file or files into the stage and adds them to the list;
 * false with stage->error filled.
 *
 * Floor: report, private. */
#ifndef DECOMPTE_REPORT_REPORTS_H
#define DECOMPTE_REPORT_REPORTS_H

#include "report/view.h"

bool dc_journal_write(const dc_view *view, dc_written_list *written);
bool dc_marches_csv_write(const dc_view *view, dc_written_list *written);
bool dc_anomalies_csv_write(const dc_view *view, dc_written_list *written);
bool dc_bilan_write(const dc_view *view, dc_written_list *written);
bool dc_provenance_write(const dc_view *view, dc_written_list *written);
bool dc_classeurs_write(const dc_view *view, dc_written_list *written);

#endif
