#include "read/segment.h"

#include "read/yaml.h"

#include <string.h>

/* In no segment yet. */
enum { NONE = UINT8_MAX };

/* Each has one at the least. */
enum { CELLS = SEGMENT_SCORES * SEGMENT_SCORES };

/* The first keys of a segment, which each must have. */
enum { REQUIRED = 4 };

struct reading {
    struct yaml *yaml;
    struct segments *segments;
    const struct yaml_node *nodes; /* of the segments */
};

/* First and last score. */
struct range {
    int first;
    int last;
};

/* Take "R3" or "R1-2" off the start of a text. */
static bool take_range(struct str *text, char letter, struct range *range)
{
    struct str rest = *text;
    size_t len = rest.len >= 4 && rest.at[2] == '-' ? 4 : 2;

    if (rest.len < len || rest.at[0] != letter)
        return false;
    range->first = rest.at[1] - '0';
    range->last = rest.at[len - 1] - '0';
    text->at += len;
    text->len -= len;
    return range->first >= 1 && range->last >= range->first &&
           range->last <= SEGMENT_SCORES;
}

/* "R1-2 F3": the scores of recency, blanks, those of frequency. */
static bool parse_cells(struct str text, struct range *recency,
                        struct range *frequency)
{
    if (!take_range(&text, 'R', recency) || text.len == 0 || *text.at != ' ')
        return false;
    text = str_trim(text);
    return take_range(&text, 'F', frequency) && text.len == 0;
}

static void name_cell(struct text *text, int recency, int frequency)
{
    text_addf(text, "%sR%d F%d", text->len > 0 ? ", " : "", recency, frequency);
}

/* Tell which cells of a node are also those of an earlier segment. */
static void complain(const struct reading *reading,
                     const struct yaml_node *node, uint8_t earlier,
                     const struct text *cells)
{
    const struct segment *segment = reading->segments->items + earlier;

    yaml_fail(reading->yaml, node, "%s also in '%.*s' of line %zu", cells->at,
              STR_ARGS(segment->name), segment->place.line);
}

/* Cells that are taken stay with the first segment. */
static void claim(const struct reading *reading, const struct yaml_node *node,
                  uint8_t number)
{
    struct text twice = {.arena = reading->yaml->arena};
    uint8_t earlier = NONE;
    struct range recency;
    struct range frequency;
    char quoted[DIAG_QUOTE];

    if (!yaml_is_text(reading->yaml, node))
        return;
    if (!parse_cells(node->text, &recency, &frequency)) {
        yaml_fail(reading->yaml, node,
                  "invalid cells '%s'; expected scores from 1 to %d, like "
                  "R1-2 F5",
                  diag_quote(quoted, node->text), SEGMENT_SCORES);
        return;
    }
    for (int r = recency.first; r <= recency.last; r++)
        for (int f = frequency.first; f <= frequency.last; f++) {
            uint8_t *of = &reading->segments->of[r - 1][f - 1];

            if (*of == NONE) {
                *of = number;
            } else {
                name_cell(&twice, r, f);
                earlier = earlier == NONE ? *of : earlier;
            }
        }
    if (earlier != NONE)
        complain(reading, node, earlier, &twice);
}

static void check_name(const struct reading *reading,
                       const struct yaml_node *node, uint8_t number)
{
    const struct segment *items = reading->segments->items;
    struct str name = items[number].name;
    const struct yaml_node *given = yaml_get(node, "name");

    if (given && (name.len == 0 || str_equal(name, STR("none"))))
        yaml_expect(reading->yaml, given,
                    "a name; 'none' is for who is in no segment");
    for (uint8_t i = 0; given && i < number; i++)
        if (str_equal(items[i].name, name))
            yaml_fail(reading->yaml, given,
                      "segment '%.*s' is also in line %zu", STR_ARGS(name),
                      items[i].place.line);
}

/* An action that needs something, and the one that does not. */
static void read_need(const struct reading *reading,
                      const struct yaml_node *node, struct segment *segment)
{
    static const char *const needs[] = {"nothing", "programme", "subscription"};
    int need = NEEDS_NOTHING;

    yaml_choice(reading->yaml, node, "needs",
                (struct yaml_names){needs, COUNT(needs)}, &need);
    segment->needs = (enum segment_need)need;
    if (segment->needs != NEEDS_NOTHING)
        yaml_require(reading->yaml, node, "otherwise");
    yaml_text(reading->yaml, node, "otherwise", &segment->otherwise);
}

static void read_segment(const struct reading *reading, uint8_t number)
{
    static const char *const keys[] = {"name",   "cells", "colour",
                                       "action", "needs", "otherwise"};
    struct yaml *yaml = reading->yaml;
    const struct yaml_node *node = reading->nodes + number;
    struct segment *segment = reading->segments->items + number;
    const struct yaml_node *cells = yaml_get(node, "cells");

    segment->place = node->place;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    if (node->kind != YAML_MAPPING)
        return;
    for (size_t i = 0; i < REQUIRED; i++)
        yaml_require(yaml, node, keys[i]);
    yaml_text(yaml, node, "name", &segment->name);
    yaml_text(yaml, node, "colour", &segment->colour);
    yaml_text(yaml, node, "action", &segment->action);
    read_need(reading, node, segment);
    check_name(reading, node, number);
    if (cells && cells->kind == YAML_SEQUENCE)
        for (size_t i = 0; i < cells->count; i++)
            claim(reading, cells->items + i, number);
    else if (cells)
        claim(reading, cells, number);
}

/* Tell all cells that no segment has. */
static void check_cover(const struct reading *reading,
                        const struct yaml_node *list)
{
    struct text left = {.arena = reading->yaml->arena};

    for (int r = 1; r <= SEGMENT_SCORES; r++)
        for (int f = 1; f <= SEGMENT_SCORES; f++)
            if (reading->segments->of[r - 1][f - 1] == NONE)
                name_cell(&left, r, f);
    if (left.len > 0)
        yaml_fail(reading->yaml, list, "no segment has %s", left.at);
}

static void read_segments(struct reading *reading, struct arena *arena,
                          const struct yaml_node *list)
{
    struct segments *segments = reading->segments;

    if (list->count > CELLS) {
        yaml_fail(reading->yaml, list,
                  "there are %zu segments; expected at most %d", list->count,
                  CELLS);
        return;
    }
    reading->nodes = list->items;
    segments->items = arena_array(arena, struct segment, list->count + 1);
    segments->count = list->count;
    for (size_t i = 0; i < list->count; i++)
        read_segment(reading, (uint8_t)i);
    check_cover(reading, list);
}

enum status segments_load(struct arena *arena, struct diag *diag,
                          const char *path, struct segments *segments)
{
    static const char *const keys[] = {"segments"};
    struct yaml yaml;
    struct reading reading = {.yaml = &yaml, .segments = segments};
    const struct yaml_node *list;

    *segments = (struct segments){0};
    memset(segments->of, NONE, sizeof segments->of);
    yaml_open(&yaml, arena, diag, path);
    if (yaml.status != OK)
        return yaml.status;
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(&yaml, yaml.root, "segments");
    list = yaml_sequence(&yaml, yaml.root, "segments");
    if (list)
        read_segments(&reading, arena, list);
    return yaml.status;
}

struct segments *segments_fitting(struct arena *arena,
                                  const struct segments *segments,
                                  bool has_programme, bool has_subscription)
{
    struct segments *fitting = arena_new(arena, struct segments);

    *fitting = *segments;
    fitting->items = arena_array(arena, struct segment, segments->count + 1);
    for (size_t i = 0; i < segments->count; i++) {
        struct segment *segment = fitting->items + i;

        *segment = segments->items[i];
        if ((segment->needs == NEEDS_PROGRAMME && !has_programme) ||
            (segment->needs == NEEDS_SUBSCRIPTION && !has_subscription))
            segment->action = segment->otherwise;
    }
    return fitting;
}
