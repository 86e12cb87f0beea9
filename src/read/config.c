#include "read/config.h"

#include "base/file.h"
#include "read/mapping.h"
#include "read/yaml.h"

#include <string.h>

static const struct str anonymous_defaults[] = {
    {"", 0}, {"-1", 2}, {"-2", 2}, {"0", 1}, {"000", 3}};

static void measure_anonymous(struct config *config)
{
    config->longest_anonymous = 0;
    for (size_t i = 0; i < config->anonymous_count; i++)
        if (config->anonymous_ids[i].len > config->longest_anonymous)
            config->longest_anonymous = config->anonymous_ids[i].len;
}

static void set_defaults(struct arena *arena, const char *folder,
                         struct config *config)
{
    *config = (struct config){.folder = folder};
    config->company.locale = STR("en-GB");
    config->calendar_source = CALENDAR_FROM_EXTRACT;
    config->anonymous_count = COUNT(anonymous_defaults);
    config->anonymous_ids =
        arena_array(arena, struct str, COUNT(anonymous_defaults));
    memcpy(config->anonymous_ids, anonymous_defaults,
           sizeof anonymous_defaults);
    measure_anonymous(config);
#define RULE(key, initial, least, most, meaning) config->rules.key = (initial);
#include "read/rule.def"
#undef RULE
    mapping_set_defaults(arena, config);
}

/* Three capital letters. */
static bool is_currency(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < 'A' || text.at[i] > 'Z')
            return false;
    return text.len == 3;
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* A language of two or three letters, and parts of letters and digits. */
static bool is_locale(struct str text)
{
    size_t part = 0;

    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.at[i] >= '0' && text.at[i] <= '9';

        if (text.at[i] == '-' && part >= 2)
            part = 0;
        else if (is_letter(text.at[i]) || (is_digit && i > 2))
            part++;
        else
            return false;
    }
    return part >= 2 && str_find(text, '-') <= 3;
}

static void read_company(struct yaml *yaml, struct config *config)
{
    static const char *const keys[] = {"name", "programme", "currency",
                                       "locale", "amount_basis"};
    const struct yaml_node *company = yaml_mapping(yaml, yaml->root, "company");

    yaml_keys(yaml, company, (struct yaml_names){keys, COUNT(keys)});
    yaml_text(yaml, company, "name", &config->company.name);
    yaml_text(yaml, company, "programme", &config->company.programme);
    yaml_text(yaml, company, "amount_basis", &config->company.amount_basis);
    if (yaml_text(yaml, company, "currency", &config->company.currency) &&
        !is_currency(config->company.currency))
        yaml_expect(yaml, yaml_get(company, "currency"),
                    "the three letters of ISO 4217, like GBP");
    if (yaml_text(yaml, company, "locale", &config->company.locale) &&
        !is_locale(config->company.locale))
        yaml_expect(yaml, yaml_get(company, "locale"),
                    "a language tag, like en-GB");
}

static void read_calendar_file(struct yaml *yaml,
                               const struct yaml_node *calendar,
                               struct config *config)
{
    struct extract_config *extract = &config->extracts[EXTRACT_fiscal_calendar];
    const struct yaml_node *file = yaml_get(calendar, "file");
    struct str name;

    if (!yaml_text(yaml, calendar, "file", &name))
        return;
    if (extract->files_given) {
        yaml_fail_key(yaml, file,
                      "the calendar's file is also given in line %zu, under "
                      "extracts; give it once",
                      extract->files_place.line);
        return;
    }
    extract->files = arena_new(yaml->arena, struct str);
    extract->files[0] = name;
    extract->file_count = 1;
    extract->files_given = true;
    extract->files_place = file->place;
    if (name.len == 0)
        yaml_expect(yaml, file, "the name of a file");
}

static void read_calendar_rule(struct yaml *yaml,
                               const struct yaml_node *calendar,
                               struct config *config)
{
    static const char *const patterns[] = {"months", "4-4-5", "4-5-4", "5-4-4"};
    const struct yaml_node *year_end = yaml_get(calendar, "year_end");
    int pattern;

    if (!yaml_choice(yaml, calendar, "generate",
                     (struct yaml_names){patterns, COUNT(patterns)}, &pattern))
        return;
    config->calendar_source = CALENDAR_FROM_RULE;
    config->calendar_pattern = str_of(patterns[pattern]);
    if (year_end && pattern == 0)
        yaml_fail_key(yaml, year_end,
                      "'year_end' has no meaning where months are generated");
    else if (pattern > 0)
        yaml_require(yaml, calendar, "year_end");
    if (yaml_text(yaml, calendar, "year_end", &config->calendar_year_end) &&
        year_end)
        config->calendar_place = year_end->place;
}

static void read_calendar(struct yaml *yaml, struct config *config)
{
    static const char *const keys[] = {"file", "generate", "year_end"};
    const struct yaml_node *calendar =
        yaml_mapping(yaml, yaml->root, "calendar");

    yaml_keys(yaml, calendar, (struct yaml_names){keys, COUNT(keys)});
    if (!calendar)
        return;
    config->calendar_place = calendar->place;
    read_calendar_file(yaml, calendar, config);
    read_calendar_rule(yaml, calendar, config);
    if (yaml_get(calendar, "file") && yaml_get(calendar, "generate"))
        yaml_fail(yaml, calendar,
                  "a calendar has 'file' or 'generate', not both");
    else if (!yaml_get(calendar, "generate") && yaml_get(calendar, "year_end"))
        yaml_require(yaml, calendar, "generate");
}

static void read_customers_and_sales(struct yaml *yaml, struct config *config)
{
    static const char *const customer_keys[] = {"anonymous_ids"};
    static const char *const sales_keys[] = {"exclude_categories",
                                             "units_exclude_departments"};
    const struct yaml_node *customers =
        yaml_mapping(yaml, yaml->root, "customers");
    const struct yaml_node *sales = yaml_mapping(yaml, yaml->root, "sales");

    yaml_keys(yaml, customers,
              (struct yaml_names){customer_keys, COUNT(customer_keys)});
    yaml_texts(yaml, customers, "anonymous_ids", &config->anonymous_ids,
               &config->anonymous_count);
    measure_anonymous(config);
    yaml_keys(yaml, sales, (struct yaml_names){sales_keys, COUNT(sales_keys)});
    yaml_texts(yaml, sales, "exclude_categories", &config->exclude_categories,
               &config->exclude_category_count);
    yaml_texts(yaml, sales, "units_exclude_departments",
               &config->units_exclude_departments,
               &config->units_exclude_department_count);
}

/* A number; of weeks also "all". */
static void read_rule(struct yaml *yaml, const struct yaml_node *rules,
                      const char *key, struct yaml_range range, double *value)
{
    const struct yaml_node *given = yaml_get(rules, key);
    bool may_be_all = str_equal(str_of(key), STR("rfm_weeks"));

    if (may_be_all && given && given->kind == YAML_SCALAR &&
        str_equal(given->text, STR("all")))
        *value = 0;
    else
        yaml_number(yaml, rules, key, range, value);
}

static void read_rules(struct yaml *yaml, struct config *config)
{
    static const char *const keys[] = {
#define RULE(key, initial, least, most, meaning) #key,
#include "read/rule.def"
#undef RULE
    };
    const struct yaml_node *rules = yaml_mapping(yaml, yaml->root, "rules");

    yaml_keys(yaml, rules, (struct yaml_names){keys, COUNT(keys)});
#define RULE(key, initial, least, most, meaning)                               \
    read_rule(yaml, rules, #key, (struct yaml_range){least, most},             \
              &config->rules.key);
#include "read/rule.def"
#undef RULE
}

enum status config_load(struct arena *arena, struct diag *diag,
                        const char *folder, struct config *config)
{
    static const char *const keys[] = {"company",   "calendar", "extracts",
                                       "customers", "sales",    "rules",
                                       "rfm"};
    const char *path = file_join(arena, folder, "report.yaml");
    struct yaml yaml;

    set_defaults(arena, folder, config);
    if (!file_look(path, &config->mark))
        return OK;
    config->path = path;
    yaml_open(&yaml, arena, diag, path);
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    read_company(&yaml, config);
    mapping_read(&yaml, yaml_mapping(&yaml, yaml.root, "extracts"), config);
    read_calendar(&yaml, config);
    read_customers_and_sales(&yaml, config);
    read_rules(&yaml, config);
    scoring_read(&yaml, &config->scoring);
    return yaml.status;
}

bool config_is_anonymous(const struct config *config, struct str customer_id)
{
    if (customer_id.len > config->longest_anonymous)
        return false;
    for (size_t i = 0; i < config->anonymous_count; i++)
        if (str_equal(customer_id, config->anonymous_ids[i]))
            return true;
    return customer_id.len == 0;
}
