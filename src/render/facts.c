#include "render/facts.h"

#include "measure/band.h"
#include "measure/rule_words.h"
#include "render/period_name.h"

static const struct column pack_columns[] = {
    {.name = "company", .kind = CELL_TEXT},
    {.name = "section", .kind = CELL_TEXT}, /* none: the whole company */
    {.name = "programme", .kind = CELL_TEXT},
    {.name = "currency", .kind = CELL_TEXT},
    {.name = "basis", .kind = CELL_TEXT},   /* ex GST */
    {.name = "amounts", .kind = CELL_TEXT}, /* AUD ex GST */
    {.name = "asof", .kind = CELL_DATE},
    {.name = "rule", .kind = CELL_TEXT},
    {.name = "extracts", .kind = CELL_TEXT}, /* those delivered */
    {.name = "lines", .kind = CELL_COUNT},
    {.name = "rows", .kind = CELL_COUNT}, /* no headers or blank lines */
    {.name = "rejected", .kind = CELL_COUNT},
    {.name = "set_aside", .kind = CELL_COUNT},
    {.name = "first", .kind = CELL_DATE},
    {.name = "last", .kind = CELL_DATE},
    {.name = "fingerprint", .kind = CELL_TEXT},
    {.name = "confidentiality", .kind = CELL_TEXT},
};

static const struct column window_columns[] = {
    {.name = "name", .kind = CELL_TEXT},
    {.name = "title", .kind = CELL_TEXT}, /* FY24 P06, November 2011 */
    {.name = "label", .kind = CELL_TEXT}, /* P06 */
    {.name = "short", .kind = CELL_TEXT}, /* P05, LY */
    {.name = "dates", .kind = CELL_TEXT},
    {.name = "is_days", .kind = CELL_FLAG}, /* it has no other name */
    {.name = "start", .kind = CELL_DATE},
    {.name = "end", .kind = CELL_DATE},
    {.name = "days", .kind = CELL_COUNT},
    {.name = "length", .kind = CELL_TEXT}, /* 5 weeks, 30 days */
    {.name = "whole_days", .kind = CELL_COUNT},
    {.name = "incomplete", .kind = CELL_FLAG},
    {.name = "reason", .kind = CELL_TEXT}, /* why there is no base */
};

static const struct column block_columns_of[] = {
    {.name = "unit", .kind = CELL_TEXT},
    {.name = "scale", .kind = CELL_TEXT},
};

static const struct column left_out_columns[] = {
    {.name = "state", .label = "State", .kind = CELL_TEXT},
    {.name = "what", .label = "What it changes", .kind = CELL_TEXT},
};

#define FACTS(words, name, columns)                                            \
    facts_add((words), (name), (columns), COUNT(columns))

static struct table *facts_add(struct words *words, const char *name,
                               const struct column *columns, size_t count)
{
    struct table *table = table_new(words->arena, name, name, columns, count);

    tables_add(&words->facts, table);
    return table;
}

static void set(struct table *table, const char *column, struct cell cell)
{
    table->cells[(table->row_count - 1) * table->column_count +
                 (size_t)table_column(table, column)] = cell;
}

/* An empty text is undefined: a sentence on it is not said. */
static struct cell text(struct str value)
{
    return value.len ? cell_text(value) : (struct cell){0};
}

static const char *extract_name(size_t extract)
{
    static const char *const names[EXTRACT_COUNT] = {
#define EXTRACT(id, leaves_out) #id,
#include "read/extract.def"
#undef EXTRACT
    };

    return names[extract];
}

static struct str delivered(struct words *words, const struct ledger *ledger)
{
    struct text list = {.arena = words->arena};

    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (ledger->controls[i].delivered) {
            struct str name =
                words_spaced(words->arena, str_of(extract_name(i)));
            text_addf(&list, "%s%.*s", list.len ? ", " : "", STR_ARGS(name));
        }
    return text_str(&list);
}

static void add_counts(struct table *pack, const struct ledger *ledger)
{
    int64_t rows = 0, rejected = 0, set_aside = 0;

    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        rows +=
            (int64_t)(ledger->controls[i].rows - ledger->controls[i].ignored);
        rejected += (int64_t)ledger->controls[i].rejected;
        set_aside += (int64_t)ledger->controls[i].set_aside;
    }
    set(pack, "lines",
        cell_count((int64_t)ledger->controls[EXTRACT_transactions].accepted));
    set(pack, "rows", cell_count(rows));
    set(pack, "rejected", cell_count(rejected));
    set(pack, "set_aside", cell_count(set_aside));
}

struct str facts_currency(struct str code)
{
    return code.len ? code : STR("local currency");
}

static void add_pack(struct words *words, const struct study *study)
{
    struct table *pack = FACTS(words, "pack", pack_columns);
    const struct config *config = study->config;
    struct str basis = config->company.amount_basis;
    struct str currency = facts_currency(config->company.currency);

    table_add(pack);
    set(pack, "company", text(config->company.name));
    set(pack, "section", text(study_title(words->arena, study)));
    set(pack, "programme", text(config->company.programme));
    set(pack, "currency", text(currency));
    set(pack, "basis", text(basis));
    set(pack, "amounts",
        text(str_format(words->arena, "%.*s%s%.*s", STR_ARGS(currency),
                        basis.len ? " " : "", STR_ARGS(basis))));
    set(pack, "asof", cell_date(study->comparison.as_of));
    set(pack, "rule",
        text(
            number_dated(words->arena, &words->style, study->comparison.rule)));
    set(pack, "extracts", text(delivered(words, study->ledger)));
    add_counts(pack, study->ledger);
    set(pack, "first", cell_date(study->comparison.data_first));
    set(pack, "last", cell_date(study->comparison.data_last));
    set(pack, "fingerprint", text(str_of(study->fingerprint)));
}

static void add_rules(struct words *words, const struct config *config)
{
    struct arena *arena = words->arena;
    struct column *columns = arena_array(arena, struct column, RULE_WORDS);
    struct cell *cells;

    for (size_t i = 0; i < RULE_WORDS; i++)
        columns[i] =
            (struct column){.name = rule_word_name(i), .kind = CELL_TEXT};
    cells = table_add(facts_add(words, "rules", columns, RULE_WORDS));
    for (size_t i = 0; i < RULE_WORDS; i++)
        cells[i] = cell_text(rule_word(arena, config, i));
}

/* Days that are no period are called by their dates. */
static struct str name_of(const struct words *words,
                          const struct window *window)
{
    if (!period_is_days(window->name))
        return window->name;
    return number_dates(words->arena, &words->style, window->start,
                        window->end);
}

/* "FY24 P06", "November 2011"; days by their dates. */
static struct str title(const struct words *words, const struct window *window)
{
    struct arena *arena = words->arena;
    struct str name = window->name;
    struct civil civil = date_civil(window->start);

    if (str_starts(name, STR("FY")) && name.len > 4)
        return str_format(arena, "%.4s %.*s", name.at, (int)name.len - 4,
                          name.at + 4);
    if (name.len == 7 && name.at[4] == '-')
        return str_format(arena, "%s %d", date_month_name(civil.month),
                          civil.year);
    return name_of(words, window);
}

/* "P05"; a month as "Oct 2011", days by their dates. */
static struct str label(const struct words *words, const struct window *window)
{
    struct arena *arena = words->arena;
    struct civil civil = date_civil(window->start);

    if (period_is_days(window->label))
        return name_of(words, window);
    if (window->label.len != 7 || window->label.at[4] != '-')
        return window->label;
    return str_format(arena, "%.3s %d", date_month_name(civil.month),
                      civil.year);
}

static struct table *add_window(struct words *words, const char *name,
                                const struct window *window)
{
    struct table *table = FACTS(words, name, window_columns);
    int32_t days = window_days(window);

    table_add(table);
    if (!window_is_known(window))
        return table;
    set(table, "name", text(name_of(words, window)));
    set(table, "is_days",
        cell_integer(CELL_FLAG, period_is_days(window->name)));
    set(table, "title", text(title(words, window)));
    set(table, "label", text(label(words, window)));
    set(table, "short", text(label(words, window)));
    set(table, "dates",
        text(number_dates(words->arena, &words->style, window->start,
                          window->end)));
    set(table, "start", cell_date(window->start));
    set(table, "end", cell_date(window->end));
    set(table, "days", cell_count(days));
    set(table, "length", text(rule_span(words->arena, days)));
    return table;
}

/* A base that the data does not cover is named, but has no days. */
static struct table *add_base(struct words *words, const char *name,
                              const struct base *base)
{
    struct window window = base->window;
    struct table *table;

    if (!base->covered)
        window.start = DATE_NONE;
    table = add_window(words, name, &window);
    if (base->reason)
        set(table, "reason",
            text(number_dated(words->arena, &words->style,
                              str_of(base->reason))));
    if (window_is_known(&base->window))
        set(table, "short", text(label(words, &base->window)));
    return table;
}

static void add_windows(struct words *words,
                        const struct comparison *comparison)
{
    struct table *period = add_window(words, "period", &comparison->now);

    set(period, "whole_days", cell_count(window_days(&comparison->asked)));
    set(period, "incomplete",
        cell_integer(CELL_FLAG, comparison->incomplete ? 1 : 0));
    if (!cell_is_defined(table_cell(period, 0, "name")))
        set(period, "name", text(name_of(words, &comparison->asked)));
    add_base(words, "prev", &comparison->prev);
    set(add_base(words, "ly", &comparison->ly), "short", text(STR("LY")));
}

static void add_left_out(struct words *words, const char *state,
                         struct str what)
{
    for (size_t i = 0; i < words->facts.count; i++) {
        struct table *table = words->facts.items[i];
        if (!str_equal(str_of(table->name), STR("left_out")))
            continue;
        table_add(table);
        set(table, "state", cell_label(state));
        set(table, "what", text(what));
    }
}

void facts_leave_out(struct words *words, struct str page, struct str reason)
{
    add_left_out(words, "left out",
                 str_format(words->arena,
                            "Page \xE2\x80\x9C%.*s\xE2\x80\x9D: %.*s",
                            STR_ARGS(page), STR_ARGS(reason)));
}

/* An end of a band with the marks of the style. */
static struct str print_end(struct arena *arena, const void *style,
                            const struct cell *end, int places)
{
    const struct number_scale scale = {.places = places};

    return number_table(arena, style, end, &scale);
}

/* What is found before the tables they are of, under the same names. */
static void add_bands(struct words *words, const struct tables *tables)
{
    for (size_t i = 0; i < tables->count; i++)
        if (tables->items[i]->has_bands)
            tables_add(&words->facts,
                       band_printed(words->arena, tables->items[i], print_end,
                                    &words->style));
}

void facts_make(struct words *words, const struct study *study)
{
    add_pack(words, study);
    add_windows(words, &study->comparison);
    add_rules(words, study->config);
    add_bands(words, &study->tables);
    table_add(FACTS(words, "block", block_columns_of));
    set(words->facts.items[words->facts.count - 1], "unit",
        text(facts_currency(study->config->company.currency)));
    set(words->facts.items[words->facts.count - 1], "scale",
        cell_text(STR("")));
    FACTS(words, "left_out", left_out_columns);
}

void facts_add_gaps(struct words *words, const struct study *study)
{
    for (size_t i = 0; i < study->gap_count; i++) {
        struct str name =
            words_spaced(words->arena, str_of(study->gaps[i].extract));
        add_left_out(
            words, study->gaps[i].of_company ? "of the company" : "missing",
            str_format(words->arena, "Extract \xE2\x80\x9C%.*s\xE2\x80\x9D: %s",
                       STR_ARGS(name), study->gaps[i].leaves_out));
    }
}
