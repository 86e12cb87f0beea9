#include "render/ruling.h"

static bool is_amount(enum cell_kind kind)
{
    return kind == CELL_MONEY;
}

static bool is_rate(enum cell_kind kind)
{
    return kind == CELL_RATE || kind == CELL_POINTS || kind == CELL_CHANGE;
}

static bool is_twin(const struct track *track, const struct cell *row,
                    const struct cell *other)
{
    const struct cell *mark = &other[track->twin];

    return mark->kind == CELL_TEXT && str_equal(mark->text, track->twin_text) &&
           row[0].kind == CELL_TEXT && other[0].kind == CELL_TEXT &&
           str_equal(row[0].text, other[0].text);
}

const struct cell *track_row(const struct ruling *ruling,
                             const struct track *track, const struct cell *row)
{
    const struct table *table = ruling->rows.table;

    if (track->twin < 0)
        return row;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *other = &table->cells[i * table->column_count];

        if (is_twin(track, row, other))
            return other;
    }
    return arena_array(ruling->sheet->arena, struct cell, table->column_count);
}

struct str track_named(const struct yaml_node *names, struct str text)
{
    for (size_t i = 0; names && i < names->count; i++)
        if (str_equal(names->items[i].key, text))
            return names->items[i].text;
    return text;
}

/* A text of the table as the template wants it said. */
static struct str words_of(struct arena *arena, const struct shown_column *spec,
                           struct str text)
{
    struct str named = track_named(spec->names, text);

    return spec->sentence && named.at == text.at ? words_sentence(arena, text)
                                                 : named;
}

/* What a cell is printed on: the block's scale, or its column's precision. */
static const struct number_scale *cell_scale(const struct track *track,
                                             const struct cell *cell)
{
    if (is_rate(cell->kind) || cell->kind == CELL_RATIO)
        return &track->precision;
    return is_amount(cell->kind) ? &track->scale : NULL;
}

/* "+15.6% to +16.2%" */
static struct str range_text(const struct ruling *ruling,
                             const struct track *track, const struct cell *row)
{
    struct str ends[2];
    const int columns[] = {track->low, track->high};

    for (size_t i = 0; i < COUNT(ends); i++) {
        const struct cell *cell = columns[i] < 0 ? NULL : &row[columns[i]];

        if (!cell || !cell_is_defined(cell))
            return STR("\xE2\x80\x93");
        ends[i] = sheet_cell(ruling->sheet, ruling->rows.table, row,
                             (size_t)columns[i], cell_scale(track, cell));
    }
    return str_format(ruling->sheet->arena, "%.*s to %.*s", STR_ARGS(ends[0]),
                      STR_ARGS(ends[1]));
}

struct str track_text(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, size_t number)
{
    const struct sheet *sheet = ruling->sheet;
    const struct cell *cell;
    struct str text;

    if (track->spec->show == SHOW_NUMBER)
        return str_format(sheet->arena, "%zu", number + 1);
    if (track->spec->show == SHOW_RANGE)
        return range_text(ruling, track, row);
    cell = &row[track->column];
    if (cell->kind == CELL_TEXT &&
        (track->spec->names || track->spec->sentence))
        return words_of(sheet->arena, track->spec, cell->text);
    if (!cell_is_defined(cell) && track->otherwise >= 0)
        return number_table(sheet->arena, &sheet->words->style,
                            &row[track->otherwise], NULL);
    if (track->is_mixed && !track->spec->full &&
        !words_is_small(sheet->words, ruling->rows.table, row,
                        (size_t)track->column))
        return number_short(sheet->arena, &sheet->words->style, cell);
    text = sheet_cell(sheet, ruling->rows.table, row, (size_t)track->column,
                      cell_scale(track, cell));
    return track->spec->show == SHOW_CHANGE ? chart_signed(sheet, cell, text)
                                            : text;
}

struct str track_second(const struct ruling *ruling, const struct track *track,
                        const struct cell *row)
{
    const struct sheet *sheet = ruling->sheet;
    const struct cell *cell = &row[track->second];
    struct str text =
        number_table(sheet->arena, &sheet->words->style, cell, NULL);

    return track->spec->show == SHOW_CHANGE ? chart_signed(sheet, cell, text)
                                            : text;
}

bool track_is_accent(const struct ruling *ruling, const struct track *track,
                     const struct cell *row)
{
    if (!ruling->accent.len || track->column < 0)
        return false;
    return row[track->column].kind == CELL_TEXT &&
           str_equal(row[track->column].text, ruling->accent);
}

bool track_is_proven(const struct track *track, const struct cell *row)
{
    const struct cell *cell;

    if (track->spec->show != SHOW_VERDICT || track->column < 0)
        return false;
    cell = &row[track->column];
    return cell->kind == CELL_TEXT && (str_equal(cell->text, STR("higher")) ||
                                       str_equal(cell->text, STR("lower")));
}

enum theme_type track_type(const struct ruling *ruling,
                           const struct track *track, const struct cell *row)
{
    return track->spec->bold || track_is_accent(ruling, track, row) ||
                   track_is_proven(track, row)
               ? TYPE_CELL_BOLD
               : TYPE_CELL;
}
