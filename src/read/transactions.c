#include "read/transactions.h"

#include "read/amounts.h"
#include "read/direct.h"

#include <string.h>

struct transactions {
    struct extract *extract;
    const struct value *row; /* the extract's */
    const struct config *config;
    struct control *control;
    struct str prefix; /* of a return; empty: none */
    enum column_id prefix_column;
    struct direct *direct; /* NULL: all rows are read value by value */
    struct sale sale;      /* handed out */
};

static void check_columns(struct transactions *reader)
{
    struct extract *extract = reader->extract;

    if (!extract_has(extract, COLUMN_transactions_unit_price) &&
        !extract_has(extract, COLUMN_transactions_list_amount) &&
        !extract_has(extract, COLUMN_transactions_net_amount))
        extract_lacks(extract, "no amount: one of 'unit_price', 'list_amount' "
                               "and 'net_amount' is required");
    if (reader->prefix.len > 0 && !extract_has(extract, reader->prefix_column))
        extract_lacks_column(extract, reader->prefix_column,
                             "which tells returns apart");
}

/* A reader of a file that is split, or is not (NULL). */
static struct transactions *reader_new(const struct extract_run *run,
                                       const char *file,
                                       const struct split *split)
{
    struct transactions *reader = arena_new(run->arena, struct transactions);
    const struct extract_config *form =
        &run->config->extracts[EXTRACT_transactions];

    reader->config = run->config;
    reader->control = &run->ledger->controls[EXTRACT_transactions];
    reader->control->has_net = true;
    reader->prefix = form->return_prefix;
    reader->prefix_column = form->return_column;
    reader->extract = split
                          ? extract_join(run, EXTRACT_transactions, file, split)
                          : extract_open(run, EXTRACT_transactions, file);
    reader->row = extract_row(reader->extract);
    check_columns(reader);
    reader->direct = direct_new(run->arena, reader->extract, run->config);
    return reader;
}

struct transactions *transactions_open(struct arena *arena, struct diag *diag,
                                       const struct config *config,
                                       const char *file, struct ledger *ledger)
{
    struct extract_run run = {
        .arena = arena, .diag = diag, .config = config, .ledger = ledger};

    return reader_new(&run, file, NULL);
}

struct transactions *transactions_join(struct arena *arena, struct diag *diag,
                                       const struct config *config,
                                       const char *file, struct ledger *ledger,
                                       const struct split *split)
{
    struct extract_run run = {
        .arena = arena, .diag = diag, .config = config, .ledger = ledger};

    return reader_new(&run, file, split);
}

void transactions_take(struct transactions *reader, const struct part *part)
{
    extract_take(reader->extract, part);
    if (reader->direct)
        direct_forget(reader->direct);
}

enum status transactions_status(const struct transactions *reader)
{
    return extract_status(reader->extract);
}

static const struct value *value_of(const struct transactions *reader,
                                    enum column_id column)
{
    return reader->row + (column - COLUMN_transactions_basket_id);
}

static struct str text_of(const struct transactions *reader,
                          enum column_id column)
{
    return value_of(reader, column)->text;
}

/* 0 where the amount is unknown. */
static int64_t amount_of(const struct transactions *reader,
                         enum column_id column)
{
    const struct value *value = value_of(reader, column);

    return value->state == VALUE_KNOWN ? value->number : 0;
}

static bool is_return(const struct transactions *reader,
                      const struct sale *sale)
{
    return sale->quantity < 0 ||
           (reader->prefix.len > 0 &&
            str_starts(text_of(reader, reader->prefix_column), reader->prefix));
}

static const char *read_kind(const struct transactions *reader,
                             struct sale *sale, enum column_id *column)
{
    *column = COLUMN_transactions_line_type;
    if (!sale_kind(text_of(reader, *column), &sale->kind))
        return "line_type is not one of sale, return, cancel, fee, gift_card";
    if (sale->kind == LINE_SALE && is_return(reader, sale))
        sale->kind = LINE_RETURN;
    return NULL;
}

static void read_keys(const struct transactions *reader, struct sale *sale)
{
    sale->order = text_of(reader, COLUMN_transactions_order_id);
    if (sale->order.len == 0)
        sale->order = text_of(reader, COLUMN_transactions_basket_id);
    sale->store = text_of(reader, COLUMN_transactions_store_id);
    sale->channel = text_of(reader, COLUMN_transactions_channel);
    sale->customer = text_of(reader, COLUMN_transactions_customer_id);
    if (config_is_anonymous(reader->config, sale->customer))
        sale->customer = (struct str){0};
    sale->product = text_of(reader, COLUMN_transactions_product_id);
    sale->promotion = text_of(reader, COLUMN_transactions_promotion_id);
    sale->offer = text_of(reader, COLUMN_transactions_offer_id);
}

/* The row as a sale; NULL, or why it is to be rejected. */
static const char *read_sale(const struct transactions *reader,
                             struct sale *sale, enum column_id *column)
{
    const struct value *time = value_of(reader, COLUMN_transactions_timestamp);
    const char *problem;

    sale->time = time->time;
    sale->date = (int32_t)time->number;
    sale->quantity = amount_of(reader, COLUMN_transactions_quantity);
    read_keys(reader, sale);
    sale->scanned = amount_of(reader, COLUMN_transactions_scanned) != 0;
    sale->follows = false;
    problem = read_kind(reader, sale, column);
    if (problem)
        return problem;
    problem = amounts_read(reader->row, sale);
    if (problem)
        *column = amounts_blame(reader->extract);
    return problem;
}

/* Whether the values that a net amount comes from did parse. */
static bool has_amounts(const struct transactions *reader)
{
    static const enum column_id columns[] = {
        COLUMN_transactions_quantity,
        COLUMN_transactions_unit_price,
        COLUMN_transactions_list_amount,
        COLUMN_transactions_net_amount,
        COLUMN_transactions_discount_amount,
        COLUMN_transactions_markdown_amount,
        COLUMN_transactions_promo_amount,
        COLUMN_transactions_member_amount,
        COLUMN_transactions_coupon_amount,
    };

    for (size_t i = 0; i < COUNT(columns); i++)
        if (value_of(reader, columns[i])->state == VALUE_BAD)
            return false;
    return true;
}

/* Add the net amount of a row that is not used, where it can be derived. */
static void add_unused(const struct transactions *reader, int64_t *sum)
{
    const struct value *net = value_of(reader, COLUMN_transactions_net_amount);
    struct sale sale = {0};

    sale.quantity = amount_of(reader, COLUMN_transactions_quantity);
    if (net->state == VALUE_KNOWN)
        control_add_net(reader->control, sum, net->number);
    else if (has_amounts(reader) && !amounts_read(reader->row, &sale))
        control_add_net(reader->control, sum, sale.net);
}

/* Accept or reject a sound row; whether it was accepted. */
static bool settle(struct transactions *reader)
{
    struct sale *sale = &reader->sale;
    enum column_id column;
    const char *problem = read_sale(reader, sale, &column);

    if (problem) {
        if (column == COLUMN_transactions_line_type)
            extract_reject(reader->extract, column, problem);
        else
            extract_reject_row(reader->extract, column, problem);
        add_unused(reader, &reader->control->net_rejected);
        return false;
    }
    extract_accept(reader->extract);
    control_add_net(reader->control, &reader->control->net_accepted, sale->net);
    return true;
}

/* The row that begins now, if it is one of those that are read at once. */
static bool read_directly(struct transactions *reader)
{
    struct plain_record record;

    if (!reader->direct || !extract_peek(reader->extract, &record) ||
        !direct_read(reader->direct, &record, &reader->sale))
        return false;
    extract_pass(reader->extract, &record, reader->sale.date);
    control_add_net(reader->control, &reader->control->net_accepted,
                    reader->sale.net);
    return true;
}

const struct sale *transactions_next(struct transactions *reader)
{
    enum row_fate fate;

    for (;;) {
        if (read_directly(reader))
            return &reader->sale;
        if (reader->direct)
            direct_forget(reader->direct);
        if (!extract_next(reader->extract, &fate))
            return NULL;
        if (fate == ROW_REJECTED)
            add_unused(reader, &reader->control->net_rejected);
        else if (fate == ROW_SET_ASIDE)
            add_unused(reader, &reader->control->net_set_aside);
        else if (settle(reader))
            return &reader->sale;
    }
}

enum status transactions_close(struct transactions *reader)
{
    return extract_close(reader->extract);
}
