#include "read/subscription.h"

#include "read/extract.h"

#include <stdlib.h>

/* What reading goes along with. */
struct reading {
    struct arena *arena;
    struct subscriptions *subscriptions;
    struct map ids;
    size_t capacity;
    int64_t monthly; /* of all spans: sums of any of them fit */
};

static int32_t date_or(const struct extract *extract, enum column_id column,
                       int32_t otherwise)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? (int32_t)value->number : otherwise;
}

static int64_t money_in(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? value->number : 0;
}

/* false: no word that is known. */
static bool read_status(const struct extract *extract,
                        enum subscription_status *status)
{
    static const char *const words[] = {[SUBSCRIPTION_PAID] = "paid",
                                        [SUBSCRIPTION_TRIAL] = "trial",
                                        [SUBSCRIPTION_STAFF] = "staff"};
    struct str text =
        str_trim(extract_get(extract, COLUMN_subscriptions_status)->text);

    *status = SUBSCRIPTION_PAID;
    if (text.len == 0)
        return true;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!value_is_word(text, words[i]))
            continue;
        *status = (enum subscription_status)i;
        return true;
    }
    return false;
}

static bool read_interval(const struct extract *extract, bool *by_year)
{
    struct str text =
        str_trim(extract_get(extract, COLUMN_subscriptions_interval)->text);

    *by_year = value_is_word(text, "year");
    return *by_year || text.len == 0 || value_is_word(text, "month");
}

/* What a month costs; false where the sum over all spans would not fit. */
static bool read_monthly(struct reading *reading, const struct extract *extract,
                         struct subscription *span)
{
    int64_t months = span->by_year ? 1 : MONTHLY_PARTS;
    int64_t sum;

    /* Neither is negative here, and the discount is not more. */
    span->monthly = money_in(extract, COLUMN_subscriptions_price) -
                    money_in(extract, COLUMN_subscriptions_discount);
    if (__builtin_mul_overflow(span->monthly, months, &span->monthly) ||
        __builtin_add_overflow(reading->monthly, span->monthly, &sum))
        return false;
    reading->monthly = sum;
    return true;
}

/* What is wrong with the words of a row, and of which column. */
static const char *read_terms(const struct extract *extract,
                              struct subscription *span, enum column_id *column)
{
    *column = COLUMN_subscriptions_status;
    if (!read_status(extract, &span->status))
        return "status is none of paid, trial and staff";
    *column = COLUMN_subscriptions_interval;
    if (!read_interval(extract, &span->by_year))
        return "interval is neither month nor year";
    return NULL;
}

static const char *read_price(struct reading *reading,
                              const struct extract *extract,
                              struct subscription *span, enum column_id *column)
{
    int64_t price = money_in(extract, COLUMN_subscriptions_price);
    int64_t discount = money_in(extract, COLUMN_subscriptions_discount);

    *column = COLUMN_subscriptions_price;
    if (price < 0)
        return "price is negative";
    *column = COLUMN_subscriptions_discount;
    if (discount < 0)
        return "discount is negative; expected what is taken off the price";
    if (discount > price)
        return "discount is more than the price";
    *column = COLUMN_subscriptions_price;
    return read_monthly(reading, extract, span) ? NULL : "price is too large";
}

static void keep(struct reading *reading, const struct subscription *span)
{
    struct subscriptions *subscriptions = reading->subscriptions;

    subscriptions->spans =
        arena_grow(reading->arena, subscriptions->spans, &reading->capacity,
                   subscriptions->count + 1, sizeof *span);
    subscriptions->spans[subscriptions->count++] = *span;
}

static void take(void *context, struct extract *extract)
{
    struct reading *reading = context;
    struct subscriptions *subscriptions = reading->subscriptions;
    struct subscription span = {0};
    enum column_id column;
    uint32_t number;
    const char *problem = read_terms(extract, &span, &column);
    struct str id =
        extract_get(extract, COLUMN_subscriptions_subscription_id)->text;

    span.start = date_or(extract, COLUMN_subscriptions_start_date, DATE_NONE);
    span.end = date_or(extract, COLUMN_subscriptions_end_date, INT32_MAX);
    if (!problem && span.end < span.start) {
        extract_reject_row(extract, COLUMN_subscriptions_end_date,
                           "end_date is before start_date");
        return;
    }
    if (!problem && map_find(&reading->ids, id) != MAP_NONE) {
        column = COLUMN_subscriptions_subscription_id;
        problem = "duplicate subscription_id";
    }
    if (!problem)
        problem = read_price(reading, extract, &span, &column);
    if (problem) {
        extract_reject(extract, column, problem);
        return;
    }
    extract_accept(extract);
    number = map_put(&reading->ids, id);
    span.id = reading->ids.items[number];
    span.customer = customers_number(
        &subscriptions->customers,
        extract_get(extract, COLUMN_subscriptions_customer_id)->text);
    span.plan = map_put(&subscriptions->plans,
                        extract_get(extract, COLUMN_subscriptions_plan)->text);
    keep(reading, &span);
}

static int compare(const void *a, const void *b)
{
    const struct subscription *one = a;
    const struct subscription *two = b;

    if (one->customer != two->customer)
        return one->customer < two->customer ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->end != two->end)
        return one->end < two->end ? -1 : 1;
    return str_compare(one->id, two->id);
}

/* Where the spans of each customer begin. */
static void index_customers(struct arena *arena,
                            struct subscriptions *subscriptions)
{
    size_t customers = subscriptions->customers.count;
    size_t i = 0;

    subscriptions->first_of = arena_array(arena, uint32_t, customers + 1);
    for (uint32_t customer = 0; customer <= customers; customer++) {
        while (i < subscriptions->count &&
               subscriptions->spans[i].customer < customer)
            i++;
        subscriptions->first_of[customer] = (uint32_t)i;
    }
}

enum status subscription_read(struct arena *arena, struct diag *diag,
                              const struct config *config,
                              struct ledger *ledger,
                              struct subscriptions *subscriptions)
{
    struct extract_run run = {
        .arena = arena, .diag = diag, .config = config, .ledger = ledger};
    struct reading reading = {.arena = arena,
                              .subscriptions = subscriptions,
                              .ids = {.arena = arena}};
    enum status status;

    *subscriptions = (struct subscriptions){.customers = {.arena = arena},
                                            .plans = {.arena = arena}};
    status = extract_read(
        &run, EXTRACT_subscriptions,
        &(struct extract_taker){.take = take, .context = &reading});
    if (subscriptions->count > 0)
        qsort(subscriptions->spans, subscriptions->count,
              sizeof *subscriptions->spans, compare);
    index_customers(arena, subscriptions);
    subscriptions->delivered =
        ledger->controls[EXTRACT_subscriptions].delivered;
    return status;
}
