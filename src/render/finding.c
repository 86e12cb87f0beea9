#include "render/finding.h"

#include <math.h>

/* Letters of a name in a title, which is short. */
enum { MOST_NAME = 36 };

/* A candidate that can be told, and what it says. */
struct contender {
    struct finding finding;
    struct str topic;
    double score;
};

static void read_candidate(struct yaml *yaml, const struct yaml_node *node,
                           struct candidate *candidate)
{
    static const char *const keys[] = {"when", "title",  "text",
                                       "size", "weight", "topic"};

    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "title");
    candidate->weight = 1;
    candidate->when = yaml_get(node, "when");
    candidate->title = phrases_read(yaml, node, "title");
    candidate->text = phrases_read(yaml, node, "text");
    candidate->size = yaml_get(node, "size");
    yaml_number(yaml, node, "weight", (struct yaml_range){0, 1000},
                &candidate->weight);
    yaml_text(yaml, node, "topic", &candidate->topic);
}

static struct candidates read_candidates(struct yaml *yaml, const char *key)
{
    const struct yaml_node *list = yaml_sequence(yaml, yaml->root, key);
    struct candidates candidates = {0};

    if (!list)
        return candidates;
    candidates.items = arena_array(yaml->arena, struct candidate, list->count);
    candidates.count = list->count;
    for (size_t i = 0; i < list->count; i++)
        read_candidate(yaml, &list->items[i], &candidates.items[i]);
    return candidates;
}

enum status findings_load(struct arena *arena, struct diag *diag,
                          const char *path, struct findings *findings)
{
    static const char *const keys[] = {"findings", "decisions"};
    struct yaml yaml;

    yaml_open(&yaml, arena, diag, path);
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    findings->moved = read_candidates(&yaml, "findings");
    findings->decisions = read_candidates(&yaml, "decisions");
    return yaml.status;
}

static void check(const struct candidates *candidates, struct words *words)
{
    for (size_t i = 0; i < candidates->count; i++) {
        const struct candidate *candidate = &candidates->items[i];

        words_holds(words, candidate->when);
        words_number(words, candidate->size);
        words_check(words, &candidate->title);
        words_check(words, &candidate->text);
    }
}

void findings_check(const struct findings *findings, struct words *words)
{
    check(&findings->moved, words);
    check(&findings->decisions, words);
}

/* What a candidate says; without a title there is nothing to tell. */
static struct contender contender_of(const struct candidate *candidate,
                                     struct words *words)
{
    struct contender contender = {.topic = candidate->topic};
    double size = candidate->size ? words_number(words, candidate->size) : 1;

    if (!isfinite(size) || !words_holds(words, candidate->when))
        return contender;
    words->longest = MOST_NAME;
    contender.finding.title = words_choose(words, &candidate->title);
    words->longest = 0;
    contender.finding.text = words_choose(words, &candidate->text);
    contender.score = fabs(size) * candidate->weight;
    return contender;
}

/* Whether two tell of the same. */
static bool is_same(const struct contender *a, const struct contender *b)
{
    return str_equal(a->finding.title, b->finding.title) ||
           (a->topic.len && str_equal(a->topic, b->topic));
}

/* The best of those that can be told; NULL: none is left. */
static struct contender *best_of(struct contender *all, size_t count)
{
    struct contender *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (all[i].finding.title.len && (!best || all[i].score > best->score))
            best = &all[i];
    return best;
}

size_t findings_choose(const struct candidates *candidates, struct words *words,
                       struct finding told[static MOST_FINDINGS])
{
    struct contender *all =
        arena_array(words->arena, struct contender, candidates->count + 1);
    size_t count = 0;

    for (size_t i = 0; i < candidates->count; i++)
        all[i] = contender_of(&candidates->items[i], words);
    while (count < MOST_FINDINGS) {
        struct contender *best = best_of(all, candidates->count);
        struct contender chosen;

        if (!best)
            break;
        chosen = *best;
        told[count++] = chosen.finding;
        for (size_t i = 0; i < candidates->count; i++)
            if (is_same(&all[i], &chosen))
                all[i].finding.title = (struct str){0};
    }
    return count;
}
