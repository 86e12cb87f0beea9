#include "measure/slice.h"

#include "base/decimal.h"
#include "measure/change.h"
#include "measure/rank.h"

static const struct cell undefined;

void slice_add(const struct view *view, struct slice *slice, int32_t date,
               const struct sums *sums)
{
    if (sums->sale_lines == 0 && sums->return_lines == 0)
        return;
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        if (view_holds(view, slot, date)) {
            slice->has_lines[slot] = true;
            /* It fits, as book_seal() has proven sums over all lines to. */
            (void)sums_add(&slice->sums[slot], sums);
        }
}

/* They fit, as book_seal() has proven sums over all lines to. */
void slice_add_brief(struct slice *slice, size_t slot, const struct sums *sums)
{
    struct sums *into = &slice->sums[slot];

    slice->has_lines[slot] = true;
    into->gross += sums->gross;
    into->discount += sums->discount;
    into->returns += sums->returns;
    into->units += sums->units;
    into->returned_units += sums->returned_units;
    into->sale_lines += sums->sale_lines;
    into->return_lines += sums->return_lines;
}

static void rank_slot(struct arena *arena, struct slices *slices, size_t slot)
{
    struct ranked *ranked =
        arena_array(arena, struct ranked, slices->count + 1);
    size_t count = 0;

    for (size_t i = 0; i < slices->count; i++) {
        const struct slice *slice = slices->items + i;
        int64_t net = sums_net(&slice->sums[slot]);

        if (slice->has_lines[slot])
            ranked[count++] = (struct ranked){
                .value = net, .net = net, .id = slice->id, .number = i};
    }
    rank_sort(ranked, count);
    for (size_t i = 0; i < count; i++)
        slices->items[ranked[i].number].ranks[slot] = ranked[i].rank;
    if (slot != SLOT_NOW)
        return;
    for (size_t i = 0; i < count; i++)
        slices->order[i] = ranked[i].number;
    for (size_t i = 0; i < slices->count; i++)
        if (!slices->items[i].has_lines[slot])
            slices->order[count++] = i;
}

void slice_rank(struct arena *arena, struct slices *slices)
{
    slices->order = arena_array(arena, size_t, slices->count + 1);
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        rank_slot(arena, slices, slot);
}

void slice_compare(const struct view *view, const struct slice *slice,
                   size_t slot, struct cell *cells)
{
    int64_t base = sums_net(&slice->sums[slot]);

    if (!view_has(view, slot))
        return;
    cells[0] = cell_integer(CELL_MONEY, base);
    cells[1] = change_per_day((double)sums_net(&slice->sums[SLOT_NOW]),
                              window_days(&view->windows[SLOT_NOW]),
                              (double)base, window_days(&view->windows[slot]));
}

struct cell slice_contribution(const struct view *view,
                               const struct slice *slice, size_t slot)
{
    int64_t whole = sums_net(&view->totals[slot].sums);
    int64_t change =
        sums_net(&slice->sums[SLOT_NOW]) - sums_net(&slice->sums[slot]);

    if (!view_has(view, slot) || whole <= 0)
        return undefined;
    return cell_ratio(CELL_POINTS, (double)change, (double)whole);
}

struct cell slice_rank_cell(const struct slice *slice, size_t slot)
{
    if (slice->ranks[slot] == 0)
        return undefined;
    return cell_integer(CELL_RANK, slice->ranks[slot]);
}

struct cell slice_move_cell(const struct slice *slice, size_t slot)
{
    int64_t now = slice->ranks[SLOT_NOW];
    int64_t then = slice->ranks[slot];

    return now == 0 || then == 0 ? undefined : cell_count(then - now);
}

struct cell slice_margin_rate(const struct sums *sums)
{
    static const int64_t cost_to_money = 1000; /* COST_PLACES - MONEY_PLACES */
    int64_t margin =
        sums->costed_net - decimal_round(sums->cost, cost_to_money);

    return cell_ratio(CELL_RATE, (double)margin, (double)sums->costed_net);
}

struct cell slice_share(int64_t part, int64_t whole)
{
    if (whole <= 0)
        return undefined;
    return cell_ratio(CELL_RATE, (double)part, (double)whole);
}

enum status slice_check(const struct view *view, struct diag *diag,
                        const char *what, const struct slices *slices)
{
    char got[DECIMAL_TEXT];
    char want[DECIMAL_TEXT];

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++) {
        const struct sums *whole = &view->totals[slot].sums;
        struct sums sums = {0};

        for (size_t i = 0; i < slices->count; i++)
            (void)sums_add(&sums, &slices->items[i].sums[slot]);
        if (sums_net(&sums) != sums_net(whole) || sums.units != whole->units)
            return diag_error(
                diag, INTERNAL, (struct place){0},
                "%s do not add up: net sales %s instead of %s", what,
                decimal_print(got, sums_net(&sums), MONEY_PLACES, 2),
                decimal_print(want, sums_net(whole), MONEY_PLACES, 2));
    }
    return OK;
}

enum status slice_check_baskets(const struct view *view, struct diag *diag,
                                const char *what, const struct slices *slices)
{
    int64_t baskets = 0;

    for (size_t i = 0; i < slices->count; i++)
        baskets += slices->items[i].baskets;
    if (baskets == view->totals[SLOT_NOW].baskets)
        return OK;
    return diag_error(diag, INTERNAL, (struct place){0},
                      "%s do not add up: %lld baskets instead of %lld", what,
                      (long long)baskets,
                      (long long)view->totals[SLOT_NOW].baskets);
}

bool slice_is_shown(const struct slice *slice)
{
    return slice->baskets > 0 || slice->has_lines[SLOT_NOW] ||
           slice->has_lines[SLOT_PREV] || slice->has_lines[SLOT_LY];
}
