/*
 * extract_rows.h - the sound rows of an extract as a text: its columns' texts
 * in brackets, a row a line.
 */
#ifndef REPORT_TESTS_READ_EXTRACT_ROWS_H
#define REPORT_TESTS_READ_EXTRACT_ROWS_H

#include "desk.h"

struct rows {
    struct text text;
    const struct extract_spec *spec;
};

static inline void take_row(void *context, struct extract *extract)
{
    struct rows *rows = context;

    for (size_t i = 0; i < rows->spec->count; i++) {
        enum column_id column = (enum column_id)(rows->spec->first + i);

        if (extract_has(extract, column))
            text_addf(&rows->text, "[%.*s]",
                      STR_ARGS(extract_get(extract, column)->text));
    }
    text_add(&rows->text, STR("\n"));
    extract_accept(extract);
}

static inline enum status read_rows(struct desk *desk, enum extract_id id,
                                    const char **got)
{
    struct rows rows = {.text = {.arena = &desk->arena},
                        .spec = &extract_specs[id]};
    struct extract_taker taker = {.take = take_row, .context = &rows};
    enum status status = extract_read(&desk->run, id, &taker);

    *got = rows.text.at ? rows.text.at : "";
    return status;
}

#endif
