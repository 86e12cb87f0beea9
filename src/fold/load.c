#include "fold/piece.h"

/* Years of which the days of a file are, at the most. */
enum { DAYS_MOST = 366 * 1000 };

static bool load_texts(struct loading *loading, enum state_texts kind)
{
    uint64_t count = loading->account->texts[kind];
    uint64_t left = loading->account->text_bytes[kind];
    const uint32_t *lengths =
        cursor_take(loading->cursor, count, sizeof *lengths);
    const char *at = cursor_take(loading->cursor, left, 1);

    if (!at || count >= MAP_NONE)
        return false;
    loading->texts[kind] =
        arena_array(loading->arena, struct str, (size_t)count + 1);
    for (uint64_t i = 0; i < count; i++) {
        if (lengths[i] > left)
            return false;
        loading->texts[kind][i] = (struct str){at, lengths[i]};
        at += lengths[i];
        left -= lengths[i];
    }
    return left == 0;
}

static void set_control(const struct loading *loading, struct control *control)
{
    const struct state_account *account = loading->account;

    control->rows = account->rows;
    control->accepted = account->accepted;
    control->ignored = account->ignored;
    control->net_accepted = account->net_accepted;
    control->net_rejected = account->net_rejected;
    control->net_set_aside = account->net_set_aside;
    control->first_date = account->first_date;
    control->last_date = account->last_date;
    control->has_net = account->has_net;
    control->net_overflow = account->net_overflow;
}

/* The account of the portion's rows. */
static bool load_ledger(struct loading *loading, const char *name,
                        const struct state_reject *rejects,
                        struct ledger *ledger)
{
    const struct state_account *account = loading->account;
    struct control *control = ledger->controls + EXTRACT_transactions;
    struct file_total file = {.file = name, .bytes = account->bytes};

    ledger_init(ledger, loading->arena);
    set_control(loading, control);
    for (uint64_t i = 0; i < account->texts[TEXTS_REJECTS] / 2; i++) {
        const struct str *texts = loading->texts[TEXTS_REJECTS] + 2 * i;
        const struct reject reject = {
            .extract = EXTRACT_transactions,
            .file = name,
            .line = (size_t)rejects[i].line,
            .column = (size_t)rejects[i].column,
            .reason = texts[0],
            .excerpt = texts[1],
            .by_rule = rejects[i].by_rule != 0,
        };

        ledger_reject(ledger, &reject);
    }
    if (account->has_file) {
        memcpy(file.fingerprint, account->fingerprint,
               sizeof file.fingerprint - 1);
        ledger_add_file(ledger, EXTRACT_transactions, &file);
    }
    return control->rejected == account->rejected &&
           control->set_aside == account->set_aside;
}

/* Whether a class of the state is one of the catalogue, word for word. */
static bool is_class(const struct loading *loading, uint64_t class,
                     uint32_t flags, const struct product_class *now)
{
    const struct str *texts = loading->texts[TEXTS_CLASSES] + 2 * class;

    return str_equal(texts[0], now->department) &&
           str_equal(texts[1], now->category) &&
           flags == ((now->counts_units ? CLASS_COUNTS_UNITS : 0U) |
                     (now->is_sales ? CLASS_IS_SALES : 0U));
}

/* Products must be of the class and have the cost that they were folded with.
 */
static bool load_products(struct loading *loading, uint64_t class_count)
{
    const struct catalogue *catalogue = loading->catalogue;
    size_t count = (size_t)loading->account->texts[TEXTS_PRODUCTS];
    const uint32_t *flags =
        cursor_take(loading->cursor, class_count, sizeof *flags);
    const struct state_product *products =
        cursor_take(loading->cursor, count, sizeof *products);
    uint32_t *product_class = arena_array(loading->arena, uint32_t, count + 1);

    if (!products || class_count == 0)
        return false;
    loading->classes =
        arena_array(loading->arena, uint32_t, (size_t)class_count);
    for (uint64_t i = 1; i < class_count; i++)
        loading->classes[i] = MAP_NONE;
    if (!is_class(loading, 0, flags[0], catalogue->classes))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct str id = loading->texts[TEXTS_PRODUCTS][i];
        uint32_t now = catalogue_class(catalogue, id);
        uint64_t was = products[i].class;

        if (was >= class_count ||
            !is_class(loading, was, flags[was], catalogue->classes + now) ||
            products[i].unit_cost != state_unit_cost(catalogue, id))
            return false;
        if (loading->classes[was] == MAP_NONE)
            loading->classes[was] = now;
        if (loading->classes[was] != now)
            return false;
        product_class[i] = now;
    }
    loading->lexicon->product_class = product_class;
    return true;
}

/* A class of the state that is one of the catalogue's. */
static bool has_class(const struct loading *loading, uint64_t class)
{
    return class < loading->account->texts[TEXTS_CLASSES] / 2 &&
           loading->classes[class] != MAP_NONE;
}

static bool load_sites(struct loading *loading)
{
    const struct state_account *account = loading->account;
    struct site *sites =
        cursor_take(loading->cursor, account->sites, sizeof *sites);

    if (!sites)
        return false;
    for (uint64_t i = 0; i < account->sites; i++) {
        if (!has_class(loading, sites[i].class) ||
            (sites[i].store != MAP_NONE &&
             sites[i].store >= account->texts[TEXTS_STORES]))
            return false;
        sites[i].class = loading->classes[sites[i].class];
    }
    loading->lexicon->sites = sites;
    loading->lexicon->site_count = (size_t)account->sites;
    return true;
}

/* A map to go over, not to look things up in. */
static struct map map_of(const struct loading *loading, enum state_texts kind)
{
    return (struct map){.arena = loading->arena,
                        .items = loading->texts[kind],
                        .count = (size_t)loading->account->texts[kind]};
}

static bool load_lexicon(struct loading *loading)
{
    struct lexicon *lexicon = arena_new(loading->arena, struct lexicon);

    lexicon->arena = loading->arena;
    lexicon->catalogue = loading->catalogue;
    lexicon->stores = map_of(loading, TEXTS_STORES);
    lexicon->channels = map_of(loading, TEXTS_CHANNELS);
    lexicon->products = map_of(loading, TEXTS_PRODUCTS);
    loading->lexicon = lexicon;
    loading->batch->lexicon = lexicon;
    return load_products(loading, loading->account->texts[TEXTS_CLASSES] / 2) &&
           load_sites(loading);
}

int32_t loading_day(const struct loading *loading, int32_t date)
{
    const struct tallies *tallies = &loading->account->tallies;

    return date >= tallies->first_date && date <= tallies->last_date
               ? date - tallies->first_date
               : -1;
}

static bool load_classes(const struct loading *loading, struct sheet *sheet,
                         uint32_t count)
{
    const struct state_class_sums *sums =
        cursor_take(loading->cursor, count, sizeof *sums);

    if (!sums)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!has_class(loading, sums[i].class))
            return false;
        sheet->classes[loading->classes[sums[i].class]] = sums[i].sums;
    }
    return true;
}

/* Bins of things whose numbers are below a count. */
static bool load_bins(const struct loading *loading, struct bins *bins,
                      uint32_t count, uint64_t things)
{
    struct bin *items = cursor_take(loading->cursor, count, sizeof *items);

    if (!items)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (items[i].key == 0 || (items[i].key - 1) >> 1 >= things)
            return false;
    bins->items = items;
    bins->count = bins->room = bins->most = count;
    return true;
}

static bool load_wide(const struct loading *loading, struct wide_bins *bins,
                      uint64_t count, uint64_t things)
{
    struct wide_bin *items = cursor_take(loading->cursor, count, sizeof *items);

    if (!items)
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (items[i].key >> 1 >= things ||
            loading_day(loading, items[i].date) < 0)
            return false;
    *bins = (struct wide_bins){items, (size_t)count, (size_t)count};
    return true;
}

/* Of the unknown store and then of stores that the portion has. */
static bool load_store_costs(const struct loading *loading, struct sheet *sheet,
                             uint32_t count)
{
    sheet->store_costs =
        cursor_take(loading->cursor, count, sizeof *sheet->store_costs);
    sheet->store_room = count;
    return sheet->store_costs &&
           count <= loading->account->texts[TEXTS_STORES] + 1;
}

static bool load_sheet(struct loading *loading, const struct state_sheet *head,
                       struct sheet *sheet)
{
    const struct state_account *account = loading->account;
    int32_t day = loading_day(loading, head->date);

    if (day < 0)
        return false;
    loading->has_day[day] = true;
    sheet->date = head->date;
    return load_classes(loading, sheet, head->classes) &&
           load_bins(loading, &sheet->sites, head->sites, account->sites) &&
           load_bins(loading, &sheet->products, head->products,
                     account->texts[TEXTS_PRODUCTS] + 1) &&
           load_store_costs(loading, sheet, head->stores);
}

static bool load_sheets(struct loading *loading)
{
    const struct state_account *account = loading->account;
    const struct tallies *tallies = &account->tallies;
    size_t class_count = loading->catalogue->class_count;
    size_t count = (size_t)account->sheets;
    const struct state_sheet *heads =
        cursor_take(loading->cursor, count, sizeof *heads);
    struct batch *batch = loading->batch;
    struct sums *classes;

    if (!heads || tallies->first_date == DATE_NONE ||
        tallies->first_date > tallies->last_date ||
        (int64_t)tallies->last_date - tallies->first_date >= DAYS_MOST)
        return false;
    loading->has_day =
        arena_array(loading->arena, bool,
                    (size_t)(tallies->last_date - tallies->first_date) + 1);
    batch->sheets = arena_array(loading->arena, struct sheet, count + 1);
    batch->sheet_count = count;
    classes = arena_array(loading->arena, struct sums, count * class_count + 1);
    for (size_t i = 0; i < count; i++) {
        batch->sheets[i].classes = classes + i * class_count;
        if (!load_sheet(loading, heads + i, batch->sheets + i))
            return false;
    }
    return load_wide(loading, &batch->wide_sites, account->wide_sites,
                     account->sites) &&
           load_wide(loading, &batch->wide_products, account->wide_products,
                     account->texts[TEXTS_PRODUCTS] + 1);
}

static void load_long_ids(struct loading *loading)
{
    size_t count = (size_t)loading->account->texts[TEXTS_LONG_IDS];

    loading->batch->long_ids = map_of(loading, TEXTS_LONG_IDS);
    roster_init(&loading->long_keys, loading->arena,
                arena_array(loading->arena, struct key, count + 1), count);
    for (size_t i = 0; i < count; i++) {
        struct key key = key_of(loading->texts[TEXTS_LONG_IDS][i]);

        roster_put(&loading->long_keys, &key, key_hash(&key));
    }
}

bool loading_take(struct loading *loading, const char *name,
                  struct portion *portion)
{
    const struct state_reject *rejects;

    loading->account =
        cursor_take(loading->cursor, 1, sizeof *loading->account);
    if (!loading->account)
        return false;
    rejects =
        cursor_take(loading->cursor, loading->account->texts[TEXTS_REJECTS] / 2,
                    sizeof *rejects);
    for (enum state_texts kind = 0; kind < TEXTS_KINDS; kind++)
        if (!load_texts(loading, kind))
            return false;
    if (!load_ledger(loading, name, rejects, &portion->ledger))
        return false;
    if (!loading->account->has_batch)
        return true;
    loading->batch = arena_new(loading->arena, struct batch);
    loading->batch->tallies = loading->account->tallies;
    load_long_ids(loading);
    portion->batch = loading->batch;
    if (!load_lexicon(loading) || !load_sheets(loading))
        return false;
    loading->parts =
        cursor_take(loading->cursor, KEY_PARTS, sizeof *loading->parts);
    return loading->parts != NULL;
}
