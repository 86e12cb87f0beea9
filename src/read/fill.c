#include "read/fill.h"

#include "read/value.h"

#include <string.h>

/* A text of the row before. */
struct kept {
    char *at;
    size_t len;
    size_t room;
};

/* A field that is filled: which of the file's it is, and what it last said. */
struct slot {
    size_t field;
    bool is_key;
    struct kept kept;
};

enum { KEY_FIELDS = 2 };

struct fill {
    struct arena *arena;
    const struct extract_config *form;
    size_t width;
    struct slot *slots;
    size_t count;
    struct csv_field *fields;
    /* What tells baskets apart; none: every row is asked. */
    size_t key[KEY_FIELDS];
    struct kept key_kept[KEY_FIELDS];
    size_t key_count;
    bool states_key; /* in each row */
    bool knows;      /* there is a row before */
};

static bool is_key(const struct binding *binding)
{
    return binding->column == COLUMN_transactions_basket_id;
}

/* The number of the filled field of a field of the file. */
static size_t add_slot(struct fill *fill, size_t field, bool is_key)
{
    fill->slots[fill->count] = (struct slot){.field = field, .is_key = is_key};
    return fill->width + fill->count++;
}

static void bind(struct fill *fill, struct binding *binding)
{
    bool has_more = binding->more_field != binding->field;

    if (binding->source->is_filled) {
        binding->field = add_slot(fill, binding->field, is_key(binding));
        binding->more_field =
            has_more ? add_slot(fill, binding->more_field, is_key(binding))
                     : binding->field;
    }
    if (!is_key(binding))
        return;
    fill->states_key = !binding->source->is_filled;
    fill->key[fill->key_count++] = binding->field;
    if (has_more)
        fill->key[fill->key_count++] = binding->more_field;
}

struct fill *fill_new(struct arena *arena, const struct extract_config *form,
                      struct binding *bindings, size_t count, size_t width)
{
    struct fill *fill;

    if (!form->fills)
        return NULL;
    fill = arena_new(arena, struct fill);
    *fill = (struct fill){.arena = arena, .form = form, .width = width};
    fill->slots = arena_array(arena, struct slot, 2 * count);
    fill->fields = arena_array(arena, struct csv_field, width + 2 * count);
    for (size_t i = 0; i < count; i++)
        bind(fill, bindings + i);
    return fill;
}

static struct str text_of(const struct kept *kept)
{
    return (struct str){kept->at, kept->len};
}

static void keep(struct fill *fill, struct kept *kept, struct str text)
{
    if (text.len > 0 && text.at == kept->at)
        return;
    kept->at = arena_grow(fill->arena, kept->at, &kept->room, text.len, 1);
    if (text.len > 0)
        memcpy(kept->at, text.at, text.len);
    kept->len = text.len;
}

/* Fill the fields of the basket's id, or all others. */
static void fill_slots(struct fill *fill, bool is_key, bool follows)
{
    for (size_t i = 0; i < fill->count; i++) {
        const struct slot *slot = fill->slots + i;
        struct csv_field *field = fill->fields + fill->width + i;

        if (slot->is_key != is_key)
            continue;
        *field = fill->fields[slot->field];
        if (follows && str_trim(value_text(fill->form, field->text)).len == 0)
            field->text = text_of(&slot->kept);
    }
}

/* Whether the row is of the basket of the row before. */
static bool has_same_key(const struct fill *fill)
{
    for (size_t i = 0; i < fill->key_count; i++)
        if (!str_equal(fill->fields[fill->key[i]].text,
                       text_of(&fill->key_kept[i])))
            return false;
    return true;
}

const struct csv_field *fill_fields(struct fill *fill,
                                    const struct csv_field *fields)
{
    memcpy(fill->fields, fields, fill->width * sizeof *fields);
    fill_slots(fill, true, fill->knows);
    fill_slots(fill, false, fill->knows && has_same_key(fill));
    for (size_t i = 0; i < fill->count; i++)
        keep(fill, &fill->slots[i].kept, fill->fields[fill->width + i].text);
    for (size_t i = 0; i < fill->key_count; i++)
        keep(fill, &fill->key_kept[i], fill->fields[fill->key[i]].text);
    fill->knows = true;
    return fill->fields;
}

void fill_break(struct fill *fill)
{
    fill->knows = fill->knows && fill->states_key;
}
