#include "desk.h"

#include "read/survey.h"

/* Bytes of a part; 0: as usual, which is the whole file here. */
static const size_t parts[] = {0, 1, 40, 300};
enum { THREADS = 4 };

/* Read it all into a catalogue and an account that are new. */
static enum status read_survey(struct desk *desk, size_t threads, size_t part,
                               struct catalogue *catalogue)
{
    ledger_init(&desk->ledger, &desk->arena);
    *catalogue = (struct catalogue){.customers = {.arena = &desk->arena}};
    return survey_read(&desk->run, &(struct survey){.catalogue = catalogue,
                                                    .threads = threads,
                                                    .part = part});
}

static void add_controls(struct text *text, const struct ledger *ledger)
{
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &ledger->controls[i];

        assert_adds_up(control);
        text_addf(text, "%s %d %d %d %d %d %d %d\n", extract_specs[i].name,
                  (int)control->rows, (int)control->accepted,
                  (int)control->rejected, (int)control->set_aside,
                  (int)control->ignored, (int)control->first_date,
                  (int)control->last_date);
        for (size_t j = 0; j < control->file_count; j++)
            text_addf(text, "  %s %d %s\n", control->files[j].file,
                      (int)control->files[j].bytes,
                      control->files[j].fingerprint);
    }
}

static void add_rejects(struct text *text, const struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->reject_count; i++) {
        const struct reject *reject = &ledger->rejects[i];

        text_addf(text, "%s:%zu:%zu %s%.*s: '%.*s'\n", reject->file,
                  reject->line, reject->column, reject->by_rule ? "*" : "",
                  STR_ARGS(reject->reason), STR_ARGS(reject->excerpt));
    }
}

/* Account and customers, in words. */
static const char *describe(struct desk *desk,
                            const struct catalogue *catalogue)
{
    struct text text = {.arena = &desk->arena};

    ledger_seal(&desk->ledger);
    add_controls(&text, &desk->ledger);
    add_rejects(&text, &desk->ledger);
    for (uint32_t i = 0; i < catalogue->customers.count; i++) {
        const struct customer *row = &catalogue->customers.rows[i];

        text_addf(&text, "%d..%d %d %d %d %d", (int)row->member_from,
                  (int)row->member_to, (int)row->group_first,
                  (int)row->banner_first, row->is_member, row->is_staff);
        for (enum customer_word j = 0; j < CUSTOMER_WORDS; j++)
            text_addf(&text, " %.*s",
                      STR_ARGS(customers_word(&catalogue->customers, row, j)));
        text_addf(&text, "\n");
    }
    return text.at;
}

/* The same of what is there for any number of threads and size of parts. */
static const char *assert_same(struct desk *desk)
{
    const char *want = NULL;

    for (size_t threads = 0; threads <= THREADS; threads++) {
        for (size_t i = 0; i < COUNT(parts); i++) {
            struct catalogue catalogue;
            const char *got;

            assert_int_equal(read_survey(desk, threads, parts[i], &catalogue),
                             OK);
            got = describe(desk, &catalogue);
            if (!want)
                want = got;
            assert_string_equal(got, want);
        }
    }
    return want;
}

static void what_no_reader_takes_is_counted(void **state)
{
    struct desk *desk = *state;
    const struct control *controls = desk->ledger.controls;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "offer_events.csv",
               STR("offer_id,customer_id,control\n1,a,1\n2,b,2\n\n"));
    desk_write(desk, "stores.csv", STR("not,looked,at\n"));
    assert_same(desk);
    assert_int_equal(read_survey(desk, 2, 0, &catalogue), OK);
    assert_false(catalogue.has_customers);
    assert_int_equal(controls[EXTRACT_offer_events].accepted, 1);
    assert_int_equal(controls[EXTRACT_offer_events].rejected, 1);
    assert_int_equal(controls[EXTRACT_offer_events].ignored, 2);
    assert_false(controls[EXTRACT_offers].delivered);
    assert_false(controls[EXTRACT_stores].delivered);
}

static void a_membership_covers_its_days(void **state)
{
    static const struct {
        const char *customer;
        int day; /* of January 2024 */
        bool member;
    } wants[] = {
        {"span", 9, false},  {"span", 10, true},   {"span", 20, true},
        {"span", 21, false}, {"open", 9, false},   {"open", 31, true},
        {"till", 1, true},   {"till", 21, false},  {"flag", 1, true},
        {"none", 1, false},  {"staff", 15, false}, {"nobody", 15, false},
    };
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "customers.csv",
               STR("customer_id,membership_start,membership_end,"
                   "loyalty_member,is_staff\n"
                   "span,2024-01-10,2024-01-20,0,0\n"
                   "open,2024-01-10,,0,0\n"
                   "till,,2024-01-20,,\n"
                   "flag,,,1,0\n"
                   "none,,,0,0\n"
                   "staff,2024-01-01,,1,1\n"));
    assert_int_equal(read_survey(desk, 1, 0, &catalogue), OK);
    assert_true(catalogue.has_customers);
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_int_equal(
            catalogue_is_member(
                &catalogue,
                catalogue_find_customer(&catalogue, str_of(wants[i].customer)),
                date_of(2024, 1, wants[i].day)),
            wants[i].member);
}

static void the_groups_days_are_kept(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;
    const struct customer *rows;

    desk_configure(desk, "");
    desk_write(desk, "customers.csv",
               STR("customer_id,first_banner_date,group_first_scan_date\n"
                   "both,2024-01-10,2023-12-01\n"
                   "group,,2023-12-02\n"
                   "here,2024-01-12,\n"));
    assert_int_equal(read_survey(desk, 1, 0, &catalogue), OK);
    assert_true(catalogue.customers.has_group_first);
    rows = catalogue.customers.rows;
    assert_int_equal(rows[0].group_first, date_of(2023, 12, 1));
    assert_int_equal(rows[0].banner_first, date_of(2024, 1, 10));
    assert_int_equal(rows[1].group_first, date_of(2023, 12, 2));
    assert_int_equal(rows[1].banner_first, DATE_NONE);
    assert_int_equal(rows[2].group_first, DATE_NONE);
    assert_int_equal(rows[2].banner_first, date_of(2024, 1, 12));
}

static void who_a_customer_is_is_kept(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;
    const struct customer *rows;

    desk_configure(desk, "");
    desk_write(desk, "customers.csv",
               STR("customer_id,birth_date,age,gender,country,state,postcode,"
                   "contact_preference,latitude,longitude\n"
                   "ann,2004-02-29,70,F,AU,VIC,3000,email,-37.8136,144.9631\n"
                   "bob,,41.9,,AU,F,3000,,90,-180\n"
                   "cid,,,M,,,,,90.1,0\n"
                   "dee,,-1,,,,,,1,\n"));
    assert_int_equal(read_survey(desk, 2, 1, &catalogue), OK);
    rows = catalogue.customers.rows;
    assert_true(rows[0].has_birth && !rows[0].has_age && rows[0].has_place);
    assert_int_equal(rows[0].born, date_of(2004, 2, 29));
    assert_int_equal(rows[0].latitude, -378136000);
    assert_int_equal(rows[0].longitude, 1449631000);
    assert_true(!rows[1].has_birth && rows[1].has_age && rows[1].has_place);
    assert_int_equal(rows[1].born, 41);
    assert_false(rows[2].has_birth || rows[2].has_age || rows[2].has_place);
    assert_false(rows[3].has_age || rows[3].has_place);
    assert_non_null(strstr(describe(desk, &catalogue), " F AU VIC 3000 email"));
    assert_non_null(strstr(describe(desk, &catalogue), "  AU F 3000 \n"));
    assert_int_equal(catalogue.customers.texts.count, 6);
}

static void without_the_groups_days_there_are_none(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "customers.csv",
               STR("customer_id,first_banner_date,group_first_scan_date\n"
                   "here,2024-01-12,\n"));
    assert_int_equal(read_survey(desk, 1, 0, &catalogue), OK);
    assert_false(catalogue.customers.has_group_first);
}

static void without_customers_whoever_is_identified_is_a_member(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    assert_int_equal(read_survey(desk, 1, 0, &catalogue), OK);
    assert_int_equal(catalogue_find_customer(&catalogue, STR("a")), MAP_NONE);
    assert_true(catalogue_is_member(&catalogue, MAP_NONE, 0));
}

/* Customers of which every tenth is bad, and some come again and again. */
static struct str many_customers(struct desk *desk, unsigned from,
                                 unsigned count)
{
    struct text text = {.arena = &desk->arena};

    text_addf(&text, "\n\ngender,membership_start,customer_id\n");
    for (unsigned i = from; i < from + count; i++) {
        if (i % 7 == 3)
            text_addf(&text, "\n");
        text_addf(&text, "%s,20%02u-0%u-1%u,", i % 5 ? "F" : "\"a\n\"\"b\"\"\"",
                  i % 50, i % 10, i % 9);
        text_addf(&text, "%s%u%s\n", i % 13 ? "" : "far more than 15 bytes ",
                  i % 3 ? i : i % 60, i % 31 ? "" : ",one too many");
    }
    return text_str(&text);
}

static void of_customers_that_come_twice_the_first_row_stays(void **state)
{
    static const char *const ids[] = {"a", "b", "c", "d"};
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "customers_1.csv",
               STR("customer_id,membership_start,birth_date\n"
                   "a,2024-01-01,\nb,2024-01-02,\n\na,2019-01-03,\n"
                   "c,,1990-01-01\n"));
    desk_write(desk, "customers_2.csv",
               STR("membership_start,customer_id\n"
                   "2030-01-04,b\n2024-01-05,\n2024-01-06,d\n2031-01-07,d\n"));
    assert_same(desk);
    assert_int_equal(read_survey(desk, 2, 1, &catalogue), OK);
    assert_int_equal(catalogue.customers.count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_int_equal(catalogue_find_customer(&catalogue, str_of(ids[i])),
                         i);
    assert_int_equal(catalogue.customers.rows[1].member_from,
                     date_of(2024, 1, 2));
    assert_int_equal(catalogue.customers.rows[3].member_from,
                     date_of(2024, 1, 6));
    assert_int_equal(desk->ledger.controls[EXTRACT_customers].first_date,
                     date_of(1990, 1, 1));
    assert_int_equal(desk->ledger.controls[EXTRACT_customers].last_date,
                     date_of(2024, 1, 6));
    assert_string_equal(desk_rejects(desk), "5:1 duplicate customer_id\n"
                                            "2:12 duplicate customer_id\n"
                                            "3:12 customer_id is empty\n"
                                            "5:12 duplicate customer_id\n");
}

static void customers_that_are_told_again_are_ignored(void **state)
{
    struct desk *desk = *state;
    const struct control *control = &desk->ledger.controls[EXTRACT_customers];
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "customers_1.csv",
               STR("customer_id,state,age,is_staff\n"
                   "a,VIC,30,0\nb,,,1\na,VIC,30,N\na,NSW,30,0\n"));
    desk_write(desk, "customers_2.csv",
               STR("state,customer_id,is_staff,age\n"
                   "VIC,a,0,30\n,b,Y,\nVIC,a,0,31\nVIC,a,1,30\n,b,1,0\n"));
    assert_same(desk);
    assert_int_equal(read_survey(desk, 2, 1, &catalogue), OK);
    assert_int_equal(catalogue.customers.count, 2);
    assert_int_equal(control->accepted, 2);
    assert_int_equal(control->ignored, 5); /* two headers */
    assert_adds_up(control);
    assert_string_equal(desk_rejects(desk), "5:1 duplicate customer_id\n"
                                            "4:5 duplicate customer_id\n"
                                            "5:5 duplicate customer_id\n"
                                            "6:2 duplicate customer_id\n");
}

static void threads_and_parts_do_not_show(void **state)
{
    struct desk *desk = *state;
    struct text marked = {.arena = &desk->arena};
    const char *described;

    desk_configure(desk, "extracts: {customers: {reject: {gender: = X}}, "
                         "offer_events: {encoding: latin-1}}");
    desk_write(desk, "customers_1.csv", many_customers(desk, 0, 90));
    text_add(&marked, STR("\xEF\xBB\xBF"));
    text_add(&marked, many_customers(desk, 60, 90));
    desk_write(desk, "customers_2.csv",
               desk_utf16(desk, text_str(&marked), true));
    desk_write(desk, "customers_3.csv",
               STR("customer_id,gender\n900,X\n901,F\n900,F\n901,X\n"));
    desk_write(desk, "offer_events.csv",
               STR("offer_id,customer_id,control\n1,a,1\n2,,0\n3,b,2\n4\n"
                   "5,caf\xE9,\n6,\xA3,x\n\n\"7\n\",c,0\n"));
    described = assert_same(desk);
    assert_non_null(strstr(described, "duplicate customer_id"));
    assert_non_null(strstr(described, "*gender"));
    assert_non_null(strstr(described, "wrong number of fields"));
}

static void packed_files_are_one_part(void **state)
{
    struct desk *desk = *state;
    const char *described;

    desk_configure(desk, "");
    desk_write(desk, "customers_1.csv", many_customers(desk, 0, 50));
    desk_write(desk, "customers_2.csv.gz",
               desk_pack(desk, many_customers(desk, 40, 50)));
    desk_write(desk, "customers_3.csv.gz",
               desk_pack(desk, many_customers(desk, 0, 100)));
    desk_write(desk, "customers_4.csv", many_customers(desk, 80, 50));
    desk_write(desk, "offer_events.csv.gz",
               desk_pack(desk, STR("offer_id,customer_id\n1,a\n2,\n")));
    described = assert_same(desk);
    assert_non_null(strstr(described, "customers_3.csv.gz:"));
    assert_non_null(strstr(described, "customers_4.csv:"));
}

/* The rows of a file depend on one another then, and no part is cut off. */
static void filled_files_are_one_part(void **state)
{
    struct desk *desk = *state;
    const struct control *control = &desk->ledger.controls[EXTRACT_customers];
    struct text file = {.arena = &desk->arena};
    struct catalogue catalogue;

    desk_configure(desk, "extracts: {customers: {fill_down: is_staff}}");
    text_add(&file, STR("customer_id,is_staff\nboss,1\n"));
    for (size_t i = 0; i < 200; i++)
        text_addf(&file, "c%zu,\n", i);
    text_add(&file, STR("c0,\nc1,0\n"));
    desk_write(desk, "customers.csv", text_str(&file));
    assert_same(desk);
    assert_int_equal(read_survey(desk, 2, 40, &catalogue), OK);
    assert_int_equal(control->accepted, 201);
    assert_int_equal(control->ignored, 2);
    assert_int_equal(control->rejected, 1);
    for (uint32_t i = 0; i < catalogue.customers.count; i++)
        assert_true(catalogue.customers.rows[i].is_staff);
}

/* Refused in the same way for any number of threads and size of parts. */
static void assert_refused(struct desk *desk, enum status status,
                           const char *told)
{
    struct catalogue catalogue;

    for (size_t threads = 1; threads <= THREADS; threads++) {
        for (size_t i = 0; i < COUNT(parts); i++) {
            rewind(desk->diag.out);
            assert_int_equal(read_survey(desk, threads, parts[i], &catalogue),
                             status);
            assert_string_equal(desk_told(desk), told);
        }
    }
}

static void one_that_cannot_be_used_is_refused(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "offer_events.csv", STR("offer_id\n1\n"));
    assert_refused(desk, BAD_DATA,
                   "D/offer_events.csv:1:9: error: no column 'customer_id', "
                   "which is required; the header has 'offer_id'; map it with "
                   "extracts.offer_events.columns in report.yaml\n");
}

static void the_first_failure_is_told(void **state)
{
    struct desk *desk = *state;
    static const char told[] = "D/customers_2.csv:1: error: the file is "
                               "empty; it needs a header that names its "
                               "columns\n";

    desk_configure(desk, "extracts: {offer_events: {files: none.csv}}");
    desk_write(desk, "customers_1.csv", many_customers(desk, 0, 90));
    desk_write(desk, "customers_2.csv", STR(""));
    desk_write(desk, "customers_3.csv", STR("id\n"));
    desk_write(desk, "customers_4.csv.gz", STR("not packed"));
    desk_write(desk, "offer_events.csv", STR("offer_id\n1\n"));
    assert_refused(desk, BAD_DATA, told);
}

static void a_packed_file_that_breaks_is_told(void **state)
{
    struct desk *desk = *state;
    struct str packed;

    desk_configure(desk, "");
    packed = desk_pack(desk, many_customers(desk, 0, 90));
    desk_write(desk, "customers_1.csv", many_customers(desk, 0, 90));
    desk_write(desk, "customers_2.csv.gz",
               (struct str){packed.at, packed.len / 2});
    desk_write(desk, "customers_3.csv", STR("id\n"));
    assert_refused(desk, BAD_DATA,
                   "D/customers_2.csv.gz: error: the gzip file is cut off "
                   "before its end\n");
}

static void files_that_are_not_there_are_told_last(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts: {offer_events: {files: none.csv}}");
    desk_write(desk, "customers.csv", STR("customer_id\na\n"));
    assert_refused(desk, NO_INPUT,
                   "D/report.yaml:1:34: error: no file matches 'none.csv'; "
                   "globs start from the folder of the input\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_no_reader_takes_is_counted),
        DESK_TEST(a_membership_covers_its_days),
        DESK_TEST(the_groups_days_are_kept),
        DESK_TEST(who_a_customer_is_is_kept),
        DESK_TEST(without_the_groups_days_there_are_none),
        DESK_TEST(without_customers_whoever_is_identified_is_a_member),
        DESK_TEST(of_customers_that_come_twice_the_first_row_stays),
        DESK_TEST(customers_that_are_told_again_are_ignored),
        DESK_TEST(threads_and_parts_do_not_show),
        DESK_TEST(packed_files_are_one_part),
        DESK_TEST(filled_files_are_one_part),
        DESK_TEST(one_that_cannot_be_used_is_refused),
        DESK_TEST(the_first_failure_is_told),
        DESK_TEST(a_packed_file_that_breaks_is_told),
        DESK_TEST(files_that_are_not_there_are_told_last),
    };

    return cmocka_run_group_tests_name("read/survey", tests, NULL, NULL);
}
