#include "read/tree.h"

#include "base/file.h"
#include "base/memory.h"

#include <yaml.h>

enum { DEPTH_MAX = 32 };

/* Where in a file's bytes a parser is; its marks only ever go forward. */
struct cursor {
    struct str content;
    size_t at;         /* byte */
    size_t characters; /* before it: what libyaml's marks count */
    size_t line;       /* from 1 */
    size_t line_start; /* byte */
};

/* A sequence or mapping that is being read. */
struct frame {
    struct yaml_node node;
    struct yaml_node *items;
    size_t capacity;
    struct yaml_node next; /* in a mapping: the key whose value comes */
    bool has_key;
};

struct loader {
    struct arena *arena;
    struct diag *diag;
    const char *path;
    struct yaml_node *root;
    enum status status;
    yaml_parser_t parser;
    struct cursor cursor;
    struct frame frames[DEPTH_MAX]; /* the innermost is the last */
    size_t depth;
    bool is_done;
};

static void step(struct cursor *cursor)
{
    struct str rest = {cursor->content.at + cursor->at,
                       cursor->content.len - cursor->at};
    unsigned code_point;

    cursor->at += str_code_point(rest, &code_point);
    cursor->characters++;
    if (code_point == '\n') {
        cursor->line++;
        cursor->line_start = cursor->at;
    }
}

/* libyaml counts columns in characters; a place counts bytes. */
static struct place place_of(struct loader *loader, size_t characters)
{
    struct cursor *cursor = &loader->cursor;

    while (cursor->characters < characters && cursor->at < cursor->content.len)
        step(cursor);
    return (struct place){loader->path, cursor->line,
                          cursor->at - cursor->line_start + 1};
}

static struct place place_of_byte(struct loader *loader, size_t byte)
{
    struct cursor *cursor = &loader->cursor;

    while (cursor->at < byte && cursor->at < cursor->content.len)
        step(cursor);
    return place_of(loader, 0);
}

/* What libyaml says of the commonest slips, and plainer words for it. */
static const struct {
    const char *problem;
    const char *words;
} slips[] = {
    {"found character that cannot start any token",
     "this character cannot begin a value; put the value in quotes"},
    {"mapping values are not allowed in this context",
     "a second ':' in a line; put a value that holds one in quotes, or check "
     "the indentation"},
};

static const char *words_of(const char *problem)
{
    if (!problem)
        return "invalid YAML";
    for (size_t i = 0; i < COUNT(slips); i++)
        if (str_equal(str_of(problem), str_of(slips[i].problem)))
            return slips[i].words;
    return problem;
}

static enum status tell(struct loader *loader, struct place place,
                        const char *message)
{
    return diag_error(loader->diag, BAD_DATA, place, "%s", message);
}

static enum status tell_syntax(struct loader *loader)
{
    const yaml_parser_t *parser = &loader->parser;
    const struct cursor *cursor = &loader->cursor;
    struct place place = parser->error == YAML_READER_ERROR
                             ? place_of_byte(loader, parser->problem_offset)
                             : place_of(loader, parser->problem_mark.index);
    const char *words = words_of(parser->problem);

    if (cursor->at < cursor->content.len &&
        cursor->content.at[cursor->at] == '\t')
        return tell(loader, place, "a tab cannot indent; use spaces");
    if (words != parser->problem || !parser->context ||
        parser->context_mark.line == parser->problem_mark.line)
        return tell(loader, place, words);
    return diag_error(loader->diag, BAD_DATA, place, "%s %s from line %zu on",
                      words, parser->context, parser->context_mark.line + 1);
}

static struct str text_of(struct loader *loader, const yaml_event_t *event)
{
    struct str text = {(const char *)event->data.scalar.value,
                       event->data.scalar.length};

    return (struct str){str_z(loader->arena, text), text.len};
}

static bool is_null(struct str text)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};

    for (size_t i = 0; i < COUNT(nulls); i++)
        if (str_equal(text, str_of(nulls[i])))
            return true;
    return false;
}

static bool fail_at(struct loader *loader, const yaml_event_t *event,
                    const char *message)
{
    loader->status =
        tell(loader, place_of(loader, event->start_mark.index), message);
    return false;
}

static bool take_key(struct loader *loader, struct frame *frame,
                     const yaml_event_t *event)
{
    struct yaml_node *next = &frame->next;
    char quoted[DIAG_QUOTE];

    if (event->type != YAML_SCALAR_EVENT)
        return fail_at(loader, event, "a key must be plain text");
    *next = (struct yaml_node){.key = text_of(loader, event)};
    next->key_place = place_of(loader, event->start_mark.index);
    next->place = next->key_place;
    frame->has_key = true;
    for (size_t i = 0; i < frame->node.count; i++)
        if (str_equal(frame->items[i].key, next->key)) {
            loader->status = diag_error(
                loader->diag, BAD_DATA, next->key_place,
                "key '%s' is given twice, first in line %zu",
                diag_quote(quoted, next->key), frame->items[i].key_place.line);
            return false;
        }
    return true;
}

/* A whole value: the next item of what it stands in, or the root. */
static void finish(struct loader *loader, const struct yaml_node *value)
{
    struct frame *frame;

    if (loader->depth == 0) {
        loader->root = arena_new(loader->arena, struct yaml_node);
        *loader->root = *value;
        return;
    }
    frame = &loader->frames[loader->depth - 1];
    frame->items = arena_grow(loader->arena, frame->items, &frame->capacity,
                              frame->node.count + 1, sizeof *frame->items);
    frame->items[frame->node.count++] = *value;
    frame->has_key = false;
}

/* A value that begins: what is known of it before its kind. */
static struct yaml_node begin(struct loader *loader, const yaml_event_t *event)
{
    struct yaml_node value = {0};

    if (loader->depth > 0) {
        const struct frame *frame = &loader->frames[loader->depth - 1];

        if (frame->has_key)
            value = frame->next;
        else
            value.key = frame->node.key;
    }
    value.place = place_of(loader, event->start_mark.index);
    if (!value.key_place.file)
        value.key_place = value.place;
    return value;
}

static bool open_frame(struct loader *loader, const yaml_event_t *event,
                       enum yaml_kind kind)
{
    struct frame frame = {.node = begin(loader, event)};

    if (loader->depth == DEPTH_MAX)
        return fail_at(loader, event, "nested too deeply");
    frame.node.kind = kind;
    loader->frames[loader->depth++] = frame;
    return true;
}

static void close_frame(struct loader *loader)
{
    struct frame *frame = &loader->frames[--loader->depth];

    frame->node.items = frame->items;
    finish(loader, &frame->node);
}

static void take_scalar(struct loader *loader, const yaml_event_t *event)
{
    struct yaml_node value = begin(loader, event);

    value.text = text_of(loader, event);
    value.quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    value.kind = !value.quoted && is_null(value.text) ? YAML_NULL : YAML_SCALAR;
    finish(loader, &value);
}

/* The mapping that an event gives a key to, or NULL. */
static struct frame *keyed_by(struct loader *loader, const yaml_event_t *event)
{
    struct frame *frame;

    if (loader->depth == 0 || event->type == YAML_MAPPING_END_EVENT)
        return NULL;
    frame = &loader->frames[loader->depth - 1];
    return frame->node.kind == YAML_MAPPING && !frame->has_key ? frame : NULL;
}

static bool take_event(struct loader *loader, const yaml_event_t *event)
{
    struct frame *keyed = keyed_by(loader, event);

    if (keyed)
        return take_key(loader, keyed, event);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (loader->root)
            return fail_at(loader, event, "a second document begins here");
        return true;
    case YAML_SCALAR_EVENT:
        take_scalar(loader, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        return open_frame(loader, event, YAML_SEQUENCE);
    case YAML_MAPPING_START_EVENT:
        return open_frame(loader, event, YAML_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(loader);
        return true;
    case YAML_ALIAS_EVENT:
        return fail_at(loader, event, "an alias cannot stand for a value");
    case YAML_STREAM_END_EVENT:
        loader->is_done = true;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return true;
    }
}

static void read_events(struct loader *loader)
{
    bool fine = true;

    while (fine && !loader->is_done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&loader->parser, &event)) {
            loader->status = tell_syntax(loader);
            return;
        }
        fine = take_event(loader, &event);
        yaml_event_delete(&event);
    }
}

static void parse(struct loader *loader)
{
    const struct str *content = &loader->cursor.content;

    if (!yaml_parser_initialize(&loader->parser))
        memory_exhausted();
    yaml_parser_set_encoding(&loader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &loader->parser, (const unsigned char *)content->at, content->len);
    read_events(loader);
    yaml_parser_delete(&loader->parser);
}

enum status tree_load(struct arena *arena, struct diag *diag, const char *path,
                      const struct yaml_node **root)
{
    const struct str mark = STR("\xEF\xBB\xBF");
    struct loader loader = {.arena = arena, .diag = diag, .path = path};
    struct str content;

    loader.status = file_read(arena, diag, path, &content);
    if (loader.status != OK)
        return loader.status;
    if (str_starts(content, mark))
        content = (struct str){content.at + mark.len, content.len - mark.len};
    if (content.len == 0)
        content = STR("\n"); /* libyaml takes no NULL */
    loader.cursor = (struct cursor){.content = content, .line = 1};
    parse(&loader);
    if (loader.status != OK)
        return loader.status;
    if (!loader.root || loader.root->kind == YAML_NULL) {
        loader.root = arena_new(arena, struct yaml_node);
        loader.root->kind = YAML_MAPPING;
        loader.root->place = (struct place){path, 1, 1};
        loader.root->key_place = loader.root->place;
    }
    *root = loader.root;
    return OK;
}
