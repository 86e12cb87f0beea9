#include "command/compare.h"

#include "command/examine.h"
#include "deliver/archive.h"
#include "render/number.h"

#include <string.h>

/* Rows printed of each part; the others are in the packs' tables. */
enum { SHOWN = 12, NAME_WIDTH = 34, NUMBER_WIDTH = 13, CHANGE_WIDTH = 9 };

enum status compared_pack(struct arena *arena, struct diag *diag,
                          const char *folder, struct compared *compared)
{
    struct archive *archive = arena_new(arena, struct archive);
    enum status status = archive_read(arena, diag, folder, archive);

    *compared = (struct compared){
        .side = {.name = archive->name,
                 .start = archive->start,
                 .end = archive->end,
                 .tables = &archive->tables},
        .currency = archive->currency,
    };
    return status;
}

enum status compared_period(const struct intake *intake,
                            const struct examine_options *options,
                            struct compared *compared)
{
    struct study *study = arena_new(intake->arena, struct study);
    enum status status = examine(intake, options, study);
    const struct window *now = &study->comparison.now;

    *compared = (struct compared){
        .side = {.name = now->name,
                 .start = now->start,
                 .end = now->end,
                 .tables = &study->tables},
        .currency = intake->config.company.currency,
    };
    return status;
}

static void print_side(FILE *out, const char *label,
                       const struct diff_side *side)
{
    char start[DATE_TEXT];
    char end[DATE_TEXT];

    fprintf(out, "%-7s%.*s  %s..%s  %d days\n", label, STR_ARGS(side->name),
            date_print(start, side->start), date_print(end, side->end),
            (int)(side->end - side->start + 1));
}

/* How many characters a text takes on a terminal, about. */
static int width_of(struct str text)
{
    int width = 0;

    for (size_t i = 0; i < text.len; i++)
        width += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return width;
}

static void print_right(FILE *out, struct str text, int width)
{
    fprintf(out, "  %*s%.*s",
            width > width_of(text) ? width - width_of(text) : 0, "",
            STR_ARGS(text));
}

static void print_left(FILE *out, struct str text, int width)
{
    fprintf(out, "  %.*s%*s", STR_ARGS(text),
            width > width_of(text) ? width - width_of(text) : 0, "");
}

static void print_head(FILE *out, struct str part)
{
    fprintf(out, "\n%-*.*s  %*s  %*s  %*s  %*s  cause\n", NAME_WIDTH + 2,
            STR_ARGS(part), NUMBER_WIDTH, "before", NUMBER_WIDTH, "after",
            CHANGE_WIDTH, "change", CHANGE_WIDTH, "a day");
}

/* A change in percent; of rates, in points. */
static struct cell change_in(const struct table *table, size_t row)
{
    struct cell pct = *table_cell(table, row, "pct");
    struct cell change = *table_cell(table, row, "change");

    return change.kind == CELL_POINTS ? change : pct;
}

static void print_row(struct arena *arena, const struct number_style *style,
                      const struct table *table, size_t row, FILE *out)
{
    const struct cell *cause = table_cell(table, row, "cause");
    struct cell change = change_in(table, row);

    print_left(out, table_cell(table, row, "name")->text, NAME_WIDTH);
    print_right(out,
                number_short(arena, style, table_cell(table, row, "before")),
                NUMBER_WIDTH);
    print_right(out,
                number_short(arena, style, table_cell(table, row, "after")),
                NUMBER_WIDTH);
    print_right(out, number_short(arena, style, &change), CHANGE_WIDTH);
    print_right(
        out, number_short(arena, style, table_cell(table, row, "pct_per_day")),
        CHANGE_WIDTH);
    if (cause->kind == CELL_TEXT)
        fprintf(out, "  %.*s", STR_ARGS(cause->text));
    fputc('\n', out);
}

static struct str part_of(const struct table *table, size_t row)
{
    return table_cell(table, row, "part")->text;
}

void compared_print(struct arena *arena, const struct compared *before,
                    const struct compared *after, FILE *out)
{
    const struct table *table = diff_make(arena, &before->side, &after->side);
    struct number_style style =
        number_style(arena, &number_house, after->currency);
    size_t in_part = 0;

    print_side(out, "before", &before->side);
    print_side(out, "after", &after->side);
    if (table->row_count == 0)
        fprintf(out, "\nno differences\n");
    for (size_t row = 0; row < table->row_count; row++) {
        bool is_first = row == 0 || !str_equal(part_of(table, row),
                                               part_of(table, row - 1));
        bool is_last = row + 1 == table->row_count ||
                       !str_equal(part_of(table, row), part_of(table, row + 1));

        in_part = is_first ? 1 : in_part + 1;
        if (is_first)
            print_head(out, part_of(table, row));
        if (in_part <= SHOWN)
            print_row(arena, &style, table, row, out);
        if (is_last && in_part > SHOWN)
            fprintf(out, "  and %zu more\n", in_part - SHOWN);
    }
}
