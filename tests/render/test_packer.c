#include "book.h"

#include "render/packer.h"

/* An archive, of which the bytes are kept, or their number alone. */
struct fixture {
    struct arena arena;
    struct text bytes;
    bool dropped;
};

static void keep(void *context, struct str bytes)
{
    struct fixture *fixture = context;

    if (!fixture->dropped)
        text_add(&fixture->bytes, bytes);
}

static int open_archive(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    fixture->bytes.arena = &fixture->arena;
    *state = fixture;
    return 0;
}

static int close_archive(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static struct packer *open_packer(struct fixture *fixture, uint64_t large)
{
    fixture->bytes.len = 0;
    return packer_open(&fixture->arena, keep, fixture, large);
}

static void add_member(struct fixture *fixture, struct packer *packer,
                       const char *name, struct str plain)
{
    struct text packed = {.arena = &fixture->arena};
    struct packer_member member = {.name = str_of(name)};

    member.sum =
        deflater_pack(deflater_open(&fixture->arena, 6), plain, true, &packed);
    packer_begin(packer, &member);
    packer_add(packer, text_str(&packed));
}

static void add_two(struct fixture *fixture, uint64_t large)
{
    struct packer *packer = open_packer(fixture, large);

    add_member(fixture, packer, "one.txt", STR("the first one"));
    add_member(fixture, packer, "two.txt",
               STR("the second the second the second the second one"));
    packer_close(packer);
}

static bool holds(const struct fixture *fixture, const char *record)
{
    for (size_t i = 0; i + 4 <= fixture->bytes.len; i++)
        if (memcmp(fixture->bytes.at + i, record, 4) == 0)
            return true;
    return false;
}

static void assert_reads_back(struct fixture *fixture)
{
    struct str bytes = text_str(&fixture->bytes);

    assert_string_equal(book_part(&fixture->arena, bytes, "one.txt").at,
                        "the first one");
    assert_string_equal(book_part(&fixture->arena, bytes, "two.txt").at,
                        "the second the second the second the second one");
}

static void members_read_back(void **state)
{
    struct fixture *fixture = *state;

    add_two(fixture, 0);
    assert_reads_back(fixture);
}

static void a_small_archive_has_no_record_of_zip64(void **state)
{
    struct fixture *fixture = *state;

    add_two(fixture, 0);
    assert_false(holds(fixture, "PK\6\6"));
    assert_false(holds(fixture, "PK\6\7"));
    assert_false(holds(fixture, "\xFF\xFF\xFF\xFF"));
}

/* At each size for which something else becomes too large. */
static void what_is_large_reads_back(void **state)
{
    struct fixture *fixture = *state;
    size_t with_end = 0;

    for (uint64_t large = 1; large < 300; large++) {
        add_two(fixture, large);
        assert_reads_back(fixture);
        with_end += holds(fixture, "PK\6\6");
    }
    assert_in_range(with_end, 100, 298);
}

static uint64_t number_at(const char *at, size_t len)
{
    uint64_t value = 0;

    while (len--)
        value = value << 8 | (unsigned char)at[len];
    return value;
}

/* Five gigabytes that are not there: the writer looks at none of them. */
static void sizes_over_4_gb_are_in_records(void **state)
{
    static const uint64_t huge = 5368709120;
    static const char byte[1];
    struct fixture *fixture = *state;
    struct packer *packer = open_packer(fixture, 0);
    struct packer_member first = {.name = STR("first"),
                                  .sum = {.plain = 2 * huge, .packed = huge}};
    const char *record;

    packer_begin(packer, &first);
    record = fixture->bytes.at + 30 + 5;
    assert_int_equal(number_at(fixture->bytes.at + 18, 4), UINT32_MAX);
    assert_int_equal(number_at(fixture->bytes.at + 22, 4), UINT32_MAX);
    assert_int_equal(number_at(record, 2), 1);
    assert_int_equal(number_at(record + 2, 2), 16);
    assert_true(number_at(record + 4, 8) == 2 * huge);
    assert_true(number_at(record + 12, 8) == huge);
    fixture->dropped = true;
    packer_add(packer, (struct str){byte, (size_t)huge});
    fixture->dropped = false;
    add_member(fixture, packer, "behind", STR("it"));
    fixture->bytes.len = 0;
    packer_close(packer);
    /* The second entry has its place alone in a record. */
    record = fixture->bytes.at + 46 + 5 + 20 + 46 + 6;
    assert_int_equal(number_at(record, 2), 1);
    assert_int_equal(number_at(record + 2, 2), 8);
    assert_true(number_at(record + 4, 8) == huge + 30 + 5 + 20);
    assert_memory_equal(record + 12, "PK\6\6", 4);
}

static void many_members_are_counted_in_records(void **state)
{
    enum { MEMBERS = 70000 };
    struct fixture *fixture = *state;
    struct packer *packer = open_packer(fixture, 0);
    struct diag diag = {.out = stderr};
    struct zip *zip;
    struct str name;
    size_t count = 0;

    for (int i = 0; i < MEMBERS; i++) {
        struct packer_member member = {.name =
                                           str_format(&fixture->arena, "%d", i),
                                       .sum = flate_sum(STR(""), 2)};

        packer_begin(packer, &member);
        packer_add(packer, (struct str){"\3\0", 2});
    }
    packer_close(packer);
    assert_true(holds(fixture, "PK\6\6"));
    zip = zip_open(&fixture->arena, &diag, "many", text_str(&fixture->bytes));
    while (zip_next(zip, &name))
        count++;
    assert_int_equal(zip_close(zip), OK);
    assert_int_equal(count, MEMBERS);
}

static void a_place_is_where_the_bytes_are(void **state)
{
    struct fixture *fixture = *state;
    struct diag diag = {.out = stderr};
    struct text plain = {.arena = &fixture->arena};
    struct zip_place place;
    struct zip *zip;
    struct str name;

    add_two(fixture, 20);
    zip = zip_open(&fixture->arena, &diag, "two", text_str(&fixture->bytes));
    assert_true(zip_next(zip, &name));
    assert_true(zip_next(zip, &name));
    assert_true(zip_place(zip, &place));
    assert_int_equal(place.plain, 47);
    assert_true(inflater_unpack(
        inflater_open(&fixture->arena, FLATE_BARE),
        (struct str){fixture->bytes.at + place.offset, (size_t)place.packed},
        true, 100, &plain));
    assert_int_equal(flate_sum(text_str(&plain), 0).crc, place.crc);
    assert_int_equal(zip_close(zip), OK);
}

#define ARCHIVE(test)                                                          \
    cmocka_unit_test_setup_teardown(test, open_archive, close_archive)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE(members_read_back),
        ARCHIVE(a_small_archive_has_no_record_of_zip64),
        ARCHIVE(what_is_large_reads_back),
        ARCHIVE(sizes_over_4_gb_are_in_records),
        ARCHIVE(many_members_are_counted_in_records),
        ARCHIVE(a_place_is_where_the_bytes_are),
    };

    return cmocka_run_group_tests_name("render/packer", tests, NULL, NULL);
}
