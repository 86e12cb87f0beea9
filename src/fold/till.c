#include "fold/till.h"

#include <assert.h>

struct till *till_new(struct arena *arena, const struct catalogue *catalogue)
{
    struct till *till = arena_new(arena, struct till);

    till->arena = arena;
    till->catalogue = catalogue;
    till->lexicon = lexicon_new(arena, catalogue);
    tallies_init(&till->tallies);
    till->dates.arena = arena;
    till->long_ids.arena = arena;
    till->sheet = MAP_NONE;
    till->sites.arena = arena;
    till->products.arena = arena;
    return till;
}

/* The sheet of a date becomes the current one. */
static void find_sheet(struct till *till, int32_t date)
{
    if (till->sheet != MAP_NONE && till->sheets[till->sheet].date == date)
        return;
    till->sheet = number_map_put(&till->dates, (uint32_t)date);
    if (till->sheet < till->sheet_count)
        return;
    till->sheets = arena_grow(till->arena, till->sheets, &till->sheet_capacity,
                              till->sheet_count + 1, sizeof *till->sheets);
    till->sheets[till->sheet_count++] = (struct sheet){
        .date = date,
        .classes =
            arena_array(till->arena, struct sums, till->catalogue->class_count),
    };
}

/* The smaller id by bytes; an unknown one only where both are. */
static uint32_t smaller(const struct map *map, uint32_t a, uint32_t b)
{
    if (a == b || b == MAP_NONE)
        return a;
    if (a == MAP_NONE)
        return b;
    return str_compare(map->items[a], map->items[b]) <= 0 ? a : b;
}

/* Attributes are those of the first line in time; ties take the smallest.  A
 * run is of one store. */
static void see_attributes(const struct till *till, struct order *order,
                           const struct head *head)
{
    if (head->second > order->second)
        return;
    if (head->second < order->second) {
        order->second = head->second & SECOND_BITS;
        order->has_time = head->has_time;
        order->channel = head->channel;
        return;
    }
    order->has_time |= head->has_time;
    order->channel =
        smaller(&till->lexicon->channels, order->channel, head->channel);
}

static void end_run(struct till *till)
{
    if (till->is_open)
        shelf_put(&till->shelf, &till->run);
    till->is_open = false;
}

/* The line begins a run. */
static void begin_run(struct till *till, const struct sale *sale)
{
    const struct head *head = &till->head;
    struct run *run = &till->run;
    struct order *order = &run->order;

    end_run(till);
    till->is_open = true;
    till->run_mask = 0;
    run->id = head->id;
    run->customer = head->customer;
    run->has_customer = sale->customer.len > 0;
    run->items = till->run_items;
    run->returned_count = 0;
    /* One by one: to clear the whole first makes the next load wait. */
    order->date = sale->date;
    order->second = head->second & SECOND_BITS;
    order->has_time = head->has_time;
    order->scanned = false;
    order->is_sold = false;
    order->positive = false;
    order->has_gift = false;
    order->day = sale->date;
    order->customer = MAP_NONE;
    order->store = head->store;
    order->channel = head->channel;
    order->items = 0;
    order->item_count = 0;
    order->gross = 0;
    order->discount = 0;
    order->returns = 0;
    order->units = 0;
    run->side.costs.costed_net = 0;
    run->side.costs.cost = 0;
    run->side.returned_units = 0;
    if (key_is_hash(&head->customer))
        map_put(&till->long_ids, sale->customer);
}

/* The cost sums of the current sheet and a store; NULL: no unit costs. */
static struct cost_sums *find_costs(struct till *till, uint32_t store)
{
    struct sheet *sheet = till->sheets + till->sheet;
    size_t place = store == MAP_NONE ? 0 : (size_t)store + 1;

    if (!till->catalogue->has_costs)
        return NULL;
    if (place >= sheet->store_room)
        sheet->store_costs = arena_grow(
            till->arena, sheet->store_costs, &sheet->store_room,
            till->lexicon->stores.count + 1, sizeof *sheet->store_costs);
    return sheet->store_costs + place;
}

/* What the lines of a receipt share. */
static void take_head(struct till *till, const struct sale *sale)
{
    int64_t second = sale->time.seconds - (int64_t)sale->date * DAY_SECONDS;
    struct head *head = &till->head;

    assert(second >= 0 && second < DAY_SECONDS);
    find_sheet(till, sale->date);
    tallies_cover(&till->tallies, sale->date, sale->date);
    head->id = key_of(sale->order);
    head->customer = key_of(sale->customer);
    head->second = (uint32_t)second;
    head->has_time = sale->time.has_time;
    head->store = lexicon_store(till->lexicon, sale->store);
    head->channel = lexicon_channel(till->lexicon, sale->channel);
    head->sites = lexicon_sites(till->lexicon, head->store);
    head->costs = find_costs(till, head->store);
    till->knows_head = true;
}

/* Let the run be one that the line belongs to. */
static void find_run(struct till *till, const struct sale *sale)
{
    const struct run *run = &till->run;
    bool is_full = run->order.item_count == RUN_ITEMS ||
                   run->returned_count == RUN_RETURNS;

    if (till->knows_head && sale->follows) {
        if (!till->is_open || is_full)
            begin_run(till, sale);
        return;
    }
    take_head(till, sale);
    if (till->is_open && !is_full && key_equal(&run->id, &till->head.id) &&
        key_equal(&run->customer, &till->head.customer) &&
        run->order.store == till->head.store && run->order.day == sale->date)
        see_attributes(till, &till->run.order, &till->head);
    else
        begin_run(till, sale);
}

static void add_item(struct till *till, uint32_t product, int64_t net)
{
    struct order *order = &till->run.order;
    uint64_t bit = UINT64_C(1) << product % 64;

    if (till->run_mask & bit)
        for (uint32_t i = 0; i < order->item_count; i++)
            if (till->run_items[i] == product) {
                till->run.nets[i] += net;
                return;
            }
    till->run_mask |= bit;
    till->run.nets[order->item_count] = net;
    till->run_items[order->item_count++] = product;
}

/* A line that is a return, to its run. */
static void take_back(struct till *till, const struct sale *sale,
                      uint32_t product, const struct line_sums *line)
{
    struct run *run = &till->run;
    uint32_t at = 0;

    run->order.scanned |= sale->scanned;
    run->order.returns += line->amount;
    run->side.returned_units += line->units;
    while (at < run->returned_count && run->returned[at] != product)
        at++;
    if (at == run->returned_count) {
        run->returned[at] = product;
        run->returned_nets[at] = 0;
        run->returned_count++;
    }
    run->returned_nets[at] -= line->amount;
}

/* A line that is a sale, to its run. */
static void sell(struct till *till, const struct sale *sale,
                 const struct line_sums *line)
{
    struct order *order = &till->run.order;

    order->scanned |= sale->scanned;
    order->is_sold = true;
    order->positive |= line->amount - line->discount > 0;
    order->has_gift |= line->amount - line->discount <= 0;
    order->gross += line->amount;
    order->discount += line->discount;
    order->units += line->units;
}

/* What does not fit is told when the book is sealed. */
static void post(struct till *till, const struct posting *posting)
{
    struct sheet *sheet = till->sheets + posting->sheet;

    if (!bins_add(&till->sites, &sheet->sites, sheet->date, posting->site,
                  &posting->tally) ||
        !bins_add(&till->products, &sheet->products, sheet->date,
                  posting->product, &posting->tally))
        till->tallies.magnitude = INT64_MAX;
}

static void post_all(struct till *till)
{
    for (size_t i = 0; i < till->posting_count; i++)
        post(till, till->postings + i);
    till->posting_count = 0;
}

/* Money and units to the bins of the day, a little later. */
static void add_to_bins(struct till *till, const struct ware *ware,
                        const struct line_sums *line)
{
    const struct sheet *sheet = till->sheets + till->sheet;
    uint32_t site = till->head.sites[ware->class];
    struct posting *posting;

    if (site == 0)
        site = lexicon_site(till->lexicon, till->head.store, ware->class) + 1;
    if (till->posting_count == POSTINGS)
        post_all(till);
    posting = till->postings + till->posting_count++;
    posting->sheet = till->sheet;
    posting->site = bin_key(site - 1, line->is_return);
    posting->product = bin_key(ware->number, line->is_return);
    posting->tally.amount = line->amount;
    posting->tally.discount = line->discount;
    posting->tally.units = line->units;
    posting->tally.lines = 1;
    bins_prefetch(&sheet->sites, posting->site);
    bins_prefetch(&sheet->products, posting->product);
}

/* Fold in a line that counts as a sale or a return. */
static void add_sale(struct till *till, const struct sale *sale,
                     const struct ware *ware, const struct product_class *class)
{
    struct line_sums line;
    struct sums *sums;

    find_run(till, sale);
    sums = till->sheets[till->sheet].classes + ware->class;
    till->tallies.net_gap += sums_take(sums, sale, class, ware, &line);
    if (till->head.costs) {
        struct cost_sums costs = line_costs(sale, ware);

        cost_sums_gather(till->head.costs, &costs);
        cost_sums_gather(&till->run.side.costs, &costs);
    }
    if (line.is_return) {
        take_back(till, sale, ware->number - 1, &line);
    } else {
        sell(till, sale, &line);
        add_item(till, ware->number - 1, line.amount - line.discount);
    }
    add_to_bins(till, ware, &line);
}

void till_add(struct till *till, const struct sale *sale)
{
    const struct ware *ware = lexicon_ware(till->lexicon, sale->product);
    struct tallies *tallies = &till->tallies;
    const struct product_class *class;

    tallies_add_magnitude(tallies, sums_magnitude(sale, ware));
    if (tallies->magnitude == INT64_MAX) { /* told when the book is sealed */
        tallies_cover(tallies, sale->date, sale->date);
        return;
    }
    class = till->catalogue->classes + ware->class;
    if (sale->kind == LINE_OTHER || !class->is_sales) {
        tallies_cover(tallies, sale->date, sale->date);
        till->knows_head = till->knows_head && sale->follows;
        tallies->other_lines++;
        tallies->other_net += sale->net;
        return;
    }
    add_sale(till, sale, ware, class);
}

struct batch *till_cut(struct till *till)
{
    struct batch *batch;

    end_run(till);
    post_all(till);
    if (till->tallies.first_date == DATE_NONE)
        return NULL;
    batch = arena_new(till->arena, struct batch);
    *batch = (struct batch){.lexicon = till->lexicon,
                            .tallies = till->tallies,
                            .sheets = till->sheets,
                            .sheet_count = till->sheet_count,
                            .wide_sites = till->sites.wide,
                            .wide_products = till->products.wide,
                            .long_ids = till->long_ids};
    shelf_mark(&till->shelf, batch);
    lexicon_close(till->lexicon);
    till->lexicon = lexicon_new(till->arena, till->catalogue);
    tallies_init(&till->tallies);
    till->sheets = NULL;
    till->sheet_count = till->sheet_capacity = 0;
    till->dates = (struct number_map){.arena = till->arena};
    till->sheet = MAP_NONE;
    till->knows_head = false;
    bin_store_restart(&till->sites);
    bin_store_restart(&till->products);
    till->long_ids = (struct map){.arena = till->arena};
    return batch;
}
