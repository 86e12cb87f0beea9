#include "render/xlsx_own.h"

#include "base/date.h"

#include <math.h>
#include <xlsxwriter.h>

/* Whether a cell can be written; it is counted. */
static bool grid_takes(struct grid *grid, uint32_t row)
{
    if (!grid_works(grid))
        return false;
    grid->tally.cells++;
    if (row + 1 > grid->tally.rows)
        grid->tally.rows = row + 1;
    return true;
}

void grid_blank(struct grid *grid, uint32_t row, uint32_t column,
                const struct style *style)
{
    if (grid_works(grid))
        grid_check(grid,
                   worksheet_write_blank(grid->handle, row, (lxw_col_t)column,
                                         grid_format(grid, style)));
}

void grid_text(struct grid *grid, uint32_t row, uint32_t column,
               struct str text, const struct style *style)
{
    struct arena *scratch = &grid->xlsx->scratch;
    char *fit = xlsx_fit(scratch, text, EXCEL_TEXT_MOST);

    if (!fit)
        grid_blank(grid, row, column, style);
    else if (grid_takes(grid, row))
        grid_check(grid,
                   worksheet_write_string(grid->handle, row, (lxw_col_t)column,
                                          fit, grid_format(grid, style)));
    arena_clear(scratch);
}

void grid_number(struct grid *grid, uint32_t row, uint32_t column, double value,
                 const struct style *style)
{
    if (!isfinite(value))
        grid_blank(grid, row, column, style);
    else if (grid_takes(grid, row))
        grid_check(grid,
                   worksheet_write_number(grid->handle, row, (lxw_col_t)column,
                                          value, grid_format(grid, style)));
}

void grid_date(struct grid *grid, uint32_t row, uint32_t column, int32_t date,
               const struct style *style)
{
    char iso[DATE_TEXT];

    if (date == DATE_NONE)
        grid_blank(grid, row, column, style);
    else if (date < EXCEL_FIRST_DAY)
        grid_text(grid, row, column, str_of(date_print(iso, date)), style);
    else
        grid_number(grid, row, column, date + EXCEL_EPOCH, style);
}

void grid_runs(struct grid *grid, uint32_t row, uint32_t column,
               const struct grid_run runs[static 2], const struct style *style)
{
    struct arena *arena = grid->xlsx->arena;
    lxw_rich_string_tuple first = {
        grid_format(grid, runs[0].style),
        xlsx_fit(arena, runs[0].text, 1000),
    };
    lxw_rich_string_tuple second = {
        grid_format(grid, runs[1].style),
        xlsx_fit(arena, runs[1].text, 1000),
    };
    lxw_rich_string_tuple *tuples[] = {&first, &second, NULL};

    if (!first.string || !second.string)
        grid_text(grid, row, column, runs[first.string ? 0 : 1].text, style);
    else if (grid_takes(grid, row))
        grid_check(grid, worksheet_write_rich_string(grid->handle, row,
                                                     (lxw_col_t)column, tuples,
                                                     grid_format(grid, style)));
}

void grid_formula(struct grid *grid, uint32_t row, uint32_t column,
                  const char *formula, double value, const struct style *style)
{
    if (isfinite(value) && grid_takes(grid, row))
        grid_check(grid, worksheet_write_formula_num(
                             grid->handle, row, (lxw_col_t)column, formula,
                             grid_format(grid, style), value));
}

void grid_link(struct grid *grid, uint32_t row, uint32_t column,
               const struct grid_run *run, const struct grid_target *target)
{
    struct arena *arena = grid->xlsx->arena;
    struct str reference =
        excel_reference(arena, target->sheet,
                        &(struct cells){target->row, target->column,
                                        target->row, target->column});
    const char *url =
        str_format(arena, "internal:%.*s", STR_ARGS(reference)).at;
    char *text = xlsx_fit(arena, run->text, 200);
    const char *tip =
        str_format(arena, "Go to %.*s", STR_ARGS(target->sheet)).at;

    if (text && grid_takes(grid, row))
        grid_check(grid, worksheet_write_url_opt(
                             grid->handle, row, (lxw_col_t)column, url,
                             grid_format(grid, run->style), text, tip));
}

void grid_note(struct grid *grid, uint32_t row, uint32_t column,
               struct str text)
{
    struct arena *arena = grid->xlsx->arena;
    char *fit = xlsx_fit(arena, text, 2000);
    lxw_comment_options options = {
        .author = xlsx_copy(arena, STR("Definitions")),
        .color = 0xF5F7F9,
        .font_name = grid->xlsx->font,
        .font_size = 9,
        .width = 250,
        .height = (uint16_t)(15 * (text.len / 40 + 2) + 8),
    };

    if (fit && grid_works(grid))
        grid_check(grid, worksheet_write_comment_opt(grid->handle, row,
                                                     (lxw_col_t)column, fit,
                                                     &options));
}

static lxw_format *rule_format(const struct grid *grid,
                               const struct grid_rule *rule)
{
    struct look look = {
        .number = rule->number, .colour = rule->colour, .bold = rule->bold};

    return xlsx_bare_style(grid->xlsx, &look)->format;
}

static void rule_bar(lxw_conditional_format *format,
                     const struct grid_rule *rule)
{
    format->type = LXW_CONDITIONAL_DATA_BAR;
    format->data_bar_2010 = LXW_TRUE;
    format->bar_solid = LXW_TRUE;
    format->bar_no_border = LXW_TRUE;
    format->bar_color = rule->colour;
    format->bar_negative_color = rule->negative;
    format->bar_axis_color = rule->axis;
    format->min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format->min_value = rule->low;
    format->max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format->max_value = rule->high;
    if (rule->percentile > 0) {
        format->max_rule_type = LXW_CONDITIONAL_RULE_TYPE_PERCENTILE;
        format->max_value = rule->percentile;
    }
    if (rule->low < 0)
        format->bar_axis_position = LXW_CONDITIONAL_BAR_AXIS_MIDPOINT;
}

static void rule_scale(lxw_conditional_format *format,
                       const struct grid_rule *rule)
{
    format->type = LXW_CONDITIONAL_2_COLOR_SCALE;
    format->min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format->min_value = rule->low;
    format->min_color = rule->negative;
    format->max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format->max_value = rule->high;
    format->max_color = rule->colour;
}

static void rule_cell(lxw_conditional_format *format,
                      const struct grid_rule *rule)
{
    format->type = LXW_CONDITIONAL_TYPE_CELL;
    format->value = rule->low;
    if (rule->kind == RULE_AT_LEAST) {
        format->criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    } else if (rule->kind == RULE_AT_MOST) {
        format->criteria = LXW_CONDITIONAL_CRITERIA_LESS_THAN_OR_EQUAL_TO;
    } else {
        format->criteria = LXW_CONDITIONAL_CRITERIA_BETWEEN;
        format->min_value = rule->low;
        format->max_value = rule->high;
    }
}

void grid_rule(struct grid *grid, const struct cells *cells,
               const struct grid_rule *rule)
{
    lxw_conditional_format format = {0};

    if (!grid_works(grid))
        return;
    if (rule->kind == RULE_BAR) {
        rule_bar(&format, rule);
    } else if (rule->kind == RULE_SCALE) {
        rule_scale(&format, rule);
    } else if (rule->kind == RULE_FORMULA) {
        format.type = LXW_CONDITIONAL_TYPE_FORMULA;
        format.value_string =
            xlsx_copy(grid->xlsx->arena, str_of(rule->formula));
    } else {
        rule_cell(&format, rule);
    }
    format.multi_range =
        rule->ranges.len ? xlsx_copy(grid->xlsx->arena, rule->ranges) : NULL;
    if (rule->kind != RULE_BAR && rule->kind != RULE_SCALE)
        format.format = rule_format(grid, rule);
    grid_check(grid, worksheet_conditional_format_range(
                         grid->handle, cells->first_row,
                         (lxw_col_t)cells->first_column, cells->last_row,
                         (lxw_col_t)cells->last_column, &format));
}
