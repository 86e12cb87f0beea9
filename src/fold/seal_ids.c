#include "fold/seal.h"

#include <stdlib.h>

static int compare_ids(const void *a, const void *b)
{
    const struct str *x = a;
    const struct str *y = b;

    return str_compare(*x, *y);
}

/* A map with its items in order of their bytes. */
static struct map sorted(struct arena *arena, const struct map *map)
{
    struct map result = {.arena = arena};

    if (map->count > 0)
        qsort(map->items, map->count, sizeof *map->items, compare_ids);
    for (size_t i = 0; i < map->count; i++)
        map_put(&result, map->items[i]);
    return result;
}

static void put_all(struct map *into, const struct map *from)
{
    for (size_t i = 0; i < from->count; i++)
        map_put(into, from->items[i]);
}

/* The number in `into` of each item of `from`. */
static uint32_t *translate(struct arena *arena, const struct map *into,
                           const struct map *from)
{
    uint32_t *numbers = arena_array(arena, uint32_t, from->count + 1);

    for (size_t i = 0; i < from->count; i++)
        numbers[i] = map_find(into, from->items[i]);
    return numbers;
}

/* Each batch has a lexicon of its own. */
static size_t list_lexicons(struct sealing *sealing, struct lexicon ***list)
{
    size_t count = 0;
    size_t room = 0;

    for (struct batch *batch = sealing->book->batches; batch;
         batch = batch->next) {
        *list = arena_grow(&sealing->scratch, *list, &room, count + 1,
                           sizeof(struct lexicon *));
        (*list)[count++] = batch->lexicon;
    }
    return count;
}

static void number_sites(struct book *book, struct lexicon *lexicon,
                         struct lexicon *all)
{
    lexicon->to_site =
        arena_array(book->arena, uint32_t, lexicon->site_count + 1);
    for (size_t i = 0; i < lexicon->site_count; i++) {
        const struct site *site = lexicon->sites + i;

        lexicon->to_site[i] = lexicon_site(
            all,
            site->store == MAP_NONE ? MAP_NONE : lexicon->to_store[site->store],
            site->class);
    }
}

/* Things of bins: 0 is the unknown product everywhere. */
static void number_products(struct book *book, struct lexicon *lexicon)
{
    size_t count = lexicon->products.count;
    const uint32_t *products =
        translate(book->arena, &book->products, &lexicon->products);

    lexicon->to_thing = arena_array(book->arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        lexicon->to_thing[i + 1] = products[i] + 1;
        book->product_class[products[i]] = lexicon->product_class[i];
    }
}

/* Customers' ids that their keys do not hold, of all batches. */
static void number_long_ids(struct sealing *sealing)
{
    struct book *book = sealing->book;
    const struct batch *batch;
    size_t most = 0;

    for (batch = book->batches; batch; batch = batch->next)
        most += batch->long_ids.count;
    book->long_ids = arena_array(book->arena, struct str, most + 1);
    roster_init(&book->long_keys, book->arena,
                arena_array(book->arena, struct key, most + 1), most);
    for (batch = book->batches; batch; batch = batch->next)
        for (size_t i = 0; i < batch->long_ids.count; i++) {
            struct str id = batch->long_ids.items[i];
            struct key key = key_of(id);

            book->long_ids[roster_put(&book->long_keys, &key, key_hash(&key))] =
                id;
        }
}

void seal_numbers(struct sealing *sealing)
{
    struct book *book = sealing->book;
    struct arena *scratch = &sealing->scratch;
    struct lexicon **list = NULL;
    size_t count = list_lexicons(sealing, &list);
    struct map stores = {.arena = scratch};
    struct map channels = {.arena = scratch};
    struct map products = {.arena = scratch};
    struct lexicon *all = lexicon_new(book->arena, book->catalogue);

    number_long_ids(sealing);
    for (size_t i = 0; i < count; i++) {
        put_all(&stores, &list[i]->stores);
        put_all(&channels, &list[i]->channels);
        put_all(&products, &list[i]->products);
    }
    book->stores = sorted(book->arena, &stores);
    book->channels = sorted(book->arena, &channels);
    book->products = sorted(book->arena, &products);
    book->product_class =
        arena_array(book->arena, uint32_t, book->products.count + 1);
    for (size_t i = 0; i < count; i++) {
        struct lexicon *lexicon = list[i];

        lexicon->to_store =
            translate(book->arena, &book->stores, &lexicon->stores);
        lexicon->to_channel =
            translate(book->arena, &book->channels, &lexicon->channels);
        number_products(book, lexicon);
        number_sites(book, lexicon, all);
    }
    book->sites = all->sites;
    book->site_count = all->site_count;
}
