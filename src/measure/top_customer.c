#include "measure/top_customer.h"

#include "measure/rank.h"

enum { TOP = 50 };

static const struct column columns[] = {
    {"rank", "Rank", CELL_RANK, SUM_NONE,
     "by net sales of 52 weeks; as much is as good"},
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "of the 364 days to the as-of day"},
    {"baskets_52w", "Baskets, 52 weeks", CELL_COUNT, SUM_TOTAL, NULL},
    {"last_date", "Last date", CELL_DATE, SUM_NONE, "day of the last basket"},
    {"segment", "Segment", CELL_TEXT, SUM_NONE, NULL},
    {"member_type", "Member type", CELL_TEXT, SUM_NONE, NULL},
};

static bool is_before(const struct ranked *one, const struct ranked *two)
{
    if (one->value != two->value)
        return one->value > two->value;
    return str_compare(one->id, two->id) < 0;
}

/* Keep the first of all; returns how many are kept. */
static size_t keep_top(struct ranked *top, size_t count,
                       const struct ranked *next)
{
    size_t at = count;

    if (count == TOP && !is_before(next, &top[TOP - 1]))
        return count;
    if (count == TOP)
        at = --count;
    for (; at > 0 && is_before(next, &top[at - 1]); at--)
        top[at] = top[at - 1];
    top[at] = *next;
    return count + 1;
}

static size_t choose_top(const struct clientele *clientele, struct ranked *top)
{
    uint32_t customers = book_customer_count(clientele->book);
    size_t count = 0;

    for (uint32_t i = 0; i < customers; i++) {
        int64_t net = profile_store_get(clientele->profiles, i).net_52w;

        if (net > 0 && (count < TOP || net >= top[TOP - 1].value))
            count = keep_top(
                top, count,
                &(struct ranked){.value = net,
                                 .net = net,
                                 .id = book_customer_id(clientele->book, i),
                                 .number = i});
    }
    return count;
}

static void set_row(const struct clientele *clientele,
                    const struct ranked *ranked, struct cell *cells)
{
    struct profile profile =
        profile_store_get(clientele->profiles, (uint32_t)ranked->number);
    struct str segment = clientele_segment(clientele, (uint32_t)ranked->number);
    const char *type = member_type_name(profile.type);

    cells[0] = cell_integer(CELL_RANK, ranked->rank);
    cells[1] = cell_text(ranked->id);
    cells[2] = cell_integer(CELL_MONEY, ranked->value);
    cells[3] = cell_count(profile.baskets_52w);
    cells[4] = cell_date(profile.last);
    if (segment.len > 0)
        cells[5] = cell_text(segment);
    if (type)
        cells[6] = cell_label(type);
}

struct table *top_customer_make(struct arena *arena,
                                const struct clientele *clientele)
{
    struct ranked top[TOP];
    size_t count = choose_top(clientele, top);
    struct table *table;

    if (count == 0)
        return NULL;
    rank_sort(top, count);
    table = table_new(arena, "top_customers", "Top customers", columns,
                      COUNT(columns));
    table->is_personal = true;
    for (size_t i = 0; i < count; i++)
        set_row(clientele, top + i, table_add(table));
    return table;
}
