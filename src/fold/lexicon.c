#include "fold/lexicon.h"

/* The unknown product: its number is MAP_NONE. */
static const struct ware no_ware = {.unit_cost = WITHOUT_COST};

struct lexicon *lexicon_new(struct arena *arena,
                            const struct catalogue *catalogue)
{
    struct lexicon *lexicon = arena_new(arena, struct lexicon);

    *lexicon = (struct lexicon){
        .arena = arena,
        .catalogue = catalogue,
        .stores = {.arena = arena},
        .channels = {.arena = arena},
        .products = {.arena = arena},
        .wares = {.arena = arena},
    };
    return lexicon;
}

void lexicon_close(struct lexicon *lexicon)
{
    arena_release(lexicon->arena, lexicon->wares.items, lexicon->wares.room,
                  sizeof *lexicon->wares.items);
    lexicon->wares = (struct wares){.arena = lexicon->arena};
}

static uint32_t number_of(struct map *map, struct recent *met, struct str id)
{
    struct key key;
    struct recent *recent;

    if (id.len == 0)
        return MAP_NONE;
    key = key_of(id);
    recent = met + (key_mix(&key) >> (64 - RECENT_BITS));
    if (!key_equal(&recent->key, &key))
        *recent = (struct recent){.key = key, .number = map_put(map, id)};
    return recent->number;
}

uint32_t lexicon_store(struct lexicon *lexicon, struct str id)
{
    return number_of(&lexicon->stores, lexicon->stores_met, id);
}

uint32_t lexicon_channel(struct lexicon *lexicon, struct str id)
{
    return number_of(&lexicon->channels, lexicon->channels_met, id);
}

/* A product that is new. */
static void add_product(struct lexicon *lexicon, struct ware *ware,
                        struct str id)
{
    const struct catalogue *catalogue = lexicon->catalogue;
    uint32_t number = map_put(&lexicon->products, id);
    uint32_t known = map_find(&catalogue->product_ids, id);

    ware->number = number + 1;
    ware->unit_cost = WITHOUT_COST;
    if (known != MAP_NONE) {
        const struct product *product = catalogue->products + known;

        ware->class = product->class;
        if (product->has_cost)
            ware->unit_cost = product->unit_cost;
    }
    lexicon->product_class = arena_grow(
        lexicon->arena, lexicon->product_class, &lexicon->class_capacity,
        (size_t)number + 1, sizeof *lexicon->product_class);
    lexicon->product_class[number] = ware->class;
}

const struct ware *lexicon_ware(struct lexicon *lexicon, struct str id)
{
    struct ware *ware;
    struct key key;

    if (id.len == 0)
        return &no_ware;
    key = key_of(id);
    ware = ware_get(&lexicon->wares, &key);
    if (!ware->number)
        add_product(lexicon, ware, id);
    return ware;
}

/* The number of a new site, + 1. */
static uint32_t add_site(struct lexicon *lexicon, uint32_t store,
                         uint32_t class)
{
    size_t number = lexicon->site_count++;

    lexicon->sites =
        arena_grow(lexicon->arena, lexicon->sites, &lexicon->site_capacity,
                   number + 1, sizeof *lexicon->sites);
    lexicon->sites[number] = (struct site){.store = store, .class = class};
    return (uint32_t)number + 1;
}

static uint32_t *row_of(struct lexicon *lexicon, uint32_t store)
{
    size_t row = store == MAP_NONE ? 0 : (size_t)store + 1;

    lexicon->rows =
        arena_grow(lexicon->arena, lexicon->rows, &lexicon->row_capacity,
                   row + 1, sizeof(*lexicon->rows));
    if (!lexicon->rows[row])
        lexicon->rows[row] = arena_array(lexicon->arena, uint32_t,
                                         lexicon->catalogue->class_count);
    return lexicon->rows[row];
}

const uint32_t *lexicon_sites(struct lexicon *lexicon, uint32_t store)
{
    return row_of(lexicon, store);
}

uint32_t lexicon_site(struct lexicon *lexicon, uint32_t store, uint32_t class)
{
    uint32_t *site = row_of(lexicon, store) + class;

    if (*site == 0)
        *site = add_site(lexicon, store, class);
    return *site - 1;
}
