#include "offer.h"

#include <stdio.h>

/* The offers that FY24P06 ends with, and those other periods have in turn. */
static const struct offer special[] = {
    {.name = "Toys triple points",
     .type = "points",
     .department = 1,
     .reward = 650,
     .pull = 0.22,
     .allocated = 0.34,
     .control = 0.12,
     .funded_by = "own"},
    {.name = "Win-back $5 voucher",
     .type = "voucher",
     .department = 0,
     .reward = 500,
     .is_discount = true,
     .for_lapsed = true,
     .pull = 0.16,
     .allocated = 0.50,
     .control = 0.12,
     .funded_by = "own"},
    {.name = "Home $10 off",
     .type = "voucher",
     .department = 0,
     .reward = 1000,
     .is_discount = true,
     .pull = 0.12,
     .allocated = 0.30,
     .control = 0.12,
     .funded_by = "own"},
    {.name = "Clothing treat in app",
     .type = "app",
     .department = 4,
     .reward = 400,
     .is_discount = true,
     .pull = 0.02,
     .allocated = 0.16,
     .control = 0.12,
     .funded_by = "own"},
};

static const struct offer usual[] = {
    {.name = "Double points",
     .type = "points",
     .department = 2,
     .reward = 400,
     .pull = 0.25,
     .allocated = 0.08,
     .control = 0.15,
     .funded_by = "own"},
    {.name = "Beauty bonus",
     .type = "points",
     .department = 3,
     .reward = 300,
     .pull = 0.20,
     .allocated = 0.07,
     .control = 0.15,
     .funded_by = "supplier"},
    {.name = "Clothing $5 off",
     .type = "voucher",
     .department = 4,
     .reward = 500,
     .is_discount = true,
     .pull = 0.18,
     .allocated = 0.07,
     .control = 0.15,
     .funded_by = "own"},
    {.name = "We miss you",
     .type = "voucher",
     .department = 0,
     .reward = 500,
     .is_discount = true,
     .for_lapsed = true,
     .pull = 0.25,
     .allocated = 0.14,
     .control = 0.15,
     .funded_by = "own"},
    {.name = "Play week",
     .type = "points",
     .department = 1,
     .reward = 350,
     .pull = 0.30,
     .allocated = 0.08,
     .control = 0.15,
     .funded_by = "supplier"},
    {.name = "Home points",
     .type = "points",
     .department = 0,
     .reward = 300,
     .pull = 0.15,
     .allocated = 0.08,
     .control = 0.15,
     .funded_by = "group"},
};

enum { SPECIAL_PERIOD = 29 }; /* FY24P06 */

/* Chance that a till takes an offer from who was not allocated it. */
#define OFFER_LEAK 0.001

static void set_offer(struct offer *offer, const struct offer *template,
                      size_t number, int first, int last)
{
    *offer = *template;
    snprintf(offer->id, sizeof offer->id, "O%04zu", (number + 1) % 10000);
    offer->first = first;
    offer->last = last;
    offer->reach = offer->allocated + OFFER_LEAK;
}

/* Nobody has lapsed when the data begins: the next one has its turn. */
static const struct offer *usual_offer(size_t turn, int first)
{
    const struct offer *offer = &usual[turn % COUNT(usual)];

    return offer->for_lapsed && first < 2 * OFFER_LAPSED_DAYS
               ? &usual[(turn + 1) % COUNT(usual)]
               : offer;
}

void offers_make(struct offer offers[OFFERS], const struct clock *clock)
{
    size_t count = 0;

    for (size_t i = 0; i < PERIODS; i++) {
        const struct period *period = &clock->periods[i];
        size_t here = i == SPECIAL_PERIOD ? COUNT(special) : 2;

        for (size_t k = 0; k < here; k++) {
            int first = period->first + 2 + 2 * (int)k;

            set_offer(&offers[count],
                      i == SPECIAL_PERIOD ? &special[k]
                                          : usual_offer(2 * i + k, first),
                      count, first, first + 20);
            count++;
        }
    }
}

static uint32_t later(struct stream *stream, uint32_t from, uint32_t until)
{
    return from >= until ? 0 : from + random_below(stream, until - from);
}

void offer_event_make(const struct offer *offer, size_t number,
                      const struct shopper *shopper, struct offer_event *event)
{
    struct stream stream = offer_stream(shopper->key, number);
    uint32_t start = (uint32_t)offer->first * DAY_SECONDS;
    uint32_t end = (uint32_t)(offer->last + 1) * DAY_SECONDS;
    double draw = random_real(&stream);

    *event = (struct offer_event){0};
    if (!shopper_is_member(shopper, offer->first))
        return;
    event->allocated = draw < offer->allocated;
    event->leaks = !event->allocated && draw < offer->reach;
    if (!event->allocated)
        return;
    event->control = random_is(&stream, offer->control);
    event->allocated_at = start - DAY_SECONDS + 6 * 3600;
    if (event->control || !random_is(&stream, 0.965))
        return;
    event->delivered_at = later(&stream, start, start + 8 * 3600);
    if (!random_is(&stream, 0.50))
        return;
    event->opened_at =
        later(&stream, event->delivered_at, start + 4 * DAY_SECONDS);
    if (!random_is(&stream, 0.53))
        return;
    event->activated_at =
        later(&stream, event->opened_at, end - 10 * DAY_SECONDS);
    event->comes = random_is(&stream, offer->pull);
}

const char offer_event_header[] =
    "offer_id,customer_id,control,allocated_at,delivered_at,opened_at,"
    "activated_at,redeemed_at,basket_id,reward_cost\n";

static char *put_moment(char *at, const struct clock *clock, uint32_t second)
{
    if (second > 0) {
        at = put_bytes(at, clock->dates[clock_day_of(second)], 10);
        at = put_clock(at, second % DAY_SECONDS);
    }
    return put_byte(at, ',');
}

void offer_event_write(const struct offer *offer, const struct shopper *shopper,
                       const struct offer_event *event,
                       const struct redemption *redemption,
                       const struct clock *clock, struct out *out)
{
    char *at = out_begin(out);

    at = put_text(at, offer->id);
    at = put_byte(at, ',');
    at = shopper_put_id(at, shopper->number);
    at = put_text(at, event->control ? ",1," : ",0,");
    at = put_moment(at, clock, event->allocated_at);
    at = put_moment(at, clock, event->delivered_at);
    at = put_moment(at, clock, event->opened_at);
    at = put_moment(at, clock, event->activated_at);
    at = put_moment(at, clock, redemption->second);
    if (redemption->second > 0)
        at = put_basket(at, redemption->basket);
    at = put_byte(at, ',');
    if (redemption->second > 0)
        at = put_cents(at, redemption->cost, '.');
    at = put_byte(at, '\n');
    out_end(out, at);
}

void offers_write(const struct offer offers[OFFERS], const struct clock *clock,
                  struct out *out)
{
    out_printf(out, "offer_id,campaign_id,name,type,business_unit,product_id,"
                    "start_date,end_date,funded_by\n");
    for (size_t i = 0; i < OFFERS; i++) {
        const struct offer *offer = &offers[i];
        size_t period = clock->period_of[offer->first];

        out_printf(out, "%s,M%02zu%dB,%s,%s,%s,,%s,%s,%s\n", offer->id,
                   period + 1, offer->department + 1, offer->name, offer->type,
                   departments[offer->department], clock->dates[offer->first],
                   clock->dates[offer->last], offer->funded_by);
    }
}

char *put_basket(char *at, uint64_t code)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    at[0] = 'B';
    for (size_t i = BASKET_TEXT; i > 0; i--) {
        at[i] = digits[code % 32];
        code /= 32;
    }
    return at + 1 + BASKET_TEXT;
}
