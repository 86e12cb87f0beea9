#include "truth.h"

#include "campaign.h"

#include <inttypes.h>

static void write_laws(struct out *out)
{
#define LAW(name) out_printf(out, "    \"" #name "\": %.10g,\n", law.name)
    out_printf(out, "  \"laws\": {\n");
    LAW(r);
    LAW(alpha);
    LAW(a);
    LAW(b);
    LAW(p);
    LAW(q);
    LAW(gamma);
    LAW(opening_share);
    LAW(opening_weeks);
    LAW(anonymous_baskets);
    LAW(anonymous_decline);
    LAW(anonymous_spend);
    LAW(member_base);
    LAW(member_slope);
    LAW(join_at_once);
    LAW(join_days);
    LAW(leave_share);
    LAW(subscriber_share);
    LAW(subscriber_pull);
    LAW(trial_share);
    LAW(trial_converts);
    LAW(year_share);
    LAW(cancel_month);
    LAW(return_share);
    LAW(staff_share);
    LAW(season_wave);
    LAW(christmas_peak);
    LAW(christmas_days);
    LAW(clearance);
    LAW(growth_year);
    LAW(price_up);
    LAW(rating_slope);
    LAW(dip);
    LAW(online_share);
    LAW(split_share);
    LAW(return_visit);
#undef LAW
    out_printf(out, "    \"campaign_incremental\": %g\n  },\n",
               campaign_incremental);
}

static void write_clock(const struct clock *clock, struct out *out)
{
    out_printf(out, "  \"clock_start\": \"%s\",\n  \"clock\": [",
               clock->dates[0]);
    for (int day = 0; day <= DAYS; day++)
        out_printf(out, "%s%.9f", day ? ", " : "", clock->at[day]);
    out_printf(out, "],\n  \"hours\": [");
    for (size_t i = 0; i < WEEKDAYS; i++) {
        out_printf(out, "%s\n    [", i ? "," : "");
        for (size_t k = 0; k < HOURS; k++)
            out_printf(out, "%s%g", k ? ", " : "", law_hours[i][k]);
        out_printf(out, "]");
    }
    out_printf(out, "],\n");
}

static void write_categories(struct out *out)
{
    out_printf(out, "  \"categories\": [");
    for (size_t i = 0; i < CATEGORIES; i++)
        out_printf(out,
                   "%s\n    {\"department\": \"%s\", \"category\": \"%s\", "
                   "\"elasticity\": %g, \"cost_share\": %g}",
                   i ? "," : "", categories[i].department, categories[i].name,
                   categories[i].elasticity, categories[i].cost);
    out_printf(out, "\n  ],\n  \"promotion_types\": [");
    for (size_t i = 0; i < PROMOTION_TYPES; i++)
        out_printf(out,
                   "%s\n    {\"type\": \"%s\", \"depth\": %d, \"uplift\": %g}",
                   i ? "," : "", promotion_types[i].name,
                   promotion_types[i].depth, promotion_types[i].uplift);
    out_printf(out, "\n  ],\n  \"campaign_returns\": [");
    for (size_t i = 0; i < DEPARTMENTS; i++)
        out_printf(
            out, "%s\n    {\"department\": \"%s\", \"ATL\": %g, \"BTL\": %g}",
            i ? "," : "", departments[i], campaign_returns[i][MEDIUM_ATL],
            campaign_returns[i][MEDIUM_BTL]);
    out_printf(out, "\n  ],\n");
}

static void write_offers(const struct truth *truth, const struct shop *shop,
                         struct out *out)
{
    out_printf(out, "  \"offers\": [");
    for (size_t i = 0; i < OFFERS; i++) {
        const struct offer *offer = &shop->offers[i];
        const struct offer_count *count = &truth->offers[i];

        out_printf(
            out,
            "%s\n    {\"offer_id\": \"%s\", \"name\": \"%s\", \"pull\": %g, "
            "\"treated\": %" PRIu64 ", \"control\": %" PRIu64
            ", \"redeemed\": %" PRIu64 ", \"leaked\": %" PRIu64
            ", \"caused_visits\": %" PRId64 ", \"caused_net\": %" PRId64
            ", \"taken_off\": %" PRId64 ", \"incremental_net\": %" PRId64
            ", \"reward_cost\": %" PRId64 "}",
            i ? "," : "", offer->id, offer->name, offer->pull, count->treated,
            count->control, count->redeemed, count->leaked, count->visits,
            count->caused, count->taken, count->caused - count->taken,
            count->cost);
    }
    out_printf(out, "\n  ],\n");
}

static void write_oddities(const struct truth *truth, const struct shop *shop,
                           struct out *out)
{
    const struct network *network = shop->network;
    const uint8_t shops[] = {network->biggest, network->second};

    out_printf(out, "  \"lent_cards\": [");
    for (size_t i = 0; i < COUNT(shops); i++)
        out_printf(out,
                   "%s\n    {\"customer_id\": \"%s\", \"store_id\": \"%s\", "
                   "\"share\": %g, \"baskets\": %" PRId64 "}",
                   i ? "," : "", i ? "C90000002" : "C90000001",
                   network->stores[shops[i]].id, network->lent_share,
                   truth->lent[i]);
    out_printf(out,
               "\n  ],\n  \"faulty_scanner\": {\"store_id\": \"%s\", "
               "\"from\": \"%s\", \"to\": \"%s\", \"share\": %g, "
               "\"baskets\": %" PRId64 "},\n",
               network->stores[network->faulty].id,
               shop->clock->dates[network->faulty_from],
               shop->clock->dates[network->faulty_to], network->faulty_share,
               truth->faulty);
}

static void write_counts(const struct truth *truth, struct out *out)
{
    out_printf(out, "  \"anonymous_baskets_by_week\": [");
    for (size_t i = 0; i < WEEKS; i++)
        out_printf(out, "%s%" PRId64, i ? ", " : "", truth->anonymous_weeks[i]);
    out_printf(out, "],\n  \"store_baskets_by_hour\": [");
    for (size_t i = 0; i < WEEKDAYS; i++) {
        out_printf(out, "%s\n    [", i ? "," : "");
        for (size_t k = 0; k < 24; k++)
            out_printf(out, "%s%" PRId64, k ? ", " : "", truth->hours[i][k]);
        out_printf(out, "]");
    }
    out_printf(out, "],\n  \"promoted_lines\": [");
    for (size_t i = 0; i < PROMOTION_TYPES; i++)
        out_printf(out, "%s%" PRId64, i ? ", " : "", truth->promoted[i]);
    out_printf(out, "],\n");
}

static void add_cell(struct truth_cell *sum, const struct truth_cell *cell)
{
    sum->gross += cell->gross;
    sum->discount += cell->discount;
    sum->returns += cell->returns;
    sum->lines += cell->lines;
    sum->units += cell->units;
    sum->baskets += cell->baskets;
    sum->member_baskets += cell->member_baskets;
}

static int64_t net_of(const struct truth_cell *cell)
{
    return cell->gross - cell->discount - cell->returns;
}

static void write_cell(const struct truth_cell *cell, struct out *out)
{
    out_printf(out,
               "\"gross\": %" PRId64 ", \"discount\": %" PRId64
               ", \"returns\": %" PRId64 ", \"net\": %" PRId64
               ", \"units\": %" PRId64 ", \"baskets\": %" PRId64
               ", \"member_baskets\": %" PRId64,
               cell->gross, cell->discount, cell->returns, net_of(cell),
               cell->units, cell->baskets, cell->member_baskets);
}

static struct truth_cell sum_period(const struct truth *truth, size_t period)
{
    struct truth_cell sum = {0};

    for (size_t i = 0; i < PLACES; i++)
        add_cell(&sum, &truth->stores[period][i]);
    return sum;
}

static void write_period(const struct truth *truth, const struct shop *shop,
                         size_t i, struct out *out)
{
    const struct period *period = &shop->clock->periods[i];
    struct truth_cell sum = sum_period(truth, i);
    const char *comma = "";

    out_printf(out,
               "    {\"period\": \"%s\", \"start\": \"%s\", \"end\": \"%s\", "
               "\"customers\": %" PRId64 ", \"members\": %" PRId64 ", ",
               period->name, shop->clock->dates[period->first],
               shop->clock->dates[period->last], truth->customers[i],
               truth->members[i]);
    write_cell(&sum, out);
    out_printf(out, ", \"stores\": {");
    for (size_t k = 0; k < PLACES; k++) {
        const struct truth_cell *cell = &truth->stores[i][k];

        if (cell->lines == 0 && cell->returns == 0)
            continue;
        out_printf(out, "%s\n      \"%s\": {", comma,
                   shop->network->stores[k].id);
        write_cell(cell, out);
        out_printf(out, "}");
        comma = ",";
    }
    out_printf(out, "},\n     \"categories\": {");
    for (size_t k = 0; k < CATEGORIES; k++) {
        const struct truth_cell *cell = &truth->categories[i][k];

        out_printf(out,
                   "%s\n      \"%s\": {\"gross\": %" PRId64
                   ", \"discount\": %" PRId64 ", \"returns\": %" PRId64
                   ", \"net\": %" PRId64 ", \"units\": %" PRId64 "}",
                   k ? "," : "", categories[k].name, cell->gross,
                   cell->discount, cell->returns, net_of(cell), cell->units);
    }
    out_printf(out, "}}%s\n", i + 1 < PERIODS ? "," : "");
}

void truth_write(const struct truth *truth, const struct truth_run *run,
                 struct out *out)
{
    const struct shop *shop = run->shop;

    out_printf(out,
               "{\n  \"seed\": %" PRIu64 ",\n  \"lines_asked\": %" PRIu64
               ",\n  \"rows\": %" PRId64 ",\n  \"damage\": %g,\n"
               "  \"damaged_rows\": %" PRIu64 ",\n  \"customers\": %" PRId64
               ",\n  \"unit\": \"cent\",\n  \"units_unit\": \"thousandth\",\n",
               shop->seed, run->lines, truth->rows, run->damage, run->damaged,
               truth->identified);
    write_laws(out);
    write_clock(shop->clock, out);
    write_categories(out);
    write_offers(truth, shop, out);
    write_oddities(truth, shop, out);
    write_counts(truth, out);
    out_printf(out, "  \"periods\": [\n");
    for (size_t i = 0; i < PERIODS; i++)
        write_period(truth, shop, i, out);
    out_printf(out, "  ]\n}\n");
}

/* What the programme is to reach: what counts customers grows with them. */
static void write_member_targets(const struct truth *truth, size_t period,
                                 const struct clock *clock, struct out *out)
{
    const char *name = clock->periods[period].name;
    double customers = (double)truth->identified;
    int days = clock->periods[period].last - clock->periods[period].first + 1;

    out_printf(out, "%s,value_per_member,0.60,all\n", name);
    out_printf(out, "%s,acquisition_from_group,%.0f,all\n", name,
               customers * 0.00015 * days);
    out_printf(out, "%s,annual_member_spend,150,all\n", name);
    out_printf(out, "%s,scan_rate,0.65,all\n", name);
    out_printf(out, "%s,active_members,%.0f,all\n", name,
               customers * (0.2 + 0.0055 * (double)period));
}

void truth_write_targets(const struct truth *truth, const struct clock *clock,
                         struct out *out)
{
    out_printf(out, "period,kpi,target,scope\n");
    for (size_t i = YEAR_PERIODS; i < PERIODS; i++) {
        const char *name = clock->periods[i].name;
        struct truth_cell before = sum_period(truth, i - YEAR_PERIODS);
        double baskets = (double)before.baskets * 1.03;
        double value = (double)(before.gross - before.discount) / 100 * 1.05;

        if (before.baskets == 0)
            continue;
        out_printf(out, "%s,net_sales,%.0f,all\n", name,
                   (double)net_of(&before) / 100 * 1.05);
        out_printf(out, "%s,baskets,%.0f,all\n", name, baskets);
        out_printf(out, "%s,aov,%.2f,all\n", name, value / baskets);
        out_printf(out, "%s,margin_rate,0.39,all\n", name);
        out_printf(out, "%s,discount_rate,0.10,all\n", name);
        write_member_targets(truth, i, clock, out);
    }
}
