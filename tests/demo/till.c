#include "till.h"

#include "damage.h"

const char *const transaction_columns[TRANSACTION_COLUMNS] = {
    "basket_id",     "order_id",      "timestamp",       "store_id",
    "channel",       "customer_id",   "product_id",      "quantity",
    "unit_price",    "net_amount",    "markdown_amount", "promo_amount",
    "member_amount", "coupon_amount", "supplier_amount", "reward_amount",
    "promotion_id",  "offer_id",      "line_type",       "scanned",
};

const char *const lent_cards[] = {"C90000001", "C90000002"};

static const char *const channel_names[] = {"store", "online", "app"};

enum { PRODUCT_TEXT = 5 }; /* bytes of any product's id */

/* A receipt on its way to the file. */
struct receipt {
    struct till *till;
    const struct visit *visit;
    struct shopper *shopper;
    const struct basket *basket;
    struct out *out;
    int day;
    size_t period;
    char head[128]; /* the columns that all its lines share */
    size_t head_len;
};

/* What a row holds beyond the receipt's head. */
struct row {
    const char *product;
    const char *type; /* line_type */
    const struct line *line;
    int sign; /* -1: given back */
};

static char *put_quoted(char *at, const struct form *form, const char *text)
{
    if (!form->quoted || !*text)
        return put_word(at, text);
    at = put_byte(at, '"');
    at = put_word(at, text);
    return put_byte(at, '"');
}

void till_open(struct till *till)
{
    const struct form *form = till->form;

    for (size_t i = 0; i < PERIODS; i++) {
        char *at = out_begin(&till->files[i]);

        for (size_t k = 0; k < TRANSACTION_COLUMNS; k++) {
            if (k > 0)
                at = put_byte(at, form->delimiter);
            at = put_quoted(at, form, transaction_columns[k]);
        }
        at = put_text(at, form->line_end);
        out_end(&till->files[i], at);
    }
}

/* Whose card it is; the lent ones have numbers that no customer has. */
static char *put_card(char *at, const struct receipt *receipt)
{
    if (receipt->visit->card == CARD_NONE)
        return at;
    if (receipt->visit->card >= CARD_LENT)
        return put_text(at, lent_cards[receipt->visit->card - CARD_LENT]);
    return shopper_put_id(at, receipt->shopper->number);
}

static char *put_quote(char *at, const struct form *form)
{
    return form->quoted ? put_byte(at, '"') : at;
}

static uint64_t code_of(const struct receipt *receipt, unsigned number)
{
    return visit_code(receipt->shopper, receipt->visit->anonymous, number);
}

static char *put_codes(char *at, const struct receipt *receipt)
{
    const struct visit *visit = receipt->visit;
    const struct form *form = receipt->till->form;

    at = put_quote(at, form);
    at = put_basket(at, code_of(receipt, visit->number));
    at = put_quote(at, form);
    at = put_byte(at, form->delimiter);
    if (visit->channel != CHANNEL_STORE && visit->kind != VISIT_RETURN) {
        at = put_quote(at, form);
        at = put_basket(at, code_of(receipt, visit->of));
        at[-1 - BASKET_TEXT] = 'W';
        at = put_quote(at, form);
    }
    return put_byte(at, form->delimiter);
}

static char *put_when(char *at, const struct receipt *receipt)
{
    at = put_bytes(at, receipt->till->shop->clock->dates[receipt->day], 10);
    return put_clock(at, receipt->visit->second % DAY_SECONDS);
}

static void make_head(struct receipt *receipt)
{
    const struct form *form = receipt->till->form;
    const struct visit *visit = receipt->visit;
    char *at = put_codes(receipt->head, receipt);

    at = put_when(at, receipt);
    at = put_byte(at, form->delimiter);
    at = put_quoted(at, form,
                    receipt->till->shop->network->stores[visit->store].id);
    at = put_byte(at, form->delimiter);
    at = put_quoted(at, form, channel_names[visit->channel]);
    at = put_byte(at, form->delimiter);
    if (visit->card != CARD_NONE) {
        at = put_quote(at, form);
        at = put_card(at, receipt);
        at = put_quote(at, form);
    }
    at = put_byte(at, form->delimiter);
    receipt->head_len = (size_t)(at - receipt->head);
}

/* 1, 12 or, by weight, 0.750. */
static char *put_quantity(char *at, int32_t quantity, char mark)
{
    uint32_t size = quantity < 0 ? (uint32_t)-quantity : (uint32_t)quantity;

    if (quantity < 0)
        at = put_byte(at, '-');
    at = put_number(at, size / 1000);
    if (size % 1000 == 0)
        return at;
    at = put_byte(at, mark);
    at = put_byte(at, (char)('0' + size % 1000 / 100));
    return put_two(at, size % 100);
}

/* Discounts and such: most lines have none. */
static char *put_extras(char *at, const struct row *row,
                        const struct form *form)
{
    const struct line *line = row->line;
    const int32_t amounts[] = {line->markdown, line->promo,    line->member,
                               line->coupon,   line->supplier, line->reward};

    for (size_t i = 0; i < COUNT(amounts); i++) {
        if (amounts[i] != 0)
            at = put_cents(at, row->sign * amounts[i], form->decimal);
        at = put_byte(at, form->delimiter);
    }
    return at;
}

static char *put_amounts(char *at, const struct row *row,
                         const struct form *form)
{
    const struct line *line = row->line;
    int sign = row->sign;

    at = put_quantity(at, sign * line->quantity, form->decimal);
    at = put_byte(at, form->delimiter);
    at = put_cents(at, line->price, form->decimal);
    at = put_byte(at, form->delimiter);
    at =
        put_cents(at, sign * (line->list - line_discount(line)), form->decimal);
    at = put_byte(at, form->delimiter);
    return put_extras(at, row, form);
}

static char *put_marks(char *at, const struct receipt *receipt,
                       const struct row *row)
{
    const struct form *form = receipt->till->form;

    if (row->line->promotion) {
        at = put_quote(at, form);
        at = range_put_promotion(at, row->line->promotion);
        at = put_quote(at, form);
    }
    at = put_byte(at, form->delimiter);
    if (row->line->redeems)
        at = put_quoted(
            at, form,
            receipt->till->shop->offers[receipt->visit->offer - 1].id);
    at = put_byte(at, form->delimiter);
    at = put_quoted(at, form, row->type);
    at = put_byte(at, form->delimiter);
    return put_byte(at, receipt->visit->flags & VISIT_MEMBER ? '1' : '0');
}

static void write_row(struct receipt *receipt, const struct row *row)
{
    const struct form *form = receipt->till->form;
    struct out *out = receipt->out;
    char *start = out_begin(out);
    char *at = put_bytes(start, receipt->head, receipt->head_len);
    struct str sound = {.at = start};

    at = put_quote(at, form);
    at = put_bytes(at, row->product, PRODUCT_TEXT);
    at = put_quote(at, form);
    at = put_byte(at, form->delimiter);
    at = put_amounts(at, row, form);
    at = put_marks(at, receipt, row);
    sound.len = (size_t)(at - start);
    at = put_text(at, form->line_end);
    out_end(out, at);
    receipt->till->truth->rows++;
    if (receipt->till->damage)
        damage_add(receipt->till->damage, receipt->period, out, sound);
}

static void count_sale(struct receipt *receipt, const struct line *line)
{
    struct truth *truth = receipt->till->truth;
    const struct product *product =
        &receipt->till->shop->range->products[line->product];
    struct truth_cell *cells[] = {
        &truth->stores[receipt->period][receipt->visit->store],
        &truth->categories[receipt->period][product->category]};

    for (size_t i = 0; i < COUNT(cells); i++) {
        cells[i]->gross += line->list;
        cells[i]->discount += line_discount(line);
        cells[i]->units += line->quantity;
        cells[i]->lines++;
    }
    if (line->promotion)
        truth->promoted[receipt->till->shop->range
                            ->promotions[line->promotion - 1]
                            .type]++;
}

static void count_return(struct receipt *receipt, const struct line *line)
{
    struct truth *truth = receipt->till->truth;
    size_t category =
        receipt->till->shop->range->products[line->product].category;
    int32_t net = line->list - line_discount(line);

    truth->stores[receipt->period][receipt->visit->store].returns += net;
    truth->categories[receipt->period][category].returns += net;
}

/* What the visit's offer did to net sales, within its window. */
static void count_effect(struct receipt *receipt, const struct line *line,
                         int sign)
{
    const struct visit *visit = receipt->visit;
    struct offer_count *count;

    if (!visit->offer || visit->flags & VISIT_LEAKS ||
        receipt->day > receipt->till->shop->offers[visit->offer - 1].last)
        return;
    count = &receipt->till->truth->offers[visit->offer - 1];
    if (visit->flags & VISIT_BY_OFFER)
        count->caused += (int64_t)sign * (line->list - line_discount(line));
    else if (line->redeems)
        count->taken += (int64_t)sign * line->coupon;
}

static void sell(struct receipt *receipt, const struct line *line)
{
    const struct range *range = receipt->till->shop->range;
    struct row row = {.product = range->products[line->product].id,
                      .type = "sale",
                      .line = line,
                      .sign = 1};

    write_row(receipt, &row);
    count_sale(receipt, line);
    count_effect(receipt, line, 1);
}

static void take_back(struct receipt *receipt, const struct line *line,
                      const char *type)
{
    const struct range *range = receipt->till->shop->range;
    struct line returned = *line;
    struct row row = {.product = range->products[line->product].id,
                      .type = type,
                      .line = &returned,
                      .sign = -1};

    returned.reward = 0;
    write_row(receipt, &row);
    count_return(receipt, line);
    count_effect(receipt, line, -1);
}

static void charge(struct receipt *receipt, const char *product,
                   const char *type, int32_t price)
{
    struct line line = {.price = price, .quantity = 1000, .list = price};
    struct row row = {
        .product = product, .type = type, .line = &line, .sign = 1};

    write_row(receipt, &row);
}

/* Gift cards before Christmas above all, and the fee for delivery. */
static void charge_extras(struct receipt *receipt, struct stream *stream)
{
    enum { FEE = 817, FREE_FROM = 6000 };
    int week = receipt->day / 7 % 52;
    double chance = week >= 20 && week <= 25 ? 0.02 : 0.006;
    int64_t value = 0;

    if (random_is(stream, chance)) {
        const struct gift_card *card =
            &gift_cards[random_below(stream, GIFT_CARDS)];

        charge(receipt, card->id, "gift_card", card->value);
    }
    for (size_t i = 0; i < receipt->basket->count; i++)
        value += receipt->basket->lines[i].list;
    if (receipt->visit->store == ONLINE && value < FREE_FROM &&
        !(receipt->visit->flags & VISIT_FREE))
        charge(receipt, delivery_id, "fee", FEE);
}

static void count_basket(struct receipt *receipt)
{
    struct truth *truth = receipt->till->truth;
    const struct visit *visit = receipt->visit;
    struct truth_cell *cell = &truth->stores[receipt->period][visit->store];
    uint64_t period = (uint64_t)1 << receipt->period;

    cell->baskets++;
    cell->member_baskets += (visit->flags & VISIT_MEMBER) != 0;
    if (visit->anonymous)
        truth->anonymous_weeks[receipt->day / 7]++;
    if (visit->channel == CHANNEL_STORE)
        truth->hours[receipt->day % 7][visit->second / 3600 % 24]++;
    if (visit->card >= CARD_LENT) {
        truth->lent[visit->card - CARD_LENT]++;
        truth->lent_periods[visit->card - CARD_LENT] |= period;
    } else if (visit->card == CARD_OWN) {
        receipt->shopper->periods |= period;
        if (visit->flags & VISIT_MEMBER)
            receipt->shopper->member_periods |= period;
    } else if (!visit->anonymous) {
        truth->faulty++;
    }
}

/* The event of a redemption is complete only now. */
static void redeem(struct receipt *receipt)
{
    const struct visit *visit = receipt->visit;
    const struct shop *shop = receipt->till->shop;
    const struct offer *offer = &shop->offers[visit->offer - 1];
    struct offer_count *count = &receipt->till->truth->offers[visit->offer - 1];
    struct offer_event event;
    struct redemption redemption = {.second = visit->second,
                                    .basket = code_of(receipt, visit->number),
                                    .cost = offer->reward};

    if (offer->is_discount)
        redemption.cost = receipt->basket->lines[0].coupon;
    offer_event_make(offer, (size_t)visit->offer - 1, receipt->shopper, &event);
    offer_event_write(offer, receipt->shopper, &event, &redemption, shop->clock,
                      receipt->till->events);
    if (visit->flags & VISIT_LEAKS)
        count->leaked++;
    else
        count->redeemed++;
    count->cost += redemption.cost;
}

/* Every other line of a split order is in the second shipment. */
static bool is_in_second(const struct visit *visit, size_t line)
{
    return visit->flags & VISIT_SPLIT && line % 2 == 1;
}

static void ring_sale(struct receipt *receipt)
{
    const struct visit *visit = receipt->visit;
    const struct basket *basket = receipt->basket;
    struct stream stream = {visit_key(visit, receipt->shopper) ^ 0xFEE};

    for (size_t i = 0; i < basket->count; i++)
        if (!is_in_second(visit, i))
            sell(receipt, &basket->lines[i]);
    if (visit->channel != CHANNEL_STORE && basket->count > 2 &&
        random_is(&stream, 0.02))
        take_back(receipt, &basket->lines[2], "cancel");
    charge_extras(receipt, &stream);
    count_basket(receipt);
    if (visit->flags & VISIT_REDEEMS)
        redeem(receipt);
    if (visit->flags & VISIT_BY_OFFER)
        receipt->till->truth->offers[visit->offer - 1].visits++;
}

static void ring_second(struct receipt *receipt)
{
    for (size_t i = 0; i < receipt->basket->count; i++)
        if (is_in_second(receipt->visit, i))
            sell(receipt, &receipt->basket->lines[i]);
}

/* One line comes back: the first that its kind of product is prone to. */
static void ring_return(struct receipt *receipt)
{
    struct stream stream = {visit_key(receipt->visit, receipt->shopper) ^
                            0xBAC4};

    for (size_t i = 0; i < receipt->basket->count; i++) {
        const struct line *line = &receipt->basket->lines[i];

        if ((uint32_t)random_bits(&stream) <
                receipt->till->shop->range->products[line->product].returned &&
            line->list > line_discount(line)) {
            take_back(receipt, line, "return");
            return;
        }
    }
}

static void ring(struct till *till, const struct visit *visit,
                 struct shopper *shopper)
{
    struct basket basket;
    struct receipt receipt = {.till = till,
                              .visit = visit,
                              .shopper = shopper,
                              .basket = &basket,
                              .day = clock_day_of(visit->second)};

    receipt.period = till->shop->clock->period_of[receipt.day];
    receipt.out = &till->files[receipt.period];
    basket_fill(&basket, visit, shopper, till->shop);
    make_head(&receipt);
    switch ((enum visit_kind)visit->kind) {
    case VISIT_SALE:
        ring_sale(&receipt);
        break;
    case VISIT_SECOND:
        ring_second(&receipt);
        break;
    case VISIT_RETURN:
        ring_return(&receipt);
        break;
    }
}

void till_ring(struct till *till, const struct history *history,
               struct shopper *shoppers)
{
    enum { AHEAD = 12 };

    for (size_t i = 0; i < history->count; i++) {
        if (i + AHEAD < history->count)
            __builtin_prefetch(&shoppers[history->visits[i + AHEAD].shopper]);
        ring(till, &history->visits[i], &shoppers[history->visits[i].shopper]);
    }
}
