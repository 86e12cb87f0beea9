/*
 * sample_part.h - the parts of the sample: its categories, stores, products.
 */
#ifndef REPORT_TESTS_RENDER_SAMPLE_PART_H
#define REPORT_TESTS_RENDER_SAMPLE_PART_H

#include "measure/table.h"

#include <math.h>

static inline struct cell sample_money(double value)
{
    return cell_integer(CELL_MONEY, (int64_t)llround(value * 10000));
}

static inline void sample_set(struct table *table, const char *column,
                              struct cell cell)
{
    int at = table_column(table, column);

    if (at >= 0)
        table
            ->cells[(table->row_count - 1) * table->column_count + (size_t)at] =
            cell;
}

#define TEXT_COLUMN(id, words)                                                 \
    {                                                                          \
        .name = #id, .label = (words), .kind = CELL_TEXT                       \
    }
#define VALUE_COLUMN(id, words, of)                                            \
    {                                                                          \
        .name = #id, .label = (words), .kind = CELL_##of                       \
    }

#define SAMPLE_PARTS                                                           \
    VALUE_COLUMN(net_sales, "Net sales", MONEY),                               \
        VALUE_COLUMN(share, "Share", RATE),                                    \
        VALUE_COLUMN(units, "Units", QUANTITY),                                \
        VALUE_COLUMN(baskets, "Baskets", COUNT),                               \
        VALUE_COLUMN(penetration, "Penetration", RATE),                        \
        VALUE_COLUMN(discount_rate, "Discount rate", RATE),                    \
        VALUE_COLUMN(prev, "Previous", MONEY),                                 \
        VALUE_COLUMN(prev_pct_per_day, "vs previous", CHANGE),                 \
        VALUE_COLUMN(ly, "Last year", MONEY),                                  \
        VALUE_COLUMN(ly_pct_per_day, "vs last year", CHANGE),                  \
        VALUE_COLUMN(contribution, "Contribution", POINTS),                    \
        VALUE_COLUMN(contribution_prev, "Contribution", POINTS),               \
        VALUE_COLUMN(rank, "Rank", RANK),                                      \
        VALUE_COLUMN(rank_prev, "Rank before", RANK),                          \
        VALUE_COLUMN(rank_ly, "Rank last year", RANK),                         \
        VALUE_COLUMN(move_prev, "Places up", COUNT),                           \
        VALUE_COLUMN(move_ly, "Places up", COUNT),                             \
        VALUE_COLUMN(revenue_share, "Revenue share", RATE),                    \
        VALUE_COLUMN(index, "Index", INDEX),                                   \
        VALUE_COLUMN(return_rate, "Return rate", RATE),                        \
        VALUE_COLUMN(listed, "Listed", FLAG), VALUE_COLUMN(aov, "AOV", PRICE), \
        VALUE_COLUMN(baskets_per_day, "Baskets a day", RATIO),                 \
        VALUE_COLUMN(comparable, "Comparable", FLAG)

static const struct column sample_category_columns[] = {
    TEXT_COLUMN(category, "Category"),
    TEXT_COLUMN(department, "Department"),
    SAMPLE_PARTS,
};
static const struct column sample_product_columns[] = {
    TEXT_COLUMN(product_id, "Product"),
    TEXT_COLUMN(name, "Name"),
    TEXT_COLUMN(category, "Category"),
    SAMPLE_PARTS,
};
static const struct column sample_store_columns[] = {
    TEXT_COLUMN(store_id, "Store"),
    TEXT_COLUMN(name, "Name"),
    TEXT_COLUMN(market, "Market"),
    {.name = "trading_days", .label = "Trading days", .kind = CELL_COUNT},
    SAMPLE_PARTS,
    TEXT_COLUMN(driver_prev, "Mostly, on previous"),
    {.name = "driver_prev_effect", .kind = CELL_MONEY},
    TEXT_COLUMN(driver_ly, "Mostly"),
    {.name = "driver_ly_effect", .kind = CELL_MONEY},
};

/* A part of the whole: its size falls with its place, changes go both ways. */
static inline void sample_part(struct table *table, size_t i, double whole,
                               bool has_ly)
{
    double size = whole / pow((double)i + 2, 1.1) / 3;
    double change = 0.12 - 0.03 * (double)((i * 7) % 9);

    sample_set(table, "net_sales", sample_money(size));
    sample_set(table, "share", cell_real(CELL_RATE, size / 214803412.37));
    sample_set(table, "revenue_share",
               cell_real(CELL_RATE, size / 214803412.37));
    sample_set(table, "baskets", cell_count((int64_t)(size / 31)));
    sample_set(table, "units",
               cell_integer(CELL_QUANTITY, (int64_t)(size * 90)));
    sample_set(table, "penetration", cell_real(CELL_RATE, size / 31 / 4800000));
    sample_set(table, "discount_rate",
               cell_real(CELL_RATE, 0.08 + 0.01 * (double)(i % 7)));
    sample_set(table, "return_rate",
               cell_real(CELL_RATE, 0.01 + 0.004 * (double)(i % 6)));
    sample_set(table, "index",
               cell_real(CELL_INDEX, 160 - 9 * (double)(i % 13)));
    sample_set(table, "rank", cell_integer(CELL_RANK, (int64_t)i + 1));
    sample_set(table, "rank_prev",
               cell_integer(CELL_RANK, (int64_t)(i ^ 1) + 1));
    sample_set(table, "move_prev", cell_count((int64_t)(i ^ 1) - (int64_t)i));
    sample_set(table, "aov", cell_real(CELL_PRICE, 44.1 + (double)(i % 8)));
    sample_set(table, "baskets_per_day", cell_real(CELL_RATIO, size / 1100));
    sample_set(table, "prev", sample_money(size * 0.7));
    sample_set(table, "prev_pct_per_day", cell_real(CELL_CHANGE, 0.143));
    sample_set(table, "contribution_prev", cell_real(CELL_POINTS, 0.01));
    sample_set(table, "listed", cell_integer(CELL_FLAG, 1));
    if (!has_ly)
        return;
    sample_set(table, "ly", sample_money(size / (1 + change)));
    sample_set(table, "ly_pct_per_day", cell_real(CELL_CHANGE, change));
    sample_set(table, "contribution",
               cell_real(CELL_POINTS, change * size / 204600000));
    sample_set(table, "rank_ly",
               cell_integer(CELL_RANK, (int64_t)(i + (i * 5) % 4)));
    sample_set(table, "move_ly", cell_count((int64_t)((i * 5) % 4) - 1));
    sample_set(table, "comparable", cell_integer(CELL_FLAG, i % 6 != 5));
}

static const char *const sample_names[] = {
    "Home & Living",
    "Toys & Leisure",
    "Womenswear",
    "Kids & Baby",
    "Menswear",
    "Beauty & Care",
    "Electronics",
    "Garden",
    "Stationery and Party Supplies for Every Season of the Year",
    "Pets",
    "Footwear",
    "Sports",
    "Food & Snacks",
    "Unknown",
};

static inline void sample_add_categories(struct arena *arena,
                                         struct tables *tables, bool has_ly)
{
    struct table *table =
        table_new(arena, "categories", "Categories", sample_category_columns,
                  COUNT(sample_category_columns));

    for (size_t i = 0; i < COUNT(sample_names); i++) {
        table_add(table);
        sample_set(table, "category", cell_label(sample_names[i]));
        sample_set(table, "department",
                   cell_label(i % 3 ? "Hard goods" : "Soft goods"));
        sample_part(table, i, 214803412.37, has_ly);
    }
    table_total(table)[0] = cell_label("All categories");
    table->total[table_column(table, "net_sales")] = sample_money(214803412.37);
    table->total[table_column(table, "baskets")] = cell_count(4800000);
    if (has_ly) {
        table->total[table_column(table, "ly")] = sample_money(204600000);
        table->total[table_column(table, "ly_pct_per_day")] =
            cell_real(CELL_CHANGE, 0.0499);
    }
    tables_add(tables, table);
}

static inline void sample_add_places(struct arena *arena, struct tables *tables,
                                     bool has_ly)
{
    static const char *const towns[] = {
        "Harbour Quay", "Eastgate", "Northmere", "Port Aldous", "Marlow Bay",
        "Stonebridge",  "Fernhill", "Kingsholm", "Ashcombe",    "Vale Central"};
    struct table *stores =
        table_new(arena, "stores", "Stores", sample_store_columns,
                  COUNT(sample_store_columns));
    struct table *products =
        table_new(arena, "products", "Products", sample_product_columns,
                  COUNT(sample_product_columns));

    for (size_t i = 0; i < 84; i++) {
        table_add(stores);
        sample_set(stores, "store_id",
                   cell_text(str_format(arena, "S%03zu", i)));
        sample_set(stores, "name",
                   cell_text(str_format(arena, "%s%s", towns[i % 10],
                                        i < 10 ? "" : " II")));
        sample_set(stores, "market", cell_label(i % 4 ? "Metro" : "Regional"));
        sample_set(stores, "trading_days", cell_count(i == 83 ? 0 : 35));
        sample_part(stores, i, 34803412.37, has_ly);
        sample_set(stores, has_ly ? "driver_ly" : "driver_prev",
                   cell_label(i % 3 ? "Customers" : "Frequency"));
        sample_set(stores, has_ly ? "driver_ly_effect" : "driver_prev_effect",
                   sample_money(1234.5 - 300 * (double)(i % 9)));
    }
    for (size_t i = 0; i < 60; i++) {
        table_add(products);
        sample_set(products, "product_id",
                   cell_text(str_format(arena, "P%05zu", i * 37)));
        if (i != 3)
            sample_set(products, "name",
                       cell_text(str_format(arena, "%s item %zu",
                                            sample_names[i % 13], i)));
        sample_part(products, i, 2803412.37, has_ly);
    }
    tables_add(tables, stores);
    tables_add(tables, products);
}

#endif
