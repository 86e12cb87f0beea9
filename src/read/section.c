#include "read/section.h"

const char *const section_prefixes[SECTION_KINDS] = {
    [SECTION_MARKET] = "market",
    [SECTION_STATE] = "state",
    [SECTION_STORE] = "store",
    [SECTION_DEPARTMENT] = "department",
};

bool section_parse(struct str name, struct section *section)
{
    size_t colon = str_find(name, ':');
    struct str prefix = {name.at, colon};

    if (colon + 1 >= name.len)
        return false;
    for (size_t i = 0; i < SECTION_KINDS; i++)
        if (str_equal(prefix, str_of(section_prefixes[i]))) {
            *section = (struct section){
                .kind = (enum section_kind)i,
                .value = {name.at + colon + 1, name.len - colon - 1},
                .name = name,
            };
            return true;
        }
    return false;
}

/* The row of a store; NULL where the extract lacks it. */
static const struct store *find_store(const struct catalogue *catalogue,
                                      struct str id)
{
    uint32_t row = map_find(&catalogue->store_ids, id);

    return row == MAP_NONE ? NULL : catalogue->stores + row;
}

/* What the line is of, among sections of a kind; empty: unknown. */
static struct str value_of(enum section_kind kind,
                           const struct catalogue *catalogue,
                           const struct sale *sale)
{
    const struct store *store;

    if (kind == SECTION_STORE)
        return sale->store;
    if (kind == SECTION_DEPARTMENT)
        return catalogue->classes[catalogue_class(catalogue, sale->product)]
            .department;
    store = find_store(catalogue, sale->store);
    if (!store)
        return (struct str){0};
    return kind == SECTION_MARKET ? store->market : store->state;
}

bool section_holds(const struct section *section,
                   const struct catalogue *catalogue, const struct sale *sale)
{
    struct str value = value_of(section->kind, catalogue, sale);

    return str_equal(known_or_unknown(value), section->value);
}

struct catalogue section_catalogue(struct arena *arena,
                                   const struct section *section,
                                   const struct catalogue *catalogue)
{
    struct catalogue own = *catalogue;

    own.targets = arena_array(arena, struct target, own.target_count + 1);
    own.target_count = 0;
    for (size_t i = 0; i < catalogue->target_count; i++) {
        struct target target = catalogue->targets[i];

        if (!str_equal(target.scope, section->name))
            continue;
        target.scope = (struct str){0};
        own.targets[own.target_count++] = target;
    }
    own.subscriptions = (struct subscriptions){.delivered = false};
    own.offers = (struct offers){.is_delivered = false};
    own.campaigns = (struct campaigns){.is_listed = false};
    return own;
}

bool section_lacks(enum extract_id extract)
{
    return extract == EXTRACT_subscriptions || extract == EXTRACT_offers ||
           extract == EXTRACT_offer_events || extract == EXTRACT_campaigns ||
           extract == EXTRACT_campaign_results;
}

struct str section_title(struct arena *arena, const struct section *section,
                         const struct catalogue *catalogue)
{
    const struct store *store;

    switch (section->kind) {
    case SECTION_MARKET:
        return str_format(arena, "%.*s market", STR_ARGS(section->value));
    case SECTION_STORE:
        store = find_store(catalogue, section->value);
        if (store && store->name.len > 0)
            return str_format(arena, "Store %.*s, %.*s",
                              STR_ARGS(section->value), STR_ARGS(store->name));
        return str_format(arena, "Store %.*s", STR_ARGS(section->value));
    case SECTION_STATE:
    case SECTION_DEPARTMENT:
    case SECTION_KINDS:
        break;
    }
    return section->value;
}
