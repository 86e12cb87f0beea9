#include "draw.h"

#include "fold/sums.h"

#include <string.h>

/* Large enough for any sum of the amounts of a line. */
__extension__ typedef __int128 wide;

static wide size_of(wide value)
{
    return value < 0 ? -value : value;
}

static struct sale draw_sale(unsigned *seed)
{
    struct sale sale = {
        .kind = (enum line_kind)draw(seed, 2),
        .quantity = draw_amount(seed),
        .list = draw_amount(seed),
        .discount = draw_amount(seed),
        .net = draw_amount(seed),
        .supplier = draw_amount(seed),
    };

    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sale.discounts[i] = draw_amount(seed);
    return sale;
}

/* What a shop has, of all sizes up to so many bits. */
static struct sale draw_small_sale(unsigned *seed, unsigned bits)
{
    struct sale sale = draw_sale(seed);
    int64_t *const amounts[] = {&sale.quantity, &sale.list, &sale.discount,
                                &sale.net, &sale.supplier};

    for (size_t i = 0; i < COUNT(amounts); i++)
        *amounts[i] >>= 64 - bits;
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sale.discounts[i] >>= 64 - bits;
    return sale;
}

static int64_t draw_cost(unsigned *seed, unsigned bits)
{
    return draw(seed, 3) == 0 ? WITHOUT_COST : draw_amount(seed) >> (64 - bits);
}

/* Whatever a line adds to a sum, on one side or the other. */
static void assert_holds_parts(const struct sale *sale, const struct ware *ware,
                               wide magnitude)
{
    bool has_cost = ware->unit_cost != WITHOUT_COST;
    wide parts[16 + DISCOUNT_TYPES] = {
        sale->quantity,
        sale->list,
        sale->discount,
        sale->net,
        sale->supplier,
        (wide)sale->list - sale->discount,
        sale->net + size_of(sale->net), /* the gap of a return */
        has_cost ? (wide)ware->unit_cost * sale->quantity : 0,
    };

    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        parts[16 + i] = sale->discounts[i];
    for (size_t i = 0; i < COUNT(parts); i++)
        assert_true(size_of(parts[i]) <= magnitude);
}

/* INT64_MAX says that not all fits: then it does not. */
static void assert_does_not_fit(const struct sale *sale,
                                const struct ware *ware)
{
    wide sum = size_of(sale->quantity) + size_of(sale->list) +
               size_of(sale->discount) + 2 * size_of(sale->net) +
               size_of(sale->supplier);

    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sum += size_of(sale->discounts[i]);
    if (ware->unit_cost != WITHOUT_COST)
        sum += size_of((wide)ware->unit_cost * sale->quantity);
    assert_true(sum >= INT64_MAX);
}

static void a_magnitude_is_never_less_than_a_part(void **state)
{
    static const unsigned bits[] = {64, 64, 50, 46, 44, 40, 32, 31, 30, 20, 5};
    unsigned seed = 1;

    (void)state;
    for (size_t trial = 0; trial < 300000; trial++) {
        unsigned most = bits[draw(&seed, COUNT(bits))];
        struct sale sale =
            most < 64 ? draw_small_sale(&seed, most) : draw_sale(&seed);
        struct ware ware = {
            .unit_cost = draw_cost(&seed, bits[draw(&seed, COUNT(bits))])};
        int64_t magnitude = sums_magnitude(&sale, &ware);

        if (magnitude == INT64_MAX)
            assert_does_not_fit(&sale, &ware);
        else
            assert_holds_parts(&sale, &ware, magnitude);
    }
}

/* One amount of a line, and whether the line fits. */
static const struct want {
    const char *name;
    struct sale sale;
    int64_t cost;
    bool fits;
} wants[] = {
    {"a line of nothing fits", {.list = 0}, WITHOUT_COST, true},
    {"the largest list fits", {.list = INT64_MAX - 1}, WITHOUT_COST, true},
    {"INT64_MAX says it does not", {.list = INT64_MAX}, WITHOUT_COST, false},
    {"the smallest does not fit", {.list = INT64_MIN}, WITHOUT_COST, false},
    {"a net of INT64_MIN does not", {.net = INT64_MIN}, WITHOUT_COST, false},
    {"a quantity of INT64_MIN does not", {.quantity = INT64_MIN}, 1, false},
    {"net counts twice", {.net = INT64_MAX / 2 + 1}, WITHOUT_COST, false},
    {"half of it fits", {.net = INT64_MAX / 2 - 1}, WITHOUT_COST, true},
    {"INT64_MIN of a type does not",
     {.discounts = {[DISCOUNT_COUPON] = INT64_MIN}},
     WITHOUT_COST,
     false},
    {"a cost may be what does not fit",
     {.quantity = INT64_C(1) << 32},
     INT64_C(1) << 31,
     false},
    {"a cost below zero counts as well",
     {.quantity = -(INT64_C(1) << 32)},
     -(INT64_C(1) << 31),
     false},
    {"a cost of 2^62 fits",
     {.quantity = INT64_C(1) << 31},
     INT64_C(1) << 31,
     true},
};

static void a_line_fits_or_not(void **state)
{
    const struct want *want = *state;
    struct ware ware = {.unit_cost = want->cost};

    assert_int_equal(sums_magnitude(&want->sale, &ware) < INT64_MAX,
                     want->fits);
}

/* metrics.md 1, line by line. */
static void take_slowly(struct sums *into, const struct sale *sale,
                        bool counts_units, int64_t unit_cost)
{
    bool is_sale = sale->kind == LINE_SALE;
    int64_t returned = is_sale ? 0 : llabs(sale->net);
    int64_t units = is_sale ? sale->quantity : -llabs(sale->quantity);
    int64_t sales = is_sale ? sale->list - sale->discount : 0;

    into->gross += is_sale ? sale->list : 0;
    into->discount += is_sale ? sale->discount : 0;
    into->returns += returned;
    into->units += is_sale && counts_units ? units : 0;
    into->returned_units += !is_sale && counts_units ? -units : 0;
    into->unit_sales += counts_units ? sales : 0;
    if (unit_cost != WITHOUT_COST) {
        into->costed_net += sales - returned;
        into->cost += unit_cost * units;
    }
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        into->discounts[i] += is_sale ? sale->discounts[i] : 0;
    into->supplier += is_sale ? sale->supplier : 0;
    into->sale_lines += is_sale;
    into->return_lines += !is_sale;
}

static void assert_same_sums(const struct sums *got, const struct sums *want)
{
    assert_memory_equal(got, want, sizeof *got); /* numbers without gaps */
}

static void lines_add_up_by_the_definitions(void **state)
{
    struct sums got = {0};
    struct sums want = {0};
    unsigned seed = 2;

    (void)state;
    for (size_t trial = 0; trial < 20000; trial++) {
        struct sale sale = draw_small_sale(&seed, 20);
        struct product_class class = {.counts_units = draw_bool(&seed),
                                      .is_sales = true};
        struct ware ware = {.unit_cost = draw_cost(&seed, 20)};
        bool is_return = sale.kind == LINE_RETURN;
        struct line_sums line = {.discount = -1};
        struct sums alone = {0};
        struct cost_sums costs = line_costs(&sale, &ware);
        int64_t gap = sums_take(&got, &sale, &class, &ware, &line);

        take_slowly(&want, &sale, class.counts_units, ware.unit_cost);
        assert_same_sums(&got, &want);
        take_slowly(&alone, &sale, class.counts_units, ware.unit_cost);
        assert_int_equal(gap, sale.net - sums_net(&alone));
        assert_int_equal(line.is_return, is_return);
        assert_int_equal(line.amount, is_return ? alone.returns : alone.gross);
        assert_int_equal(line.discount, alone.discount);
        assert_int_equal(line.units,
                         is_return ? alone.returned_units : alone.units);
        assert_int_equal(costs.costed_net, alone.costed_net);
        assert_int_equal(costs.cost, alone.cost);
    }
    assert_true(got.return_lines > 0 && got.sale_lines > 0);
}

/* Numbers of a struct sums one by one, so that none is left out. */
enum { FIELDS = sizeof(struct sums) / sizeof(int64_t) };

static void every_field_adds_up(void **state)
{
    unsigned seed = 3;

    (void)state;
    for (size_t i = 0; i < FIELDS; i++) {
        int64_t a[FIELDS], b[FIELDS];
        struct sums into, more, gathered;

        for (size_t j = 0; j < FIELDS; j++) {
            a[j] = draw_amount(&seed) / 2;
            b[j] = draw_amount(&seed) / 2;
        }
        memcpy(&into, a, sizeof into);
        memcpy(&more, b, sizeof more);
        gathered = into;
        sums_gather(&gathered, &more);
        assert_true(sums_add(&into, &more));
        assert_same_sums(&into, &gathered);
        for (size_t j = 0; j < FIELDS; j++)
            a[j] += b[j];
        memcpy(&more, a, sizeof more);
        assert_same_sums(&into, &more);
        a[i] = INT64_MAX;
        for (size_t j = 0; j < FIELDS; j++)
            b[j] = i == j;
        memcpy(&into, a, sizeof into);
        memcpy(&more, b, sizeof more);
        assert_false(sums_add(&into, &more));
    }
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(a_magnitude_is_never_less_than_a_part),
        cmocka_unit_test(lines_add_up_by_the_definitions),
        cmocka_unit_test(every_field_adds_up),
    };
    struct CMUnitTest tests[COUNT(wants) + COUNT(others)];

    put_row_tests(tests, wants, a_line_fits_or_not);
    memcpy(tests + COUNT(wants), others, sizeof others);
    return cmocka_run_group_tests_name("fold/sums", tests, NULL, NULL);
}
