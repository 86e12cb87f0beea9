#include "measure/suspect_list.h"

#include <stdlib.h>
#include <string.h>

static const struct key *key_of_suspect(const struct book *book,
                                        const struct suspect *suspect)
{
    return suspect->is_order ? book_order_key(book, suspect->number)
                             : book->customer_keys + suspect->number;
}

/* A suspect and what it is sorted by. */
struct placed {
    struct suspect suspect;
    const struct key *key;
};

static int compare(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;
    int by_id;

    if (left->suspect.is_order != right->suspect.is_order)
        return left->suspect.is_order ? 1 : -1;
    if (left->suspect.value != right->suspect.value)
        return left->suspect.value > right->suspect.value ? -1 : 1;
    by_id = str_compare(left->suspect.id, right->suspect.id);
    return by_id != 0 ? by_id : memcmp(left->key, right->key, KEY_BYTES);
}

static void sort(struct suspect_list *list)
{
    struct arena scratch = {0};
    struct placed *placed =
        arena_array(&scratch, struct placed, list->count + 1);

    for (size_t i = 0; i < list->count; i++) {
        const struct suspect *suspect = list->items + i;

        placed[i] = (struct placed){.suspect = *suspect,
                                    .key = key_of_suspect(list->book, suspect)};
    }
    qsort(placed, list->count, sizeof *placed, compare);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = placed[i].suspect;
    arena_free(&scratch);
}

static struct str time_of(struct arena *arena, const struct order *order)
{
    char date[DATE_TEXT];

    return str_format(arena, "%s %02u:%02u:%02u", date_print(date, order->date),
                      order->second / 3600, order->second / 60 % 60,
                      order->second % 60);
}

void suspect_list_seal(struct arena *arena, struct suspect_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct suspect *suspect = list->items + i;
        const struct key *key = key_of_suspect(list->book, suspect);

        suspect->is_nameless = suspect->is_order && key_is_hash(key);
        if (suspect->is_nameless) {
            struct order order = book_order(list->book, suspect->number);

            suspect->id = time_of(arena, &order);
        } else if (suspect->is_order) {
            suspect->id = key_text(key);
        } else {
            suspect->id = book_customer_id(list->book, suspect->number);
        }
    }
    sort(list);
}

size_t suspect_list_nameless(struct arena *arena,
                             const struct suspect_list *list, struct key **keys)
{
    size_t count = 0;

    *keys = arena_array(arena, struct key, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].is_nameless)
            (*keys)[count++] = *key_of_suspect(list->book, list->items + i);
    return count;
}

void suspect_list_name(struct suspect_list *list, const struct str *ids)
{
    for (size_t i = 0; i < list->count; i++) {
        struct suspect *suspect = list->items + i;

        if (!suspect->is_nameless)
            continue;
        if (ids->len > 0) {
            suspect->id = *ids;
            suspect->is_nameless = false;
        }
        ids++;
    }
    sort(list);
}
