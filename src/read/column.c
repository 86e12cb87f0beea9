#include "read/column.h"

const struct column_spec column_specs[COLUMN_COUNT] = {
#define COLUMN(of, column, kind, how)                                          \
    [COLUMN_##of##_##column] = {.extract = EXTRACT_##of,                       \
                                .name = #column,                               \
                                .type = TYPE_##kind,                           \
                                .need = NEED_##how},
#include "read/column.def"
#undef COLUMN
};

/*
 * FIRST_x is the number of an extract's first column, AFTER_x that of the
 * first one after its last; ONTO_ and BACK_ take back the step that an
 * enumerator makes.
 */
enum {
#define BEGIN(of)                     FIRST_##of, ONTO_##of = FIRST_##of - 1,
#define COLUMN(of, column, kind, how) AT_##of##_##column,
#define END(of)                       AFTER_##of, BACK_##of = AFTER_##of - 1,
#include "read/column.def"
#undef COLUMN
};

const struct extract_spec extract_specs[EXTRACT_COUNT] = {
#define EXTRACT(id, words)                                                     \
    [EXTRACT_##id] = {.name = #id,                                             \
                      .leaves_out = (words),                                   \
                      .first = FIRST_##id,                                     \
                      .count = AFTER_##id - FIRST_##id},
#include "read/extract.def"
#undef EXTRACT
};
