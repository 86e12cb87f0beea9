/*
 * suspect_table.h - tables of suspects: who and what they are, how many there
 * are by reason, and which KPIs they move.
 */
#ifndef REPORT_MEASURE_SUSPECT_TABLE_H
#define REPORT_MEASURE_SUSPECT_TABLE_H

#include "measure/suspect.h"

/*
 * Where there are any, put `suspects`, a list for its owner only that is made
 * when it is written; `suspect_reasons`; and `suspect_effects`, the KPIs that
 * differ by more than 1 % without the suspects, with and without them.  They
 * live in the view's arena.  Returns whom the list has, who may be named until
 * then; NULL: nobody.
 */
struct suspect_list *suspect_tables(const struct view *view,
                                    struct suspects *suspects,
                                    struct tables *tables);

#endif
