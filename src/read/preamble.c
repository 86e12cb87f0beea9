#include "read/preamble.h"

#include "base/outcome.h"

#include <string.h>
#include <sys/stat.h>

enum {
    BYTES = 64 * 1024, /* of the file, in which its first lines are */
    LINES = 20,        /* that are looked at, behind those left out */
};

struct preamble {
    struct arena own;
    struct arena line_own; /* of the line that is looked at */
    const struct extract_config *form;
    struct csv *csv;
    char *bytes;
    size_t len;
    size_t at;   /* where the next line begins */
    size_t line; /* its number */
};

/* What is told of the file is told elsewhere. */
static void read_bytes(struct preamble *preamble, const char *path)
{
    const struct diag nobody = {.quiet = true};
    struct outcome untold;
    struct input *input;
    struct input_total total;
    size_t got;

    outcome_begin(&untold, &preamble->own, &nobody);
    input = input_open(&preamble->own, &untold.diag, path,
                       preamble->form->encoding, INPUT_BLOCK);
    do {
        got = input_read(input, preamble->bytes + preamble->len,
                         BYTES - preamble->len);
        preamble->len += got;
    } while (got > 0 && BYTES - preamble->len >= 8);
    outcome_end(&untold, input_close(input, &total));
}

struct preamble *preamble_open(struct arena *arena, const char *path,
                               const struct extract_config *form)
{
    struct preamble *preamble = arena_new(arena, struct preamble);
    struct stat about;

    *preamble = (struct preamble){.form = form, .line = 1};
    preamble->bytes =
        arena_array(&preamble->own, char, BYTES + 2 * (size_t)LINES_SLACK) +
        LINES_SLACK;
    if (stat(path, &about) == 0 && S_ISREG(about.st_mode))
        read_bytes(preamble, path);
    return preamble;
}

static void forget_line(struct preamble *preamble)
{
    if (preamble->csv)
        csv_clear(preamble->csv);
    preamble->csv = NULL;
    arena_clear(&preamble->line_own);
}

/* The line as the first record of a reader of its own. */
static bool read_line(struct preamble *preamble, struct csv_record *record)
{
    const struct extract_config *form = preamble->form;
    size_t left = preamble->len - preamble->at;

    preamble->csv =
        csv_new(&preamble->line_own, NULL, form->delimiter, form->encoding);
    csv_set(preamble->csv, preamble->bytes + preamble->at, left, left,
            preamble->line);
    return csv_next(preamble->csv, record) && record->line == preamble->line;
}

bool preamble_next(struct preamble *preamble, struct csv_record *record)
{
    bool found = false;

    while (!found && preamble->at < preamble->len &&
           preamble->line <= preamble->form->skip_lines + 1 + LINES) {
        const char *feed;

        forget_line(preamble);
        found = read_line(preamble, record);
        feed = memchr(preamble->bytes + preamble->at, '\n',
                      preamble->len - preamble->at);
        preamble->at =
            feed ? (size_t)(feed + 1 - preamble->bytes) : preamble->len;
        preamble->line++;
    }
    return found;
}

void preamble_close(struct preamble *preamble)
{
    forget_line(preamble);
    arena_free(&preamble->line_own);
    arena_free(&preamble->own);
}
