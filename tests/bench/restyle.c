/*
 * restyle STYLE <FILE >FILE: a plain transactions file in another form.
 *
 *   quoted      every text field in quotes
 *   crlf        lines end in CR LF
 *   semicolon   fields parted by semicolons, decimals marked by a comma
 *   latin-1     a byte above 127 in each 'online'
 *   damaged     the quantity of one line in 10,000 is no number
 *
 * The file is one of the demo retailer's: comma, LF, without a quote.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1 << 16, COLUMNS = 64, DAMAGED_EACH = 10000 };

struct field {
    const char *at;
    size_t len;
};

struct row {
    unsigned long number; /* 0: the header */
    size_t count;
    struct field fields[COLUMNS];
};

static size_t quantity; /* its column */

static void put(const struct field *field)
{
    fwrite(field->at, 1, field->len, stdout);
}

static bool is(const struct field *field, const char *text)
{
    return field->len == strlen(text) &&
           memcmp(field->at, text, field->len) == 0;
}

/* Whether a field is an amount, a time, or empty: what is not quoted. */
static bool is_number(const struct field *field)
{
    for (size_t i = 0; i < field->len; i++)
        if (!strchr("0123456789.-: ", field->at[i]))
            return false;
    return true;
}

static void put_plain(const struct row *row, size_t i)
{
    put(&row->fields[i]);
}

static void put_quoted(const struct row *row, size_t i)
{
    if (is_number(&row->fields[i])) {
        put_plain(row, i);
        return;
    }
    putchar('"');
    put(&row->fields[i]);
    putchar('"');
}

static void put_comma(const struct row *row, size_t i)
{
    const struct field *field = &row->fields[i];

    for (size_t j = 0; j < field->len; j++)
        putchar(field->at[j] == '.' ? ',' : field->at[j]);
}

static void put_latin(const struct row *row, size_t i)
{
    if (is(&row->fields[i], "online"))
        fputs("\xF6nline", stdout);
    else
        put_plain(row, i);
}

static void put_damaged(const struct row *row, size_t i)
{
    if (i == quantity && row->number % DAMAGED_EACH == DAMAGED_EACH / 2)
        putchar('?');
    put_plain(row, i);
}

static const struct style {
    const char *name;
    char delimiter;
    const char *line_end;
    void (*put)(const struct row *row, size_t i);
} styles[] = {
    {"quoted", ',', "\n", put_quoted},   {"crlf", ',', "\r\n", put_plain},
    {"semicolon", ';', "\n", put_comma}, {"latin-1", ',', "\n", put_latin},
    {"damaged", ',', "\n", put_damaged},
};

static const struct style *find_style(const char *name)
{
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(styles[i].name, name) == 0)
            return &styles[i];
    return NULL;
}

/* Split a line into fields; false where it is not plain. */
static bool split(struct row *row, char *line)
{
    size_t len = strlen(line);

    if (len == 0 || line[len - 1] != '\n' || strpbrk(line, "\"\r"))
        return false;
    line[len - 1] = '\0';
    for (row->count = 0; row->count < COLUMNS; line++) {
        size_t run = strcspn(line, ",");

        row->fields[row->count++] = (struct field){line, run};
        line += run;
        if (*line == '\0')
            return true;
    }
    return false;
}

static void write_row(const struct style *style, const struct row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (i > 0)
            putchar(style->delimiter);
        style->put(row, i);
    }
    fputs(style->line_end, stdout);
}

int main(int argc, char **argv)
{
    static char line[LINE];
    static struct row row;
    const struct style *style = argc == 2 ? find_style(argv[1]) : NULL;

    if (!style) {
        fputs("usage: restyle STYLE <FILE >FILE\n", stderr);
        return 64;
    }
    for (row.number = 0; fgets(line, sizeof line, stdin); row.number++) {
        if (!split(&row, line)) {
            fprintf(stderr, "restyle: line %lu is not plain\n", row.number + 1);
            return 65;
        }
        for (size_t i = 0; row.number == 0 && i < row.count; i++)
            if (is(&row.fields[i], "quantity"))
                quantity = i;
        write_row(style, &row);
    }
    return ferror(stdin) || fflush(stdout) ? 74 : 0;
}
