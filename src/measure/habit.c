#include "measure/habit.h"

#include "base/parallel.h"
#include "measure/cutoff.h"
#include "measure/fetch.h"
#include "measure/rule_words.h"

/* Customers that a thread takes at a time, how far ahead of the one looked at
 * orders are fetched, and days that a year's sales are of. */
enum { CHUNK = 4096, AHEAD = 4, YEAR = 52 * WEEK_DAYS };

struct round {
    const struct book *book;
    const struct view *view;
    struct habits *habits;
    struct cutoff cutoff;
    struct cutoff former_cutoff;
    uint32_t most[PARALLEL_MOST]; /* baskets, of each thread */
};

static bool holds(const struct habit_span *span, int32_t date)
{
    return date >= span->first && date <= span->end;
}

/* A customer's orders come by date. */
static void note_basket(const struct habit_span *span, int32_t date,
                        int32_t *last, uint32_t *baskets)
{
    if (!holds(span, date))
        return;
    *last = date;
    ++*baskets;
}

/* An order with lines of several days. */
static void add_split(const struct round *run, uint32_t number,
                      struct habit *habit, struct former_habit *former)
{
    const struct habits *habits = run->habits;
    struct order known = cutoff_order(&run->cutoff, number);
    struct order within =
        cutoff_within(&run->cutoff, number, habits->span.first);
    struct order year =
        cutoff_within(&run->cutoff, number, habits->span.end - YEAR + 1);

    habit->net += order_net(&within);
    habit->sales += within.gross - within.discount;
    habit->year_net += order_net(&year);
    if (order_is_basket(&known))
        note_basket(&habits->span, known.date, &habit->last, &habit->baskets);
    if (!former)
        return;
    known = cutoff_order(&run->former_cutoff, number);
    if (order_is_basket(&known))
        note_basket(&habits->former_span, known.date, &former->last,
                    &former->baskets);
}

static void add_order(const struct round *run, const struct order *order,
                      struct habit *habit, struct former_habit *former)
{
    const struct habits *habits = run->habits;

    if (holds(&habits->span, order->day)) {
        habit->net += order_net(order);
        habit->sales += order->gross - order->discount;
    }
    if (order->day > habits->span.end - YEAR && order->day <= habits->span.end)
        habit->year_net += order_net(order);
    if (!order_is_basket(order))
        return;
    note_basket(&habits->span, order->date, &habit->last, &habit->baskets);
    if (former)
        note_basket(&habits->former_span, order->date, &former->last,
                    &former->baskets);
}

static bool is_short(int64_t amount)
{
    return amount == (int32_t)amount;
}

static void keep(struct habits *habits, uint32_t customer,
                 const struct habit *habit, size_t thread)
{
    struct small_habit *small = habits->items + customer;
    struct wide_habits *wide = habits->wide + thread;

    small->last = habit->last;
    if (is_short(habit->net) && is_short(habit->sales) &&
        is_short(habit->year_net) && habit->baskets != HABIT_WIDE) {
        small->net = (int32_t)habit->net;
        small->sales = (int32_t)habit->sales;
        small->year_net = (int32_t)habit->year_net;
        small->baskets = habit->baskets;
        return;
    }
    wide->items = arena_grow(&wide->arena, wide->items, &wide->room,
                             wide->count + 1, sizeof *wide->items);
    small->baskets = HABIT_WIDE;
    small->sales = (int32_t)thread;
    small->net = (int32_t)wide->count;
    wide->items[wide->count++] = *habit;
}

static void visit(struct round *run, uint32_t customer, size_t thread)
{
    struct order_list orders = book_orders_of(run->book, customer);
    struct habits *habits = run->habits;
    struct habit habit = {.last = DATE_NONE};
    struct former_habit former = {.last = DATE_NONE};
    struct former_habit *then = habits->former ? &former : NULL;

    if (run->view->members.staff[customer])
        orders.count = 0;
    for (size_t i = 0; i < orders.count; i++) {
        uint32_t number = orders.numbers[i];
        struct order order = book_order(run->book, number);

        if (cutoff_splits(&run->cutoff, number))
            add_split(run, number, &habit, then);
        else
            add_order(run, &order, &habit, then);
    }
    keep(habits, customer, &habit, thread);
    if (then)
        habits->former[customer] = former;
    if (habit.baskets > run->most[thread])
        run->most[thread] = habit.baskets;
    if (former.baskets > run->most[thread])
        run->most[thread] = former.baskets;
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    struct round *run = context;
    uint32_t count = run->habits->count;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;

    for (uint32_t i = first; i < end; i++) {
        fetch_orders(run->book, i + AHEAD);
        visit(run, i, thread);
    }
}

/* So many weeks to a day; of none all that there is. */
static struct habit_span span_to(const struct view *view, int32_t end,
                                 double weeks)
{
    int32_t first =
        weeks > 0 ? end - rule_days(weeks) + 1 : view->book->first_date;

    return (struct habit_span){.first = first, .end = end};
}

void habits_make(struct arena *arena, struct arena *scratch,
                 const struct view *view, struct habits *habits)
{
    double weeks = view->study->config->rules.rfm_weeks;
    size_t count = book_customer_count(view->book);
    struct round run = {.book = view->book, .view = view, .habits = habits};

    *habits = (struct habits){
        .items = arena_alloc(arena, count + 1, sizeof(struct small_habit)),
        .wide = arena_array(arena, struct wide_habits, view->threads),
        .count = (uint32_t)count,
        .span = span_to(view, view->windows[SLOT_NOW].end, weeks)};
    cutoff_make(scratch, view->book, habits->span.end, &run.cutoff);
    if (view_has(view, SLOT_PREV)) {
        habits->former =
            arena_alloc(scratch, count + 1, sizeof(struct former_habit));
        habits->former_span =
            span_to(view, view->windows[SLOT_PREV].end, weeks);
        cutoff_make(scratch, view->book, habits->former_span.end,
                    &run.former_cutoff);
    }
    parallel_run(view->threads, chunk_count(count, CHUNK), visit_chunk, &run);
    for (size_t i = 0; i < view->threads; i++)
        if (run.most[i] > habits->most)
            habits->most = run.most[i];
    for (size_t i = 0; i < view->threads; i++)
        arena_take(arena, &habits->wide[i].arena);
}
