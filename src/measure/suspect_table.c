#include "measure/suspect_table.h"

#include "base/wide.h"
#include "measure/kpi.h"
#include "measure/scope.h"
#include "measure/slice.h"

#include <math.h>

static const struct column columns[] = {
    {"subject_type", "Type", CELL_TEXT, SUM_NONE, "customer or order"},
    {"subject", "Subject", CELL_TEXT, SUM_NONE,
     "its id; an order’s time where its id is found no more"},
    {"reasons", "Reasons", CELL_TEXT, SUM_NONE, "codes, a space between them"},
    {"value", "Net sales", CELL_MONEY, SUM_NONE,
     "of its lines in the window; orders may be a suspect customer’s"},
    {"date", "Date", CELL_DATE, SUM_NONE, "of an order"},
    {"store_id", "Store", CELL_TEXT, SUM_NONE, "of an order"},
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
};

static const struct column reason_columns[] = {
    {"reason", "Reason", CELL_TEXT, SUM_NONE, NULL},
    {"label", "Reason in words", CELL_TEXT, SUM_NONE, NULL},
    {"meaning", "Meaning", CELL_TEXT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_NONE,
     "that are suspect; none where the reason is one of orders"},
    {"orders", "Orders", CELL_COUNT, SUM_NONE,
     "that are suspect by themselves; none where the reason is one of "
     "customers"},
    {"baskets", "Baskets", CELL_COUNT, SUM_NONE,
     "of the window: suspect, or of a suspect customer"},
    {"share_baskets", "Of baskets", CELL_RATE, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE,
     "of lines in the window of orders that are suspect, or of a suspect "
     "customer"},
    {"share_sales", "Of sales", CELL_RATE, SUM_NONE, NULL},
};

static const struct column effect_columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, NULL},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"unit", "Unit", CELL_TEXT, SUM_NONE, NULL},
    {"reason", "Without", CELL_TEXT, SUM_NONE,
     "suspects with the reason; all: all suspects"},
    {"value", "Value", CELL_RATIO, SUM_NONE, "with all"},
    {"value_without", "Value without", CELL_RATIO, SUM_NONE,
     "without the orders that are suspect, or of a suspect customer"},
    {"change_pct", "Change", CELL_CHANGE, SUM_NONE,
     "value without / value, less 1; only what is more than 1 % either way"},
};

/* KPIs of which suspects have a part that is known. */
static const enum kpi_id compared[] = {
    KPI_net_sales,
    KPI_gross_sales,
    KPI_discount,
    KPI_discount_rate,
    KPI_returns,
    KPI_return_rate,
    KPI_units,
    KPI_baskets,
    KPI_aov,
    KPI_upt,
    KPI_items_per_basket,
    KPI_customers,
    KPI_spend_per_customer,
    KPI_frequency,
    KPI_identified_sales,
    KPI_anonymous_sales,
    KPI_scan_rate,
    KPI_active_shops,
    KPI_active_frequency,
    KPI_active_aov,
};

/* A KPI as a fraction of whole numbers; its unit is the same for all totals. */
struct quotient {
    int128 part;
    int128 whole;
};

static struct quotient quotient_of(const struct kpi *kpi,
                                   const struct totals *totals)
{
    return (struct quotient){
        kpi->numerator(totals).integer,
        kpi->kind == KPI_RATIO ? kpi->denominator(totals).integer : 1};
}

/* Whether a KPI moves by more than a hundredth: exactly, as a hundredth is no
 * double. */
static bool is_moved(const struct kpi *kpi, const struct totals *with,
                     const struct totals *without)
{
    struct quotient a = quotient_of(kpi, with);
    struct quotient b = quotient_of(kpi, without);
    int128 base = a.part * b.whole;
    int128 gap = b.part * a.whole - base;

    return 100 * (gap < 0 ? -gap : gap) > (base < 0 ? -base : base);
}

/* All that rows of the list are made of when they are written. */
struct source {
    const struct suspect_list *list;
    struct str reasons[1 << SUSPECT_REASONS]; /* codes of each set */
};

static const char *part_name(size_t part)
{
    return part == SUSPECT_ALL ? "all" : suspect_rules[part].code;
}

static struct str codes_of(struct arena *arena, unsigned reasons)
{
    struct text text = {.arena = arena};

    for (size_t i = 0; i < SUSPECT_REASONS; i++)
        if (reasons >> i & 1)
            text_addf(&text, "%s%s", text_str(&text).len > 0 ? " " : "",
                      suspect_rules[i].code);
    return text_str(&text);
}

static void set_order(const struct book *book, uint32_t number,
                      struct cell *cells)
{
    struct order order = book_order(book, number);

    cells[4] = cell_date(order.date);
    if (order.store != MAP_NONE)
        cells[5] = cell_text(book->stores.items[order.store]);
    if (order.customer != MAP_NONE)
        cells[6] = cell_text(book_customer_id(book, order.customer));
}

static void give_row(const void *context, size_t row, struct cell *cells)
{
    const struct source *source = context;
    const struct suspect *suspect = source->list->items + row;

    cells[0] = cell_label(suspect->is_order ? "order" : "customer");
    cells[1] = cell_text(suspect->id);
    cells[2] = cell_text(source->reasons[suspect->reasons]);
    cells[3] = cell_integer(CELL_MONEY, suspect->value);
    if (suspect->is_order)
        set_order(source->list->book, suspect->number, cells);
    else
        cells[6] = cells[1];
}

static struct table *make_list(struct arena *arena,
                               const struct suspect_list *list)
{
    struct source *source = arena_new(arena, struct source);
    struct table *table =
        table_new(arena, "suspects", "Suspects", columns, COUNT(columns));

    source->list = list;
    for (unsigned i = 1; i < COUNT(source->reasons); i++)
        source->reasons[i] = codes_of(arena, i);
    table_give(table, list->count, give_row, source);
    table->is_personal = true;
    return table;
}

/* How many there are, of the kind that the reason is of. */
static void set_counts(const struct suspect_part *part, size_t number,
                       struct cell *cells)
{
    if (number == SUSPECT_ALL || !suspect_rules[number].is_of_order)
        cells[0] = cell_count(part->customers);
    if (number == SUSPECT_ALL || suspect_rules[number].is_of_order)
        cells[1] = cell_count(part->orders);
}

static void add_reason(const struct view *view, struct table *table,
                       const struct suspect_part *part, size_t number)
{
    const struct totals *all = &view->totals[SLOT_NOW];
    int64_t net = sums_net(&part->totals.sums);
    struct cell *cells = table_add(table);

    cells[0] = cell_label(part_name(number));
    cells[1] = cell_label(number == SUSPECT_ALL ? "All suspects"
                                                : suspect_rules[number].label);
    cells[2] =
        cell_label(number == SUSPECT_ALL ? "for one of these reasons or more"
                                         : suspect_rules[number].meaning);
    set_counts(part, number, cells + 3);
    cells[5] = cell_count(part->totals.baskets);
    cells[6] = cell_ratio(CELL_RATE, (double)part->totals.baskets,
                          (double)all->baskets);
    cells[7] = cell_integer(CELL_MONEY, net);
    cells[8] = slice_share(net, sums_net(&all->sums));
}

/* Reasons that somebody is suspect for, and all together. */
static struct table *make_reasons(const struct view *view,
                                  const struct suspect_part *parts)
{
    struct table *table =
        table_new(view->arena, "suspect_reasons", "Suspects by reason",
                  reason_columns, COUNT(reason_columns));

    for (size_t i = 0; i < SUSPECT_PARTS; i++)
        if (parts[i].customers + parts[i].orders > 0)
            add_reason(view, table, parts + i, i);
    return table;
}

/* The totals without a part: of what the compared KPIs are made of. */
static struct totals totals_without(const struct totals *all,
                                    const struct totals *part)
{
    struct totals rest = *all;

    rest.sums.gross -= part->sums.gross;
    rest.sums.discount -= part->sums.discount;
    rest.sums.returns -= part->sums.returns;
    rest.sums.units -= part->sums.units;
    rest.sums.returned_units -= part->sums.returned_units;
    rest.identified.gross -= part->identified.gross;
    rest.identified.discount -= part->identified.discount;
    rest.identified.returns -= part->identified.returns;
    rest.baskets -= part->baskets;
    rest.basket_products -= part->basket_products;
    rest.identified_baskets -= part->identified_baskets;
    rest.member_baskets -= part->member_baskets;
    rest.member_value -= part->member_value;
    rest.customers -= part->customers;
    rest.members -= part->members;
    return rest;
}

static void add_effect(const struct view *view, struct table *table,
                       const struct kpi *kpi, const struct suspect_part *parts,
                       size_t part)
{
    const struct totals *all = &view->totals[SLOT_NOW];
    struct totals rest = totals_without(all, &parts[part].totals);
    struct cell with = kpi_value(kpi, all);
    struct cell without = kpi_value(kpi, &rest);
    double change = cell_number(&without) / cell_number(&with) - 1;
    struct cell *cells;

    if (!isfinite(change) || !is_moved(kpi, all, &rest))
        return;
    cells = table_add(table);
    cells[0] = cell_label(kpi->id);
    cells[1] = cell_label(kpi->label);
    cells[2] = kpi->unit ? cell_label(kpi->unit)
                         : cell_text(view->study->config->company.currency);
    cells[3] = cell_label(part_name(part));
    cells[4] = with;
    cells[5] = without;
    cells[6] = cell_real(CELL_CHANGE, change);
}

/* KPI by KPI, all suspects first. */
static struct table *make_effects(const struct view *view,
                                  const struct suspect_part *parts)
{
    struct table *table =
        table_new(view->arena, "suspect_effects", "KPIs without suspects",
                  effect_columns, COUNT(effect_columns));

    for (size_t i = 0; i < COUNT(compared); i++) {
        const struct kpi *kpi = kpis + compared[i];

        if (!scope_gives(view->scopes->items, kpi))
            continue;
        add_effect(view, table, kpi, parts, SUSPECT_ALL);
        for (size_t part = 0; part < SUSPECT_REASONS; part++)
            add_effect(view, table, kpi, parts, part);
    }
    return table;
}

struct suspect_list *suspect_tables(const struct view *view,
                                    struct suspects *suspects,
                                    struct tables *tables)
{
    struct suspicion suspicion;

    suspects_end(view->arena, suspects, &suspicion);
    if (suspicion.list->count == 0)
        return NULL;
    tables_add(tables, make_list(view->arena, suspicion.list));
    tables_add(tables, make_reasons(view, suspicion.parts));
    tables_add(tables, make_effects(view, suspicion.parts));
    return suspicion.list;
}
