#include "deliver/mailing.h"

#include "read/yaml.h"

#include <string.h>

static bool is_printable(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
            return false;
    return true;
}

static bool is_address(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] > 0x7E)
            return false;
    return is_printable(text) && str_find(text, '@') < text.len;
}

/* A text that is required, and stands in a header. */
static void read_header(struct yaml *yaml, const struct yaml_node *node,
                        const char *key, struct str *text)
{
    yaml_require(yaml, node, key);
    if (yaml_text(yaml, node, key, text) && !is_printable(*text))
        yaml_expect(yaml, yaml_get(node, key), "one line of text");
}

static void read_address(struct yaml *yaml, const struct yaml_node *node,
                         const char *key, struct str *address)
{
    yaml_require(yaml, node, key);
    if (yaml_text(yaml, node, key, address) && !is_address(*address))
        yaml_expect(yaml, yaml_get(node, key),
                    "an address in ASCII like 'Ann <ann@example.com>'");
}

/* The system asks for words that might be changed. */
static char *own_word(struct arena *arena, struct str word)
{
    char *copy = arena_array(arena, char, word.len + 1);

    memcpy(copy, word.at, word.len);
    return copy;
}

static void read_command(struct yaml *yaml, struct mailing *mailing)
{
    static const struct str usual[] = {
        {"/usr/sbin/sendmail", 18}, {"-t", 2}, {"-i", 2}};
    struct str *given = NULL;
    size_t count = 0;
    const struct str *words = usual;

    yaml_texts(yaml, yaml->root, "command", &given, &count);
    if (count > 0)
        words = given;
    else
        count = COUNT(usual);
    mailing->command = arena_array(yaml->arena, char *, count + 1);
    for (size_t i = 0; i < count; i++)
        mailing->command[i] = own_word(yaml->arena, words[i]);
}

static void read_files(struct yaml *yaml, const struct yaml_node *node,
                       struct recipient *recipient)
{
    static const char *const names[MAIL_FILES] = {
        [MAIL_PDF] = "pdf", [MAIL_XLSX] = "xlsx"};
    struct str *texts = NULL;
    size_t count = 0;
    bool is_right;

    recipient->files = 1U << MAIL_PDF;
    if (!yaml_texts(yaml, node, "attach", &texts, &count))
        return;
    recipient->files = 0;
    is_right = count > 0;
    for (size_t i = 0; i < count; i++) {
        unsigned before = recipient->files;

        for (size_t k = 0; k < MAIL_FILES; k++)
            if (str_equal(texts[i], str_of(names[k])))
                recipient->files |= 1U << k;
        is_right &= recipient->files != before;
    }
    if (!is_right)
        yaml_fail(yaml, yaml_get(node, "attach"),
                  "only pdf, xlsx or both can be attached, each once");
}

static void read_recipients(struct yaml *yaml, struct mailing *mailing)
{
    static const char *const keys[] = {"to", "attach"};
    const struct yaml_node *list =
        yaml_sequence(yaml, yaml->root, "recipients");

    if (!list || list->count == 0) {
        yaml_fail(yaml, yaml->root, "no recipients are given");
        return;
    }
    mailing->recipients =
        arena_array(yaml->arena, struct recipient, list->count);
    mailing->count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *item = &list->items[i];

        yaml_keys(yaml, item, (struct yaml_names){keys, COUNT(keys)});
        read_address(yaml, item, "to", &mailing->recipients[i].address);
        read_files(yaml, item, &mailing->recipients[i]);
    }
}

enum status mailing_load(struct arena *arena, struct diag *diag,
                         const char *path, struct mailing *mailing)
{
    static const char *const keys[] = {"from", "subject", "text", "command",
                                       "recipients"};
    struct yaml yaml;

    *mailing = (struct mailing){0};
    yaml_open(&yaml, arena, diag, path);
    if (yaml.status != OK)
        return yaml.status;
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    read_address(&yaml, yaml.root, "from", &mailing->from);
    read_header(&yaml, yaml.root, "subject", &mailing->subject);
    yaml_text(&yaml, yaml.root, "text", &mailing->text);
    read_command(&yaml, mailing);
    read_recipients(&yaml, mailing);
    return yaml.status;
}
