#include "render/trends.h"

#include <math.h>

/* The rows of one KPI lie together, one a period. */
uint32_t trends_periods(const struct leaf *leaf)
{
    const struct table *table = leaf->table;
    int kpi = table_column(table, "kpi");
    uint32_t count = 0;

    if (kpi < 0 || !table->row_count)
        return 0;
    while (
        count < table->row_count && count < 13 &&
        str_equal(table->cells[count * table->column_count + (size_t)kpi].text,
                  table->cells[kpi].text))
        count++;
    return count;
}

struct cells trends_cells(const struct leaf *trends, uint32_t row)
{
    return (struct cells){row, COLUMN_PERIODS, row,
                          COLUMN_PERIODS + trends_periods(trends) - 1};
}

const struct cell *trends_cell(const struct trends *trends, size_t row,
                               const char *column)
{
    int number = table_column(trends->table, column);

    return number < 0 || row >= trends->table->row_count
               ? NULL
               : &trends->table->cells[row * trends->table->column_count +
                                       (size_t)number];
}

struct str trends_label(const struct trends *trends,
                        const struct kpi_line *line)
{
    const struct cell *label = trends_cell(trends, line->row, "label");

    return label && label->kind == CELL_TEXT ? label->text : line->kpi;
}

double trends_largest(const struct trends *trends, size_t row,
                      const char *column)
{
    double most = 0;

    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *cell = trends_cell(trends, row + i, column);
        double value = cell ? fabs(cell_number(cell)) : 0;

        if (isfinite(value) && value > most)
            most = value;
    }
    return most;
}

/* The kind of the first defined cell. */
enum cell_kind trends_kind(const struct trends *trends, size_t row,
                           const char *column)
{
    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *cell = trends_cell(trends, row + i, column);

        if (cell && cell_is_defined(cell))
            return cell->kind;
    }
    return CELL_UNDEFINED;
}

/* A flow of money a day is money, not a price. */
enum figure trends_figure(const struct trends *trends,
                          const struct kpi_line *line, const char *column)
{
    enum cell_kind kind = trends_kind(trends, line->row, column);
    double most = trends_largest(trends, line->row, column);

    if (line->flow && kind == CELL_PRICE)
        return most < 1000 ? FIGURE_MONEY_EXACT : figure_money(most);
    if (line->flow && kind == CELL_RATIO)
        return most < 100 ? FIGURE_DAYS : FIGURE_COUNT;
    return kpi_figure(kind, most);
}
