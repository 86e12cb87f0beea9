#include "measure/driver.h"

#include "measure/change.h"
#include "measure/scope.h"

#include <math.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"comparison", "Against", CELL_TEXT, SUM_NONE, "ly or prev"},
    {"driver", "Id", CELL_TEXT, SUM_NONE, NULL},
    {"label", "Driver", CELL_TEXT, SUM_NONE, NULL},
    {"parent", "Part of", CELL_TEXT, SUM_NONE, NULL},
    {"leaf", "Leaf", CELL_FLAG, SUM_NONE,
     "the effects of leaves add up to the change of net sales"},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    {"base", "Base", CELL_RATIO, SUM_NONE, NULL},
    {"change", "Change", CELL_CHANGE, SUM_NONE, "of the driver itself"},
    {"effect", "Effect on net sales", CELL_MONEY, SUM_NONE, NULL},
};

/* The measures of identified customers in one window. */
struct factors {
    int64_t sales; /* money */
    double customers;
    double frequency;
    double aov; /* ten-thousandths, as the rest that is money */
    double upt; /* thousandths of units */
    double unit_price;
};

static int64_t identified_sales(const struct totals *totals)
{
    return totals->identified.gross - totals->identified.discount;
}

static struct factors factors_of(const struct totals *totals)
{
    double sales = (double)identified_sales(totals);
    double baskets = (double)totals->identified_baskets;
    double units = (double)totals->identified.units;

    return (struct factors){
        .sales = identified_sales(totals),
        .customers = (double)totals->customers,
        .frequency = baskets / (double)totals->customers,
        .aov = sales / baskets,
        .upt = units / baskets,
        .unit_price = sales / units,
    };
}

static double middle(double a, double b)
{
    return (a + b) / 2;
}

/* Put what rounding left on the largest of the parts, so that they add up. */
static void settle(int64_t *parts, size_t count, int64_t whole)
{
    size_t largest = 0;

    for (size_t i = 0; i < count; i++) {
        whole -= parts[i];
        if (llabs(parts[i]) > llabs(parts[largest]))
            largest = i;
    }
    parts[largest] += whole;
}

struct split driver_split(const struct totals *now, const struct totals *base)
{
    struct factors a = factors_of(base);
    struct factors b = factors_of(now);
    struct split split = {.by_units = now->all_units &&
                                      now->identified.units > 0 &&
                                      base->identified.units > 0};
    int64_t *effects = split.effects;
    double visits = middle(a.customers, b.customers);
    double baskets = visits * middle(a.frequency, b.frequency);

    if (now->customers == 0 || base->customers == 0) {
        split.whole = true;
        split.by_units = false;
        effects[DRIVER_CUSTOMERS] = b.sales - a.sales;
        return split;
    }
    effects[DRIVER_CUSTOMERS] =
        llround((b.customers - a.customers) *
                middle(a.frequency * a.aov, b.frequency * b.aov));
    effects[DRIVER_FREQUENCY] =
        llround(visits * (b.frequency - a.frequency) * middle(a.aov, b.aov));
    effects[DRIVER_AOV] = llround(baskets * (b.aov - a.aov));
    settle(effects, DRIVER_AOV + 1, b.sales - a.sales);
    if (split.by_units) {
        effects[DRIVER_UPT] = llround(baskets * (b.upt - a.upt) *
                                      middle(a.unit_price, b.unit_price));
        effects[DRIVER_UNIT_PRICE] = llround(baskets * middle(a.upt, b.upt) *
                                             (b.unit_price - a.unit_price));
        settle(effects + DRIVER_UPT, 2, effects[DRIVER_AOV]);
    }
    return split;
}

static int64_t anonymous_sales(const struct totals *totals)
{
    return totals->sums.gross - totals->sums.discount -
           identified_sales(totals);
}

const enum kpi_id leaf_kpis[LEAVES] = {
    [LEAF_CUSTOMERS] = KPI_customers,
    [LEAF_FREQUENCY] = KPI_frequency,
    [LEAF_AOV] = KPI_aov,
    [LEAF_UPT] = KPI_upt,
    [LEAF_UNIT_PRICE] = KPI_unit_price,
    [LEAF_ANONYMOUS_SALES] = KPI_anonymous_sales,
    [LEAF_RETURNS] = KPI_returns,
};

struct leaves driver_leaves(const struct totals *now, const struct totals *base)
{
    struct split split = driver_split(now, base);
    bool by_aov = !split.whole && !split.by_units;

    return (struct leaves){
        .effects = {[LEAF_CUSTOMERS] = split.effects[DRIVER_CUSTOMERS],
                    [LEAF_FREQUENCY] = split.effects[DRIVER_FREQUENCY],
                    [LEAF_AOV] = by_aov ? split.effects[DRIVER_AOV] : 0,
                    [LEAF_UPT] = split.effects[DRIVER_UPT],
                    [LEAF_UNIT_PRICE] = split.effects[DRIVER_UNIT_PRICE],
                    [LEAF_ANONYMOUS_SALES] =
                        anonymous_sales(now) - anonymous_sales(base),
                    [LEAF_RETURNS] = base->sums.returns - now->sums.returns},
        .known = {[LEAF_CUSTOMERS] = true,
                  [LEAF_FREQUENCY] = !split.whole,
                  [LEAF_AOV] = by_aov,
                  [LEAF_UPT] = split.by_units,
                  [LEAF_UNIT_PRICE] = split.by_units,
                  [LEAF_ANONYMOUS_SALES] = true,
                  [LEAF_RETURNS] = true},
        .unsplit = split.whole,
    };
}

void driver_main(const struct leaves *leaves, struct cell *cells)
{
    int64_t change = 0;
    size_t best = LEAVES;

    for (size_t i = 0; i < LEAVES; i++)
        change += leaves->effects[i];
    for (size_t i = 0; i < LEAVES && change != 0; i++) {
        int64_t effect = leaves->effects[i];

        if (effect != 0 && (effect > 0) == (change > 0) &&
            (best == LEAVES || llabs(effect) > llabs(leaves->effects[best])))
            best = i;
    }
    if (best == LEAVES)
        return;
    cells[0] = cell_label(kpis[leaf_kpis[best]].label);
    cells[1] = cell_integer(CELL_MONEY, leaves->effects[best]);
}

/* The measures of identified customers, as the KPIs compute them. */
static struct totals identified_only(const struct totals *totals)
{
    struct totals only = *totals;

    only.sums = totals->identified;
    only.baskets = totals->identified_baskets;
    return only;
}

/* A tree of one comparison being written down. */
struct tree {
    struct table *table;
    const char *comparison;
    const struct totals *now;
    const struct totals *base;
    struct totals now_only;
    struct totals base_only;
};

struct node {
    const char *parent;
    int64_t effect;
    enum kpi_id kpi;
    bool leaf;
    bool identified; /* of identified customers only */
    bool unsplit;    /* no effect can be told */
};

static void add_node(struct tree *tree, const struct node *node)
{
    const struct kpi *kpi = &kpis[node->kpi];
    struct cell *cells = table_add(tree->table);

    cells[0] = cell_label(tree->comparison);
    cells[1] = cell_label(kpi->id);
    cells[2] = cell_label(kpi->label);
    if (node->parent)
        cells[3] = cell_label(node->parent);
    cells[4] = cell_integer(CELL_FLAG, node->leaf);
    cells[5] = kpi_value(kpi, node->identified ? &tree->now_only : tree->now);
    cells[6] = kpi_value(kpi, node->identified ? &tree->base_only : tree->base);
    cells[7] = change_relative(cell_number(&cells[5]), cell_number(&cells[6]));
    if (!node->unsplit)
        cells[8] = cell_integer(CELL_MONEY, node->effect);
}

static void add_factors(struct tree *tree)
{
    struct split split = driver_split(tree->now, tree->base);
    const struct node nodes[] = {
        {"identified_sales", split.effects[DRIVER_CUSTOMERS], KPI_customers,
         true, true, false},
        {"identified_sales", split.effects[DRIVER_FREQUENCY], KPI_frequency,
         !split.whole, true, split.whole},
        {"identified_sales", split.effects[DRIVER_AOV], KPI_aov,
         !split.whole && !split.by_units, true, split.whole},
        {"aov", split.effects[DRIVER_UPT], KPI_upt, true, true, false},
        {"aov", split.effects[DRIVER_UNIT_PRICE], KPI_unit_price, true, true,
         false},
    };

    for (size_t i = 0; i < (split.by_units ? COUNT(nodes) : 3); i++)
        add_node(tree, nodes + i);
}

static void add_tree(const struct view *view, struct table *table, size_t slot,
                     const char *comparison)
{
    /* As KPIs are: of a section those of the company's study, which knows days
     * of orders that begin with lines of another department. */
    const struct scope *whole = view->scopes->items;
    const struct totals *now = whole->totals[SLOT_NOW];
    const struct totals *base = whole->totals[slot];
    struct tree tree = {.table = table,
                        .comparison = comparison,
                        .now = now,
                        .base = base,
                        .now_only = identified_only(now),
                        .base_only = identified_only(base)};

    if (!view_has(view, slot))
        return;
    add_node(&tree, &(struct node){
                        .kpi = KPI_net_sales,
                        .effect = sums_net(&now->sums) - sums_net(&base->sums),
                    });
    if (view->totals[SLOT_WHOLE].customers > 0) {
        add_node(&tree, &(struct node){.kpi = KPI_identified_sales,
                                       .parent = "net_sales",
                                       .effect = identified_sales(now) -
                                                 identified_sales(base)});
        add_factors(&tree);
    }
    add_node(&tree, &(struct node){.kpi = KPI_anonymous_sales,
                                   .parent = "net_sales",
                                   .leaf = true,
                                   .effect = anonymous_sales(now) -
                                             anonymous_sales(base)});
    add_node(&tree,
             &(struct node){.kpi = KPI_returns,
                            .parent = "net_sales",
                            .leaf = true,
                            .effect = base->sums.returns - now->sums.returns});
}

struct table *driver_make(const struct view *view)
{
    struct table *table =
        table_new(view->arena, "drivers", "Drivers", columns, COUNT(columns));

    add_tree(view, table, SLOT_LY, "ly");
    add_tree(view, table, SLOT_PREV, "prev");
    table->note = STR("Customers, frequency and basket measures are those of "
                      "identified customers; factors by midpoint split, from "
                      "the top of the tree down");
    return table;
}
