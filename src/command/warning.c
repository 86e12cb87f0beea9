#include "command/warning.h"

#include "base/decimal.h"
#include "measure/scope.h"

/* Two files of lines with the same bytes are mostly a file and its copy. */
static void warn_of_copies(const struct intake *intake)
{
    const struct control *control =
        &intake->ledger.controls[EXTRACT_transactions];
    struct arena scratch = {0};
    struct map seen = {.arena = &scratch};
    const struct file_total **files =
        arena_array(&scratch, const struct file_total *, control->file_count);

    for (size_t i = 0; i < control->file_count; i++) {
        const struct file_total *file = control->files + i;
        size_t count = seen.count;
        uint32_t number;

        if (file->first_date == DATE_NONE)
            continue;
        number = map_put(&seen, str_of(file->fingerprint));
        if (number == count)
            files[number] = file;
        else
            diag_warning(
                intake->diag,
                (struct place){.file = intake_path(intake, file->file)},
                "the same bytes as %s: their lines are counted twice; "
                "if one is a copy, leave it out of "
                "extracts.transactions.files",
                files[number]->file);
    }
    arena_free(&scratch);
}

static void warn_of_rejects(const struct intake *intake)
{
    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &intake->ledger.controls[i];
        unsigned long long rows = control->rows - control->ignored;
        unsigned long long rejected = control->rejected;

        if (rejected > 0)
            diag_warning(intake->diag, (struct place){0},
                         "%llu of %llu rows of %s %s rejected; 'report check' "
                         "and the pack's table of rejects list them",
                         rejected, rows, extract_specs[i].name,
                         rejected == 1 ? "is" : "are");
    }
}

/* The last day up to one that has a line; DATE_NONE: none has. */
static int32_t last_day(const struct book *book, int32_t date)
{
    int32_t last = DATE_NONE;

    for (size_t i = 0; i < book->day_count && book->days[i].date <= date; i++)
        last = book->days[i].date;
    return last;
}

/* A line far off lets the data end late: days without any are told, then. */
static void warn_of_gap(const struct intake *intake,
                        const struct comparison *comparison)
{
    const struct window *now = &comparison->now;
    int32_t last = last_day(intake->book, now->end);
    char from[DATE_TEXT];
    char to[DATE_TEXT];
    char data[DATE_TEXT];

    if (last < now->start - 1)
        last = now->start - 1;
    if (now->end - last <= WEEK_DAYS ||
        now->end - last <= (int32_t)intake->config.rules.closed_days)
        return;
    diag_warning(intake->diag, (struct place){0},
                 "%.*s has no line from %s to %s, though the data goes on to "
                 "%s; rules.closed_days says how many days may be without one",
                 STR_ARGS(now->name), date_print(from, last + 1),
                 date_print(to, now->end),
                 date_print(data, intake->book->last_date));
}

/* Orders that are sold on several days, as customers would be. */
static size_t long_orders(const struct book *book)
{
    struct arena scratch = {0};
    bool *is_long = arena_array(&scratch, bool, book->order_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < book->moved_count; i++)
        is_long[book->moved[i].order] |= book->moved[i].gross > 0;
    for (size_t i = 0; i < book->order_count; i++)
        count += is_long[i];
    arena_free(&scratch);
    return count;
}

/* A receipt is of one day and store, but for a few. */
static void warn_of_orders(const struct intake *intake)
{
    enum { FEW = 10, VERY_FEW = 1 }; /* of a hundred */
    const struct book *book = intake->book;
    size_t all = book->order_count;
    size_t most = all / 100 * FEW;
    size_t count = book->moved_count > most ? long_orders(book) : 0;

    if (count > most)
        diag_warning(intake->diag, (struct place){0},
                     "%zu of %zu orders are sold on more than one day; baskets "
                     "are what basket_id, or order_id, tells apart: is it the "
                     "id of a receipt?",
                     count, all);
    if (book->torn_orders > all / 100 * VERY_FEW)
        diag_warning(intake->diag, (struct place){0},
                     "%zu of %zu orders have lines of more than one store, and "
                     "count as one; where ids are a store's own, map "
                     "basket_id: [store, receipt]",
                     book->torn_orders, all);
}

/* The number of a customer in the book; MAP_NONE: there is none of the id. */
static uint32_t find_customer(const struct book *book, struct str id)
{
    struct key key = key_of(id);

    for (uint32_t i = 0; i < book->customer_count; i++)
        if (key_equal(book->customer_keys + i, &key))
            return i;
    return MAP_NONE;
}

/* Words that programs write for nothing. */
static void warn_of_nulls(const struct intake *intake)
{
    static const char *const words[] = {"NULL", "null", "NaN",  "nan", "None",
                                        "\\N",  "N/A",  "#N/A", "nil"};

    for (size_t i = 0; i < COUNT(words); i++) {
        uint32_t customer = find_customer(intake->book, str_of(words[i]));

        if (customer != MAP_NONE)
            diag_warning(intake->diag, (struct place){0},
                         "'%s' is a customer of %zu orders; where it stands "
                         "for nobody, say so in extracts.transactions.nulls or "
                         "customers.anonymous_ids",
                         words[i],
                         book_orders_of(intake->book, customer).count);
    }
}

/* Ids of lines that are looked for in an extract, some of them. */
struct matching {
    size_t looked;
    size_t found;
    struct str stranger; /* one that is not there */
};

static void match(struct matching *matching, struct str id, bool is_found)
{
    matching->looked++;
    matching->found += is_found;
    if (!is_found && matching->stranger.len == 0)
        matching->stranger = id;
}

static void warn_of_strangers(const struct intake *intake,
                              enum extract_id extract,
                              const struct matching *matching)
{
    char quoted[DIAG_QUOTE];

    if (matching->found >= matching->looked - matching->looked / 2)
        return;
    diag_warning(intake->diag, (struct place){0},
                 "the extract %s has %.0f%% of the ids that lines name, and "
                 "not '%s'; are "
                 "they written alike in both?",
                 extract_specs[extract].name,
                 100 * (double)matching->found / (double)matching->looked,
                 diag_quote(quoted, matching->stranger));
}

static struct matching match_ids(const struct map *ids, const struct map *known)
{
    struct matching matching = {0};

    for (size_t i = 0; i < ids->count; i++)
        match(&matching, ids->items[i],
              map_find(known, ids->items[i]) != MAP_NONE);
    return matching;
}

static struct matching match_customers(const struct intake *intake)
{
    enum { SOME = 1000 };
    const struct book *book = intake->book;
    struct matching matching = {0};

    for (uint32_t i = 0; i < book->customer_count;
         i += 1 + book->customer_count / SOME) {
        struct str id = book_customer_id(book, i);

        match(&matching, id,
              catalogue_find_customer(&intake->catalogue, id) != MAP_NONE);
    }
    return matching;
}

/* Extracts that are there, and say nothing of most of what is sold. */
static void warn_of_joins(const struct intake *intake)
{
    const struct catalogue *catalogue = &intake->catalogue;
    struct matching matching;

    if (catalogue->has_products) {
        matching = match_ids(&intake->book->products, &catalogue->product_ids);
        warn_of_strangers(intake, EXTRACT_products, &matching);
    }
    if (catalogue->has_stores) {
        matching = match_ids(&intake->book->stores, &catalogue->store_ids);
        warn_of_strangers(intake, EXTRACT_stores, &matching);
    }
    if (catalogue->has_customers) {
        matching = match_customers(intake);
        warn_of_strangers(intake, EXTRACT_customers, &matching);
    }
}

/* How often a rule has set a row aside. */
static size_t times_used(const struct reason_count *reasons, size_t count,
                         const struct reject_rule *rule)
{
    for (size_t i = 0; i < count; i++)
        if (reasons[i].by_rule && str_equal(reasons[i].reason, rule->words))
            return reasons[i].count;
    return 0;
}

/* A rule that no row is set aside by mostly has its value misspelt. */
static void warn_of_rules(const struct intake *intake)
{
    struct arena scratch = {0};
    char quoted[DIAG_QUOTE];

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct extract_config *form = &intake->config.extracts[i];
        struct reason_count *reasons;
        size_t count;

        if (form->reject_count == 0 || !intake->ledger.controls[i].delivered)
            continue;
        count = ledger_reasons(&intake->ledger, i, &scratch, &reasons);
        for (size_t j = 0; j < form->reject_count; j++)
            if (times_used(reasons, count, form->rejects + j) == 0)
                diag_warning(intake->diag, form->rejects[j].place,
                             "no row of %s is set aside by the rule '%s'; is "
                             "its value written as in the files?",
                             extract_specs[i].name,
                             diag_quote(quoted, form->rejects[j].words));
    }
    arena_free(&scratch);
}

/* Above the list price nothing is sold as a rule. */
static void warn_of_discount(const struct intake *intake, struct str days,
                             int64_t discount)
{
    char text[DECIMAL_TEXT];

    if (discount < 0)
        diag_warning(intake->diag, (struct place){0},
                     "discounts of %.*s add up to %s: either net amounts hold "
                     "a tax that list prices do not, or discounts have a minus "
                     "in the files (extracts.transactions.negate)",
                     STR_ARGS(days),
                     decimal_print(text, discount, MONEY_PLACES, 2));
}

void warnings_of_data(const struct intake *intake)
{
    warn_of_copies(intake);
    warn_of_orders(intake);
    warn_of_nulls(intake);
    warn_of_joins(intake);
    warn_of_rules(intake);
    warn_of_discount(intake, STR("all days"), intake->book->sums.discount);
}

void warnings_of_study(const struct intake *intake, const struct study *study)
{
    int64_t discount = study->scopes->items->totals[SLOT_NOW]->sums.discount;

    warn_of_rejects(intake);
    if (!study->comparison.incomplete)
        warn_of_gap(intake, &study->comparison);
    if (intake->book->sums.discount >= 0)
        warn_of_discount(intake, study->comparison.now.name, discount);
}
