#include "measure/action_lift.h"

#include "base/decimal.h"
#include "measure/contrast.h"
#include "measure/holdout.h"

static const struct column columns[] = {
    {"segment", "Segment", CELL_TEXT, SUM_NONE,
     "on the day before the window, by scores of recency and frequency"},
    {"measure", "Measure", CELL_TEXT, SUM_NONE,
     "net_sales: mean net sales of a listed customer in the window, returns "
     "taken off; orders: mean baskets; who bought nothing counts as 0"},
    CONTRAST_COLUMNS("treated", "On the list", "holdout", "Held out"),
    {"listed", "Listed", CELL_COUNT, SUM_NONE, "treated and held out"},
    {"action", "Action", CELL_TEXT, SUM_NONE, "what was to be done"},
};

enum arm { TREATED, HELD_OUT, ARMS };

enum figure { SALES, ORDERS, FIGURES };

static const struct {
    const char *measure;
    const char *label;
    enum cell_kind kind;
    double unit; /* of a mean */
} figures[FIGURES] = {
    [SALES] = {"net_sales", "Net sales per customer", CELL_PRICE, MONEY_ONE},
    [ORDERS] = {"orders", "Orders per customer", CELL_RATIO, 1},
};

/* A list. */
struct bought {
    struct sample samples[ARMS][FIGURES];
};

struct action_lift {
    const struct rfm *rfm; /* NULL: there are no lists */
    const struct window *window;
    size_t threads;
    struct bought **bought; /* of each thread, by segment */
};

/* Whether the lists of the window before are of the eve of the reported one:
 * where the report is cut, so is the window before. */
static bool has_lists(const struct view *view, const struct rfm *rfm)
{
    return rfm && rfm->was_scored &&
           rfm->habits.former_span.end + 1 == view->windows[SLOT_NOW].start;
}

struct action_lift *action_lift_begin(struct arena *scratch,
                                      const struct view *view,
                                      const struct rfm *rfm)
{
    struct action_lift *lift = arena_new(scratch, struct action_lift);

    if (!has_lists(view, rfm))
        return lift;
    lift->rfm = rfm;
    lift->window = view->windows + SLOT_NOW;
    lift->threads = view->threads;
    lift->bought = arena_array(scratch, struct bought *, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        lift->bought[i] =
            arena_array(scratch, struct bought, rfm->segments->count);
    return lift;
}

void action_lift_count(void *context, const struct patron *patron,
                       size_t thread)
{
    const struct action_lift *lift = context;
    const struct rfm *rfm = lift->rfm;
    uint8_t segment;
    struct sample *samples;
    bool held_out;

    if (!rfm || patron->customer == MAP_NONE)
        return;
    segment = rfm->marks[patron->customer].former_segment;
    if (segment == SEGMENT_NONE)
        return;
    held_out = holdout_has(rfm->habits.former_span.end,
                           book_customer_id(rfm->book, patron->customer));
    samples = lift->bought[thread][segment].samples[held_out];
    sample_add(samples + SALES, patron->spend);
    sample_add(samples + ORDERS, (int64_t)patron->basket_count);
}

static void merge(struct bought *into, const struct bought *more)
{
    for (size_t i = 0; i < ARMS; i++)
        for (size_t j = 0; j < FIGURES; j++)
            sample_merge(&into->samples[i][j], &more->samples[i][j]);
}

/* The rows of a list. */
static void add_rows(struct table *table, struct cell segment,
                     struct cell action, const struct bought *bought)
{
    for (size_t i = 0; i < FIGURES; i++) {
        struct difference difference =
            difference_of_means(&bought->samples[TREATED][i],
                                &bought->samples[HELD_OUT][i], figures[i].unit);
        struct cell *cells = table_add(table);

        cells[0] = segment;
        cells[1] = cell_label(figures[i].measure);
        contrast_set(cells + 2, str_of(figures[i].label), figures[i].kind,
                     &difference);
        cells[2 + CONTRAST_CELLS] =
            cell_count(difference.n_first + difference.n_second);
        cells[3 + CONTRAST_CELLS] = action;
    }
}

static struct str note_of(struct arena *arena, const struct action_lift *lift)
{
    char day[DATE_TEXT];
    char first[DATE_TEXT];
    char end[DATE_TEXT];

    return str_format(
        arena,
        "Lists of %s, by what was bought from %s to %s. A difference is an "
        "effect of the list if it was used and who was held out was left "
        "alone. Of 20 intervals one misses the truth by chance.",
        date_print(day, lift->rfm->habits.former_span.end),
        date_print(first, lift->window->start),
        date_print(end, lift->window->end));
}

struct table *action_lift_make(struct arena *arena, struct action_lift *lift)
{
    const struct segments *segments;
    struct bought whole = {0};
    struct table *table;

    if (!lift->rfm)
        return NULL;
    segments = lift->rfm->segments;
    for (size_t i = 0; i < segments->count; i++) {
        for (size_t j = 1; j < lift->threads; j++)
            merge(lift->bought[0] + i, lift->bought[j] + i);
        merge(&whole, lift->bought[0] + i);
    }
    table = table_new(arena, "action_lift", "Lift of action lists", columns,
                      COUNT(columns));
    table->note = note_of(arena, lift);
    add_rows(table, cell_label("All lists"), (struct cell){0}, &whole);
    for (size_t i = 0; i < segments->count; i++)
        add_rows(table, cell_text(segments->items[i].name),
                 cell_text(segments->items[i].action), lift->bought[0] + i);
    return table;
}
