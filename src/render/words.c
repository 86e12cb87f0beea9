#include "render/words.h"

#include "read/column.h"
#include "render/condition.h"
#include "render/period_name.h"
#include "render/reference.h"

#include <math.h>
#include <string.h>

struct phrases phrases_read(struct yaml *yaml, const struct yaml_node *node,
                            const char *key)
{
    static const char *const keys[] = {"when", "say"};
    const struct yaml_node *list = yaml_get(node, key);
    struct phrases phrases = {0};

    if (!list)
        return phrases;
    phrases.count = list->kind == YAML_SEQUENCE ? list->count : 1;
    phrases.items = arena_array(yaml->arena, struct phrase, phrases.count);
    for (size_t i = 0; i < phrases.count; i++) {
        const struct yaml_node *item =
            list->kind == YAML_SEQUENCE ? &list->items[i] : list;
        struct phrase *phrase = &phrases.items[i];
        if (item->kind != YAML_MAPPING) {
            yaml_is_text(yaml, item);
            phrase->say = item;
            continue;
        }
        yaml_keys(yaml, item, (struct yaml_names){keys, COUNT(keys)});
        yaml_require(yaml, item, "say");
        phrase->when = yaml_get(item, "when");
        phrase->say = yaml_get(item, "say");
    }
    return phrases;
}

static struct place place_in(const struct yaml_node *node, size_t offset)
{
    struct place place = node->place;

    place.column += offset + node->quoted;
    return place;
}

/* A count of up to ten in words, with a capital where a sentence begins. */
static struct str spell(struct words *words, const struct text *out,
                        const struct cell *cell, const char *none)
{
    static const char *const names[] = {"",      "one",  "two", "three",
                                        "four",  "five", "six", "seven",
                                        "eight", "nine", "ten"};
    double number = cell_number(cell);
    struct str name = number_short(words->arena, &words->style, cell);

    for (size_t i = 0; i < COUNT(names); i++)
        if (number == (double)i)
            name = str_of(i ? names[i] : none);
    if (out->len || !name.len || name.at[0] < 'a' || name.at[0] > 'z')
        return name;
    return str_format(words->arena, "%c%.*s", name.at[0] - 'a' + 'A',
                      (int)name.len - 1, name.at + 1);
}

/* "One store", "12 stores"; `forms` is "store stores". */
static void say_plural(struct words *words, struct text *out,
                       const struct found *found, struct str forms)
{
    size_t space = str_find(forms, ' ');
    struct str many = {forms.at + space, forms.len - space};
    struct str number = spell(words, out, &found->cell, "no");

    text_add(out, found->is_small ? STR("<10") : number);
    text_add(out, STR(" "));
    if (cell_number(&found->cell) == 1 && !found->is_small)
        text_add(out, (struct str){forms.at, space});
    else
        text_add(out, str_trim(many));
}

/* Take what is before a mark off a text, and the mark. */
static struct str take_item(struct str *text, const char *mark)
{
    size_t len = strlen(mark);
    struct str item = *text;

    for (size_t i = 0; i + len <= text->len; i++)
        if (memcmp(text->at + i, mark, len) == 0) {
            item.len = i;
            text->at += i + len;
            text->len -= i + len;
            return item;
        }
    text->len = 0;
    return item;
}

static bool has_item(struct str list, struct str item)
{
    while (list.len)
        if (str_equal(take_item(&list, ", "), item))
            return true;
    return false;
}

static bool is_extract(struct str name)
{
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (str_equal(str_of(extract_specs[i].name), name))
            return true;
    return false;
}

/* "transactions, offer events" of a list of extracts, as far as it has those
 * that are named; false where a name is none of an extract. */
static bool say_those(struct words *words, struct text *out, struct str list,
                      struct str names)
{
    const char *before = "";

    while (names.len) {
        struct str name = take_item(&names, " ");
        struct str said = words_spaced(words->arena, name);

        if (!is_extract(name))
            return false;
        if (!has_item(list, said))
            continue;
        text_addf(out, "%s%.*s", before, STR_ARGS(said));
        before = ", ";
    }
    return true;
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Small letters, but of what is written in capitals: ROAS. */
static struct str lower(struct words *words, struct str text)
{
    char *copy = arena_array(words->arena, char, text.len + 1);

    for (size_t i = 0; i < text.len; i++) {
        bool alone = !(i > 0 && is_capital(text.at[i - 1])) &&
                     !(i + 1 < text.len && is_capital(text.at[i + 1]));

        copy[i] =
            (char)(is_capital(text.at[i]) && alone ? text.at[i] + ('a' - 'A')
                                                   : text.at[i]);
    }
    return (struct str){copy, text.len};
}

/* A name no longer than a sentence bears. */
static struct str shorten(const struct words *words, struct str name)
{
    size_t letters = 0, keep = name.len;
    unsigned code;

    for (size_t at = 0; words->longest && at < name.len; letters++) {
        if (letters + 1 == words->longest)
            keep = at;
        at += str_code_point((struct str){name.at + at, name.len - at}, &code);
    }
    if (letters <= words->longest)
        return name;
    return str_format(words->arena, "%.*s\xE2\x80\xA6",
                      STR_ARGS(str_trim((struct str){name.at, keep})));
}

/* Print what was found in the way asked for; false where there is none. */
static bool say_found(struct words *words, struct text *out,
                      const struct found *found, struct str way)
{
    struct str text = number_short(words->arena, &words->style, &found->cell);

    if (str_starts(way, STR("plural "))) {
        say_plural(words, out, found,
                   str_trim((struct str){way.at + 7, way.len - 7}));
        return true;
    }
    if (str_starts(way, STR("of ")))
        return say_those(words, out, found->cell.text,
                         (struct str){way.at + 3, way.len - 3});
    if (str_equal(way, STR("size")))
        text = number_size(words->arena, &words->style, &found->cell);
    else if (str_equal(way, STR("full")))
        text = number_table(words->arena, &words->style, &found->cell, NULL);
    else if (str_equal(way, STR("lower")))
        text = lower(words, text);
    else if (str_equal(way, STR("spelled")))
        text = spell(words, out, &found->cell, "none");
    else if (way.len && !str_equal(way, STR("short")))
        return false;
    if (found->cell.kind == CELL_TEXT)
        text =
            shorten(words, period_is_days(text)
                               ? number_dated(words->arena, &words->style, text)
                               : text);
    text_add(out, found->is_small ? STR("<10") : text);
    return true;
}

/* One reference with its way; false where it is undefined. */
static bool say_reference(struct words *words, struct text *out,
                          struct str inner, struct place place)
{
    size_t bar = str_find(inner, '|');
    struct str way = {0};
    struct found found;
    char quote[DIAG_QUOTE];

    found = reference_find(words, (struct str){inner.at, bar}, place);
    if (bar < inner.len)
        way = str_trim((struct str){inner.at + bar + 1, inner.len - bar - 1});
    if (!say_found(words, out, &found, way)) {
        place.column += bar + 1;
        words->status = diag_error(
            words->diag, BAD_DATA, place,
            "unrecognized way to print '%s'; use short, size, full, lower, "
            "spelled, plural or of",
            diag_quote(quote, way));
    }
    return cell_is_defined(&found.cell) &&
           (found.cell.kind != CELL_TEXT || found.cell.text.len);
}

/* Letters of scripts that are written from right to left. */
static bool is_leftward(unsigned code)
{
    return (code >= 0x590 && code <= 0x8FF) ||
           (code >= 0xFB1D && code <= 0xFDFF) ||
           (code >= 0xFE70 && code <= 0xFEFC);
}

static bool is_latin(char byte)
{
    return is_capital(byte) || (byte >= 'a' && byte <= 'z');
}

/* Whether a pattern has words of its own, and not just a name in braces. */
static bool has_latin(struct str pattern)
{
    bool inside = false;

    for (size_t i = 0; i < pattern.len; i++) {
        inside |= pattern.at[i] == '{';
        inside &= pattern.at[i] != '}';
        if (!inside && is_latin(pattern.at[i]))
            return true;
    }
    return false;
}

/* An English sentence runs to the right though it begins with an Arabic name:
 * by a mark that nobody sees. */
static struct str keep_direction(struct words *words, struct str said,
                                 struct str pattern)
{
    unsigned code = 0;

    if (said.len)
        str_code_point(said, &code);
    if (!is_leftward(code) || !has_latin(pattern))
        return said;
    return str_format(words->arena, "\xE2\x80\x8E%.*s", STR_ARGS(said));
}

bool words_say(struct words *words, const struct yaml_node *pattern,
               struct str *said)
{
    struct text out = {.arena = words->arena};
    struct str text = pattern ? pattern->text : (struct str){0};
    bool defined = true;

    for (size_t at = 0; at < text.len;) {
        struct str tail = {text.at + at, text.len - at};
        size_t open = str_find(tail, '{');
        size_t close = str_find(tail, '}');
        text_add(&out, (struct str){tail.at, open});
        if (open == tail.len)
            break;
        if (close == tail.len || close < open) {
            words->status =
                diag_error(words->diag, BAD_DATA, place_in(pattern, at + open),
                           "a reference begins with '{' and ends with '}'");
            return false;
        }
        defined &= say_reference(
            words, &out, (struct str){tail.at + open + 1, close - open - 1},
            place_in(pattern, at + open + 1));
        at += close + 1;
    }
    *said = keep_direction(words, text_str(&out), text);
    return defined;
}

bool words_holds(struct words *words, const struct yaml_node *condition)
{
    return !condition ||
           condition_holds(words, condition->text, place_in(condition, 0));
}

struct str words_choose(struct words *words, const struct phrases *phrases)
{
    struct str said = {0};

    for (size_t i = 0; i < phrases->count; i++)
        if (words_holds(words, phrases->items[i].when) &&
            words_say(words, phrases->items[i].say, &said))
            return said;
    return (struct str){0};
}

void words_check(struct words *words, const struct phrases *phrases)
{
    struct str said;

    for (size_t i = 0; i < phrases->count; i++) {
        words_holds(words, phrases->items[i].when);
        words_say(words, phrases->items[i].say, &said);
    }
}

double words_number(struct words *words, const struct yaml_node *reference)
{
    struct found found;

    if (!reference)
        return (double)NAN;
    found = reference_find(words, reference->text, place_in(reference, 0));
    return cell_number(&found.cell);
}

static char *space_out(struct arena *arena, struct str text)
{
    char *said = arena_array(arena, char, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        said[i] = (char)(text.at[i] == '_' ? ' ' : text.at[i]);
    return said;
}

struct str words_spaced(struct arena *arena, struct str text)
{
    return (struct str){space_out(arena, text), text.len};
}

struct str words_sentence(struct arena *arena, struct str text)
{
    char *said = space_out(arena, text);

    if (said[0] >= 'a' && said[0] <= 'z')
        said[0] = (char)(said[0] - 'a' + 'A');
    return (struct str){said, text.len};
}
