#include "measure/action.h"

#include "base/date.h"
#include "measure/holdout.h"

enum { AHEAD = 16 }; /* rows, at which customers are fetched */

static const struct column list_columns[] = {
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"segment", "Segment", CELL_TEXT, SUM_NONE,
     "by scores of recency and frequency"},
    {"action", "Action", CELL_TEXT, SUM_NONE, "what is to be done"},
    {"holdout", "Held out", CELL_FLAG, SUM_NONE,
     "leave alone: one in ten, by chance, whom the others are compared with"},
    {"net_sales_52w", "Net sales in 52 weeks", CELL_MONEY, SUM_NONE,
     "in the 52 weeks to the end of the window"},
};

static const struct column summary_columns[] = {
    {"segment", "Segment", CELL_TEXT, SUM_NONE,
     "by scores of recency and frequency"},
    {"action", "Action", CELL_TEXT, SUM_NONE, "what is to be done"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, "on the list"},
    {"holdout_customers", "Held out", CELL_COUNT, SUM_TOTAL,
     "of these, left alone: whom the others are compared with"},
    {"net_sales_52w", "Net sales in 52 weeks", CELL_MONEY, SUM_TOTAL,
     "of the customers, in the 52 weeks to the end of the window"},
};

/* What a list comes to. */
struct worth {
    int64_t customers;
    int64_t held_out;
    int64_t year_net; /* money */
};

struct actions {
    const struct rfm *rfm;
    int32_t day;         /* that the lists are of */
    uint32_t *customers; /* of all lists, one list behind the other */
    struct worth *worths;
};

static bool is_held_out(const struct actions *actions, uint32_t customer)
{
    return holdout_has(actions->day,
                       book_customer_id(actions->rfm->book, customer));
}

static void give(const void *source, size_t row, struct cell *cells)
{
    const struct actions *actions = source;
    const struct rfm *rfm = actions->rfm;
    uint32_t customer = actions->customers[row];
    const struct segment *segment =
        rfm->segments->items + rfm->marks[customer].segment;

    if (row + AHEAD < rfm->count)
        rfm_fetch(rfm, actions->customers[row + AHEAD]);
    cells[0] = cell_text(book_customer_id(rfm->book, customer));
    cells[1] = cell_text(segment->name);
    cells[2] = cell_text(segment->action);
    cells[3] = cell_integer(CELL_FLAG, is_held_out(actions, customer));
    cells[4] =
        cell_integer(CELL_MONEY, habits_of(&rfm->habits, customer).year_net);
}

static void add_up(const struct actions *actions)
{
    const struct rfm *rfm = actions->rfm;

    for (uint32_t i = 0; i < rfm->habits.count; i++) {
        uint8_t segment = rfm->marks[i].segment;
        struct worth *worth;

        if (segment == SEGMENT_NONE)
            continue;
        worth = actions->worths + segment;
        worth->customers++;
        worth->held_out += is_held_out(actions, i);
        worth->year_net += habits_of(&rfm->habits, i).year_net;
    }
}

/* Put the population to lists, each of which stays in the order of ids. */
static void sort(const struct actions *actions)
{
    const struct rfm *rfm = actions->rfm;
    size_t next[SEGMENT_NONE] = {0}; /* place in each list */

    for (size_t i = 1; i < rfm->segments->count; i++)
        next[i] = next[i - 1] + (size_t)actions->worths[i - 1].customers;
    for (size_t i = 0; i < rfm->count; i++) {
        uint32_t customer = rfm->population[i];

        actions->customers[next[rfm->marks[customer].segment]++] = customer;
    }
}

static struct str note_of(struct arena *arena, int32_t day)
{
    char date[DATE_TEXT];

    return str_format(arena,
                      "Lists of %s. One customer in %d is held out, by chance; "
                      "the next pack finds them again and compares the others "
                      "with them. Leave them alone until then.",
                      date_print(date, day), HOLDOUT_OF);
}

static struct table *make_list(struct arena *arena,
                               const struct actions *actions)
{
    struct table *table = table_new(arena, "actions", "Action lists",
                                    list_columns, COUNT(list_columns));

    table_give(table, actions->rfm->count, give, actions);
    table->is_personal = true;
    table->note = note_of(arena, actions->day);
    return table;
}

static void set_worth(const struct worth *worth, struct cell *cells)
{
    cells[2] = cell_count(worth->customers);
    cells[3] = cell_count(worth->held_out);
    cells[4] = cell_integer(CELL_MONEY, worth->year_net);
}

static struct table *make_summary(struct arena *arena,
                                  const struct actions *actions)
{
    const struct segments *segments = actions->rfm->segments;
    struct table *table = table_new(arena, "action_lists", "Action lists",
                                    summary_columns, COUNT(summary_columns));
    struct worth whole = {0};

    for (size_t i = 0; i < segments->count; i++) {
        const struct worth *worth = actions->worths + i;
        struct cell *cells = table_add(table);

        cells[0] = cell_text(segments->items[i].name);
        cells[1] = cell_text(segments->items[i].action);
        set_worth(worth, cells);
        whole.customers += worth->customers;
        whole.held_out += worth->held_out;
        whole.year_net += worth->year_net;
    }
    table_total(table)[0] = cell_label("All segments");
    set_worth(&whole, table_total(table));
    table->note = note_of(arena, actions->day);
    return table;
}

void action_make(struct arena *arena, const struct rfm *rfm,
                 struct tables *tables)
{
    struct actions *actions;

    if (!rfm->is_scored)
        return;
    actions = arena_new(arena, struct actions);
    actions->rfm = rfm;
    actions->day = rfm->habits.span.end;
    actions->customers = arena_alloc(arena, rfm->count + 1, sizeof(uint32_t));
    actions->worths = arena_array(arena, struct worth, rfm->segments->count);
    add_up(actions);
    sort(actions);
    tables_add(tables, make_list(arena, actions));
    tables_add(tables, make_summary(arena, actions));
}
