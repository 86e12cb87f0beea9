/*
 * shop.h - a little shop for the tests of folds and measures: its products and
 * stores, lines of receipts as rows, and the study of a window over them.
 */
#ifndef REPORT_TESTS_SHOP_H
#define REPORT_TESTS_SHOP_H

#include "test.h"

#include "fold/book.h"
#include "measure/study.h"

#include <string.h>

/* A test that does not want such a function is not warned of it. */
#define SHOP __attribute__((unused)) static

/* Money, quantities, days and days of November 2023, for short. */
#define M(amount)   ((int64_t)((amount)*10000 + ((amount) < 0 ? -0.5 : 0.5)))
#define Q(quantity) ((int64_t)((quantity)*1000 + ((quantity) < 0 ? -0.5 : 0.5)))
#define NOV(day)    (19661 + (day)) /* 2023-11-01 is day 19662 */

/* A line of a receipt; text NULL: unknown, `net` left out: list - discount. */
struct line {
    const char *order;
    int32_t date;
    int hour; /* 0: only the date is known */
    const char *customer;
    const char *store;
    const char *product;
    double quantity;
    double list;
    double discount;
    double net; /* of returns, or where not list - discount */
    enum line_kind kind;
    const char *channel;
    bool midnight; /* hour 0 is known */
};

/* All that lasts for one test. */
struct shop {
    struct arena arena;
    struct diag diag;
    char *told; /* what the diag was told */
    size_t told_size;
    struct config config;
    struct catalogue catalogue;
    struct ledger ledger;
    struct book *book;
    struct calendar *calendar;
    struct segments segments; /* of customers; without items there are none */
    size_t threads;           /* that measure */
    struct study study;
};

SHOP struct str shop_text(const char *text)
{
    return text ? str_of(text) : (struct str){0};
}

/*
 * Classes 1 food/bread, 2 food/milk, 3 toys/blocks, 4 fuel, 5 gift cards, 6 a
 * category that sorts behind Unknown by its bytes.
 */
SHOP void shop_add_classes(struct shop *shop)
{
    const struct product_class classes[] = {
        {.counts_units = true, .is_sales = true},
        {STR("Food"), STR("Bread"), true, true},
        {STR("Food"), STR("Milk"), true, true},
        {STR("Toys"), STR("Blocks"), true, true},
        {STR("Fuel"), STR("Petrol"), false, true},
        {STR("Cards"), STR("Gift cards"), true, false},
        {STR("Zoo"), STR("animals"), true, true},
    };

    shop->catalogue.classes =
        arena_array(&shop->arena, struct product_class, COUNT(classes));
    memcpy(shop->catalogue.classes, classes, sizeof classes);
    shop->catalogue.class_count = COUNT(classes);
}

SHOP void shop_add_products(struct shop *shop)
{
    const struct product products[] = {
        {.id = STR("bread"),
         .name = STR("Rye bread"),
         .class = 1,
         .rating = 4.5,
         .unit_cost = 10000,
         .has_cost = true},
        {.id = STR("milk"),
         .name = STR("Milk, 1 l"),
         .class = 2,
         .unit_cost = 5000,
         .has_cost = true},
        {.id = STR("blocks"), .name = STR("Blocks"), .class = 3},
        {.id = STR("petrol"), .class = 4},
        {.id = STR("card"), .class = 5},
        {.id = STR("cat"), .class = 6},
    };
    struct catalogue *catalogue = &shop->catalogue;

    catalogue->has_products = true;
    catalogue->has_costs = true;
    catalogue->product_ids.arena = &shop->arena;
    catalogue->products =
        arena_array(&shop->arena, struct product, COUNT(products));
    for (size_t i = 0; i < COUNT(products); i++) {
        catalogue->products[i] = products[i];
        if (i > 0)
            catalogue->products[i].rating = (double)NAN;
        map_put(&catalogue->product_ids, products[i].id);
    }
}

/* North and South have opened long ago, New in November 2023, Old has closed.
 */
SHOP void shop_add_stores(struct shop *shop)
{
    const struct store stores[] = {
        {.id = STR("N"),
         .name = STR("North"),
         .market = STR("Metro"),
         .state = STR("VIC"),
         .opened = date_of(2001, 1, 1),
         .closed = DATE_NONE},
        {.id = STR("S"),
         .name = STR("South"),
         .market = STR("Regional"),
         .opened = DATE_NONE,
         .closed = DATE_NONE},
        {.id = STR("X"),
         .name = STR("New"),
         .opened = NOV(2),
         .closed = DATE_NONE},
        {.id = STR("Z"),
         .name = STR("Old"),
         .opened = DATE_NONE,
         .closed = NOV(29)},
    };
    struct catalogue *catalogue = &shop->catalogue;

    catalogue->has_stores = true;
    catalogue->store_ids.arena = &shop->arena;
    catalogue->stores = arena_array(&shop->arena, struct store, COUNT(stores));
    for (size_t i = 0; i < COUNT(stores); i++) {
        catalogue->stores[i] = stores[i];
        map_put(&catalogue->store_ids, stores[i].id);
    }
}

/* An empty shop with a catalogue. */
SHOP void shop_open(struct shop *shop)
{
    *shop = (struct shop){0};
    shop->diag.out = open_memstream(&shop->told, &shop->told_size);
    shop->config.company.currency = STR("AUD");
    shop->config.calendar_source = CALENDAR_FROM_RULE;
    shop->config.rules.product_baskets = 2;
    shop->config.rules.at_risk_days = 45;
    shop->config.rules.active_weeks = 26;
    shop->config.rules.engaged_weeks = 8;
    shop_add_classes(shop);
    ledger_init(&shop->ledger, &shop->arena);
    shop->book = book_new(&shop->arena, &shop->catalogue);
}

SHOP void shop_close(struct shop *shop)
{
    fclose(shop->diag.out);
    free(shop->told);
    arena_free(&shop->arena);
}

SHOP struct sale shop_sale(const struct line *line)
{
    int64_t net = M(line->net);

    if (line->net == 0 && line->kind != LINE_RETURN)
        net = M(line->list) - M(line->discount);
    return (struct sale){
        .kind = line->kind,
        .order = shop_text(line->order),
        .time = {(int64_t)line->date * DAY_SECONDS + line->hour * 3600,
                 line->hour > 0 || line->midnight},
        .date = line->date,
        .store = shop_text(line->store),
        .channel = shop_text(line->channel),
        .customer = shop_text(line->customer),
        .product = shop_text(line->product),
        .quantity = Q(line->quantity),
        .list = M(line->list),
        .discount = M(line->discount),
        .net = net,
    };
}

/* The order of an id in a book, from the first on; it lives as long. */
SHOP const struct order *order_of(const struct book *book, const char *id)
{
    struct key key = key_of(str_of(id));
    struct order *order = arena_new(book->arena, struct order);
    uint32_t number = 0;

    for (; !key_equal(book_order_key(book, number), &key); number++)
        assert_true(number + 1 < book_order_count(book));
    *order = book_order(book, number);
    return order;
}

/* Keep the account that the reader would. */
SHOP void shop_account(struct shop *shop, const struct sale *sale)
{
    struct control *control = &shop->ledger.controls[EXTRACT_transactions];

    control->delivered = true;
    control->has_net = true;
    control->rows++;
    control->accepted++;
    control->net_accepted += sale->net;
}

SHOP void shop_sell(struct shop *shop, const struct line *line)
{
    struct sale sale = shop_sale(line);

    shop_account(shop, &sale);
    book_add(shop->book, &sale);
}

/* Lines up to one without an order. */
SHOP void shop_sell_all(struct shop *shop, const struct line *lines)
{
    for (; lines->order; lines++)
        shop_sell(shop, lines);
}

/* Have the rows of lists as cells, like those of other tables. */
SHOP void shop_fill(struct shop *shop)
{
    for (size_t i = 0; i < shop->study.tables.count; i++) {
        struct table *table = shop->study.tables.items[i];

        if (!table->give)
            continue;
        table->cells = arena_array(&shop->arena, struct cell,
                                   table->row_count * table->column_count);
        for (size_t row = 0; row < table->row_count; row++)
            table_row(table, row, table->cells + row * table->column_count);
        table->give = NULL;
    }
}

/*
 * Seal the book and study a window by its name, in calendar months where the
 * shop has no other calendar.
 */
SHOP enum status shop_study(struct shop *shop, const char *name)
{
    struct study *study = &shop->study;
    struct comparison_input input = {.as_of = DATE_NONE, .closed_days = 1};
    struct window window;
    enum status status;

    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
    input.data_first = shop->book->first_date;
    input.data_last = shop->book->last_date;
    if (!shop->calendar)
        shop->calendar = calendar_generate(&shop->arena, CALENDAR_MONTHS,
                                           (struct year_end){0},
                                           input.data_first, input.data_last);
    assert_int_equal(calendar_window(&shop->arena, &shop->diag, shop->calendar,
                                     str_of(name), input.data_last, &window),
                     OK);
    *study = (struct study){.config = &shop->config,
                            .catalogue = &shop->catalogue,
                            .ledger = &shop->ledger,
                            .segments =
                                shop->segments.items ? &shop->segments : NULL,
                            .calendar = shop->calendar,
                            .book = shop->book,
                            .threads = shop->threads};
    comparison_make(&shop->arena, shop->calendar, &window, &input,
                    &study->comparison);
    status = study_make(&shop->arena, &shop->diag, study);
    shop_fill(shop);
    return status;
}

/* The cell of a table of the study where `column` is `key`. */
SHOP const struct cell *shop_cell(const struct shop *shop, const char *name,
                                  const char *key_column, const char *key,
                                  const char *column)
{
    const struct table *table = tables_find(&shop->study.tables, name);
    size_t row = table_find(table, 0, key_column, key);

    if (row == table->row_count) {
        print_error("no row %s in %s\n", key, name);
        fail();
    }
    return table_cell(table, row, column);
}

SHOP double shop_number(const struct shop *shop, const char *name,
                        const char *key_column, const char *key,
                        const char *column)
{
    return cell_number(shop_cell(shop, name, key_column, key, column));
}

/* A KPI's value, or another column of its row. */
SHOP double shop_kpi(const struct shop *shop, const char *kpi,
                     const char *column)
{
    return shop_number(shop, "kpis", "kpi", kpi, column);
}

SHOP void assert_cell_text(const struct cell *cell, const char *want)
{
    assert_int_equal(cell->kind, CELL_TEXT);
    assert_int_equal(cell->text.len, strlen(want));
    assert_memory_equal(cell->text.at, want, cell->text.len);
}

/* All cells of all tables, as one text to compare. */
SHOP struct str shop_print(struct shop *shop)
{
    struct text text = {.arena = &shop->arena};

    for (size_t i = 0; i < shop->study.tables.count; i++) {
        const struct table *table = shop->study.tables.items[i];
        size_t count = table->row_count * table->column_count;
        struct cell *room =
            arena_array(&shop->arena, struct cell, table->column_count);

        text_addf(&text, "%s\n", table->name);
        for (size_t j = 0; j < count; j++) {
            const struct cell *cell =
                table_row(table, j / table->column_count, room) +
                j % table->column_count;

            if (cell->kind == CELL_TEXT)
                text_addf(&text, "%.*s|", STR_ARGS(cell->text));
            else
                text_addf(&text, "%d:%.17g|", (int)cell->kind,
                          cell_number(cell));
        }
    }
    return text_str(&text);
}

/*
 * A November, with a basket in the November before and two in October.  ann,
 * bob and cid have baskets, dee has only one of no value.
 */
__attribute__((unused)) static const struct line shop_november[] = {
    {.order = "A0",
     .date = NOV(1) - 394,
     .hour = 9,
     .customer = "bob",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 4},
    {.order = "A1",
     .date = NOV(1) - 361,
     .hour = 10,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 2,
     .list = 10},
    {.order = "P1",
     .date = NOV(1) - 22,
     .hour = 9,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 4,
     .list = 20,
     .discount = 2},
    {.order = "P2",
     .date = NOV(1) - 21,
     .hour = 9,
     .store = "S",
     .product = "milk",
     .quantity = 2,
     .list = 8},
    {.order = "B1",
     .date = NOV(1),
     .hour = 9,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 2,
     .list = 12,
     .discount = 2},
    {.order = "B1",
     .date = NOV(1),
     .hour = 9,
     .customer = "ann",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 4},
    {.order = "B2",
     .date = NOV(1),
     .hour = 9,
     .customer = "bob",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 6},
    {.order = "B3",
     .date = NOV(2),
     .hour = 17,
     .customer = "ann",
     .store = "S",
     .product = "blocks",
     .quantity = 1,
     .list = 30,
     .discount = 10},
    {.order = "B4",
     .date = NOV(3),
     .store = "S",
     .product = "petrol",
     .quantity = 40,
     .list = 60},
    {.order = "B5",
     .date = NOV(3),
     .hour = 11,
     .customer = "cid",
     .store = "S",
     .product = "bread",
     .quantity = 1,
     .list = 6},
    {.order = "B5",
     .date = NOV(3),
     .hour = 11,
     .customer = "cid",
     .store = "S",
     .product = "blocks",
     .quantity = 1,
     .list = 0},
    {.order = "R1",
     .date = NOV(4),
     .hour = 12,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = -1,
     .list = -5,
     .net = -5,
     .kind = LINE_RETURN},
    {.order = "R2",
     .date = NOV(4),
     .hour = 12,
     .customer = "bob",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 4,
     .net = 4,
     .kind = LINE_RETURN},
    {.order = "G1",
     .date = NOV(4),
     .hour = 12,
     .customer = "eve",
     .store = "N",
     .product = "card",
     .quantity = 1,
     .list = 50},
    {.order = "B1",
     .date = NOV(1),
     .hour = 9,
     .store = "N",
     .list = 3,
     .kind = LINE_OTHER},
    {.order = "V1",
     .date = NOV(5),
     .hour = 12,
     .customer = "dee",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 0},
    {.order = "B6",
     .date = NOV(30) + 1,
     .hour = 9,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 6},
    {.order = NULL},
};

#endif
