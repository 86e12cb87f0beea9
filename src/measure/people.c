#include "measure/people.h"

#include "measure/absence.h"
#include "measure/action.h"
#include "measure/action_lift.h"
#include "measure/churn.h"
#include "measure/cluster.h"
#include "measure/clv.h"
#include "measure/cohort.h"
#include "measure/discount.h"
#include "measure/id_order.h"
#include "measure/loyalty.h"
#include "measure/mart.h"
#include "measure/patron.h"
#include "measure/segmentation.h"
#include "measure/suspect_table.h"
#include "measure/top_customer.h"

/* Left out where the data does not give it. */
static void add_known(struct tables *tables, struct table *table)
{
    if (table)
        tables_add(tables, table);
}

/* Scores and segments; NULL: without a map of segments there are none. */
static const struct rfm *add_segments(const struct view *view,
                                      const uint32_t *by_id,
                                      struct tables *tables)
{
    const struct rfm *rfm;

    if (!view->study->segments)
        return NULL;
    rfm = rfm_make(view->arena, view, by_id);
    add_known(tables, segmentation_list(view->arena, rfm));
    segmentation_make(view, rfm, tables);
    action_make(view->arena, rfm, tables);
    return rfm;
}

/* Tables of customers, once the walk has told of all. */
static void add_customers(const struct view *view, struct profiles *profiles,
                          const struct rfm *rfm, const uint32_t *by_id,
                          struct cohorts *cohorts, struct tables *tables)
{
    struct arena *arena = view->arena;
    struct clientele *clientele = clientele_make(view, profiles, rfm, by_id);
    struct clv_tables clv = clv_make(arena, clientele, view->threads);
    struct absence *absence = absence_make(arena, clientele, view->threads);
    struct table *table;
    struct table *means;

    clientele->clusters = cluster_make(arena, clientele, view->threads, &table);
    add_known(tables, clv.list);
    add_known(tables, clv.bands);
    add_known(tables, clv.curve);
    add_known(tables, table);
    add_known(tables, churn_make(arena, clientele));
    add_known(tables, absence_summary(arena, absence));
    add_known(tables, absence_bands(arena, absence));
    add_known(tables, absence_groups(arena, absence));
    cohorts_make(view, cohorts, &table, &means);
    add_known(tables, table);
    add_known(tables, means);
    add_known(tables, top_customer_make(arena, clientele, view->threads));
    add_known(tables, mart_make(arena, clientele));
}

struct suspect_list *people_make(struct arena *scratch, const struct view *view,
                                 struct tables *tables)
{
    const uint32_t *by_id = id_order_make(scratch, view->book, view->threads);
    const struct rfm *rfm = add_segments(view, by_id, tables);
    struct loyalty *loyalty = loyalty_begin(scratch, view);
    struct discounts *discounts = discount_begin(scratch, view);
    struct action_lift *lift = action_lift_begin(scratch, view, rfm);
    struct table *table;
    struct table *differences;
    struct cohorts *cohorts = cohorts_begin(scratch, view);
    struct profiles *profiles = profiles_begin(view->arena, view, cohorts);
    struct suspects *suspects = suspects_begin(scratch, view);
    const struct patron_listener listeners[] = {
        {.task = loyalty_count, .context = loyalty},
        {.task = discount_count, .context = discounts},
        {.task = action_lift_count, .context = lift, .everyone = true},
        {.task = profiles_add, .context = profiles, .everyone = true},
        {.task = suspects_add, .context = suspects, .everyone = true},
    };

    patrons_walk(view, listeners, COUNT(listeners));
    add_known(tables, action_lift_make(view->arena, lift));
    add_known(tables, loyalty_make(view, loyalty));
    discount_make(view, discounts, &table, &differences);
    add_known(tables, table);
    add_known(tables, differences);
    add_customers(view, profiles, rfm, by_id, cohorts, tables);
    return suspect_tables(view, suspects, tables);
}
