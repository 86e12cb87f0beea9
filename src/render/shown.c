#include "render/shown.h"

#include <math.h>

enum { KPI, LABEL, VALUE, CHANGE, SIZE, RISE, FALL, THEMES };

static const struct column columns[] = {
    [KPI] = {"kpi", "KPI", CELL_TEXT, SUM_NONE, NULL},
    [LABEL] = {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    [VALUE] = {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    [CHANGE] = {"change", "Change", CELL_CHANGE, SUM_NONE,
                "on last year: in points of a rate, a day of what adds up"},
    [SIZE] = {"size", "Size", CELL_RATIO, SUM_NONE, "of the change"},
    [RISE] = {"rise", "Rise", CELL_FLAG, SUM_NONE, NULL},
    [FALL] = {"fall", "Fall", CELL_FLAG, SUM_NONE, NULL},
    [THEMES] = {"themes", "Themes", CELL_TEXT, SUM_NONE,
                "of all KPIs of the page"},
};

static struct table *table_of(const struct words *words)
{
    for (size_t i = 0; i < words->facts.count; i++)
        if (str_equal(str_of(words->facts.items[i]->name), STR("shown")))
            return words->facts.items[i];
    return NULL;
}

void shown_begin(struct words *words)
{
    tables_add(&words->facts, table_new(words->arena, "shown", "Shown", columns,
                                        COUNT(columns)));
}

/* Whether a KPI, now or last year, counts too few to say how it moved. */
static bool is_few(const struct words *words, struct str kpi)
{
    static const char *const names[] = {"value", "ly"};
    const struct table *kpis = words_table(words, STR("kpis"));
    const struct cell *row = kpi_cells(words, kpi);

    for (size_t i = 0; row && i < COUNT(names); i++) {
        int column = table_column(kpis, names[i]);

        if (column >= 0 && words_is_small(words, kpis, row, (size_t)column))
            return true;
    }
    return false;
}

static void add(const struct words *words, struct table *table, struct str kpi,
                struct str themes)
{
    const struct cell *label = kpi_cell(words, kpi, "label");
    const struct cell *value = kpi_cell(words, kpi, "value");
    struct variance variance = variance_find(words, kpi, "ly");
    int sign = number_sign(&variance.change);
    struct cell *cells = table_add(table);

    cells[KPI] = cell_text(kpi);
    if (label)
        cells[LABEL] = *label;
    if (value)
        cells[VALUE] = *value;
    cells[THEMES] = cell_text(themes);
    if (!value || !cell_is_defined(&variance.change) || is_few(words, kpi))
        return;
    cells[CHANGE] = variance.change;
    cells[SIZE] = cell_real(CELL_RATIO, fabs(cell_number(&variance.change)));
    cells[RISE] = cell_integer(CELL_FLAG, sign > 0 ? 1 : 0);
    cells[FALL] = cell_integer(CELL_FLAG, sign < 0 ? 1 : 0);
}

/* "Baskets, Customers and Members". */
static struct str themes_of(struct arena *arena, const struct str *themes,
                            size_t count)
{
    struct text text = {.arena = arena};
    size_t last = count;

    while (last > 1 && str_equal(themes[last - 2], themes[count - 1]))
        last--;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && str_equal(themes[i], themes[i - 1]))
            continue;
        if (i > 0)
            text_add(&text, i + 1 == last ? STR(" and ") : STR(", "));
        text_add(&text, themes[i]);
    }
    return text_str(&text);
}

void shown_set(const struct sheet *sheet, const struct block *block,
               struct slice slice)
{
    struct words *words = sheet->words;
    struct table *table = table_of(words);
    struct str *kpis, *themes;
    size_t count;

    if (!table || block->kind != BLOCK_TRENDS)
        return;
    table->row_count = 0;
    count = block_trends_kpis(sheet, block, slice, &kpis, &themes);
    for (size_t i = 0; i < count; i++)
        add(words, table, kpis[i], themes_of(sheet->arena, themes, count));
}
