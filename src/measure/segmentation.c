#include "measure/segmentation.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/parallel.h"
#include "measure/slice.h"

/* Customers that a thread takes at a time; rows at which those of a list are
 * fetched; cells of the grid. */
enum { CHUNK = 4096, AHEAD = 16, GRID = SCORES * SCORES };

static const struct column list_columns[] = {
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"recency", "Recency", CELL_COUNT, SUM_NONE,
     "days from the last basket to the as-of day; 1 on that day"},
    {"frequency", "Frequency", CELL_COUNT, SUM_NONE, "baskets in the weeks"},
    {"monetary", "Monetary value", CELL_MONEY, SUM_NONE,
     "net sales in the weeks, returns taken off"},
    {"r", "R", CELL_COUNT, SUM_NONE, "score of recency; 5: bought lately"},
    {"f", "F", CELL_COUNT, SUM_NONE, "score of frequency; 5: often"},
    {"m", "M", CELL_COUNT, SUM_NONE, "score of monetary value; 5: for much"},
    {"segment", "Segment", CELL_TEXT, SUM_NONE, "by R and F"},
    {"overlay", "Overlay", CELL_TEXT, SUM_NONE,
     "VIP: R, F and M 4 or more; New Customer: R 4 or more, F 2 or less; Churn "
     "Risk: R and F 2 or less; else Core"},
    {"not_positive", "Not positive", CELL_FLAG, SUM_NONE,
     "monetary value is 0 or less: all was returned"},
};

static const struct column segment_columns[] = {
    {"segment", "Segment", CELL_TEXT, SUM_NONE,
     "by scores of recency and frequency"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"orders", "Orders", CELL_COUNT, SUM_TOTAL, "their baskets in the weeks"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "in the weeks, returns taken off"},
    {"aov", "Average order value", CELL_PRICE, SUM_NONE,
     "(gross sales - discount) / baskets"},
    {"share_customers", "Share of customers", CELL_RATE, SUM_TOTAL, NULL},
    {"share_sales", "Share of net sales", CELL_RATE, SUM_TOTAL, NULL},
    {"action", "Action", CELL_TEXT, SUM_NONE, "what is to be done"},
    {"colour", "Colour", CELL_TEXT, SUM_NONE, "of the brand’s palette"},
};

static const struct column grid_columns[] = {
    {"r", "R", CELL_COUNT, SUM_NONE, "score of recency; 5: bought lately"},
    {"f", "F", CELL_COUNT, SUM_NONE, "score of frequency; 5: often"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "in the weeks, returns taken off"},
};

static const struct column migration_columns[] = {
    {"from", "From", CELL_TEXT, SUM_NONE,
     "segment at the end of the window before; none: was not scored"},
    {"to", "To", CELL_TEXT, SUM_NONE,
     "segment at the end of the window; none: is not scored any more"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"net_sales_52w", "Net sales in 52 weeks", CELL_MONEY, SUM_TOTAL,
     "in the 52 weeks to the end of the window"},
    {"fall", "Fall", CELL_FLAG, SUM_NONE,
     "1: the list of segments has the new one further down"},
    {"rise", "Rise", CELL_FLAG, SUM_NONE, "1: it has it further up"},
};

/* Sums of customers. */
struct group {
    int64_t customers;
    int64_t orders;
    int64_t net;
    int64_t sales;
    int64_t year_net;
};

/* By scores of recency and frequency; by segment then and now, of which the
 * last one is none. */
struct grouping_sums {
    struct group *grid;
    struct group *moves;
};

struct census {
    const struct rfm *rfm;
    size_t move_count;
    struct grouping_sums *sums; /* of each thread; all in the first one */
};

static void give(const void *source, size_t row, struct cell *cells)
{
    const struct rfm *rfm = source;
    uint32_t customer = rfm->population[row];
    const struct rfm_mark *mark = rfm->marks + customer;

    if (row + AHEAD < rfm->count)
        rfm_fetch(rfm, rfm->population[row + AHEAD]);
    cells[0] = cell_text(book_customer_id(rfm->book, customer));
    cells[1] = cell_count(rfm_value(rfm, customer, RECENCY));
    cells[2] = cell_count(rfm_value(rfm, customer, FREQUENCY));
    cells[3] = cell_integer(CELL_MONEY, rfm_value(rfm, customer, MONETARY));
    cells[9] = cell_integer(CELL_FLAG, rfm_value(rfm, customer, MONETARY) <= 0);
    if (!rfm->is_scored)
        return;
    for (size_t i = 0; i < RFM_MEASURES; i++)
        cells[4 + i] = cell_count(mark->scores[i]);
    cells[7] = cell_text(rfm->segments->items[mark->segment].name);
    cells[8] = cell_label(overlay_name(overlay_of(mark)));
}

static const char *print_cut(char out[static DECIMAL_TEXT],
                             const struct rfm *rfm, enum rfm_measure measure,
                             int128 fifths)
{
    if (rfm->mode == SCORING_FIXED) /* the least value behind it */
        fifths++;
    return measure == MONETARY
               ? decimal_print(out, (int64_t)(fifths / SCORES), MONEY_PLACES, 0)
               : decimal_print(out, (int64_t)fifths * 2, 1, 0);
}

static void name_cuts(struct text *text, const struct rfm *rfm)
{
    static const char *const names[RFM_MEASURES] = {
        [RECENCY] = "R", [FREQUENCY] = "F", [MONETARY] = "M"};

    for (size_t i = 0; i < RFM_MEASURES; i++) {
        text_addf(text, "%s %s", i > 0 ? " ·" : "", names[i]);
        for (size_t j = 0; j < SCORES - 1; j++) {
            char cut[DECIMAL_TEXT];

            text_addf(text, "%s %s", j > 0 ? "," : "",
                      print_cut(cut, rfm, (enum rfm_measure)i,
                                rfm->cuts[i].fifths[j]));
        }
    }
}

/* The rule that applied. */
static struct str note_of(struct arena *arena, const struct rfm *rfm)
{
    struct text text = {.arena = arena};
    char first[DATE_TEXT];
    char end[DATE_TEXT];

    text_addf(&text, "%zu customers with a basket from %s to %s. ", rfm->count,
              date_print(first, rfm->habits.span.first),
              date_print(end, rfm->habits.span.end));
    if (!rfm->is_scored)
        text_addf(&text, "Fewer than %d have no scores.", SCORE_LEAST);
    else if (rfm->mode == SCORING_RANK)
        text_addf(&text, "Scores are fifths of their ranks.");
    else if (rfm->mode == SCORING_FIXED)
        text_addf(&text, "Scores by given thresholds, from:");
    else
        text_addf(&text, "Scores by fifths of their values, cut at:");
    if (rfm->is_scored && rfm->mode != SCORING_RANK) {
        name_cuts(&text, rfm);
        text_addf(&text, ".");
    }
    return text_str(&text);
}

struct table *segmentation_list(struct arena *arena, const struct rfm *rfm)
{
    struct table *table;

    if (rfm->count == 0)
        return NULL;
    table = table_new(arena, "rfm", "RFM scores", list_columns,
                      COUNT(list_columns));
    table_give(table, rfm->count, give, rfm);
    table->is_personal = true;
    table->note = note_of(arena, rfm);
    return table;
}

static void add(struct group *group, const struct habit *habit)
{
    group->customers++;
    group->orders += habit->baskets;
    group->net += habit->net;
    group->sales += habit->sales;
    group->year_net += habit->year_net;
}

static void add_group(struct group *into, const struct group *more)
{
    into->customers += more->customers;
    into->orders += more->orders;
    into->net += more->net;
    into->sales += more->sales;
    into->year_net += more->year_net;
}

static size_t place_of(const struct rfm *rfm, uint8_t segment)
{
    return segment == SEGMENT_NONE ? rfm->segments->count : segment;
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct census *census = context;
    const struct rfm *rfm = census->rfm;
    const struct grouping_sums *sums = census->sums + thread;
    struct chunk chunk = chunk_of(number, CHUNK, rfm->habits.count);

    for (size_t i = chunk.first; i < chunk.end; i++) {
        const struct rfm_mark *mark = rfm->marks + i;
        struct habit habit = habits_of(&rfm->habits, (uint32_t)i);

        if (mark->segment != SEGMENT_NONE)
            add(sums->grid + (size_t)(mark->scores[RECENCY] - 1) * SCORES +
                    mark->scores[FREQUENCY] - 1,
                &habit);
        if (mark->segment != SEGMENT_NONE ||
            mark->former_segment != SEGMENT_NONE)
            add(sums->moves +
                    place_of(rfm, mark->former_segment) *
                        (rfm->segments->count + 1) +
                    place_of(rfm, mark->segment),
                &habit);
    }
}

static void count(struct arena *scratch, struct census *census, size_t threads)
{
    size_t chunks = chunk_count(census->rfm->habits.count, CHUNK);
    size_t places = census->rfm->segments->count + 1;

    census->move_count = places * places;
    census->sums = arena_array(scratch, struct grouping_sums, threads);
    for (size_t i = 0; i < threads; i++)
        census->sums[i] = (struct grouping_sums){
            .grid = arena_array(scratch, struct group, GRID),
            .moves = arena_array(scratch, struct group, census->move_count)};
    parallel_run(threads, chunks, count_chunk, census);
    for (size_t i = 1; i < threads; i++) {
        for (size_t j = 0; j < GRID; j++)
            add_group(census->sums->grid + j, census->sums[i].grid + j);
        for (size_t j = 0; j < census->move_count; j++)
            add_group(census->sums->moves + j, census->sums[i].moves + j);
    }
}

static void set_segment(const struct group *group, const struct group *whole,
                        struct cell *cells)
{
    cells[1] = cell_count(group->customers);
    cells[2] = cell_count(group->orders);
    cells[3] = cell_integer(CELL_MONEY, group->net);
    cells[4] = cell_ratio(CELL_PRICE, (double)group->sales / MONEY_ONE,
                          (double)group->orders);
    cells[5] = cell_ratio(CELL_RATE, (double)group->customers,
                          (double)whole->customers);
    cells[6] = slice_share(group->net, whole->net);
}

static struct table *make_segments(const struct view *view,
                                   const struct census *census)
{
    const struct segments *segments = census->rfm->segments;
    struct table *table = table_new(view->arena, "rfm_segments", "Segments",
                                    segment_columns, COUNT(segment_columns));
    struct group groups[GRID] = {{0}};
    struct group whole = {0};

    for (size_t i = 0; i < GRID; i++) {
        add_group(groups + segments->of[i / SCORES][i % SCORES],
                  census->sums->grid + i);
        add_group(&whole, census->sums->grid + i);
    }
    for (size_t i = 0; i < segments->count; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_text(segments->items[i].name);
        set_segment(groups + i, &whole, cells);
        cells[7] = cell_text(segments->items[i].action);
        cells[8] = cell_text(segments->items[i].colour);
    }
    table_total(table)[0] = cell_label("All segments");
    set_segment(&whole, &whole, table_total(table));
    table_total(table)[4] = (struct cell){.kind = CELL_UNDEFINED}; /* no sum */
    table->note = note_of(view->arena, census->rfm);
    return table;
}

static struct table *make_grid(const struct view *view,
                               const struct census *census)
{
    struct table *table = table_new(view->arena, "rfm_grid", "RFM grid",
                                    grid_columns, COUNT(grid_columns));

    for (size_t i = 0; i < GRID; i++) {
        const struct group *group = census->sums->grid + i;
        struct cell *cells = table_add(table);

        cells[0] = cell_count((int64_t)(i / SCORES) + 1);
        cells[1] = cell_count((int64_t)(i % SCORES) + 1);
        cells[2] = cell_count(group->customers);
        cells[3] = cell_integer(CELL_MONEY, group->net);
    }
    table->note = note_of(view->arena, census->rfm);
    return table;
}

static struct cell name_cell(const struct segments *segments, size_t place)
{
    return place < segments->count ? cell_text(segments->items[place].name)
                                   : cell_label("none");
}

static struct table *make_migration(const struct view *view,
                                    const struct census *census)
{
    const struct segments *segments = census->rfm->segments;
    struct table *table =
        table_new(view->arena, "migration", "Migration", migration_columns,
                  COUNT(migration_columns));
    char then[DATE_TEXT];
    char now[DATE_TEXT];

    for (size_t i = 0; i < census->move_count; i++) {
        const struct group *group = census->sums->moves + i;
        size_t from = i / (segments->count + 1);
        size_t to = i % (segments->count + 1);
        struct cell *cells;

        if (group->customers == 0)
            continue;
        cells = table_add(table);
        cells[0] = name_cell(segments, from);
        cells[1] = name_cell(segments, to);
        cells[2] = cell_count(group->customers);
        cells[3] = cell_integer(CELL_MONEY, group->year_net);
        if (from == segments->count || to == segments->count)
            continue;
        cells[4] = cell_integer(CELL_FLAG, to > from ? 1 : 0);
        cells[5] = cell_integer(CELL_FLAG, to < from ? 1 : 0);
    }
    table->note = str_format(
        view->arena, "Segments on %s and on %s, each by scores of its own day.",
        date_print(then, census->rfm->habits.former_span.end),
        date_print(now, census->rfm->habits.span.end));
    return table;
}

void segmentation_make(const struct view *view, const struct rfm *rfm,
                       struct tables *tables)
{
    struct arena scratch = {0};
    struct census census = {.rfm = rfm};

    if (!rfm->is_scored)
        return;
    count(&scratch, &census, view->threads);
    tables_add(tables, make_segments(view, &census));
    tables_add(tables, make_grid(view, &census));
    if (rfm->was_scored)
        tables_add(tables, make_migration(view, &census));
    arena_free(&scratch);
}
