#include "measure/bridge.h"

#include "base/decimal.h"

static const struct column columns[] = {
    {"movement", "Movement", CELL_TEXT, SUM_NONE,
     "of a customer’s monthly price from the eve of the window to its last "
     "day: new and reactivation from 0, the latter with a paid day before; "
     "churn to 0"},
    {"customers", "Customers", CELL_COUNT, SUM_NONE, NULL},
    {"mrr", "MRR", CELL_MONEY, SUM_NONE,
     "price - discount of paid spans, a year’s over 12; opening and movements "
     "are the closing to the last place"},
    {"prev_mrr", "MRR before", CELL_MONEY, SUM_NONE, "the window before"},
    {"ly_mrr", "MRR last year", CELL_MONEY, SUM_NONE, NULL},
    {"label", "Movement in words", CELL_TEXT, SUM_NONE, NULL},
};

static const char *const names[MOVEMENTS] = {
    [MOVEMENT_OPENING] = "opening",
    [MOVEMENT_NEW] = "new",
    [MOVEMENT_REACTIVATION] = "reactivation",
    [MOVEMENT_EXPANSION] = "expansion",
    [MOVEMENT_CONTRACTION] = "contraction",
    [MOVEMENT_CHURN] = "churn",
    [MOVEMENT_CLOSING] = "closing",
};

static const char *const labels[MOVEMENTS] = {
    [MOVEMENT_OPENING] = "Before",
    [MOVEMENT_NEW] = "New",
    [MOVEMENT_REACTIVATION] = "Reactivation",
    [MOVEMENT_EXPANSION] = "Expansion",
    [MOVEMENT_CONTRACTION] = "Contraction",
    [MOVEMENT_CHURN] = "Churn",
    [MOVEMENT_CLOSING] = "Last day",
};

static enum status check(const struct view *view, struct diag *diag,
                         size_t slot)
{
    const struct mrr_movement *movements =
        view->totals[slot].subscription.movements;
    int64_t sum = 0;

    for (size_t i = 0; i < MOVEMENT_CLOSING; i++)
        sum += movements[i].monthly;
    if (sum == movements[MOVEMENT_CLOSING].monthly)
        return OK;
    return diag_error(diag, INTERNAL, (struct place){0},
                      "movements of recurring revenue do not add up in %.*s",
                      STR_ARGS(view->windows[slot].name));
}

/* The amounts of a window: each is what the sum, rounded, grows by. */
static void set_amounts(const struct view *view, size_t slot,
                        struct table *table, size_t column)
{
    const struct mrr_movement *movements =
        view->totals[slot].subscription.movements;
    int64_t sum = 0;

    if (!view_has(view, slot))
        return;
    for (size_t i = 0; i < MOVEMENTS; i++)
        table->cells[i * COUNT(columns) + column] = cell_integer(
            CELL_MONEY,
            i == MOVEMENT_CLOSING
                ? decimal_round(movements[i].monthly, MONTHLY_PARTS)
                : decimal_part(&sum, movements[i].monthly, MONTHLY_PARTS));
}

static void add_movements(const struct view *view, struct table *table)
{
    const struct mrr_movement *now =
        view->totals[SLOT_NOW].subscription.movements;

    for (size_t i = 0; i < MOVEMENTS; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label(names[i]);
        cells[1] = cell_count(now[i].customers);
        cells[5] = cell_label(labels[i]);
    }
    set_amounts(view, SLOT_NOW, table, 2);
    set_amounts(view, SLOT_PREV, table, 3);
    set_amounts(view, SLOT_LY, table, 4);
}

enum status bridge_make(const struct view *view, struct diag *diag,
                        struct table **table)
{
    enum status status = OK;

    *table = NULL;
    if (!view->subscribers)
        return OK;
    for (size_t slot = 0; status == OK && slot < SLOT_COUNT; slot++)
        status = check(view, diag, slot);
    if (status != OK)
        return status;
    *table = table_new(view->arena, "subscriptions", "Subscriptions", columns,
                       COUNT(columns));
    add_movements(view, *table);
    (*table)->note = STR("Opening and movements add up to closing in the last "
                         "of four places: each is what their sum, rounded, "
                         "grows by.");
    return OK;
}
