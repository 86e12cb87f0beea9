#include "test.h"

#include "measure/band.h"
#include "shop.h"

static const struct column columns[] = {
    {.name = "band", .label = "Band", .kind = CELL_TEXT},
    {.name = "from", .label = "From", .kind = CELL_MONEY},
    {.name = "to", .label = "To", .kind = CELL_MONEY},
};

/* Three bands of a width in hundredths, of which the last one has no end. */
static struct table *bands_of(struct arena *arena, enum cell_kind kind,
                              int64_t width)
{
    struct table *table =
        table_new(arena, "bands", "Bands", columns, COUNT(columns));

    for (int64_t i = 0; i < 3; i++) {
        struct cell *cells = table_add(table);

        cells[1] = cell_integer(kind, i * width);
        if (i < 2)
            cells[2] = cell_integer(kind, (i + 1) * width);
    }
    return table;
}

static void assert_names(const struct table *table, const char *const want[3])
{
    for (size_t i = 0; i < 3; i++)
        assert_cell_text(table_cell(table, i, "band"), want[i]);
}

static void bands_are_named_by_their_ends(void **state)
{
    static const char *const days[] = {"0 to 1500", "1500 to 3000",
                                       "3000 and more"};
    static const char *const whole[] = {"0 to 500", "500 to 1000",
                                        "1000 and more"};
    static const char *const halves[] = {"0.00 to 0.50", "0.50 to 1.00",
                                         "1.00 and more"};
    struct arena arena = {0};
    struct table *table = bands_of(&arena, CELL_COUNT, 1500);

    (void)state;
    band_name(table);
    assert_true(table->has_bands);
    assert_names(table, days);
    table = bands_of(&arena, CELL_MONEY, 5000000);
    band_name(table);
    assert_names(table, whole);
    table = bands_of(&arena, CELL_MONEY, 5000);
    band_name(table);
    assert_names(table, halves);
    arena_free(&arena);
}

/* "$1.20" in the style of "$". */
static struct str print(struct arena *arena, const void *style,
                        const struct cell *end, int places)
{
    return str_format(arena, "%s%.*f", (const char *)style, places,
                      cell_number(end));
}

static void what_is_printed_has_names_of_its_own(void **state)
{
    static const char *const plain[] = {"0.00 to 0.50", "0.50 to 1.00",
                                        "1.00 and more"};
    static const char *const styled[] = {"$0.00 to $0.50", "$0.50 to $1.00",
                                         "$1.00 and more"};
    struct arena arena = {0};
    struct table *table = bands_of(&arena, CELL_MONEY, 5000);
    struct table *printed;

    (void)state;
    band_name(table);
    printed = band_printed(&arena, table, print, "$");
    assert_names(printed, styled);
    assert_names(table, plain);
    assert_close(cell_number(table_cell(printed, 1, "to")), 1);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_are_named_by_their_ends),
        cmocka_unit_test(what_is_printed_has_names_of_its_own),
    };

    return cmocka_run_group_tests_name("measure/band", tests, NULL, NULL);
}
