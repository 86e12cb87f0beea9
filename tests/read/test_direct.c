#include "rows.h"

#include "read/direct.h"
#include "read/plain.h"
#include "read/split.h"
#include "read/transactions.h"

static const size_t sizes[] = {1, 7, 4096, 1024 * 1024};

/* What is read of D/t.csv, as texts. */
struct reading {
    struct arena *arena;
    struct text sales;
    struct str account; /* control totals, rejects and what was told */
    struct str *by_row; /* of each sale that names its row, the sale */
    size_t rows;
    size_t follows; /* how many sales do */
    struct str head;
};

/* What is read at once, over all tests: that they test something. */
static size_t direct_rows;
static size_t followers;

static struct str print_head(struct arena *arena, const struct sale *sale)
{
    return str_format(arena, "%.*s|%lld|%d|%.*s|%.*s|%.*s",
                      STR_ARGS(sale->order), (long long)sale->time.seconds,
                      sale->time.has_time, STR_ARGS(sale->store),
                      STR_ARGS(sale->channel), STR_ARGS(sale->customer));
}

static struct str print_sale(struct arena *arena, const struct sale *sale)
{
    struct str head = print_head(arena, sale);

    return str_format(
        arena,
        "%d %.*s %d %.*s|%.*s|%.*s %lld %lld %lld %lld %lld %lld %lld %lld "
        "%lld %lld %d\n",
        (int)sale->kind, STR_ARGS(head), sale->date, STR_ARGS(sale->product),
        STR_ARGS(sale->promotion), STR_ARGS(sale->offer),
        (long long)sale->quantity, (long long)sale->list,
        (long long)sale->discount, (long long)sale->net,
        (long long)sale->discounts[0], (long long)sale->discounts[1],
        (long long)sale->discounts[2], (long long)sale->discounts[3],
        (long long)sale->supplier, (long long)sale->reward, sale->scanned);
}

/* A sale follows only one that the same lines are shared with. */
static void see_follows(struct reading *reading, const struct sale *sale)
{
    struct str head = print_head(reading->arena, sale);

    if (sale->follows && !str_equal(head, reading->head))
        print_error("%.*s\nfollows\n%.*s\n", STR_ARGS(head),
                    STR_ARGS(reading->head));
    if (sale->follows)
        assert_true(str_equal(head, reading->head));
    reading->follows += sale->follows;
    reading->head = head;
}

static size_t row_of(const struct reading *reading, struct str row)
{
    size_t number = 0;

    for (size_t i = 0; i < row.len && row.at[i] >= '0' && row.at[i] <= '9'; i++)
        number = number * 10 + (size_t)(row.at[i] - '0');
    return number < reading->rows ? number : 0;
}

static void take_all(struct reading *reading, struct transactions *reader)
{
    const struct sale *sale;

    while ((sale = transactions_next(reader)) != NULL) {
        struct str text = print_sale(reading->arena, sale);

        see_follows(reading, sale);
        text_add(&reading->sales, text);
        reading->by_row[row_of(reading, sale->offer)] = text;
    }
}

/* Everything that the ledger knows of the file. */
static struct str print_account(struct desk *desk)
{
    const struct control *control =
        &desk->ledger.controls[EXTRACT_transactions];
    struct text text = {.arena = &desk->arena};

    text_addf(&text, "%llu rows %llu %llu %llu %llu, %d .. %d, ",
              (unsigned long long)control->rows,
              (unsigned long long)control->accepted,
              (unsigned long long)control->rejected,
              (unsigned long long)control->set_aside,
              (unsigned long long)control->ignored, control->first_date,
              control->last_date);
    if (control->net_overflow)
        text_addf(&text, "net unknown\n");
    else
        text_addf(&text, "net %lld %lld %lld\n",
                  (long long)control->net_accepted,
                  (long long)control->net_rejected,
                  (long long)control->net_set_aside);
    text_add(&text, str_of(desk_rejects(desk)));
    for (size_t i = 0; i < desk->ledger.reject_count; i++)
        text_addf(&text, "'%.*s'\n", STR_ARGS(desk->ledger.rejects[i].excerpt));
    text_add(&text, str_of(desk_told(desk)));
    return text_str(&text);
}

static struct reading begin_reading(struct desk *desk, size_t rows)
{
    ledger_init(&desk->ledger, &desk->arena);
    rewind(desk->diag.out);
    return (struct reading){.arena = &desk->arena,
                            .sales = {.arena = &desk->arena},
                            .by_row =
                                arena_array(&desk->arena, struct str, rows + 2),
                            .rows = rows + 2};
}

static struct reading read_whole(struct desk *desk, size_t rows)
{
    struct reading reading = begin_reading(desk, rows);
    struct transactions *reader = transactions_open(
        &desk->arena, &desk->diag, &desk->config, "t.csv", &desk->ledger);

    take_all(&reading, reader);
    transactions_close(reader);
    reading.account = print_account(desk);
    return reading;
}

static struct reading read_parts(struct desk *desk, size_t rows, size_t size)
{
    struct reading reading = begin_reading(desk, rows);
    struct split *split =
        extract_split(&desk->run, EXTRACT_transactions, "t.csv", size);
    struct part part = split_room(split, &desk->arena);
    struct transactions *reader =
        transactions_join(&desk->arena, &desk->diag, &desk->config, "t.csv",
                          &desk->ledger, split);

    while (transactions_status(reader) == OK && split_next(split, &part)) {
        transactions_take(reader, &part);
        take_all(&reading, reader);
    }
    transactions_close(reader);
    extract_end(&desk->run, EXTRACT_transactions, "t.csv", split);
    reading.account = print_account(desk);
    return reading;
}

static void assert_same_text(struct str file, size_t size, struct str got,
                             struct str want)
{
    if (!str_equal(got, want))
        print_error("parts of %zu, file:\n%.*s\ngot:\n%.*s\nwant:\n%.*s\n",
                    size, STR_ARGS(file), STR_ARGS(got), STR_ARGS(want));
    assert_true(str_equal(got, want));
}

static void assert_same_reading(struct str file, size_t size,
                                const struct reading *got,
                                const struct reading *want)
{
    assert_same_text(file, size, text_str(&got->sales), text_str(&want->sales));
    assert_same_text(file, size, got->account, want->account);
    followers += got->follows;
}

/* How records are found. */
struct way {
    const struct scan_kernel *kernel;
    size_t block;
};

/*
 * Rows that are read at once, whatever becomes of the others: each must be the
 * sale that was accepted of its row.
 */
static void check_direct(struct desk *desk, const struct reading *want,
                         const struct way *way)
{
    const struct extract_config *form =
        &desk->config.extracts[EXTRACT_transactions];
    struct arena own = {0};
    struct extract_run run = desk->run;
    struct reading reading = {.arena = &own};
    struct extract *extract;
    struct direct *direct;
    struct input *input;
    struct csv *csv;
    struct csv_record record;
    struct plain_record plain;
    struct input_total total;
    struct sale sale = {0};

    run.arena = &own;
    extract = extract_open(&run, EXTRACT_transactions, "t.csv");
    direct = direct_new(&own, extract, &desk->config);
    input = input_open(&own, &desk->diag, desk_path(desk, "t.csv"),
                       form->encoding, way->block);
    csv = csv_new(&own, input, form->delimiter, form->encoding);
    csv_use(csv, way->kernel);
    while (direct && csv_next(csv, &record)) {
        direct_forget(direct);
        while (csv_peek(csv, &plain) && direct_read(direct, &plain, &sale)) {
            size_t row = row_of(want, sale.offer);

            see_follows(&reading, &sale);
            if (row > 0)
                assert_same_text(STR("(direct)"), way->block,
                                 print_sale(&own, &sale), want->by_row[row]);
            csv_take(csv, &plain);
            direct_rows++;
        }
    }
    csv_clear(csv);
    input_close(input, &total);
    extract_close(extract);
    arena_free(&own);
}

/* A column of the file that two columns are read from, as a rule none. */
static const char *second_use(const struct form *form, unsigned *seed)
{
    static const struct {
        const char *column;
        const char *words;
    } uses[] = {
        {"quantity", ", tax_amount: quantity"},
        {"list_amount", ", net_amount: list_amount"},
        {"net_amount", ", list_amount: net_amount"},
        {"unit_price", ", net_amount: unit_price"},
        {"basket_id", ", order_id: basket_id"},
        {"promo_amount", ", supplier_amount: promo_amount"},
        {"store_id", ", channel: store_id, customer_id: store_id"},
    };
    size_t use = draw(seed, COUNT(uses));

    return draw(seed, 3) == 0 && has_column(form, uses[use].column)
               ? uses[use].words
               : "";
}

/* report.yaml of a file; `reject` is a rule that no row breaks, or nothing. */
static const char *configure(struct desk *desk, const struct form *form,
                             unsigned seed, const char *reject)
{
    static const char *const others[] = {
        "",
        "",
        "    returns: {prefix: C}\n",
        "    returns: {prefix: C, column: product_id}\n",
        "    returns: {prefix: C9, column: order_id}\n",
        "    constants: {store_id: S7, channel: ''}\n",
        "    constants: {customer_id: K7, line_type: return}\n",
        "    constants: {customer_id: NOBODY AT ALL, product_id: C1}\n",
        "    constants: {promotion_id: R, order_id: one}\n",
        "    constants: {scanned: 1}\n",
        "    constants: {discount_amount: 1.5}\n",
        "    constants: {line_type: fee}\n",
        "    dates: '%Y-%m-%d'\n",
        "    encoding: latin-1\n",
        "    encoding: windows-1252\n",
    };

    const char *other = others[draw(&seed, COUNT(others))];

    return str_format(&desk->arena,
                      "customers: {anonymous_ids: ['0', '-1', NOBODY AT "
                      "ALL]}\n"
                      "extracts:\n"
                      "  transactions:\n"
                      "    delimiter: \"%s\"\n"
                      "    decimal: '%c'\n"
                      "%s"
                      "    columns: {offer_id: row%s}\n"
                      "%s",
                      form->delimiter == '\t' ? "\\t"
                                              : (char[]){form->delimiter, 0},
                      form->decimal, other,
                      str_starts(str_of(other), STR("    constants"))
                          ? ""
                          : second_use(form, &seed),
                      reject)
        .at;
}

/* A file as it is, against one whose rows are all read value by value. */
static void assert_reads_alike(struct desk *desk, const struct form *form,
                               unsigned rows, struct str file, unsigned seed,
                               struct reading *want)
{
    struct reading got;

    desk_write(desk, "t.csv", file);
    desk_configure(desk,
                   configure(desk, form, seed,
                             "    reject: {basket_id: '= none has it'}\n"));
    *want = read_whole(desk, rows);
    assert_int_equal(want->follows, 0);
    desk_configure(desk, configure(desk, form, seed, ""));
    got = read_whole(desk, rows);
    assert_same_reading(file, 0, &got, want);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        got = read_parts(desk, rows, sizes[i]);
        assert_same_reading(file, sizes[i], &got, want);
    }
}

static void check_ways(struct desk *desk, const struct reading *want,
                       size_t block)
{
    size_t count;
    const struct scan_kernel *kernels = scan_kernels(&count);

    for (size_t i = 0; i < count; i++)
        check_direct(desk, want, &(struct way){kernels + i, block});
}

static void rows_are_the_sales_that_values_make(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 1;

    direct_rows = followers = 0;
    for (size_t trial = 0; trial < 250; trial += STRIDE) {
        struct form form = draw_form(&seed);
        unsigned rows = draw(&seed, 60);
        struct str file = draw_rows(&desk->arena, &form, rows, &seed);
        struct reading want;

        assert_reads_alike(desk, &form, rows, file, seed, &want);
        check_ways(desk, &want, sizes[trial % COUNT(sizes)]);
        file = damage(&desk->arena, file, 3, &seed);
        assert_reads_alike(desk, &form, rows, file, seed, &want);
        arena_clear(&desk->arena);
    }
    print_message("# %zu rows read at once, %zu follow\n", direct_rows,
                  followers);
    assert_true(direct_rows > 2000 / STRIDE);
    assert_true(followers > 2000 / STRIDE);
}

static void a_cut_at_any_byte_changes_no_sale(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 2;

    for (size_t trial = 0; trial < 4; trial++) {
        struct form form = draw_form(&seed);
        unsigned rows = 5 + draw(&seed, 5);
        struct str file = draw_rows(&desk->arena, &form, rows, &seed);
        struct reading want;

        if (file.len > 3000)
            continue;
        assert_reads_alike(desk, &form, rows, file, seed, &want);
        for (size_t size = 1; size <= file.len + 1; size += STRIDE) {
            struct reading got = read_parts(desk, rows, size);

            assert_same_reading(file, size, &got, &want);
            check_ways(desk, &want, size);
        }
        arena_clear(&desk->arena);
    }
}

/* More than a block of the input has. */
static void long_files_are_read_alike(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 3;

    for (size_t trial = 0; trial < 4; trial++) {
        struct form form = draw_form(&seed);
        struct str file = draw_rows(&desk->arena, &form, 9000, &seed);
        struct reading want;

        assert_reads_alike(desk, &form, 9000, file, seed, &want);
        check_ways(desk, &want, sizes[trial % COUNT(sizes)]);
        arena_clear(&desk->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(rows_are_the_sales_that_values_make),
        DESK_TEST(a_cut_at_any_byte_changes_no_sale),
        DESK_TEST(long_files_are_read_alike),
    };

    return cmocka_run_group_tests_name("read/direct", tests, NULL, NULL);
}
