#include "measure/funnel.h"

#include "base/decimal.h"

#include <math.h>

static const struct column columns[] = {
    {"offer_id", "Offer", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"type", "Type", CELL_TEXT, SUM_NONE, NULL},
    {"business_unit", "Business unit", CELL_TEXT, SUM_NONE, NULL},
    {"campaign_id", "Campaign", CELL_TEXT, SUM_NONE, NULL},
    {"funded_by", "Funded by", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"complete", "Complete", CELL_FLAG, SUM_NONE,
     "it ended on or before the as-of day"},
    {"allocated", "Allocated", CELL_COUNT, SUM_NONE,
     "customers who were given it, but for the control group"},
    {"delivered", "Delivered", CELL_COUNT, SUM_NONE,
     "of these; or a later stage"},
    {"opened", "Opened", CELL_COUNT, SUM_NONE, "of these; or a later stage"},
    {"activated", "Activated", CELL_COUNT, SUM_NONE,
     "of these; or redeemed in its days"},
    {"shopped", "Shopped", CELL_COUNT, SUM_NONE,
     "activated (allocated, where activations are not known) and a basket in "
     "its days; or redeemed in them"},
    {"redeemed", "Redeemed", CELL_COUNT, SUM_NONE, "in its days"},
    {"leakage", "Leakage", CELL_COUNT, SUM_NONE,
     "redemptions by customers who were not given it"},
    {"activation_rate", "Activation rate", CELL_RATE, SUM_NONE,
     "activated / allocated"},
    {"redemption_rate", "Redemption rate", CELL_RATE, SUM_NONE,
     "redeemed / allocated"},
    {"redemption_low", "Redemption low", CELL_RATE, SUM_NONE,
     "Wilson’s interval, 95 %"},
    {"redemption_high", "Redemption high", CELL_RATE, SUM_NONE,
     "Wilson’s interval, 95 %"},
    {"treated", "Treated", CELL_COUNT, SUM_NONE, "customers"},
    {"control", "Control", CELL_COUNT, SUM_NONE,
     "customers held out at random"},
    {"mean_treated", "Mean treated", CELL_PRICE, SUM_NONE,
     "net sales a customer in its days; without a control group the change on "
     "as many days before"},
    {"mean_control", "Mean control", CELL_PRICE, SUM_NONE,
     "the same of the control group; without one of customers who had shopped "
     "before it and were not given it"},
    {"lift", "Lift", CELL_PRICE, SUM_NONE, "the difference of the means"},
    {"low", "Low", CELL_PRICE, SUM_NONE,
     "Student’s interval, 95 %, by the variance of both groups together; "
     "without a control group Welch’s"},
    {"high", "High", CELL_PRICE, SUM_NONE, "of the same interval"},
    {"incremental_sales", "Incremental sales", CELL_MONEY, SUM_NONE,
     "lift x treated"},
    {"incremental_low", "Incremental low", CELL_MONEY, SUM_NONE,
     "low x treated"},
    {"incremental_high", "Incremental high", CELL_MONEY, SUM_NONE,
     "high x treated"},
    {"margin_rate", "Margin rate", CELL_RATE, SUM_NONE,
     "of all sales in its days"},
    {"incremental_margin", "Incremental margin", CELL_MONEY, SUM_NONE,
     "incremental sales x margin rate"},
    {"reward_cost", "Reward cost", CELL_MONEY, SUM_NONE,
     "of all redemptions in its days"},
    {"roi", "ROI", CELL_RATE, SUM_NONE,
     "(incremental margin - reward cost) / reward cost"},
    {"basis", "Basis", CELL_TEXT, SUM_NONE, NULL},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE, "of treated against control"},
    {"proven", "Proven", CELL_FLAG, SUM_NONE,
     "the interval against a control group does not hold 0"},
    {"proven_sales", "Proven sales", CELL_MONEY, SUM_NONE,
     "incremental sales, where proven"},
    {"proven_margin", "Proven margin", CELL_MONEY, SUM_NONE,
     "incremental margin, where proven"},
    {"proven_roi", "Proven ROI", CELL_RATE, SUM_NONE, "ROI, where proven"},
};

static const struct column stage_columns[] = {
    {"stage", "Stage", CELL_TEXT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_NONE,
     "distinct of each offer, summed over offers that tell of the stage"},
    {"share_of_allocated", "Share of allocated", CELL_RATE, SUM_NONE,
     "of the customers who were given these"},
    {"share_of_previous", "Share of the stage before", CELL_RATE, SUM_NONE,
     "of the customers at the stage before, of offers that tell of both"},
};

static const char *const stage_names[FUNNEL_STAGES] = {
    [FUNNEL_ALLOCATED] = "allocated", [FUNNEL_DELIVERED] = "delivered",
    [FUNNEL_OPENED] = "opened",       [FUNNEL_ACTIVATED] = "activated",
    [FUNNEL_SHOPPED] = "shopped",     [FUNNEL_REDEEMED] = "redeemed",
};

static const struct offers *offers_of(const struct view *view)
{
    return &view->study->catalogue->offers;
}

static bool is_shown(const struct view *view, const struct offer *offer)
{
    const struct window *now = &view->windows[SLOT_NOW];

    return offer->start <= now->end && offer->end >= now->start;
}

static struct cell money_cell(double units)
{
    if (isnan(units))
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_integer(CELL_MONEY, llround(units * MONEY_ONE));
}

static struct cell *describe(const struct view *view, const struct offer *offer,
                             struct cell *cells)
{
    const struct str texts[] = {offer->id,          offer->name,
                                offer->type,        offer->business_unit,
                                offer->campaign_id, offer->funded_by};

    for (size_t i = 0; i < COUNT(texts); i++, cells++)
        if (texts[i].len > 0)
            *cells = cell_text(texts[i]);
    *cells++ = cell_date(offer->start);
    *cells++ = cell_date(offer->end);
    *cells++ = cell_integer(CELL_FLAG, offer->end <= view->comparison->as_of);
    return cells;
}

static struct cell *set_stages(const struct lift *lift, struct cell *cells)
{
    struct share redeemed = {lift->counts[FUNNEL_REDEEMED],
                             lift->counts[FUNNEL_ALLOCATED]};
    struct interval interval = share_interval(redeemed);

    for (enum funnel_stage i = 0; i < FUNNEL_STAGES; i++)
        if (lift->has[i])
            cells[i] = cell_count(lift->counts[i]);
    cells += FUNNEL_STAGES;
    if (lift->has[FUNNEL_ACTIVATED])
        cells[1] = cell_ratio(CELL_RATE, (double)lift->counts[FUNNEL_ACTIVATED],
                              (double)redeemed.n);
    if (lift->has[FUNNEL_REDEEMED]) {
        cells[0] = cell_count(lift->leaked);
        cells[2] =
            cell_ratio(CELL_RATE, (double)redeemed.count, (double)redeemed.n);
        cells[3] = cell_real(CELL_RATE, interval.low);
        cells[4] = cell_real(CELL_RATE, interval.high);
    }
    return cells + 5;
}

/* What may be said only against a control group. */
static void set_gain(const struct view *view, const struct lift *lift,
                     const struct difference *difference, struct cell *cells)
{
    double treated = (double)lift->treated.n;
    double margin = difference->difference * treated * lift->margin_rate;

    cells[0] = money_cell(difference->difference * treated);
    cells[1] = money_cell(difference->low * treated);
    cells[2] = money_cell(difference->high * treated);
    cells[4] = money_cell(margin);
    if (offers_of(view)->has_costs)
        cells[6] =
            cell_ratio(CELL_RATE, margin - lift_cost(lift), lift_cost(lift));
}

static void set_lift(const struct view *view, const struct lift *lift,
                     struct cell *cells)
{
    static const char *const bases[] = {[LIFT_CONTROL] = "control group",
                                        [LIFT_BEFORE] =
                                            "before and after, not causal"};
    enum lift_basis basis = lift_basis(lift);
    struct difference difference = lift_difference(lift);

    cells[0] = cell_count(lift->treated.n);
    cells[1] = cell_count(lift->control.n);
    cells[2] = cell_real(CELL_PRICE, difference.first);
    cells[3] = cell_real(CELL_PRICE, difference.second);
    cells[4] = cell_real(CELL_PRICE, difference.difference);
    cells[5] = cell_real(CELL_PRICE, difference.low);
    cells[6] = cell_real(CELL_PRICE, difference.high);
    cells += 7;
    if (basis == LIFT_CONTROL) {
        set_gain(view, lift, &difference, cells);
        cells[3] = cell_real(CELL_RATE, lift->margin_rate);
    }
    if (offers_of(view)->has_costs)
        cells[5] = money_cell(lift_cost(lift));
    if (basis == LIFT_NONE)
        return;
    cells[7] = cell_label(bases[basis]);
    cells[8] = cell_label(verdict_name(difference.verdict));
}

/* A lift that is not proven earns nothing that may be claimed. */
static void set_proven(const struct table *table, const struct lift *lift,
                       struct cell *cells)
{
    static const char *const claims[][2] = {
        {"proven_sales", "incremental_sales"},
        {"proven_margin", "incremental_margin"},
        {"proven_roi", "roi"},
    };
    enum verdict verdict = lift_difference(lift).verdict;
    bool is_proven = lift_basis(lift) == LIFT_CONTROL &&
                     (verdict == VERDICT_HIGHER || verdict == VERDICT_LOWER);

    cells[table_column(table, "proven")] = cell_integer(CELL_FLAG, is_proven);
    for (size_t i = 0; is_proven && i < COUNT(claims); i++)
        cells[table_column(table, claims[i][0])] =
            cells[table_column(table, claims[i][1])];
}

static struct str note_of(const struct view *view)
{
    struct text note = {.arena = view->arena};
    size_t unlisted = offers_of(view)->unlisted_events;

    text_addf(&note,
              "Offers whose days meet the window, by what happened up to its "
              "last day. Against a control group held out at random a lift is "
              "an effect; a change before and after is not.");
    if (unlisted > 0)
        text_addf(&note,
                  " %zu events are of offers that the offers extract lacks, "
                  "and in no row.",
                  unlisted);
    return text_str(&note);
}

struct table *funnel_offers(const struct view *view)
{
    const struct offers *offers = offers_of(view);
    struct table *table;

    if (!offers->is_delivered)
        return NULL;
    table = table_new(view->arena, "offers", "Offers", columns, COUNT(columns));
    for (size_t i = 0; i < view->lifts.count; i++) {
        size_t number = view->lifts.order[i];
        const struct lift *lift = view->lifts.items + number;
        struct cell *row;

        if (!is_shown(view, offers->items + number))
            continue;
        row = table_add(table);
        if (offers->has_events) {
            set_lift(
                view, lift,
                set_stages(lift, describe(view, offers->items + number, row)));
            set_proven(table, lift, row);
        } else {
            describe(view, offers->items + number, row);
        }
    }
    table->note = note_of(view);
    return table;
}

/* Customers at a stage, of all at another, of offers that tell of both. */
static struct share stage_share(const struct view *view,
                                enum funnel_stage stage, enum funnel_stage of)
{
    const struct offers *offers = offers_of(view);
    struct share share = {0};

    for (size_t i = 0; i < view->lifts.count; i++) {
        const struct lift *lift = view->lifts.items + i;

        if (!is_shown(view, offers->items + i) || !lift->has[stage] ||
            !lift->has[of])
            continue;
        share.count += lift->counts[stage];
        share.n += lift->counts[of];
    }
    return share;
}

struct table *funnel_stages(const struct view *view)
{
    struct table *table = table_new(view->arena, "offer_funnel", "Offer funnel",
                                    stage_columns, COUNT(stage_columns));

    enum funnel_stage before = FUNNEL_ALLOCATED;

    for (enum funnel_stage i = 0; i < FUNNEL_STAGES; i++) {
        struct share share = stage_share(view, i, FUNNEL_ALLOCATED);
        struct share next = stage_share(view, i, before);
        struct cell *cells;

        if (share.n == 0)
            continue;
        cells = table_add(table);
        cells[0] = cell_label(stage_names[i]);
        cells[1] = cell_count(share.count);
        cells[2] = cell_ratio(CELL_RATE, (double)share.count, (double)share.n);
        if (table->row_count > 1)
            cells[3] =
                cell_ratio(CELL_RATE, (double)next.count, (double)next.n);
        before = i;
    }
    return table->row_count > 0 ? table : NULL;
}
