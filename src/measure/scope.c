#include "measure/scope.h"

#include "measure/department_sales.h"
#include "measure/outlet.h"
#include "measure/purse.h"
#include "measure/visitor.h"

static const char *const kind_names[SCOPE_KINDS] = {
    [SCOPE_WHOLE] = "all",
    [SCOPE_MARKET] = "market",
    [SCOPE_STATE] = "state",
    [SCOPE_STORE] = "store",
    [SCOPE_DEPARTMENT] = "department",
    [SCOPE_CHANNEL] = "channel",
};

const char *scope_kind_name(enum scope_kind kind)
{
    return kind_names[kind];
}

struct str scope_title(const struct view *view, const struct scope *scope)
{
    const struct catalogue *catalogue = view->study->catalogue;
    uint32_t store = scope->kind == SCOPE_STORE
                         ? map_find(&catalogue->store_ids, scope->value)
                         : MAP_NONE;

    return store != MAP_NONE && catalogue->stores[store].name.len > 0
               ? catalogue->stores[store].name
               : scope->value;
}

bool scope_gives(const struct scope *scope, const struct kpi *kpi)
{
    switch (scope->gives) {
    case SCOPE_WHOLE:
        break;
    case SCOPE_MARKET:
    case SCOPE_STATE:
    case SCOPE_STORE:
        if (kpi->scopes == WHOLE)
            return false;
        break;
    case SCOPE_DEPARTMENT:
        if (kpi->scopes != EVERYWHERE)
            return false;
        break;
    case SCOPE_CHANNEL:
    case SCOPE_KINDS:
        return false;
    }
    return kpi->available(scope->whole);
}

/* Totals of no order, of each scope and window, and one more of none. */
static struct totals *make_totals(struct arena *arena, const struct view *view,
                                  const struct partition *partition)
{
    const struct totals *whole = &view->totals[SLOT_WHOLE];
    size_t count = partition->scope_count * partition->window_count + 1;
    struct totals *totals = arena_array(arena, struct totals, count);

    for (size_t i = 0; i < count; i++)
        totals[i] = (struct totals){.has_costs = whole->has_costs,
                                    .has_products = whole->has_products,
                                    .tells_members = whole->tells_members,
                                    .all_units = whole->all_units};
    return totals;
}

static bool has_any(const struct totals *totals)
{
    return totals->baskets > 0 || totals->sums.sale_lines > 0 ||
           totals->sums.return_lines > 0;
}

/* `totals` are the scope's, window by window; `none` is of no order. */
static void set_totals(const struct view *view,
                       const struct partition *partition,
                       const struct totals *totals, const struct totals *none,
                       struct scope *scope)
{
    for (size_t slot = 0; slot < SLOT_COUNT; slot++) {
        size_t window = partition->numbers[slot];

        if (scope->kind == SCOPE_WHOLE)
            scope->totals[slot] = &view->totals[slot];
        else
            scope->totals[slot] =
                window < partition->window_count ? totals + window : none;
    }
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        scope->is_shown |=
            scope->kind == SCOPE_WHOLE || has_any(scope->totals[slot]);
    scope->whole = &view->totals[SLOT_WHOLE];
}

static void name_scope(struct arena *arena, const struct partition *partition,
                       size_t group, struct scope *scope)
{
    if (scope->kind == SCOPE_WHOLE) {
        scope->value = scope->name = SCOPE_ALL;
        return;
    }
    scope->value = partition->kinds[scope->kind].names[group];
    scope->name = str_format(arena, "%s:%.*s", kind_names[scope->kind],
                             STR_ARGS(scope->value));
}

static void list_scopes(struct arena *arena, const struct view *view,
                        const struct partition *partition,
                        const struct totals *totals, struct scopes *scopes)
{
    size_t windows = partition->window_count;
    const struct totals *none = totals + partition->scope_count * windows;

    scopes->count = partition->scope_count;
    scopes->items = arena_array(arena, struct scope, scopes->count);
    for (size_t kind = 0; kind < SCOPE_KINDS; kind++)
        for (size_t i = 0; i < partition->kinds[kind].count; i++) {
            size_t number = partition->first[kind] + i;
            struct scope *scope = scopes->items + number;

            scope->kind = scope->gives = (enum scope_kind)kind;
            name_scope(arena, partition, i, scope);
            set_totals(view, partition, totals + number * windows, none, scope);
        }
}

/* What adds up over scopes of a kind. */
struct addition {
    const char *what;
    int64_t (*of)(const struct totals *totals);
    enum {
        OF_ORDERS,   /* departments do not add up to it, or have none of it */
        OF_PRODUCTS, /* they do, in the windows that are compared */
        OF_LINES,    /* they do, always; and a section's lines to its part */
    } made;
};

#define ADDITION(name, amount)                                                 \
    static int64_t name##_of(const struct totals *t)                           \
    {                                                                          \
        return amount;                                                         \
    }
ADDITION(gross, t->sums.gross)
ADDITION(discount, t->sums.discount)
ADDITION(returns, t->sums.returns)
ADDITION(units, t->sums.units)
ADDITION(returned_units, t->sums.returned_units)
ADDITION(unit_sales, t->sums.unit_sales)
ADDITION(lines, t->sums.sale_lines + t->sums.return_lines)
ADDITION(costed_net, t->sums.costed_net)
ADDITION(cost, t->sums.cost)
ADDITION(baskets, t->baskets)
ADDITION(basket_value, t->basket_value)
ADDITION(basket_products, t->basket_products)
ADDITION(identified_baskets, t->identified_baskets)
ADDITION(member_baskets, t->member_baskets)
ADDITION(member_value, t->member_value)
ADDITION(identified_sales, t->identified.gross - t->identified.discount)
ADDITION(identified_returns, t->identified.returns)
#undef ADDITION

static const struct addition additions[] = {
    {"gross sales", gross_of, OF_LINES},
    {"discount", discount_of, OF_LINES},
    {"returns", returns_of, OF_LINES},
    {"units", units_of, OF_LINES},
    {"returned units", returned_units_of, OF_LINES},
    {"sales that count as units", unit_sales_of, OF_LINES},
    {"lines", lines_of, OF_LINES},
    {"net sales with a cost", costed_net_of, OF_LINES},
    {"costs", cost_of, OF_LINES},
    {"baskets", baskets_of, OF_ORDERS},
    {"basket value", basket_value_of, OF_ORDERS},
    {"products of baskets", basket_products_of, OF_ORDERS},
    {"identified baskets", identified_baskets_of, OF_ORDERS},
    {"members’ baskets", member_baskets_of, OF_ORDERS},
    {"value of members’ baskets", member_value_of, OF_ORDERS},
    {"sales of identified customers", identified_sales_of, OF_PRODUCTS},
    {"returns of identified customers", identified_returns_of, OF_PRODUCTS},
};

static int64_t add_up(const struct partition *partition,
                      const struct scopes *scopes, enum scope_kind kind,
                      size_t slot, const struct addition *addition)
{
    int64_t sum = 0;

    for (size_t i = 0; i < partition->kinds[kind].count; i++)
        sum += addition->of(
            scopes->items[partition->first[kind] + i].totals[slot]);
    return sum;
}

static enum status check(const struct view *view, struct diag *diag,
                         const struct partition *partition,
                         const struct scopes *scopes, enum scope_kind kind,
                         const struct addition *addition)
{
    size_t slots = SLOT_COUNT;

    if (kind == SCOPE_DEPARTMENT && addition->made == OF_ORDERS)
        return OK;
    if (kind == SCOPE_DEPARTMENT && addition->made == OF_PRODUCTS)
        slots = SLOT_COMPARED;
    for (size_t slot = 0; slot < slots; slot++) {
        int64_t want = addition->of(&view->totals[slot]);
        int64_t got;

        if (partition->numbers[slot] == partition->window_count)
            continue;
        got = add_up(partition, scopes, kind, slot, addition);
        if (got != want)
            return diag_error(diag, INTERNAL, (struct place){0},
                              "scopes of kind %s do not add up: %s of %.*s "
                              "%lld instead of %lld",
                              kind_names[kind], addition->what,
                              STR_ARGS(view->windows[slot].name),
                              (long long)got, (long long)want);
    }
    return OK;
}

static enum status check_kind(const struct view *view, struct diag *diag,
                              const struct partition *partition,
                              const struct scopes *scopes, enum scope_kind kind)
{
    enum status status = OK;

    for (size_t i = 0; i < COUNT(additions) && status == OK; i++)
        status = check(view, diag, partition, scopes, kind, additions + i);
    return status;
}

/* A section's lines add up to what the company's study says of it. */
static enum status check_part(const struct view *view, struct diag *diag,
                              const struct partition *partition)
{
    const struct scope *part = view->study->part;

    for (size_t i = 0; i < COUNT(additions); i++)
        for (size_t slot = 0; slot < SLOT_COUNT; slot++) {
            int64_t want = additions[i].of(part->totals[slot]);
            int64_t got = additions[i].of(&view->totals[slot]);

            if (additions[i].made != OF_LINES || got == want ||
                partition->numbers[slot] == partition->window_count)
                continue;
            return diag_error(diag, INTERNAL, (struct place){0},
                              "%.*s is not what the company says of it: %s of "
                              "%.*s %lld instead of %lld",
                              STR_ARGS(part->name), additions[i].what,
                              STR_ARGS(view->windows[slot].name),
                              (long long)got, (long long)want);
        }
    return OK;
}

/* What is reported is the first scope, and the whole here. */
static enum status put_part(const struct view *view, struct diag *diag,
                            const struct partition *partition,
                            struct scopes *scopes)
{
    struct scope *first = scopes->items;

    *first = *view->study->part;
    first->kind = SCOPE_WHOLE;
    first->value = first->name = SCOPE_ALL;
    first->is_shown = true;
    return check_part(view, diag, partition);
}

enum status scopes_make(struct arena *arena, struct diag *diag,
                        const struct view *view, struct scopes *scopes)
{
    struct partition partition = partition_make(arena, view);
    struct totals *totals = make_totals(arena, view, &partition);
    enum status status = OK;

    outlet_count(&partition, totals);
    department_sales_count(&partition, totals);
    visitor_count(&partition, totals);
    purse_measure(&partition, totals);
    list_scopes(arena, view, &partition, totals, scopes);
    for (size_t kind = SCOPE_MARKET; kind <= SCOPE_DEPARTMENT && status == OK;
         kind++)
        if (partition_has(&partition, (enum scope_kind)kind))
            status = check_kind(view, diag, &partition, scopes,
                                (enum scope_kind)kind);
    if (view->study->part && status == OK)
        status = put_part(view, diag, &partition, scopes);
    return status;
}
