#include "measure/diary.h"

#include "fold/walk.h"

/* Mark the days of some promotions. */
static void mark(const struct diary *diary, const struct promotions *promotions,
                 struct placed placed, uint64_t *marks)
{
    int32_t last = diary->first + (int32_t)diary->day_count - 1;

    for (size_t i = 0; i < placed.count; i++) {
        const struct promotion *promotion =
            promotions->items + placed.numbers[i];
        int32_t from =
            promotion->start > diary->first ? promotion->start : diary->first;
        int32_t to = promotion->end < last ? promotion->end : last;

        for (int32_t date = from; date <= to; date++) {
            size_t day = (size_t)(date - diary->first);

            marks[day / 64] |= UINT64_C(1) << day % 64;
        }
    }
}

/* Days of a category are marked once, and then for all its products. */
static void mark_all(struct arena *arena, const struct placement *placement,
                     struct diary *diary)
{
    size_t words = diary->words;
    size_t products = diary->book->products.count;
    uint64_t *of_category =
        arena_array(arena, uint64_t, placement->category_count * words + 1);

    diary->marks = arena_array(arena, uint64_t, products * words + 1);
    for (size_t i = 0; i < placement->category_count; i++)
        mark(diary, placement->promotions, placed_in(&placement->categories, i),
             of_category + i * words);
    for (size_t i = 0; i < products; i++) {
        uint64_t *marks = diary->marks + i * words;
        uint32_t category = placement->category_of[i];

        for (size_t j = 0; category != MAP_NONE && j < words; j++)
            marks[j] = of_category[category * words + j];
        mark(diary, placement->promotions, placement_own(placement, i), marks);
    }
}

static struct walk walk_of(const struct diary *diary)
{
    return walk_products(diary->book, diary->first,
                         diary->first + (int32_t)diary->day_count - 1);
}

/* Whether a walk shows sale lines of a product that is wanted. */
static bool shows(const struct walk *walk, const bool *wanted)
{
    return walk->sums.sale_lines > 0 && walk->thing != MAP_NONE &&
           wanted[walk->thing];
}

/* Twice over the days: how many entries there are, and then their places. */
static void enter_all(struct arena *arena, struct diary *diary,
                      const bool *wanted)
{
    size_t products = diary->book->products.count;
    size_t *first = arena_array(arena, size_t, products + 2);
    struct walk walk = walk_of(diary);

    while (walk_next(&walk))
        if (shows(&walk, wanted))
            first[walk.thing + 2]++;
    for (size_t i = 2; i < products + 2; i++)
        first[i] += first[i - 1];
    diary->entries = arena_array(arena, struct entry, first[products + 1] + 1);
    walk = walk_of(diary);
    while (walk_next(&walk))
        if (shows(&walk, wanted))
            diary->entries[first[walk.thing + 1]++] =
                (struct entry){.day = (uint32_t)(walk.date - diary->first),
                               .lines = walk.sums.sale_lines,
                               .units = walk.sums.units,
                               .gross = walk.sums.gross,
                               .discount = walk.sums.discount};
    diary->entry_first = first;
}

struct diary diary_make(struct arena *arena, const struct placement *placement,
                        const struct book *book, int32_t first, int32_t last,
                        const bool *wanted)
{
    struct diary diary = {
        .book = book, .first = first, .day_count = (size_t)(last - first) + 1};

    diary.words = (diary.day_count + 63) / 64;
    mark_all(arena, placement, &diary);
    enter_all(arena, &diary, wanted);
    return diary;
}
