/*
 * scope.h - the parts of the company that KPIs are given for: all, each market,
 * state, store and department (metrics.md 0, Unknown; pack.md 3).
 *
 * A line belongs to its own store, a basket and its customer to the order's;
 * a basket belongs to each department that it has a sale line of.
 */
#ifndef REPORT_MEASURE_SCOPE_H
#define REPORT_MEASURE_SCOPE_H

#include "measure/kpi.h"
#include "measure/partition.h"

struct scope {
    enum scope_kind kind;
    enum scope_kind gives; /* as scopes of which kind: scope_gives() */
    struct str value;      /* Metro */
    struct str name;       /* market:Metro; all */
    /* Of each slot; but of SLOT_WHOLE, and of what is WHOLE in kpi.def, none
     * where it is not the whole. */
    const struct totals *totals[SLOT_COUNT];
    const struct totals *whole; /* of all days: tells what the data gives */
    bool is_shown; /* has a line or a basket now, before or last year */
};

struct scopes {
    struct scope *items; /* by kind, then by value by bytes, "Unknown" last */
    size_t count;
};

/*
 * All scopes that the data knows, the whole first; of a section that is what
 * the company's study says of it, and gives no more than there.  INTERNAL,
 * told, where scopes of a kind do not add up to the whole, or the section's
 * lines to its part.
 */
enum status scopes_make(struct arena *arena, struct diag *diag,
                        const struct view *view, struct scopes *scopes);

/* "all", "market", "state", "store", "department", "channel". */
const char *scope_kind_name(enum scope_kind kind);

/* What people call a scope: a store by the name that its extract gives, else
 * its value. */
struct str scope_title(const struct view *view, const struct scope *scope);

/* Whether a KPI is given in a scope. */
bool scope_gives(const struct scope *scope, const struct kpi *kpi);

#endif
