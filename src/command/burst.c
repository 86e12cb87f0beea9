#include "command/burst.h"

#include "base/file.h"
#include "command/naming.h"
#include "fold/pass.h"
#include "measure/scope.h"

#include <string.h>

enum { FOLDER_BYTES = 100 };

static const struct {
    const char *word;
    enum section_kind kind;
} kinds[] = {
    {"market", SECTION_MARKET},         {"state", SECTION_STATE},
    {"region", SECTION_STATE},          {"store", SECTION_STORE},
    {"department", SECTION_DEPARTMENT}, {"business_unit", SECTION_DEPARTMENT},
};

/* What a section is measured from. */
struct burst {
    const struct intake *intake;
    const struct study *whole;
    struct section *sections;
    const struct scope **parts; /* of the whole's study */
    size_t count;
};

/* The kind of a word; SECTION_KINDS if it is none. */
static enum section_kind find_kind(const char *word)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(word, kinds[i].word) == 0)
            return kinds[i].kind;
    return SECTION_KINDS;
}

enum status burst_check(struct diag *diag, const char *asked)
{
    char quoted[DIAG_QUOTE];

    if (find_kind(asked) != SECTION_KINDS || file_exists(asked))
        return OK;
    return diag_error(diag, BAD_USAGE, (struct place){0},
                      "invalid value '%s' of '--burst'; expected market, "
                      "state, region, store, department, business_unit or a "
                      "file of scopes",
                      diag_quote(quoted, str_of(asked)));
}

static bool sells_now(const struct scope *scope)
{
    const struct totals *now = scope->totals[SLOT_NOW];

    return now->baskets > 0 || now->sums.sale_lines > 0 ||
           now->sums.return_lines > 0;
}

static void add(struct burst *burst, const struct scope *scope,
                const struct section *section)
{
    burst->sections[burst->count] = *section;
    burst->parts[burst->count++] = scope;
}

static enum status list_kind(const struct intake *intake,
                             const struct study *study, const char *word,
                             struct burst *burst)
{
    enum section_kind kind = find_kind(word);

    for (size_t i = 0; i < study->scopes->count; i++) {
        const struct scope *scope = study->scopes->items + i;
        struct section section;

        if (section_parse(scope->name, &section) && section.kind == kind &&
            sells_now(scope))
            add(burst, scope, &section);
    }
    if (burst->count > 0)
        return OK;
    return diag_error(intake->diag, BAD_DATA, (struct place){0},
                      "--burst=%s: the data tells no %s from another", word,
                      section_prefixes[kind]);
}

/* The scope of a name; NULL if the data knows none that is a section. */
static const struct scope *find_scope(const struct study *study,
                                      struct str name, struct section *section)
{
    for (size_t i = 0; i < study->scopes->count; i++)
        if (str_equal(study->scopes->items[i].name, name) &&
            section_parse(study->scopes->items[i].name, section))
            return study->scopes->items + i;
    return NULL;
}

static bool is_listed(const struct burst *burst, const struct scope *scope)
{
    for (size_t i = 0; i < burst->count; i++)
        if (burst->parts[i] == scope)
            return true;
    return false;
}

/* A line of the file of scopes. */
static enum status take_line(const struct intake *intake,
                             const struct study *study, struct place place,
                             struct str line, struct burst *burst)
{
    struct section section;
    const struct scope *scope;
    char quoted[DIAG_QUOTE];

    line = str_trim(line);
    if (line.len == 0 || line.at[0] == '#')
        return OK;
    scope = find_scope(study, line, &section);
    if (!scope)
        return diag_error(intake->diag, BAD_DATA, place,
                          "unknown scope '%s'; expected a market:, state:, "
                          "store: or department: of the data, as table kpis "
                          "names them",
                          diag_quote(quoted, line));
    if (!sells_now(scope))
        diag_warning(
            intake->diag, place, "%s sold nothing in %.*s: it gets no pack",
            diag_quote(quoted, line), STR_ARGS(study->comparison.now.name));
    else if (!is_listed(burst, scope))
        add(burst, scope, &section);
    return OK;
}

static enum status list_file(const struct intake *intake,
                             const struct study *study, const char *path,
                             struct burst *burst)
{
    struct place place = {.file = path};
    struct str text;
    enum status status = file_read(intake->arena, intake->diag, path, &text);

    while (status == OK && text.len > 0) {
        struct str line = {text.at, str_find(text, '\n')};
        size_t taken = line.len < text.len ? line.len + 1 : line.len;

        place.line++;
        status = take_line(intake, study, place, line, burst);
        text = (struct str){text.at + taken, text.len - taken};
    }
    if (status != OK || burst->count > 0)
        return status;
    return diag_error(intake->diag, BAD_DATA, (struct place){.file = path},
                      "no scope that sold something; expected one in a line, "
                      "such as store:S012");
}

/* Bytes that any system takes in the name of a folder. */
static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
           byte == '.';
}

/* "store-S012"; other bytes than plain ones become "_". */
static struct str plain_name(struct arena *arena, const struct section *section)
{
    struct text name = {.arena = arena};

    text_addf(&name, "%s-", section_prefixes[section->kind]);
    for (size_t i = 0; i < section->value.len && name.len < FOLDER_BYTES; i++)
        text_addf(&name, "%c",
                  is_plain(section->value.at[i]) ? section->value.at[i] : '_');
    return text_str(&name);
}

/* As file systems that take A for a see it. */
static struct str lower(struct arena *arena, struct str name)
{
    struct text lower = {.arena = arena};

    for (size_t i = 0; i < name.len; i++)
        text_addf(&lower, "%c",
                  name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] + 32
                                                         : name.at[i]);
    return text_str(&lower);
}

/* Names of folders, each once: the second of a name is "store-a_b-2". */
static struct pack_section *name_folders(struct arena *arena,
                                         const struct burst *burst)
{
    struct pack_section *items =
        arena_array(arena, struct pack_section, burst->count + 1);
    struct map taken = {.arena = arena};

    for (size_t i = 0; i < burst->count; i++) {
        struct str plain = plain_name(arena, burst->sections + i);
        struct str name = plain;

        for (int again = 2; map_find(&taken, lower(arena, name)) != MAP_NONE;
             again++)
            name = str_format(arena, "%.*s-%d", STR_ARGS(plain), again);
        map_put(&taken, lower(arena, name));
        items[i] = (struct pack_section){.name = burst->sections[i].name,
                                         .folder = str_z(arena, name)};
    }
    return items;
}

/* A book of the section's lines, which is as long as the company's. */
static enum status read_book(const struct burst *burst, size_t number,
                             const struct catalogue *catalogue,
                             struct arena *arena, struct diag *diag,
                             struct book **book)
{
    const struct intake *intake = burst->intake;
    struct ledger *ledger = arena_new(arena, struct ledger);
    struct pass pass = {
        .config = &intake->config,
        .catalogue = catalogue,
        .ledger = ledger,
        .threads = 1,
        .section = burst->sections + number,
    };
    enum status status;

    ledger_init(ledger, arena);
    diag->verbose = false;
    status = pass_run(arena, diag, &pass, book);
    if (status != OK)
        return status;
    (*book)->first_date = intake->book->first_date;
    (*book)->last_date = intake->book->last_date;
    return OK;
}

static enum status measure(const void *context, size_t number,
                           struct arena *arena, struct diag *diag,
                           struct study *study)
{
    const struct burst *burst = context;
    const struct section *section = burst->sections + number;
    struct catalogue *catalogue = arena_new(arena, struct catalogue);
    struct book *book;
    enum status status;

    *catalogue = section_catalogue(arena, section, &burst->intake->catalogue);
    status = read_book(burst, number, catalogue, arena, diag, &book);
    if (status != OK)
        return status;
    *study = *burst->whole;
    study->catalogue = catalogue;
    study->book = book;
    study->section = section;
    study->part = burst->parts[number];
    study->threads = 1;
    study->tables.count = 0;
    status = study_make(arena, diag, study);
    return status == OK ? name_orders(arena, diag, study) : status;
}

enum status burst_list(const struct intake *intake, const struct study *study,
                       const char *asked, struct pack_sections *sections)
{
    size_t most = study->scopes->count;
    struct burst *burst = arena_new(intake->arena, struct burst);
    enum status status;

    *burst = (struct burst){
        .intake = intake,
        .whole = study,
        .sections = arena_array(intake->arena, struct section, most + 1),
        .parts = arena_array(intake->arena, const struct scope *, most + 1),
    };
    status = find_kind(asked) != SECTION_KINDS
                 ? list_kind(intake, study, asked, burst)
                 : list_file(intake, study, asked, burst);
    if (status != OK)
        return status;
    *sections = (struct pack_sections){
        .items = name_folders(intake->arena, burst),
        .count = burst->count,
        .study = measure,
        .context = burst,
    };
    return OK;
}
