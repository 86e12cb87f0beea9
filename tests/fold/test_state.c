#include "described.h"

#include "fold/piece.h"
#include "fold/state.h"

#include <sys/stat.h>

/* A shop, and the file that a state is in. */
struct desk {
    struct shop shop;
    struct str key;
    FILE *file;
    struct book *books[8]; /* that states are made of */
    size_t book_count;
};

static int open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    shop_open(&desk->shop);
    shop_add_products(&desk->shop);
    desk->key = STR("a file as it was");
    desk->file = tmpfile();
    *state = desk;
    return desk->file ? 0 : -1;
}

/* Give back the pages of a book that nobody seals. */
static void drop_pages(struct book *book)
{
    for (struct shelf *shelf = book->shelves; shelf; shelf = shelf->next)
        for (size_t i = 0; i < KEY_PARTS; i++)
            run_list_drop(shelf->parts + i);
}

static int close_desk(void **state)
{
    struct desk *desk = *state;

    for (size_t i = 0; i < desk->book_count; i++)
        drop_pages(desk->books[i]);
    drop_pages(desk->shop.book);
    fclose(desk->file);
    shop_close(&desk->shop);
    free(desk);
    return 0;
}

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* A line of any kind: of long and short ids, small and large amounts. */
static struct sale random_sale(struct arena *arena, unsigned *seed)
{
    static const char *const stores[] = {NULL, "N", "S", "X"};
    static const char *const channels[] = {NULL, "web", "till"};
    static const char *const products[] = {NULL,   "bread",  "milk", "blocks",
                                           "card", "petrol", "cat"};
    unsigned order = draw(seed, 300);
    unsigned customer = order % 7 ? order % 90 : 0;
    unsigned product = draw(seed, 150);
    struct line line = {
        .order =
            str_format(arena, order % 5 ? "%u" : "order-of-a-long-id-%u", order)
                .at,
        .date = NOV(1) + (int)(order % 20) + (draw(seed, 20) == 0),
        .hour = (int)draw(seed, 24),
        .store = stores[order % 4],
        .channel = channels[order % 3],
        .quantity = 1 + draw(seed, 4),
        .list = draw(seed, 1000),
        .discount = draw(seed, 3),
    };

    if (customer > 0)
        line.customer =
            str_format(arena, customer % 2 ? "c%u" : "customer-of-long-id-%u",
                       customer)
                .at;
    line.product = product < COUNT(products)
                       ? products[product]
                       : str_format(arena, "p%u", product).at;
    if (draw(seed, 40) == 0)
        line.list = 200000;
    if (draw(seed, 15) == 0) {
        line.kind = draw(seed, 2) ? LINE_RETURN : LINE_OTHER;
        line.net = -(double)draw(seed, 500);
    }
    return shop_sale(&line);
}

static void account_for(struct portion *portion, struct arena *arena,
                        unsigned seed)
{
    struct control *control = portion->ledger.controls + EXTRACT_transactions;
    const struct file_total file = {
        .file = "a.csv", .bytes = 12345, .fingerprint = "0123456789abcdef"};

    ledger_init(&portion->ledger, arena);
    control->has_net = true;
    control->rows = 1000 + seed;
    control->accepted = 990;
    control->ignored = seed;
    control->net_accepted = -7 - (int64_t)seed;
    control->net_set_aside = 9;
    control_add_date(control, NOV(1));
    control_add_date(control, NOV(20));
    for (size_t i = 0; i < seed % 5; i++)
        ledger_reject(&portion->ledger,
                      &(struct reject){.extract = EXTRACT_transactions,
                                       .file = "a.csv",
                                       .line = 5 + i,
                                       .column = i,
                                       .reason = STR("quantity is unwell"),
                                       .excerpt = STR("1,2,\\x00"),
                                       .by_rule = i % 2});
    if (seed == 3)
        ledger_add_file(&portion->ledger, EXTRACT_transactions, &file);
}

/* Fold lines of some seeds, each a portion and into the shop's book too. */
static struct portion *fold(struct desk *desk, unsigned portions, size_t lines)
{
    struct shop *shop = &desk->shop;
    struct arena *arena = &shop->arena;
    struct portion *first = NULL;

    for (unsigned i = 1; i <= portions; i++) {
        struct book *book = book_new(arena, &shop->catalogue);
        struct portion *portion = arena_new(arena, struct portion);
        unsigned seed = i;

        desk->books[desk->book_count++] = book;
        for (size_t j = 0; j < lines; j++) {
            struct sale sale = random_sale(arena, &seed);

            book_add(book, &sale);
            book_add(shop->book, &sale);
        }
        portion->batch = book_cut(book);
        account_for(portion, arena, i);
        ledger_merge(&shop->ledger, &portion->ledger);
        portion->next = first;
        first = portion;
    }
    return first;
}

static void write_state(struct desk *desk, const struct portion *portions)
{
    const struct state_form form = {desk->key, &desk->shop.catalogue};

    rewind(desk->file);
    assert_int_equal(ftruncate(fileno(desk->file), 0), 0);
    assert_true(
        state_write(fileno(desk->file), &desk->shop.arena, &form, portions));
}

/* Read the state into a book that is not sealed; NULL: it is in doubt. */
static struct book *read_state(struct desk *desk, struct arena *arena,
                               struct ledger *ledger)
{
    const struct state_form form = {desk->key, &desk->shop.catalogue};
    struct state_reader reader = {.arena = arena,
                                  .shelf = arena_new(arena, struct shelf)};
    const struct portion *portions =
        state_read(&reader, fileno(desk->file), &form, "a.csv");
    struct book *book = book_new(arena, &desk->shop.catalogue);

    arena_free(&reader.room);
    if (!portions)
        return NULL;
    ledger_init(ledger, arena);
    book_put_shelf(book, reader.shelf);
    for (; portions; portions = portions->next) {
        ledger_merge(ledger, &portions->ledger);
        if (portions->batch)
            book_put(book, portions->batch);
    }
    return book;
}

static bool is_refused(struct desk *desk)
{
    struct arena arena = {0};
    struct ledger ledger;
    struct book *book = read_state(desk, &arena, &ledger);
    bool refused = !book;

    if (book)
        drop_pages(book);
    arena_free(&arena);
    return refused;
}

/* The state says what the shop's book and ledger say. */
static void assert_same(struct desk *desk, size_t threads)
{
    struct shop *shop = &desk->shop;
    struct arena *arena = &shop->arena;
    struct ledger ledger;
    struct book *book = read_state(desk, arena, &ledger);

    assert_non_null(book);
    assert_int_equal(book_seal(book, threads, &shop->diag), OK);
    assert_same_text(describe_book(arena, book),
                     describe_book(arena, shop->book));
    assert_same_text(describe_ledger(arena, &ledger),
                     describe_ledger(arena, &shop->ledger));
}

static void what_is_written_is_read_again(void **state)
{
    for (unsigned portions = 1; portions <= 4; portions++) {
        struct desk *desk;

        close_desk(state);
        assert_int_equal(open_desk(state), 0);
        desk = *state;
        write_state(desk, fold(desk, portions, 2000));
        assert_int_equal(book_seal(desk->shop.book, 2, &desk->shop.diag), OK);
        assert_true(desk->shop.book->wide_products.count > 0);
        assert_true(desk->shop.book->moved_count > 0);
        for (size_t threads = 1; threads <= 2; threads++)
            assert_same(desk, threads);
    }
}

static void a_portion_without_lines_has_an_account(void **state)
{
    struct desk *desk = *state;
    struct portion *portion = fold(desk, 1, 50);
    struct portion *empty = arena_new(&desk->shop.arena, struct portion);

    account_for(empty, &desk->shop.arena, 3);
    ledger_merge(&desk->shop.ledger, &empty->ledger);
    empty->next = portion;
    write_state(desk, empty);
    assert_int_equal(book_seal(desk->shop.book, 1, &desk->shop.diag), OK);
    assert_same(desk, 1);
}

/* One byte of the state becomes another. */
static void flip(struct desk *desk, off_t at)
{
    int file = fileno(desk->file);
    char byte;

    assert_int_equal(pread(file, &byte, 1, at), 1);
    byte = (char)(byte ^ 1 << at % 8);
    assert_int_equal(pwrite(file, &byte, 1, at), 1);
}

static off_t size_of(struct desk *desk)
{
    struct stat about;

    assert_int_equal(fstat(fileno(desk->file), &about), 0);
    return about.st_size;
}

static void no_flipped_byte_is_trusted(void **state)
{
    struct desk *desk = *state;
    off_t size;

    write_state(desk, fold(desk, 2, 10));
    size = size_of(desk);
    assert_false(is_refused(desk));
    for (off_t i = 0; i < size; i++) {
        flip(desk, i);
        assert_true(is_refused(desk));
        flip(desk, i);
    }
    assert_false(is_refused(desk));
}

static void nothing_that_is_cut_or_longer_is_trusted(void **state)
{
    struct desk *desk = *state;
    off_t size;

    write_state(desk, fold(desk, 1, 5));
    size = size_of(desk);
    assert_int_equal(ftruncate(fileno(desk->file), size + 1), 0);
    assert_true(is_refused(desk));
    while (size-- > 0) {
        assert_int_equal(ftruncate(fileno(desk->file), size), 0);
        assert_true(is_refused(desk));
    }
}

/* Let the bytes add up again, whatever they are. */
static void sign(struct desk *desk)
{
    struct arena arena = {0};
    struct fingerprint *fingerprint = fingerprint_new(&arena);
    size_t size = (size_t)size_of(desk);
    size_t len = size - sizeof(((struct state_tail *)0)->fingerprint);
    char *bytes = arena_array(&arena, char, size);
    char text[FINGERPRINT_TEXT];

    assert_int_equal(pread(fileno(desk->file), bytes, size, 0), size);
    fingerprint_add(fingerprint, (struct str){bytes, len});
    fingerprint_print(fingerprint, text);
    assert_int_equal(pwrite(fileno(desk->file), text, sizeof text, (off_t)len),
                     sizeof text);
    arena_free(&arena);
}

static void a_state_of_another_version_is_refused(void **state)
{
    struct desk *desk = *state;

    write_state(desk, fold(desk, 1, 10));
    flip(desk, offsetof(struct state_head, version));
    sign(desk);
    assert_true(is_refused(desk));
    flip(desk, offsetof(struct state_head, version));
    flip(desk, offsetof(struct state_head, format));
    sign(desk);
    assert_true(is_refused(desk));
    flip(desk, offsetof(struct state_head, format));
    sign(desk);
    assert_false(is_refused(desk));
}

/* Whatever the bytes say, nothing outside of them is looked at: a sanitizer
 * tells. */
static void numbers_are_checked_even_where_the_bytes_add_up(void **state)
{
    struct desk *desk = *state;
    off_t size;
    size_t refused = 0;

    write_state(desk, fold(desk, 1, 30));
    size = size_of(desk);
    for (off_t i = 0; i < size; i++) {
        flip(desk, i);
        sign(desk);
        refused += is_refused(desk);
        flip(desk, i);
    }
    assert_true(refused > 0);
}

static void a_state_of_another_key_is_refused(void **state)
{
    struct desk *desk = *state;

    write_state(desk, fold(desk, 1, 10));
    desk->key = STR("a file as it is");
    assert_true(is_refused(desk));
    desk->key = STR("a file as it was once");
    assert_true(is_refused(desk));
}

static void products_must_be_what_they_were(void **state)
{
    struct desk *desk = *state;
    struct catalogue *catalogue = &desk->shop.catalogue;
    struct product *bread = catalogue->products;
    const struct product was = *bread;

    write_state(desk, fold(desk, 1, 2000));
    bread->unit_cost++;
    assert_true(is_refused(desk));
    *bread = was;
    bread->has_cost = false;
    assert_true(is_refused(desk));
    *bread = was;
    bread->class = 3;
    assert_true(is_refused(desk));
    *bread = was;
    catalogue->classes[1].is_sales = false;
    assert_true(is_refused(desk));
    catalogue->classes[1].is_sales = true;
    catalogue->classes[1].category = STR("Loaves");
    assert_true(is_refused(desk));
    catalogue->classes[1].category = STR("Bread");
    assert_false(is_refused(desk));
}

/* A product more, of a class of its own, or of one that others have. */
static void add_product(struct desk *desk, const char *id, uint32_t class)
{
    struct catalogue *catalogue = &desk->shop.catalogue;
    struct product *products = arena_array(&desk->shop.arena, struct product,
                                           catalogue->product_ids.count + 1);

    memcpy(products, catalogue->products,
           catalogue->product_ids.count * sizeof *products);
    catalogue->products = products;
    products[map_put(&catalogue->product_ids, str_of(id))] =
        (struct product){.id = str_of(id), .class = class};
}

static void new_products_keep_a_state_but_if_it_has_sold_them(void **state)
{
    struct desk *desk = *state;

    write_state(desk, fold(desk, 1, 2000));
    add_product(desk, "new", 1);
    assert_false(is_refused(desk));
    add_product(desk, "p77", 1);
    assert_true(is_refused(desk));
}

static void classes_may_have_other_numbers(void **state)
{
    struct desk *desk = *state;
    struct catalogue *catalogue = &desk->shop.catalogue;
    struct product_class class = catalogue->classes[1];

    write_state(desk, fold(desk, 2, 2000));
    assert_int_equal(book_seal(desk->shop.book, 2, &desk->shop.diag), OK);
    /* As if there had never been other numbers, in both. */
    for (size_t i = 0; i < catalogue->product_ids.count; i++)
        if (catalogue->products[i].class == 1 ||
            catalogue->products[i].class == 3)
            catalogue->products[i].class = 4 - catalogue->products[i].class;
    catalogue->classes[1] = catalogue->classes[3];
    catalogue->classes[3] = class;
    {
        struct arena *arena = &desk->shop.arena;
        const struct book *before = desk->shop.book;
        struct ledger ledger;
        struct book *book = read_state(desk, arena, &ledger);

        assert_non_null(book);
        assert_int_equal(book_seal(book, 1, &desk->shop.diag), OK);
        assert_int_equal(book->day_count, before->day_count);
        for (size_t i = 0; i < book->day_count; i++) {
            assert_memory_equal(book->days[i].classes + 1,
                                before->days[i].classes + 3,
                                sizeof(struct sums));
            assert_memory_equal(book->days[i].classes + 3,
                                before->days[i].classes + 1,
                                sizeof(struct sums));
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(a_portion_without_lines_has_an_account),
        TEST(no_flipped_byte_is_trusted),
        TEST(nothing_that_is_cut_or_longer_is_trusted),
        TEST(a_state_of_another_version_is_refused),
        TEST(a_state_of_another_key_is_refused),
        TEST(numbers_are_checked_even_where_the_bytes_add_up),
        TEST(products_must_be_what_they_were),
        TEST(new_products_keep_a_state_but_if_it_has_sold_them),
        TEST(classes_may_have_other_numbers),
    };

    return cmocka_run_group_tests_name("fold/state", tests, NULL, NULL);
}
