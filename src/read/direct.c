#include "read/direct.h"

#include "read/amounts.h"
#include "read/quick.h"

#include <string.h>

/* Texts of a sale; those up to TEXT_HEADS are of the receipt, not the line. */
enum sale_text {
    TEXT_BASKET,
    TEXT_ORDER,
    TEXT_TIME,
    TEXT_STORE,
    TEXT_CHANNEL,
    TEXT_CUSTOMER,
    TEXT_HEADS,
    TEXT_PRODUCT = TEXT_HEADS,
    TEXT_PROMOTION,
    TEXT_OFFER,
    TEXT_TYPE,
    TEXT_SCANNED,
    TEXTS
};

static const enum column_id text_columns[TEXTS] = {
    [TEXT_BASKET] = COLUMN_transactions_basket_id,
    [TEXT_ORDER] = COLUMN_transactions_order_id,
    [TEXT_TIME] = COLUMN_transactions_timestamp,
    [TEXT_STORE] = COLUMN_transactions_store_id,
    [TEXT_CHANNEL] = COLUMN_transactions_channel,
    [TEXT_CUSTOMER] = COLUMN_transactions_customer_id,
    [TEXT_PRODUCT] = COLUMN_transactions_product_id,
    [TEXT_PROMOTION] = COLUMN_transactions_promotion_id,
    [TEXT_OFFER] = COLUMN_transactions_offer_id,
    [TEXT_TYPE] = COLUMN_transactions_line_type,
    [TEXT_SCANNED] = COLUMN_transactions_scanned,
};

enum {
    HEAD_MOST = 256,   /* bytes of a head that is remembered */
    HEAD_SLACK = 16,   /* more bytes that can be looked at, both ways */
    NO_FIELD = 0xFFFF, /* the file lacks the column */
    FIELDS_READ = 64,  /* at most; of files with more none is read here */
};

/* The amount that is in a field. */
struct amount_field {
    uint8_t amount;
    uint8_t places;
};

struct direct {
    const struct config *config;
    char mark;               /* of decimals */
    uint16_t fields[TEXTS];  /* or NO_FIELD */
    struct str texts[TEXTS]; /* constants where there is no field */
    struct str prefix;       /* of a return; empty: none */
    uint16_t prefix_field;
    uint64_t amount_fields; /* a bit for each that holds an amount */
    struct amount_field amounts[FIELDS_READ]; /* by field */
    struct amounts given;                     /* by the row */
    /*
     * The fields up to the last one of the receipt: their bytes are compared
     * with those of the row before, as most rows follow one of their receipt.
     */
    size_t head_count;
    bool knows_head;
    size_t head_len;
    char head[HEAD_SLACK + HEAD_MOST + HEAD_SLACK];
};

static uint16_t field_of(const struct extract *extract, enum column_id column)
{
    size_t count;
    const struct binding *bindings = extract_bindings(extract, &count);

    for (size_t i = 0; i < count; i++)
        if (bindings[i].column == column)
            return (uint16_t)bindings[i].field;
    return NO_FIELD;
}

static bool is_plain(const struct extract *extract)
{
    size_t count;
    const struct binding *bindings = extract_bindings(extract, &count);

    for (size_t i = 0; i < count; i++)
        if (!source_is_plain(bindings[i].source))
            return false;
    return true;
}

/* Whether a column has one value for all rows. */
static bool is_constant(const struct extract *extract, enum column_id column)
{
    return extract_has(extract, column) &&
           field_of(extract, column) == NO_FIELD;
}

static bool bind_texts(struct direct *direct, const struct extract *extract)
{
    for (size_t i = 0; i < TEXTS; i++) {
        direct->fields[i] = field_of(extract, text_columns[i]);
        direct->texts[i] = extract_get(extract, text_columns[i])->text;
        if (i < TEXT_HEADS && direct->fields[i] != NO_FIELD &&
            direct->fields[i] >= direct->head_count)
            direct->head_count = direct->fields[i] + (size_t)1;
    }
    return direct->fields[TEXT_BASKET] != NO_FIELD &&
           direct->fields[TEXT_TIME] != NO_FIELD &&
           !is_constant(extract, COLUMN_transactions_scanned);
}

/* False where two columns are read from one field, too. */
static bool bind_amounts(struct direct *direct, const struct extract *extract)
{
    for (size_t i = 0; i < AMOUNTS; i++) {
        enum column_id column = amount_columns[i];
        bool is_money = column_specs[column].type == TYPE_MONEY;
        uint16_t field = field_of(extract, column);

        if (is_constant(extract, column))
            return false;
        if (field == NO_FIELD)
            continue;
        if (field >= FIELDS_READ || (direct->amount_fields >> field & 1) != 0)
            return false;
        direct->amount_fields |= UINT64_C(1) << field;
        direct->amounts[field] = (struct amount_field){
            .amount = (uint8_t)i,
            .places = is_money ? MONEY_PLACES : QUANTITY_PLACES};
    }
    return true;
}

struct direct *direct_new(struct arena *arena, const struct extract *extract,
                          const struct config *config)
{
    const struct extract_config *form = &config->extracts[EXTRACT_transactions];
    struct direct *direct = arena_new(arena, struct direct);

    direct->config = config;
    direct->mark = form->decimal;
    direct->prefix = form->return_prefix;
    if (direct->prefix.len > 0)
        direct->prefix_field = field_of(extract, form->return_column);
    if (extract_status(extract) != OK || form->dates.len > 0 ||
        form->null_count > 0 || !is_plain(extract) ||
        direct->prefix_field == NO_FIELD || !bind_texts(direct, extract) ||
        !bind_amounts(direct, extract))
        return NULL;
    return direct;
}

void direct_forget(struct direct *direct)
{
    direct->knows_head = false;
}

/*
 * Fields are looked at by functions of two forms: of records that are bare,
 * without quotes or CR LF, and of others.
 */
#define INLINE static inline __attribute__((always_inline))

INLINE struct str field_text(const struct plain_record *record, size_t field,
                             bool is_bare)
{
    return is_bare ? plain_bare(record, field) : plain_text(record, field);
}

/* A text of the row, or the constant of all rows. */
INLINE struct str text_at(const struct direct *direct,
                          const struct plain_record *record,
                          enum sale_text text, bool is_bare)
{
    return direct->fields[text] == NO_FIELD
               ? direct->texts[text]
               : field_text(record, direct->fields[text], is_bare);
}

/* The same where the bytes have been copied. */
static struct str head_text(const struct direct *direct,
                            const struct plain_record *record,
                            const char *bytes, enum sale_text text)
{
    struct str at = text_at(direct, record, text, false);

    if (direct->fields[text] != NO_FIELD)
        at.at = bytes + (at.at - plain_from(record, 0));
    return at;
}

/* What the lines of a receipt share; their bytes are at `bytes`. */
static bool take_head(const struct direct *direct,
                      const struct plain_record *record, const char *bytes,
                      struct sale *sale)
{
    struct str time = head_text(direct, record, bytes, TEXT_TIME);
    struct str basket = head_text(direct, record, bytes, TEXT_BASKET);
    int64_t date;

    if (basket.len == 0 || time.len == 0 ||
        !quick_time(time, &sale->time, &date))
        return false;
    sale->date = (int32_t)date;
    sale->order = head_text(direct, record, bytes, TEXT_ORDER);
    if (sale->order.len == 0)
        sale->order = basket;
    sale->store = head_text(direct, record, bytes, TEXT_STORE);
    sale->channel = head_text(direct, record, bytes, TEXT_CHANNEL);
    sale->customer = head_text(direct, record, bytes, TEXT_CUSTOMER);
    if (config_is_anonymous(direct->config, sale->customer))
        sale->customer = (struct str){0};
    return true;
}

static bool read_head(struct direct *direct, const struct plain_record *record,
                      struct sale *sale)
{
    const char *from = plain_from(record, 0);
    size_t len = (size_t)(plain_from(record, direct->head_count) - from);
    char *head = direct->head + HEAD_SLACK;

    sale->follows = direct->knows_head && len == direct->head_len &&
                    memcmp(from, head, len) == 0;
    if (sale->follows)
        return true;
    direct->knows_head = false;
    if (len > HEAD_MOST)
        return take_head(direct, record, from, sale);
    memcpy(head, from, len);
    direct->head_len = len;
    direct->knows_head = take_head(direct, record, head, sale);
    return direct->knows_head;
}

INLINE bool read_amounts(struct direct *direct,
                         const struct plain_record *record, struct sale *sale,
                         bool is_bare)
{
    uint64_t fields = direct->amount_fields & ~record->empties;
    struct amounts *amounts = &direct->given;

    for (; amounts->given; amounts->given &= amounts->given - 1)
        amounts->at[__builtin_ctz(amounts->given)] = 0;
    for (; fields; fields &= fields - 1) {
        unsigned field = (unsigned)__builtin_ctzll(fields);
        const struct amount_field *amount = direct->amounts + field;
        struct str text = field_text(record, field, is_bare);

        if (!is_bare && text.len == 0)
            continue;
        if (!quick_decimal(text, direct->mark, amount->places,
                           &amounts->at[amount->amount]))
            return false;
        amounts->given |= 1U << amount->amount;
    }
    return (amounts->given >> AMOUNT_QUANTITY & 1) != 0 &&
           !amounts_settle(amounts, sale);
}

/* What nearly all lines are. */
static inline bool is_word_sale(struct str type)
{
    return type.len == 4 && memcmp(type.at, "sale", 4) == 0;
}

INLINE bool read_kind(const struct direct *direct,
                      const struct plain_record *record, struct sale *sale,
                      bool is_bare)
{
    struct str scanned = {0};
    struct str type;
    int64_t flag = 0;

    if (direct->fields[TEXT_SCANNED] != NO_FIELD)
        scanned = field_text(record, direct->fields[TEXT_SCANNED], is_bare);
    if (scanned.len > 0 && !quick_flag(scanned, &flag))
        return false;
    sale->scanned = flag != 0;
    type = text_at(direct, record, TEXT_TYPE, is_bare);
    sale->kind = LINE_SALE;
    if (!is_word_sale(type) && !sale_kind(type, &sale->kind))
        return false;
    if (sale->kind == LINE_SALE &&
        (sale->quantity < 0 ||
         (direct->prefix.len > 0 &&
          str_starts(plain_text(record, direct->prefix_field),
                     direct->prefix))))
        sale->kind = LINE_RETURN;
    return true;
}

INLINE bool read_row(struct direct *direct, const struct plain_record *record,
                     struct sale *sale, bool is_bare)
{
    if (!read_head(direct, record, sale) ||
        !read_amounts(direct, record, sale, is_bare) ||
        !read_kind(direct, record, sale, is_bare))
        return false;
    sale->product = text_at(direct, record, TEXT_PRODUCT, is_bare);
    sale->promotion = text_at(direct, record, TEXT_PROMOTION, is_bare);
    sale->offer = text_at(direct, record, TEXT_OFFER, is_bare);
    return true;
}

bool direct_read(struct direct *direct, const struct plain_record *record,
                 struct sale *sale)
{
    return record->is_bare ? read_row(direct, record, sale, true)
                           : read_row(direct, record, sale, false);
}
