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
     "are the closing"},
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

static struct cell mrr_cell(const struct view *view, size_t slot,
                            size_t movement)
{
    const struct mrr_movement *movements =
        view->totals[slot].subscription.movements;

    if (!view_has(view, slot))
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_integer(
        CELL_MONEY, decimal_round(movements[movement].monthly, MONTHLY_PARTS));
}

static void add_movement(const struct view *view, struct table *table,
                         size_t movement)
{
    const struct subscription_totals *now =
        &view->totals[SLOT_NOW].subscription;
    struct cell *cells = table_add(table);

    cells[0] = cell_label(names[movement]);
    cells[1] = cell_count(now->movements[movement].customers);
    cells[2] = mrr_cell(view, SLOT_NOW, movement);
    cells[3] = mrr_cell(view, SLOT_PREV, movement);
    cells[4] = mrr_cell(view, SLOT_LY, movement);
    cells[5] = cell_label(labels[movement]);
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
    for (size_t i = 0; i < MOVEMENTS; i++)
        add_movement(view, *table, i);
    (*table)->note =
        STR("Movements add up exactly; each amount is rounded when printed.");
    return OK;
}
