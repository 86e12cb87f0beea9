#include "fold/till.h"

#include <assert.h>

struct till *till_new(struct arena *arena, const struct catalogue *catalogue)
{
    struct till *till = arena_new(arena, struct till);

    till->arena = arena;
    lexicon_init(&till->lexicon, arena, catalogue);
    tallies_init(&till->tallies);
    till->dates.arena = arena;
    till->long_ids.arena = arena;
    till->sheet = MAP_NONE;
    till->sites.arena = arena;
    till->products.arena = arena;
    return till;
}

/* The number of the sheet of a date. */
static uint32_t sheet_of(struct till *till, int32_t date)
{
    if (till->sheet != MAP_NONE && till->sheets[till->sheet].date == date)
        return till->sheet;
    till->sheet = number_map_put(&till->dates, (uint32_t)date);
    if (till->sheet < till->sheet_count)
        return till->sheet;
    till->sheets = arena_grow(till->arena, till->sheets, &till->sheet_capacity,
                              till->sheet_count + 1, sizeof *till->sheets);
    till->sheets[till->sheet_count++] = (struct sheet){
        .date = date,
        .classes = arena_array(till->arena, struct sums,
                               till->lexicon.catalogue->class_count),
    };
    return till->sheet;
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

/* Attributes are those of the first line in time; ties take the smallest. */
static void see_attributes(const struct till *till, struct order *order,
                           const struct order *seen)
{
    if (seen->second > order->second)
        return;
    if (seen->second < order->second) {
        order->second = seen->second;
        order->has_time = seen->has_time;
        order->store = seen->store;
        order->channel = seen->channel;
        return;
    }
    order->has_time |= seen->has_time;
    order->store = smaller(&till->lexicon.stores, order->store, seen->store);
    order->channel =
        smaller(&till->lexicon.channels, order->channel, seen->channel);
}

/* One more line of the run. */
static void see_line(struct till *till, const struct order *seen)
{
    struct order *order = &till->run.order;

    see_attributes(till, order, seen);
    order->scanned |= seen->scanned;
    order->is_sold |= seen->is_sold;
    order->positive |= seen->positive;
    order->gross += seen->gross;
    order->discount += seen->discount;
    order->returns += seen->returns;
    order->units += seen->units;
}

static void end_run(struct till *till)
{
    struct open_part *part;

    if (!till->is_open)
        return;
    till->is_open = false;
    part = till->parts + key_part(key_hash(&till->run.id));
    if (part->room - part->len < RUN_BYTES)
        part->bytes = arena_grow(till->arena, part->bytes, &part->room,
                                 part->len + RUN_BYTES, 1);
    part->len += run_pack(part->bytes + part->len, &till->run);
    part->count++;
    part->items += till->run.order.item_count;
}

/* The line begins a run. */
static void begin_run(struct till *till, const struct sale *sale,
                      const struct key *id, const struct key *customer,
                      const struct order *seen)
{
    end_run(till);
    till->is_open = true;
    till->run = (struct run){.id = *id,
                             .customer = *customer,
                             .has_customer = sale->customer.len > 0,
                             .order = *seen,
                             .items = till->run_items};
    if (key_is_hash(customer))
        map_put(&till->long_ids, sale->customer);
}

static void add_to_run(struct till *till, const struct sale *sale,
                       const struct order *seen)
{
    const struct run *run = &till->run;
    struct key id = key_of(sale->order);
    struct key customer = key_of(sale->customer);

    if (till->is_open && key_equal(&run->id, &id) &&
        key_equal(&run->customer, &customer) && run->order.day == seen->day &&
        run->order.item_count < RUN_ITEMS)
        see_line(till, seen);
    else
        begin_run(till, sale, &id, &customer, seen);
}

static void add_item(struct till *till, uint32_t product)
{
    struct order *order = &till->run.order;

    for (uint32_t i = 0; i < order->item_count; i++)
        if (till->run_items[i] == product)
            return;
    till->run_items[order->item_count++] = product;
}

/* What a line tells of its order. */
static struct order order_of_sale(struct till *till, const struct sale *sale,
                                  const struct sums *sums)
{
    int64_t second = sale->time.seconds - (int64_t)sale->date * DAY_SECONDS;

    assert(second >= 0 && second < DAY_SECONDS);
    return (struct order){
        .date = sale->date,
        .second = (unsigned)second & SECOND_BITS,
        .has_time = sale->time.has_time,
        .scanned = sale->scanned,
        .is_sold = sums->sale_lines > 0,
        .positive = sums->gross - sums->discount > 0,
        .day = sale->date,
        .customer = MAP_NONE,
        .store = lexicon_store(&till->lexicon, sale->store),
        .channel = lexicon_channel(&till->lexicon, sale->channel),
        .gross = sums->gross,
        .discount = sums->discount,
        .returns = sums->returns,
        .units = sums->units,
    };
}

/* Amounts that do not fit end the run, which nobody will see. */
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
static void add_to_bins(struct till *till, uint32_t site,
                        const struct ware *ware, const struct sums *sums)
{
    const struct sheet *sheet = till->sheets + till->sheet;
    bool returned = sums->return_lines > 0;
    const struct posting posting = {
        .sheet = till->sheet,
        .site = bin_key(site, returned),
        .product = bin_key(ware->number, returned),
        .tally = {.amount = returned ? sums->returns : sums->gross,
                  .discount = sums->discount,
                  .units = returned ? sums->returned_units : sums->units,
                  .lines = 1}};

    bins_prefetch(&sheet->sites, posting.site);
    bins_prefetch(&sheet->products, posting.product);
    if (till->posting_count == POSTINGS)
        post_all(till);
    till->postings[till->posting_count++] = posting;
}

/* Fold in a line that counts as a sale or a return. */
static void add_sale(struct till *till, const struct sale *sale,
                     const struct ware *ware)
{
    const struct product_class *class =
        till->lexicon.catalogue->classes + ware->class;
    struct sums sums;
    struct order seen;
    uint32_t sheet;

    sums_of_sale(&sums, sale, class, ware);
    till->tallies.net_gap += sale->net - sums_net(&sums);
    seen = order_of_sale(till, sale, &sums);
    add_to_run(till, sale, &seen);
    if (sale->kind == LINE_SALE)
        add_item(till, ware->number - 1);
    sheet = sheet_of(till, sale->date);
    sums_gather(till->sheets[sheet].classes + ware->class, &sums);
    add_to_bins(till, lexicon_site(&till->lexicon, seen.store, ware->class),
                ware, &sums);
}

void till_add(struct till *till, const struct sale *sale)
{
    const struct ware *ware = lexicon_ware(&till->lexicon, sale->product);
    struct tallies *tallies = &till->tallies;

    tallies_cover(tallies, sale->date, sale->date);
    tallies_add_magnitude(tallies, sums_magnitude(sale, ware));
    if (tallies->magnitude == INT64_MAX)
        return; /* told when the book is sealed */
    if (sale->kind == LINE_OTHER ||
        !till->lexicon.catalogue->classes[ware->class].is_sales) {
        tallies->other_lines++;
        tallies->other_net += sale->net;
        return;
    }
    add_sale(till, sale, ware);
}

/* All runs behind one another, part by part; the parts' room stays. */
static void gather_runs(struct till *till, struct batch *batch)
{
    size_t bytes = 0;

    for (size_t i = 0; i < KEY_PARTS; i++)
        bytes += till->parts[i].len;
    batch->runs = arena_array(till->arena, char, bytes + 1);
    batch->run_bytes = bytes;
    bytes = 0;
    for (size_t i = 0; i < KEY_PARTS; i++) {
        struct open_part *part = till->parts + i;

        batch->parts[i] = (struct run_part){
            .start = bytes, .count = part->count, .items = part->items};
        if (part->len > 0)
            memcpy(batch->runs + bytes, part->bytes, part->len);
        bytes += part->len;
        part->len = part->count = part->items = 0;
    }
    batch->parts[KEY_PARTS].start = bytes;
}

struct batch *till_cut(struct till *till)
{
    struct batch *batch;

    end_run(till);
    post_all(till);
    if (till->tallies.first_date == DATE_NONE)
        return NULL;
    batch = arena_new(till->arena, struct batch);
    *batch = (struct batch){.lexicon = &till->lexicon,
                            .tallies = till->tallies,
                            .sheets = till->sheets,
                            .sheet_count = till->sheet_count,
                            .wide_sites = till->sites.wide,
                            .wide_products = till->products.wide,
                            .long_ids = till->long_ids};
    gather_runs(till, batch);
    tallies_init(&till->tallies);
    till->sheets = NULL;
    till->sheet_count = till->sheet_capacity = 0;
    till->dates = (struct number_map){.arena = till->arena};
    till->sheet = MAP_NONE;
    till->sites.wide = till->products.wide = (struct wide_bins){0};
    till->long_ids = (struct map){.arena = till->arena};
    return batch;
}
