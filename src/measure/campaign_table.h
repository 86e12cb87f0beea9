/*
 * campaign_table.h - the campaigns of the reported window: what each cost and
 * brought (metrics.md 5, Campaigns).
 */
#ifndef REPORT_MEASURE_CAMPAIGN_TABLE_H
#define REPORT_MEASURE_CAMPAIGN_TABLE_H

#include "measure/outlay.h"
#include "measure/view.h"

/*
 * A row for each campaign with a day or a result in the window; NULL without
 * the extracts.
 */
enum status campaign_make(const struct view *view, struct diag *diag,
                          struct table **table);

/* Money of an outlay; undefined where the extracts do not give it. */
struct cell outlay_spend_cell(const struct campaigns *campaigns,
                              const struct outlay *outlay);
struct cell outlay_attributed_cell(const struct campaigns *campaigns,
                                   const struct outlay *outlay);
struct cell outlay_incremental_cell(const struct campaigns *campaigns,
                                    const struct outlay *outlay);

/* One of these two over the spend. */
struct cell outlay_return(const struct cell *sales, const struct cell *spend);

#endif
