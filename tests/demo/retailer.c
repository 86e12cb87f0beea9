#include "retailer.h"

#include "campaign.h"
#include "damage.h"
#include "law.h"
#include "till.h"

#include "base/file.h"

enum { BLOCK = 65536 }; /* customers whose visits are in memory at once */

/* Families of random numbers. */
enum family {
    FAMILY_STORES = 1,
    FAMILY_RANGE,
    FAMILY_SHOPPERS,
    FAMILY_MEDIA,
    FAMILY_DAMAGE
};

/* The files beside the transactions. */
enum table {
    TABLE_customers,
    TABLE_products,
    TABLE_stores,
    TABLE_distribution_centres,
    TABLE_campaigns,
    TABLE_campaign_results,
    TABLE_offers,
    TABLE_offer_events,
    TABLE_promotions,
    TABLE_subscriptions,
    TABLE_fiscal_calendar,
    TABLE_targets,
    TABLE_damage,
    TABLE_truth,
    TABLE_report,
    TABLES
};

static const char *const table_names[TABLES] = {
    "customers.csv",       "products.csv",
    "stores.csv",          "distribution_centres.csv",
    "campaigns.csv",       "campaign_results.csv",
    "offers.csv",          "offer_events.csv",
    "promotions.csv",      "subscriptions.csv",
    "fiscal_calendar.csv", "targets.csv",
    "damage.csv",          "truth.json",
    "report.yaml",
};

static const struct form forms[] = {
    [STYLE_PLAIN] = {"\n", ',', '.', false},
    [STYLE_QUOTED] = {"\n", ',', '.', true},
    [STYLE_CRLF] = {"\r\n", ',', '.', false},
    [STYLE_SEMICOLON] = {"\n", ';', ',', false},
};

struct retailer {
    const struct retailer_order *order;
    struct diag *diag;
    struct arena *arena;
    struct out tables[TABLES];
    struct out files[PERIODS]; /* transactions */
    struct offer offers[OFFERS];
    struct shop shop;
    struct truth *truth;
    struct damage damage;
    struct till till;
};

static void open_files(struct retailer *retailer)
{
    struct arena *arena = retailer->arena;
    const char *folder = retailer->order->folder;

    for (size_t i = 0; i < TABLES; i++)
        out_open(&retailer->tables[i], arena, retailer->diag,
                 file_join(arena, folder, table_names[i]));
    for (size_t i = 0; i < PERIODS; i++) {
        struct str name = str_format(arena, "transactions-%s.csv",
                                     retailer->shop.clock->periods[i].name);

        out_open(&retailer->files[i], arena, retailer->diag,
                 file_join(arena, folder, name.at));
    }
}

static enum status close_files(struct retailer *retailer)
{
    enum status status = OK;

    for (size_t i = 0; i < TABLES; i++) {
        enum status closed = out_close(&retailer->tables[i]);

        status = status ? status : closed;
    }
    for (size_t i = 0; i < PERIODS; i++) {
        enum status closed = out_close(&retailer->files[i]);

        status = status ? status : closed;
    }
    return status;
}

static void set_shop(struct retailer *retailer)
{
    struct shop *shop = &retailer->shop;
    uint64_t seed = retailer->order->seed;

    shop->seed = seed;
    shop->clock = clock_new(retailer->arena);
    shop->network =
        network_new(retailer->arena, random_key(seed, FAMILY_STORES));
    shop->range =
        range_new(retailer->arena, random_key(seed, FAMILY_RANGE), shop->clock);
    offers_make(retailer->offers, shop->clock);
    shop->offers = retailer->offers;
    retailer->truth = arena_new(retailer->arena, struct truth);
}

static void write_calendar(const struct clock *clock, struct out *out)
{
    out_printf(out, "fiscal_year,period,week,start_date,end_date\n");
    for (size_t i = 0; i < PERIODS; i++) {
        const struct period *period = &clock->periods[i];
        int first = clock_period(clock, period->year, 1)->first;

        for (int day = period->first; day <= period->last; day += 7)
            out_printf(out, "%d,%d,%d,%s,%s\n", period->year, period->number,
                       (day - first) / 7 + 1, clock->dates[day],
                       clock->dates[day + 6]);
    }
}

static void write_mapping(const struct retailer *retailer, struct out *out)
{
    const struct form *form = &forms[retailer->order->style];

    out_printf(out, "company:\n"
                    "  name: Harbour & Vale\n"
                    "  programme: Tide Rewards\n"
                    "  currency: AUD\n"
                    "  locale: en-AU\n"
                    "  amount_basis: ex GST\n"
                    "calendar:\n"
                    "  file: fiscal_calendar.csv\n"
                    "sales:\n"
                    "  exclude_categories: [Gift Cards, Delivery]\n");
    if (form->delimiter != ',')
        out_printf(out,
                   "extracts:\n"
                   "  transactions:\n"
                   "    delimiter: \"%c\"\n"
                   "    decimal: \"%c\"\n",
                   form->delimiter, form->decimal);
}

/* All that does not depend on customers. */
static void write_dimensions(struct retailer *retailer, uint32_t customers)
{
    const struct shop *shop = &retailer->shop;
    struct out *tables = retailer->tables;
    struct campaigns campaigns = {.clock = shop->clock,
                                  .seed = random_key(shop->seed, FAMILY_MEDIA),
                                  .budget = 12.0 * customers,
                                  .list = &tables[TABLE_campaigns],
                                  .results = &tables[TABLE_campaign_results]};

    range_write_products(shop->range, &tables[TABLE_products]);
    range_write_promotions(shop->range, shop->clock, &tables[TABLE_promotions]);
    network_write_stores(shop->network, shop->clock, &tables[TABLE_stores]);
    network_write_centres(&tables[TABLE_distribution_centres]);
    campaigns_write(&campaigns);
    offers_write(shop->offers, shop->clock, &tables[TABLE_offers]);
    write_calendar(shop->clock, &tables[TABLE_fiscal_calendar]);
    write_mapping(retailer, &tables[TABLE_report]);
}

/* The cards that staff lend out are members like others. */
static void write_lent_cards(struct retailer *retailer)
{
    for (size_t i = 0; i < 2; i++)
        out_printf(&retailer->tables[TABLE_customers],
                   "%s,2021-06-28,,0,,,AU,,,,,none,store,,2021-06-28\n",
                   lent_cards[i]);
}

static void count_periods(int64_t counts[PERIODS], uint64_t periods)
{
    for (size_t i = 0; i < PERIODS; i++)
        counts[i] += (periods >> i & 1) != 0;
}

static void make_block(struct retailer *retailer, struct shopper *shoppers,
                       uint32_t first, uint32_t count)
{
    const struct shop *shop = &retailer->shop;
    struct arena arena = {0};
    struct history history = {.arena = &arena, .shop = shop};
    struct offer_sink sink = {.out = &retailer->tables[TABLE_offer_events],
                              .counts = retailer->truth->offers};
    struct market market = {.arena = &arena,
                            .seed = random_key(shop->seed, FAMILY_SHOPPERS),
                            .network = shop->network,
                            .clock = shop->clock};

    for (uint32_t i = 0; i < count; i++) {
        shopper_make(&shoppers[i], &market, first + i);
        if (shoppers[i].listed)
            shopper_write(&shoppers[i], shop->network, shop->clock,
                          &retailer->tables[TABLE_customers]);
        shopper_write_spans(&shoppers[i], shop->clock,
                            &retailer->tables[TABLE_subscriptions]);
        history_add(&history, &shoppers[i], i, &sink);
    }
    history_sort(&history);
    till_ring(&retailer->till, &history, shoppers);
    for (uint32_t i = 0; i < count; i++) {
        count_periods(retailer->truth->customers, shoppers[i].periods);
        count_periods(retailer->truth->members, shoppers[i].member_periods);
    }
    arena_free(&arena);
}

static void open_till(struct retailer *retailer)
{
    const struct retailer_order *order = retailer->order;

    retailer->till =
        (struct till){.shop = &retailer->shop,
                      .form = &forms[order->style],
                      .truth = retailer->truth,
                      .files = retailer->files,
                      .events = &retailer->tables[TABLE_offer_events]};
    till_open(&retailer->till);
    retailer->damage = (struct damage){.list = &retailer->tables[TABLE_damage],
                                       .rate = order->damage,
                                       .files = retailer->files};
    damage_open(&retailer->damage, random_key(order->seed, FAMILY_DAMAGE));
    if (order->damage > 0)
        retailer->till.damage = &retailer->damage;
}

static void make_customers(struct retailer *retailer, uint32_t customers)
{
    struct shopper *shoppers =
        arena_array(retailer->arena, struct shopper, BLOCK);
    struct out *tables = retailer->tables;

    out_printf(&tables[TABLE_customers], "%s", shopper_header);
    out_printf(&tables[TABLE_subscriptions], "%s", subscription_header);
    out_printf(&tables[TABLE_offer_events], "%s", offer_event_header);
    for (uint32_t first = 0; first < customers; first += BLOCK)
        make_block(retailer, shoppers, first,
                   customers - first < BLOCK ? customers - first : BLOCK);
    write_lent_cards(retailer);
    for (size_t i = 0; i < 2; i++) {
        count_periods(retailer->truth->customers,
                      retailer->truth->lent_periods[i]);
        count_periods(retailer->truth->members,
                      retailer->truth->lent_periods[i]);
    }
    retailer->truth->identified = customers;
}

static void write_truth(struct retailer *retailer)
{
    struct truth_run run = {.shop = &retailer->shop,
                            .lines = retailer->order->lines,
                            .damage = retailer->order->damage};

    damage_close(&retailer->damage);
    run.damaged = retailer->damage.count;
    truth_write_targets(retailer->truth, retailer->shop.clock,
                        &retailer->tables[TABLE_targets]);
    truth_write(retailer->truth, &run, &retailer->tables[TABLE_truth]);
}

enum status retailer_make(const struct retailer_order *order, struct diag *diag)
{
    struct arena arena = {0};
    struct retailer *retailer = arena_new(&arena, struct retailer);
    double wanted = (double)order->lines / law.lines_each;
    uint32_t customers = wanted < 1 ? 1 : (uint32_t)wanted;
    enum status status = file_make_folders(&arena, diag, order->folder);

    retailer->order = order;
    retailer->diag = diag;
    retailer->arena = &arena;
    if (status == OK) {
        set_shop(retailer);
        open_files(retailer);
        open_till(retailer);
        write_dimensions(retailer, customers);
        make_customers(retailer, customers);
        write_truth(retailer);
        status = close_files(retailer);
    }
    arena_free(&arena);
    return status;
}
