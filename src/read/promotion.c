#include "read/promotion.h"

#include "read/extract.h"

/* What reading goes along with. */
struct desk {
    struct arena *arena;
    struct promotions *promotions;
    size_t capacity;
};

static struct str keep(const struct desk *desk, const struct extract *extract,
                       enum column_id column)
{
    struct str text = extract_get(extract, column)->text;

    return text.len > 0 ? str_copy(desk->arena, text) : (struct str){0};
}

static int32_t date_in(const struct extract *extract, enum column_id column)
{
    return (int32_t)extract_get(extract, column)->number;
}

static void take(void *context, struct extract *extract)
{
    struct desk *desk = context;
    struct promotions *promotions = desk->promotions;
    struct str id = extract_get(extract, COLUMN_promotions_promotion_id)->text;
    int32_t start = date_in(extract, COLUMN_promotions_start_date);
    int32_t end = date_in(extract, COLUMN_promotions_end_date);

    if (end < start) {
        extract_reject_row(extract, COLUMN_promotions_end_date,
                           "end_date is before start_date");
        return;
    }
    if (map_put(&promotions->ids, id) < promotions->count) {
        extract_reject(extract, COLUMN_promotions_promotion_id,
                       "duplicate promotion_id");
        return;
    }
    extract_accept(extract);
    promotions->items =
        arena_grow(desk->arena, promotions->items, &desk->capacity,
                   promotions->count + 1, sizeof *promotions->items);
    promotions->items[promotions->count] = (struct promotion){
        .id = promotions->ids.items[promotions->count],
        .name = keep(desk, extract, COLUMN_promotions_name),
        .type = keep(desk, extract, COLUMN_promotions_type),
        .product = keep(desk, extract, COLUMN_promotions_product_id),
        .category = keep(desk, extract, COLUMN_promotions_category),
        .start = start,
        .end = end};
    promotions->count++;
}

enum status promotions_read(const struct extract_run *run,
                            struct promotions *promotions)
{
    struct desk desk = {.arena = run->arena, .promotions = promotions};
    enum status status;

    *promotions = (struct promotions){.ids = {.arena = run->arena}};
    status =
        extract_read(run, EXTRACT_promotions,
                     &(struct extract_taker){.take = take, .context = &desk});
    promotions->is_given = run->ledger->controls[EXTRACT_promotions].delivered;
    return status;
}
