#include "shopper.h"

/* The first visit on the trading clock: there from the start, or later. */
static double first_visit(struct stream *stream)
{
    double at = WEEKS * random_real(stream);

    if (random_is(stream, law.opening_share)) {
        at = law.opening_weeks * random_exponential(stream);
        at = fmod(at, WEEKS);
    }
    return at;
}

/* Who spends more is likelier to join; when, does not depend on visits. */
static void join(struct shopper *shopper, struct stream *stream,
                 const struct clock *clock)
{
    double mean = law.gamma / (law.q - 1) * 100;
    double odds =
        exp(law.member_base + law.member_slope * log(shopper->spend / mean));
    int first = clock_day_of(clock_second(clock, shopper->first));
    bool joins = random_is(stream, odds / (1 + odds));
    int wait = (int)(law.join_days * random_exponential(stream));

    shopper->member_from = shopper->member_to = NEVER;
    if (random_is(stream, law.join_at_once))
        wait = 0;
    if (!joins || first + wait >= DAYS)
        return;
    shopper->member_from = first + wait;
    if (random_is(stream, law.leave_share))
        shopper->member_to =
            shopper->member_from + random_between(stream, 30, 700);
}

void shopper_make(struct shopper *shopper, const struct market *market,
                  uint32_t number)
{
    struct stream stream = random_stream(market->seed, number);

    *shopper = (struct shopper){.key = random_key(~market->seed, number),
                                .number = number};
    shopper->home = (uint8_t)choice_pick(&market->network->by_weight, &stream);
    shopper->rate = random_gamma(&stream, law.r) / law.alpha;
    shopper->dropout = random_beta(&stream, law.a, law.b);
    shopper->spend = 100 * law.gamma / random_gamma(&stream, law.q);
    shopper->online = fmin(2 * law.online_share * random_real(&stream), 1);
    shopper->first = first_visit(&stream);
    shopper->staff = random_is(&stream, law.staff_share);
    shopper->listed = !random_is(&stream, 0.004);
    join(shopper, &stream, market->clock);
    if (shopper->member_from != NEVER)
        subscription_make(market->arena, shopper, &stream);
}

bool shopper_is_subscriber(const struct shopper *shopper, int day)
{
    for (size_t i = 0; i < shopper->span_count; i++) {
        const struct span *span = &shopper->spans[i];

        if (day >= span->from && day <= span->to)
            return true;
    }
    return false;
}

const char shopper_header[] =
    "customer_id,membership_start,membership_end,is_staff,birth_date,gender,"
    "country,state,postcode,latitude,longitude,contact_preference,"
    "acquisition_channel,group_first_scan_date,first_banner_date\n";

static char *put_real(char *at, double value)
{
    if (value < 0)
        at = put_byte(at, '-');
    value = round(fabs(value) * 10000);
    at = put_number(at, (uint64_t)value / 10000);
    at = put_byte(at, '.');
    return put_digits(at, (uint64_t)value % 10000, 4);
}

static char *put_day(char *at, const struct clock *clock, int day)
{
    if (day < DAYS)
        at = put_date(at, clock_date(clock, day));
    return put_byte(at, ',');
}

static char *put_person(char *at, struct stream *stream,
                        const struct clock *clock)
{
    static const char *const genders[] = {"F", "F", "F", "F", "F",
                                          "M", "M", "M", "X", ""};
    int age = 18 * 365 + (int)(random_gamma(stream, 4) * 2300);

    if (age < 92 * 365 && !random_is(stream, 0.04))
        at = put_date(at, clock->start - age);
    at = put_byte(at, ',');
    at = put_text(at, genders[random_below(stream, COUNT(genders))]);
    return put_text(at, ",AU,");
}

static char *put_home(char *at, struct stream *stream,
                      const struct store *store)
{
    at = put_text(at, store->state);
    at = put_byte(at, ',');
    at = put_number(at, (uint64_t)store->postcode + random_below(stream, 4));
    at = put_byte(at, ',');
    at = put_real(at, store->latitude + 0.08 * random_normal(stream));
    at = put_byte(at, ',');
    at = put_real(at, store->longitude + 0.08 * random_normal(stream));
    return put_byte(at, ',');
}

void shopper_write(const struct shopper *shopper, const struct network *network,
                   const struct clock *clock, struct out *out)
{
    static const char *const contacts[] = {"email", "email", "app", "sms",
                                           "none"};
    static const char *const sources[] = {"store", "store", "web", "app",
                                          "partner"};
    struct stream stream = random_stream(shopper->key, 1);
    int first = clock_day_of(clock_second(clock, shopper->first));
    char *at = out_begin(out);

    at = shopper_put_id(at, shopper->number);
    at = put_byte(at, ',');
    at = put_day(at, clock, shopper->member_from);
    at = put_day(at, clock, shopper->member_to);
    at = put_text(at, shopper->staff ? "1," : "0,");
    at = put_person(at, &stream, clock);
    at = put_home(at, &stream, &network->stores[shopper->home]);
    at = put_text(at, contacts[random_below(&stream, COUNT(contacts))]);
    at = put_byte(at, ',');
    at = put_text(at, sources[random_below(&stream, COUNT(sources))]);
    at = put_byte(at, ',');
    if (random_is(&stream, 0.30))
        at = put_date(at, clock_date(clock, first) -
                              random_between(&stream, 1, 1500));
    at = put_byte(at, ',');
    at = put_date(at, clock_date(clock, first));
    at = put_byte(at, '\n');
    out_end(out, at);
}
