#include "shopper.h"

/* Tide Plus: dearer from this day on for those who pay by the month, and from
 * their next year for the others.  Prices are cents without GST. */
enum {
    RISE = 825, /* 2023-10-01 */
    MONTH = 30,
    YEAR = 365,
    TRIAL = 30,
    MONTH_PRICE = 908,
    MONTH_DEARER = 1090,
    YEAR_PRICE = 9000,
    YEAR_DEARER = 10818,
    FRIEND_DISCOUNT = 200, /* for one in eight who pay by the month */
};

static void add_span(struct shopper *shopper, const struct span *span)
{
    if (shopper->span_count < SPANS && span->from < DAYS &&
        span->to >= span->from)
        shopper->spans[shopper->span_count++] = *span;
}

/* A paid span, cut in two where the price changes within. */
static void add_paid(struct shopper *shopper, int from, int to, bool by_year)
{
    int rise = RISE;
    struct span span = {.from = from,
                        .to = to >= DAYS ? NEVER : to,
                        .status = SPAN_PAID,
                        .by_year = by_year,
                        .price = by_year ? YEAR_PRICE : MONTH_PRICE};

    if (!by_year && shopper->key % 8 == 0)
        span.discount = FRIEND_DISCOUNT;

    if (by_year)
        while (rise > from && (rise - from) % YEAR != 0)
            rise++;
    if (from < rise && span.to >= rise) {
        struct span before = span;

        before.to = rise - 1;
        add_span(shopper, &before);
        span.from = rise;
    }
    if (span.from >= rise)
        span.price = by_year ? YEAR_DEARER : MONTH_DEARER;
    add_span(shopper, &span);
}

/* The day on which a plan that begins here is cancelled. */
static int last_day(struct stream *stream, int from, bool by_year)
{
    int length = by_year ? YEAR : MONTH;
    double chance =
        by_year ? 1 - pow(1 - law.cancel_month, 8) : law.cancel_month;
    int count = 1;

    while (from + count * length < DAYS && !random_is(stream, chance))
        count++;
    return from + count * length - 1;
}

void subscription_make(struct arena *arena, struct shopper *shopper,
                       struct stream *stream)
{
    int from = shopper->member_from + (int)(250 * random_exponential(stream));
    bool by_year = random_is(stream, law.year_share);
    bool subscribes = random_is(stream, law.subscriber_share);

    if (!subscribes && !shopper->staff)
        return;
    shopper->spans = arena_array(arena, struct span, SPANS);
    if (shopper->staff && random_is(stream, 0.5)) {
        add_span(shopper, &(struct span){
                              .from = from, .to = NEVER, .status = SPAN_STAFF});
        return;
    }
    if (shopper->staff)
        return;
    if (random_is(stream, law.trial_share)) {
        add_span(shopper, &(struct span){.from = from,
                                         .to = from + TRIAL - 1,
                                         .status = SPAN_TRIAL});
        from += TRIAL;
        if (!random_is(stream, law.trial_converts))
            return;
    }
    while (from < DAYS) {
        int to = last_day(stream, from, by_year);

        add_paid(shopper, from, to, by_year);
        if (!random_is(stream, law.return_share))
            return;
        from = to + random_between(stream, 40, 220);
        by_year = false;
    }
}

const char subscription_header[] =
    "subscription_id,customer_id,plan,status,start_date,end_date,price,"
    "interval,discount\n";

void shopper_write_spans(const struct shopper *shopper,
                         const struct clock *clock, struct out *out)
{
    static const char *const statuses[] = {"trial", "paid", "staff"};

    for (size_t i = 0; i < shopper->span_count; i++) {
        const struct span *span = &shopper->spans[i];
        char *at = out_begin(out);

        at = put_digits(put_byte(at, 'T'), (uint64_t)shopper->number + 1, 8);
        at = put_byte(at, '-');
        at = put_number(at, i + 1);
        at = put_byte(at, ',');
        at = shopper_put_id(at, shopper->number);
        at = put_text(at, ",Tide Plus,");
        at = put_text(at, statuses[span->status]);
        at = put_byte(at, ',');
        at = put_date(at, clock_date(clock, span->from));
        at = put_byte(at, ',');
        if (span->to < DAYS)
            at = put_date(at, clock_date(clock, span->to));
        at = put_byte(at, ',');
        at = put_cents(at, span->price, '.');
        at = put_text(at, span->by_year ? ",year," : ",month,");
        at = put_cents(at, span->discount, '.');
        at = put_byte(at, '\n');
        out_end(out, at);
    }
}
