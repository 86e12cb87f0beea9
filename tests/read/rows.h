/*
 * rows.h - files of transactions drawn by lot, in all forms that report.yaml
 * allows, sound and not.
 */
#ifndef REPORT_TESTS_READ_ROWS_H
#define REPORT_TESTS_READ_ROWS_H

#include "mess.h"

enum { MOST_COLUMNS = 96 };

/* How a file is written, and how often what is not ordinary occurs. */
struct form {
    char delimiter;
    char decimal;
    const char *ends[2];
    unsigned quoted;   /* of 8 fields, so many are */
    unsigned odd;      /* of so many values one is odd; 0: none */
    unsigned damaged;  /* of so many rows one is; 0: none */
    unsigned stay;     /* of so many rows one begins a receipt */
    unsigned long_ids; /* of so many receipts one has; 0: none */
    unsigned blank;    /* columns without a name that report knows */
    const char *columns[MOST_COLUMNS];
    size_t column_count;
};

/* Columns that a file may have; a file has some of them in any order. */
static const char *const optional_columns[] = {
    "order_id",        "store_id",        "channel",       "customer_id",
    "product_id",      "unit_price",      "list_amount",   "net_amount",
    "discount_amount", "markdown_amount", "promo_amount",  "member_amount",
    "coupon_amount",   "supplier_amount", "reward_amount", "tax_amount",
    "promotion_id",    "line_type",       "scanned",
};

static inline void add_column(struct form *form, const char *name,
                              unsigned *seed)
{
    size_t at = draw(seed, (unsigned)form->column_count + 1);

    memmove(form->columns + at + 1, form->columns + at,
            (form->column_count - at) * sizeof *form->columns);
    form->columns[at] = name;
    form->column_count++;
}

static inline bool has_column(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->column_count; i++)
        if (strcmp(form->columns[i], name) == 0)
            return true;
    return false;
}

/* Most files have what the lines of a receipt share in front. */
static inline void sort_columns(struct form *form)
{
    static const char *const heads[] = {"customer_id", "channel",
                                        "store_id",    "order_id",
                                        "timestamp",   "basket_id"};

    for (size_t i = 0; i < COUNT(heads); i++)
        for (size_t j = form->column_count; j-- > 1;)
            if (strcmp(form->columns[j], heads[i]) == 0) {
                form->columns[j] = form->columns[j - 1];
                form->columns[j - 1] = heads[i];
            }
}

/* `row`, the number of the row, is the last column: it names the offer. */
static inline void draw_columns(struct form *form, unsigned *seed)
{
    static const char *const amounts[] = {"unit_price", "list_amount",
                                          "net_amount"};
    unsigned share = 1 + draw(seed, 8);

    add_column(form, "basket_id", seed);
    add_column(form, "timestamp", seed);
    add_column(form, "quantity", seed);
    for (size_t i = 0; i < COUNT(optional_columns); i++)
        if (draw(seed, 8) < share)
            add_column(form, optional_columns[i], seed);
    if (!has_column(form, "unit_price") && !has_column(form, "list_amount") &&
        !has_column(form, "net_amount"))
        add_column(form, amounts[draw(seed, COUNT(amounts))], seed);
    for (unsigned i = 0; i < form->blank; i++)
        add_column(form, "", seed);
    if (draw(seed, 3) > 0)
        sort_columns(form);
    form->columns[form->column_count++] = "row";
}

static inline struct form draw_form(unsigned *seed)
{
    static const char delimiters[] = {',', ',', ';', '\t', '|'};
    static const char *const ends[] = {"\n", "\n", "\r\n"};
    static const unsigned odds[] = {0, 0, 300, 60, 20, 6};
    static const unsigned quotes[] = {0, 0, 1, 4, 8};
    static const unsigned blanks[] = {0, 0, 0, 1, 3, 40, 66};
    struct form form = {
        .delimiter = delimiters[draw(seed, COUNT(delimiters))],
        .ends = {ends[draw(seed, COUNT(ends))], ends[draw(seed, COUNT(ends))]},
        .quoted = quotes[draw(seed, COUNT(quotes))],
        .odd = odds[draw(seed, COUNT(odds))],
        .damaged = odds[draw(seed, COUNT(odds))],
        .stay = 1 + draw(seed, 6),
        .long_ids = draw(seed, 3) ? 0 : 1 + draw(seed, 4),
        .blank = blanks[draw(seed, COUNT(blanks))],
    };

    form.decimal = form.delimiter != ',' && draw_bool(seed) ? ',' : '.';
    draw_columns(&form, seed);
    return form;
}

/* What the rows of a receipt share. */
struct shared {
    struct str basket;
    struct str order;
    struct str time;
    struct str store;
    struct str channel;
    struct str customer;
};

/* A row, its receipt and the one before that. */
struct receipt {
    struct shared is;
    struct shared was;
    int quantity;
    int price; /* cents */
    int discount;
    unsigned row;
};

static inline struct str one_of(const char *const *texts, size_t count,
                                unsigned *seed)
{
    return str_of(texts[draw(seed, (unsigned)count)]);
}

#define ONE_OF(seed, ...)                                                      \
    one_of((const char *const[]){__VA_ARGS__},                                 \
           COUNT(((const char *const[]){__VA_ARGS__})), (seed))

static inline struct str draw_time(struct arena *arena, unsigned *seed)
{
    struct str day = str_format(arena, "20%02u-%02u-%02u", draw(seed, 30),
                                1 + draw(seed, 12), 1 + draw(seed, 28));

    switch (draw(seed, 4)) {
    case 0:
        return day;
    case 1:
        return str_format(arena, "%.*s %02u:%02u", STR_ARGS(day),
                          draw(seed, 24), draw(seed, 60));
    case 2:
        return str_format(arena, "%.*sT%02u:%02u:%02u", STR_ARGS(day),
                          draw(seed, 24), draw(seed, 60), draw(seed, 60));
    default:
        return str_format(arena, "%.*s 00:00:00", STR_ARGS(day));
    }
}

/* Some change in one thing only, so that rows nearly follow; some go back to
 * the receipt before. */
static inline void draw_receipt(struct receipt *receipt, struct arena *arena,
                                const struct form *form, unsigned *seed)
{
    unsigned what = receipt->row ? draw(seed, 9) : 9;
    unsigned most = form->long_ids && draw(seed, form->long_ids) == 0 ? 400 : 9;
    struct str id = str_format(arena, "%s%0*u", draw(seed, 9) ? "" : "C",
                               (int)draw(seed, most), draw(seed, 5000));
    struct shared *is = &receipt->is;
    struct shared was = receipt->was;

    receipt->was = *is;
    if (receipt->row > 0 && draw(seed, 4) == 0) {
        *is = was;
        return;
    }
    if (what == 0 || what > 5)
        is->basket = id;
    if (what == 1 || what > 5)
        is->order = draw_bool(seed) ? (struct str){0} : id;
    if (what == 2 || what > 5)
        is->time = draw_time(arena, seed);
    if (what == 3 || what > 5)
        is->store = ONE_OF(seed, "", "S1", "S2", "\xC3\xA9t\xC3\xA9");
    if (what == 4 || what > 5)
        is->channel = ONE_OF(seed, "", "web", "shop");
    if (what == 5 || what > 5)
        is->customer =
            ONE_OF(seed, "", "0", "-1", "NOBODY AT ALL", "K1", "K22", "00");
}

/* What is no value, or one that is not read at once. */
static inline struct str draw_odd(const char *column, unsigned *seed)
{
    if (strcmp(column, "timestamp") == 0)
        return ONE_OF(seed, "", "2024-02-30", "2024-01-31 9:05", "1969-12-31",
                      " 2024-01-31 ", "2024-01-31 24:00", "9999-12-31 23:59",
                      "0001-01-01", "2024-01-31T09:05:60", "2024-1-31",
                      "0000-00-00", "2024-01-31 09:05:00Z", "2024/01/31",
                      "2023-02-29", "2024-02-29 00:00", "x");
    if (strcmp(column, "line_type") == 0)
        return ONE_OF(seed, "refund", " sale", "SALE ", "Gift_Card", "RETURN",
                      "sales", "fee\t", " ");
    if (strcmp(column, "scanned") == 0)
        return ONE_OF(seed, "2", "true", "FALSE", "y", "n", " 1", "Yes", "-");
    return ONE_OF(seed, "", " ", "-", "+1", ".5", "5.", "1.23456", "1,5", "1;5",
                  " 3 ", "abc", "1e3", "-.5", "--1", "12345678", "123456.78",
                  "-1234567.89", "99999999999999", "123456789012345678",
                  "922337203685477.5807", "-922337203685477.5808",
                  "99999999999999999999", "007.10", "-0.001", "-0", "-0.00",
                  "0.0001", "1.005", "\xC3\xA9", "\xE9", "a,b", "a;b", "a|b",
                  "\"", "a\"b", "1\n2", "1\r2", "\r", "3.", "C", "=1");
}

static inline struct str print_cents(struct arena *arena,
                                     const struct form *form, int cents)
{
    return str_format(arena, "%s%d%c%02d", cents < 0 ? "-" : "",
                      abs(cents) / 100, form->decimal, abs(cents) % 100);
}

static inline struct str draw_amount_of(struct arena *arena,
                                        const struct form *form,
                                        const struct receipt *receipt,
                                        const char *column)
{
    int list = receipt->quantity * receipt->price;

    if (strcmp(column, "unit_price") == 0)
        return print_cents(arena, form, receipt->price);
    if (strcmp(column, "list_amount") == 0)
        return print_cents(arena, form, list);
    if (strcmp(column, "net_amount") == 0)
        return print_cents(arena, form, list - receipt->discount);
    if (strcmp(column, "discount_amount") == 0)
        return print_cents(arena, form, receipt->discount);
    if (strcmp(column, "promo_amount") == 0 && receipt->discount > 0)
        return print_cents(arena, form, receipt->discount);
    return receipt->row % 3 ? (struct str){0}
                            : print_cents(arena, form, (int)receipt->row % 200);
}

static inline struct str draw_value(struct arena *arena,
                                    const struct form *form,
                                    const struct receipt *receipt,
                                    const char *column, unsigned *seed)
{
    const struct {
        const char *column;
        struct str text;
    } known[] = {
        {"basket_id", receipt->is.basket},
        {"order_id", receipt->is.order},
        {"timestamp", receipt->is.time},
        {"store_id", receipt->is.store},
        {"channel", receipt->is.channel},
        {"customer_id", receipt->is.customer},
        {"product_id", ONE_OF(seed, "", "P1", "C9", "long product id 17", "2")},
        {"promotion_id", ONE_OF(seed, "", "R1", "\xC3\xBC", " b ")},
        {"line_type", ONE_OF(seed, "", "sale", "sale", "sale", "return",
                             "cancel", "fee", "gift_card")},
        {"scanned", ONE_OF(seed, "", "0", "1", "Y", "N")},
        {"", ONE_OF(seed, "", "x", "1.00", "y z")},
        {"quantity", str_format(arena, "%d", receipt->quantity)},
    };

    for (size_t i = 0; i < COUNT(known); i++)
        if (strcmp(column, known[i].column) == 0)
            return known[i].text;
    return draw_amount_of(arena, form, receipt, column);
}

static inline void add_field(struct text *text, const struct form *form,
                             struct str value, unsigned *seed)
{
    bool is_quoted = draw(seed, 8) < form->quoted;

    if (str_find(value, form->delimiter) < value.len && draw(seed, 4) > 0)
        is_quoted = true;
    if (!is_quoted) {
        text_add(text, value);
        return;
    }
    text_add(text, STR("\""));
    for (size_t i = 0; i < value.len; i++) {
        text_add(text, (struct str){value.at + i, 1});
        if (value.at[i] == '"')
            text_add(text, STR("\""));
    }
    text_add(text, STR("\""));
}

static inline void add_receipt_row(struct text *text, const struct form *form,
                                   struct receipt *receipt, unsigned *seed)
{
    bool is_damaged = form->damaged && draw(seed, form->damaged) == 0;
    size_t count = form->column_count - 1;

    if (receipt->row == 0 || draw(seed, form->stay) == 0)
        draw_receipt(receipt, text->arena, form, seed);
    receipt->row++;
    receipt->quantity = draw(seed, 9) ? 1 + (int)draw(seed, 3) : -1;
    receipt->price = (int)draw(seed, 20000);
    receipt->discount = draw_bool(seed) ? 0 : (int)draw(seed, 500);
    if (is_damaged && draw_bool(seed))
        count = draw(seed, (unsigned)count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *column = form->columns[i];
        struct str value =
            form->odd && draw(seed, form->odd) == 0
                ? draw_odd(column, seed)
                : draw_value(text->arena, form, receipt, column, seed);

        add_field(text, form, value, seed);
        text_add(text, (struct str){&form->delimiter, 1});
    }
    if (is_damaged && draw_bool(seed))
        text_add(text, ONE_OF(seed, "\"", "\xFF", "\r", "x\"", "\n\n"));
    text_addf(text, "%u%s", receipt->row, form->ends[draw(seed, 2)]);
}

static inline struct str draw_rows(struct arena *arena, const struct form *form,
                                   unsigned rows, unsigned *seed)
{
    struct text text = {.arena = arena};
    struct receipt receipt = {.row = 0};

    for (size_t i = 0; i < form->column_count; i++)
        text_addf(&text, "%s%s", i ? (char[]){form->delimiter, 0} : "",
                  form->columns[i]);
    text_add(&text, str_of(form->ends[0]));
    while (rows-- > 0)
        add_receipt_row(&text, form, &receipt, seed);
    return text_str(&text);
}

#endif
