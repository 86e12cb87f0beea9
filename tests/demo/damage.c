#include "damage.h"

#include "base/file.h"

#include <stdio.h>

enum { FIELDS = 20, RECORD_MOST = 1024 * 1024, MANY_FIELDS = 1100 };

/* The columns of transactions that are spoilt, by their place. */
enum field {
    FIELD_basket = 0,
    FIELD_time = 2,
    FIELD_store = 3,
    FIELD_channel = 4,
    FIELD_product = 6,
    FIELD_quantity = 7,
    FIELD_price = 8,
    FIELD_net = 9,
    FIELD_promo = 11,
    FIELD_type = 18,
    FIELD_scanned = 19,
};

enum quotes { QUOTE_NONE, QUOTE_CLOSED, QUOTE_OPEN };

/* A text of known length, for a table. */
#define TEXT(literal) (literal), sizeof(literal) - 1

/* What stands in a field, which field is blamed, and why. */
static const struct damage_kind {
    enum field field;
    enum field blamed;
    const char *text;
    size_t len; /* of the text, which may hold a NUL */
    const char *reason;
    enum quotes quotes;
} kinds[] = {
    {FIELD_time, FIELD_time, TEXT("2023-13-41 10:30:00"),
     "timestamp is not a date", QUOTE_NONE},
    {FIELD_time, FIELD_time, TEXT("2023-02-29"), "timestamp is not a date",
     QUOTE_NONE},
    {FIELD_time, FIELD_time, TEXT(""), "timestamp is empty", QUOTE_NONE},
    {FIELD_basket, FIELD_basket, TEXT(""), "basket_id is empty", QUOTE_NONE},
    {FIELD_quantity, FIELD_quantity, TEXT("1x"), "quantity is not a number",
     QUOTE_NONE},
    {FIELD_quantity, FIELD_quantity, TEXT(""), "quantity is empty", QUOTE_NONE},
    {FIELD_quantity, FIELD_quantity, TEXT("1.0001"),
     "quantity has more than 3 decimal places", QUOTE_NONE},
    {FIELD_price, FIELD_price, TEXT("12..50"), "unit_price is not a number",
     QUOTE_NONE},
    {FIELD_price, FIELD_price, TEXT("3.14159"),
     "unit_price has more than 4 decimal places", QUOTE_NONE},
    {FIELD_net, FIELD_net, TEXT("99999999999999999999"),
     "net_amount is too large", QUOTE_NONE},
    {FIELD_quantity, FIELD_price, TEXT("9000000000000000"),
     "amount is too large", QUOTE_NONE},
    {FIELD_promo, FIELD_price, TEXT("777.77"), "amounts do not agree",
     QUOTE_NONE},
    {FIELD_type, FIELD_type, TEXT("refund"),
     "line_type is not one of sale, return, cancel, fee, gift_card",
     QUOTE_NONE},
    {FIELD_scanned, FIELD_scanned, TEXT("maybe"),
     "scanned is not one of 0, 1, true, false, Y, N", QUOTE_NONE},
    {FIELD_product, FIELD_product,
     TEXT("P0\0"
          "1"),
     "NUL byte", QUOTE_NONE},
    {FIELD_store, FIELD_store, TEXT("S\xC3("), "invalid UTF-8", QUOTE_NONE},
    {FIELD_channel, FIELD_channel, TEXT("sto\rre"), "stray carriage return",
     QUOTE_NONE},
    {FIELD_store, FIELD_store, TEXT("S0\"12"), "stray quote", QUOTE_CLOSED},
    {FIELD_store, FIELD_store, TEXT("\"S012\"x"), "text after a closing quote",
     QUOTE_CLOSED},
    {FIELD_store, FIELD_store, TEXT("\"S012"), "unclosed quote", QUOTE_OPEN},
};

#undef TEXT

static void list(struct damage *damage, const struct out *file, uint64_t line,
                 size_t column, const char *reason)
{
    const char *quote = strchr(reason, ',') ? "\"" : "";

    out_printf(damage->list, "%s,%llu,%zu,%s%s%s\n", file_name(file->path),
               (unsigned long long)line, column, quote, reason, quote);
    damage->count++;
}

/* A quote that was left open ends in the one before `end`, if not too far. */
static void settle_open(struct damage *damage, size_t file, uint64_t end)
{
    struct open_quote *open = &damage->open[file];

    if (open->line > 0)
        list(damage, &damage->files[file], open->line, open->column,
             end - open->offset <= RECORD_MOST ? "text after a closing quote"
                                               : "unclosed quote");
    open->line = 0;
}

/* Where each field of a row begins. */
static void find_fields(struct str row, size_t starts[FIELDS + 1])
{
    size_t count = 1;

    starts[0] = 0;
    for (size_t i = 0; i < row.len && count <= FIELDS; i++)
        if (row.at[i] == ',')
            starts[count++] = i + 1;
    starts[FIELDS] = row.len + 1;
}

static void write_spoilt(struct damage *damage, size_t file, struct out *out,
                         struct str row, const struct damage_kind *kind)
{
    size_t starts[FIELDS + 1];
    uint64_t offset = out_offset(out);
    char *at = out_begin(out);
    size_t column;

    find_fields(row, starts);
    column = starts[kind->blamed] + 1;
    if (kind->blamed > kind->field) /* it has moved */
        column += kind->len + 1 + starts[kind->field] - starts[kind->field + 1];
    at = put_bytes(at, row.at, starts[kind->field]);
    at = put_bytes(at, kind->text, kind->len);
    at = put_bytes(at, row.at + starts[kind->field + 1] - 1,
                   row.len + 1 - starts[kind->field + 1]);
    at = put_byte(at, '\n');
    out_end(out, at);
    if (kind->quotes != QUOTE_NONE)
        settle_open(damage, file, out_offset(out) - 1);
    if (kind->quotes == QUOTE_OPEN)
        damage->open[file] = (struct open_quote){
            .line = out->lines, .offset = offset, .column = column};
    else
        list(damage, out, out->lines, column, kind->reason);
}

/* A field less, one more, or far too many. */
static void write_miscounted(struct damage *damage, struct out *out,
                             struct str row)
{
    static const char reason[] = "wrong number of fields";
    char *at = out_begin(out);
    char *start = at;

    at = put_bytes(at, row.at, row.len);
    switch (random_below(&damage->stream, 3)) {
    case 0:
        while (*--at != ',')
            continue;
        list(damage, out, out->lines + 1, 1, reason);
        break;
    case 1:
        list(damage, out, out->lines + 1, (size_t)(at - start) + 2, reason);
        at = put_text(at, ",more");
        break;
    default:
        list(damage, out, out->lines + 1, 1, "too many fields");
        memset(at, ',', MANY_FIELDS);
        at += MANY_FIELDS;
        break;
    }
    at = put_byte(at, '\n');
    out_end(out, at);
}

void damage_open(struct damage *damage, uint64_t seed)
{
    damage->stream = random_stream(seed, 0);
    out_printf(damage->list, "file,line,column,reason\n");
}

void damage_add(struct damage *damage, size_t file, struct out *out,
                struct str sound)
{
    char copy[OUT_ROW];
    struct str row = {copy, sound.len};
    uint32_t kind;

    if (!random_is(&damage->stream, damage->rate))
        return;
    memcpy(copy, sound.at, sound.len);
    kind = random_below(&damage->stream, COUNT(kinds) + 3);
    if (kind < COUNT(kinds))
        write_spoilt(damage, file, out, row, &kinds[kind]);
    else
        write_miscounted(damage, out, row);
}

void damage_close(struct damage *damage)
{
    for (size_t i = 0; i < PERIODS; i++)
        settle_open(damage, i, UINT64_MAX);
}
