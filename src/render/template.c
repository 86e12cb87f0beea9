#include "render/template.h"

static const char *const kind_names[BLOCK_KINDS] = {
    [BLOCK_CARDS] = "cards",       [BLOCK_LINE] = "line",
    [BLOCK_COLUMNS] = "columns",   [BLOCK_WATERFALL] = "waterfall",
    [BLOCK_SCATTER] = "scatter",   [BLOCK_SLOPE] = "slope",
    [BLOCK_STACKED] = "stacked",   [BLOCK_GROUPED] = "grouped",
    [BLOCK_FUNNEL] = "funnel",     [BLOCK_HISTOGRAM] = "histogram",
    [BLOCK_TABLE] = "table",       [BLOCK_HEATMAP] = "heatmap",
    [BLOCK_FINDINGS] = "findings", [BLOCK_DECISIONS] = "decisions",
    [BLOCK_TEXT] = "text",         [BLOCK_STACK] = "stack",
    [BLOCK_OUTLOOK] = "outlook",   [BLOCK_TRENDS] = "trends",
    [BLOCK_CURVE] = "curve",       [BLOCK_MULTIPLES] = "multiples",
};

static const char *const show_names[SHOW_KINDS] = {
    "value", "bar",    "change", "interval", "bullet",
    "pair",  "number", "tag",    "range",    "verdict",
};

static const char *const block_keys[] = {
    "kind",       "span",         "height",        "fixed",     "title",
    "subtitle",   "text",         "missing",       "table",     "where",
    "sort",       "limit",        "skip",          "columns",   "total",
    "others",     "breaks",       "dense",         "label",     "value",
    "base",       "band",         "across",        "down",      "below",
    "cut",        "kpis",         "blocks",        "accent",    "year",
    "when",       "fit",          "missing_title", "from",      "to",
    "from_label", "to_label",     "slope",         "intercept", "log",
    "low",        "high",         "otherwise",     "notable",   "series",
    "whole",      "lying",        "shares",        "step",      "share",
    "marks",      "expected",     "intervals",     "groups",    "themes",
    "down_last",  "across_first", "end",           "means",     "size",
    "at",         "callout",      "neutral",       "partial",   "fall",
};

static void read_column(struct yaml *yaml, const struct yaml_node *node,
                        struct shown_column *column)
{
    static const char *const keys[] = {
        "column",    "head",   "base",           "second", "show",
        "bold",      "muted",  "falls_are_good", "full",   "share",
        "otherwise", "places", "effect",         "low",    "high",
        "twin",      "names",  "sentence"};
    const struct yaml_names names = {show_names, SHOW_KINDS};
    int show = SHOW_VALUE;

    column->node = node;
    if (node->kind == YAML_SCALAR) {
        column->column = node->text;
        return;
    }
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "column");
    yaml_text(yaml, node, "column", &column->column);
    column->has_head = yaml_text(yaml, node, "head", &column->head);
    yaml_text(yaml, node, "base", &column->base);
    yaml_text(yaml, node, "second", &column->second);
    yaml_text(yaml, node, "otherwise", &column->otherwise);
    yaml_text(yaml, node, "effect", &column->effect);
    yaml_text(yaml, node, "low", &column->low);
    yaml_text(yaml, node, "high", &column->high);
    yaml_text(yaml, node, "twin", &column->twin);
    column->names = yaml_mapping(yaml, node, "names");
    yaml_choice(yaml, node, "show", names, &show);
    yaml_flag(yaml, node, "bold", &column->bold);
    yaml_flag(yaml, node, "muted", &column->muted);
    yaml_flag(yaml, node, "sentence", &column->sentence);
    yaml_flag(yaml, node, "falls_are_good", &column->falls_are_good);
    yaml_flag(yaml, node, "full", &column->full);
    yaml_integer(yaml, node, "places", (struct yaml_range){0, 4},
                 &column->places);
    yaml_number(yaml, node, "share", (struct yaml_range){0, 100},
                &column->share);
    column->show = (enum show)show;
}

static void read_groups(struct yaml *yaml, struct block *block)
{
    static const char *const keys[] = {"column", "names"};
    const struct yaml_node *node = yaml_mapping(yaml, block->node, "groups");

    if (!node)
        return;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "column");
    yaml_text(yaml, node, "column", &block->groups.column);
    block->groups.names = yaml_mapping(yaml, node, "names");
}

static void read_columns(struct yaml *yaml, struct block *block)
{
    const struct yaml_node *list = yaml_sequence(yaml, block->node, "columns");

    if (!list)
        return;
    block->columns = arena_array(yaml->arena, struct shown_column, list->count);
    block->column_count = list->count;
    for (size_t i = 0; i < list->count; i++)
        read_column(yaml, &list->items[i], &block->columns[i]);
}

static void read_themes(struct yaml *yaml, struct block *block)
{
    static const char *const keys[] = {"label", "kpis"};
    const struct yaml_node *list = yaml_sequence(yaml, block->node, "themes");

    if (!list)
        return;
    block->themes = arena_array(yaml->arena, struct theme_of_kpis, list->count);
    block->theme_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *node = &list->items[i];
        struct theme_of_kpis *theme = &block->themes[i];

        yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
        yaml_require(yaml, node, "label");
        yaml_text(yaml, node, "label", &theme->label);
        yaml_texts(yaml, node, "kpis", &theme->kpis, &theme->count);
    }
}

/* The parts of stacked and grouped bars are columns. */
static void read_parts(struct yaml *yaml, struct block *block)
{
    const struct yaml_node *node = block->node;

    yaml_text(yaml, node, "series", &block->series);
    yaml_text(yaml, node, "whole", &block->whole);
    yaml_flag(yaml, node, "lying", &block->lying);
    yaml_flag(yaml, node, "shares", &block->shares);
    if (block->kind != BLOCK_STACKED && block->kind != BLOCK_GROUPED)
        return;
    yaml_require(yaml, node, "columns");
    if (block->column_count > MOST_PARTS)
        yaml_fail(yaml, yaml_get(node, "columns"),
                  "too many columns: bars have at most %d parts", MOST_PARTS);
}

static void read_markers(struct yaml *yaml, struct block *block)
{
    static const char *const keys[] = {"at", "say"};
    const struct yaml_node *list = yaml_sequence(yaml, block->node, "marks");

    if (list && list->count > MOST_MARKERS)
        yaml_fail(yaml, &list->items[MOST_MARKERS],
                  "too many marks; a histogram has %d at the most",
                  MOST_MARKERS);
    for (size_t i = 0; list && i < list->count && i < MOST_MARKERS; i++) {
        const struct yaml_node *node = &list->items[i];

        yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
        yaml_require(yaml, node, "at");
        yaml_require(yaml, node, "say");
        block->markers[block->marker_count++] = (struct marker){
            .at = yaml_get(node, "at"), .say = phrases_read(yaml, node, "say")};
    }
}

static void read_chart(struct yaml *yaml, struct block *block)
{
    const struct yaml_node *node = block->node;

    yaml_text(yaml, node, "label", &block->label);
    yaml_text(yaml, node, "value", &block->value);
    yaml_text(yaml, node, "base", &block->base);
    yaml_text(yaml, node, "otherwise", &block->otherwise);
    yaml_number(yaml, node, "notable", (struct yaml_range){0, 1e15},
                &block->notable);
    yaml_text(yaml, node, "year", &block->year);
    yaml_text(yaml, node, "band", &block->band);
    block->end = STR("now");
    yaml_text(yaml, node, "end", &block->end);
    yaml_text(yaml, node, "expected", &block->expected);
    yaml_texts(yaml, node, "intervals", &block->intervals,
               &block->interval_count);
    yaml_text(yaml, node, "step", &block->step);
    yaml_text(yaml, node, "share", &block->share);
    yaml_text(yaml, node, "across", &block->across);
    yaml_text(yaml, node, "down", &block->down);
    yaml_number(yaml, node, "at", (struct yaml_range){0, 1e9}, &block->at);
    block->callout = phrases_read(yaml, node, "callout");
    yaml_text(yaml, node, "means", &block->means);
    block->has_neutral = yaml_number(
        yaml, node, "neutral", (struct yaml_range){0, 1e9}, &block->neutral);
    yaml_text(yaml, node, "partial", &block->partial);
    yaml_text(yaml, node, "fall", &block->fall);
    yaml_text(yaml, node, "size", &block->size);
    yaml_integer(yaml, node, "down_last", (struct yaml_range){1, 48},
                 &block->down_last);
    yaml_integer(yaml, node, "across_first", (struct yaml_range){1, 48},
                 &block->across_first);
    yaml_texts(yaml, node, "below", &block->below, &block->below_count);
    yaml_flag(yaml, node, "cut", &block->cut);
    block->from = yaml_get(node, "from");
    block->to = yaml_get(node, "to");
    block->slope = yaml_get(node, "slope");
    block->intercept = yaml_get(node, "intercept");
    yaml_flag(yaml, node, "log", &block->log);
    block->from_label = phrases_read(yaml, node, "from_label");
    block->to_label = phrases_read(yaml, node, "to_label");
    yaml_texts(yaml, node, "kpis", &block->kpis, &block->kpi_count);
}

static void read_block(struct yaml *yaml, const struct yaml_node *node,
                       struct block *block)
{
    const struct yaml_names names = {kind_names, BLOCK_KINDS};
    int kind = BLOCK_TEXT;

    block->node = node;
    block->height = 1;
    block->when = yaml_get(node, "when");
    block->span = 12;
    yaml_keys(yaml, node, (struct yaml_names){block_keys, COUNT(block_keys)});
    yaml_require(yaml, node, "kind");
    yaml_choice(yaml, node, "kind", names, &kind);
    block->kind = (enum block_kind)kind;
    yaml_integer(yaml, node, "span", (struct yaml_range){1, 12}, &block->span);
    yaml_number(yaml, node, "height", (struct yaml_range){0.01, 1000},
                &block->height);
    block->fixed = yaml_number(yaml, node, "fixed", (struct yaml_range){8, 600},
                               &block->height);
    block->title = phrases_read(yaml, node, "title");
    block->subtitle = phrases_read(yaml, node, "subtitle");
    block->text = phrases_read(yaml, node, "text");
    block->missing = phrases_read(yaml, node, "missing");
    block->missing_title = STR("Not available");
    yaml_text(yaml, node, "missing_title", &block->missing_title);
    block->accent = phrases_read(yaml, node, "accent");
    block->selection = selection_read(yaml, node);
    yaml_flag(yaml, node, "total", &block->total);
    yaml_flag(yaml, node, "others", &block->others);
    yaml_flag(yaml, node, "breaks", &block->breaks);
    yaml_flag(yaml, node, "dense", &block->dense);
    yaml_flag(yaml, node, "fit", &block->fit);
    read_groups(yaml, block);
    read_columns(yaml, block);
    read_themes(yaml, block);
    yaml_text(yaml, node, "low", &block->low);
    yaml_text(yaml, node, "high", &block->high);
    read_chart(yaml, block);
    read_parts(yaml, block);
    read_markers(yaml, block);
}

static struct block *read_blocks(struct yaml *yaml,
                                 const struct yaml_node *node, size_t *count)
{
    const struct yaml_node *list = yaml_sequence(yaml, node, "blocks");
    struct block *blocks;

    if (!list)
        return NULL;
    blocks = arena_array(yaml->arena, struct block, list->count);
    for (size_t i = 0; i < list->count; i++)
        read_block(yaml, &list->items[i], &blocks[i]);
    *count = list->count;
    return blocks;
}

static void read_row(struct yaml *yaml, const struct yaml_node *node,
                     struct block_row *row)
{
    static const char *const keys[] = {"height", "fixed", "blocks", "when"};

    row->height = 1;
    row->when = yaml_get(node, "when");
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "blocks");
    yaml_number(yaml, node, "height", (struct yaml_range){0.01, 1000},
                &row->height);
    row->fixed = yaml_number(yaml, node, "fixed", (struct yaml_range){8, 600},
                             &row->height);
    row->blocks = read_blocks(yaml, node, &row->block_count);
    for (size_t i = 0; i < row->block_count; i++) {
        struct block *block = &row->blocks[i];
        if (block->kind == BLOCK_STACK)
            block->stack = read_blocks(yaml, block->node, &block->stack_count);
    }
}

static void read_page(struct yaml *yaml, const struct yaml_node *node,
                      struct page *page)
{
    static const char *const keys[] = {
        "id",          "group",    "title",  "about",    "needs",
        "missing",     "headline", "second", "subtitle", "source",
        "definitions", "rows",     "when"};
    const struct yaml_node *rows;

    page->node = node;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "id");
    yaml_require(yaml, node, "title");
    yaml_require(yaml, node, "headline");
    yaml_text(yaml, node, "id", &page->id);
    yaml_text(yaml, node, "group", &page->group);
    yaml_text(yaml, node, "title", &page->title);
    yaml_texts(yaml, node, "needs", &page->needs, &page->need_count);
    page->when = yaml_get(node, "when");
    page->about = phrases_read(yaml, node, "about");
    page->missing = phrases_read(yaml, node, "missing");
    page->headline = phrases_read(yaml, node, "headline");
    page->second = phrases_read(yaml, node, "second");
    page->subtitle = phrases_read(yaml, node, "subtitle");
    page->source = phrases_read(yaml, node, "source");
    page->definitions = phrases_read(yaml, node, "definitions");
    rows = yaml_sequence(yaml, node, "rows");
    page->row_count = rows ? rows->count : 0;
    page->rows = arena_array(yaml->arena, struct block_row, page->row_count);
    for (size_t i = 0; i < page->row_count; i++)
        read_row(yaml, &rows->items[i], &page->rows[i]);
}

static void read_cover(struct yaml *yaml, struct cover *cover)
{
    static const char *const keys[] = {"kicker", "period",   "dates",
                                       "detail", "compared", "heading",
                                       "intro",  "notes",    "kpis"};
    const struct yaml_node *node = yaml_mapping(yaml, yaml->root, "cover");

    if (!node)
        return;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    cover->kicker = phrases_read(yaml, node, "kicker");
    cover->period = phrases_read(yaml, node, "period");
    cover->dates = phrases_read(yaml, node, "dates");
    cover->detail = phrases_read(yaml, node, "detail");
    cover->compared = phrases_read(yaml, node, "compared");
    yaml_text(yaml, node, "heading", &cover->heading);
    cover->intro = phrases_read(yaml, node, "intro");
    cover->notes = phrases_read(yaml, node, "notes");
    yaml_texts(yaml, node, "kpis", &cover->kpis, &cover->kpi_count);
}

/* A4 or Letter, landscape. */
static void read_paper(struct yaml *yaml, struct template *template)
{
    static const char *const papers[] = {"a4", "letter"};
    static const double sizes[][2] = {{841.89, 595.28}, {792, 612}};
    const struct yaml_names names = {papers, COUNT(papers)};
    int paper = 0;

    yaml_choice(yaml, yaml->root, "paper", names, &paper);
    template->page_width = sizes[paper][0];
    template->page_height = sizes[paper][1];
}

enum status template_load(struct arena *arena, struct diag *diag,
                          const char *path, struct template *template)
{
    static const char *const keys[] = {"paper", "title", "cover", "pages"};
    const struct yaml_node *pages;
    struct yaml yaml;

    *template = (struct template){0};
    yaml_open(&yaml, arena, diag, path);
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    read_paper(&yaml, template);
    template->title = phrases_read(&yaml, yaml.root, "title");
    read_cover(&yaml, &template->cover);
    pages = yaml_sequence(&yaml, yaml.root, "pages");
    template->page_count = pages ? pages->count : 0;
    template->pages = arena_array(arena, struct page, template->page_count);
    for (size_t i = 0; i < template->page_count; i++)
        read_page(&yaml, &pages->items[i], &template->pages[i]);
    return yaml.status;
}

static void check_block(const struct block *block, struct words *words)
{
    words_holds(words, block->when);
    words_check(words, &block->title);
    words_check(words, &block->subtitle);
    words_check(words, &block->text);
    words_check(words, &block->missing);
    words_check(words, &block->accent);
    words_check(words, &block->callout);
    words_check(words, &block->from_label);
    words_check(words, &block->to_label);
    words_number(words, block->from);
    words_number(words, block->to);
    words_number(words, block->slope);
    words_number(words, block->intercept);
    for (size_t i = 0; i < block->marker_count; i++) {
        words_number(words, block->markers[i].at);
        words_check(words, &block->markers[i].say);
    }
    selection_rows(&block->selection, words);
}

static void check_row(const struct block_row *row, struct words *words)
{
    words_holds(words, row->when);
    for (size_t b = 0; b < row->block_count; b++) {
        check_block(&row->blocks[b], words);
        for (size_t s = 0; s < row->blocks[b].stack_count; s++)
            check_block(&row->blocks[b].stack[s], words);
    }
}

static void check_cover(const struct cover *cover, struct words *words)
{
    words_check(words, &cover->kicker);
    words_check(words, &cover->period);
    words_check(words, &cover->dates);
    words_check(words, &cover->detail);
    words_check(words, &cover->compared);
    words_check(words, &cover->intro);
    words_check(words, &cover->notes);
}

enum status template_check(const struct template *template, struct words *words)
{
    words_check(words, &template->title);
    check_cover(&template->cover, words);
    for (size_t i = 0; i < template->page_count; i++) {
        const struct page *page = &template->pages[i];
        words_holds(words, page->when);
        words_check(words, &page->about);
        words_check(words, &page->missing);
        words_check(words, &page->headline);
        words_check(words, &page->second);
        words_check(words, &page->subtitle);
        words_check(words, &page->source);
        words_check(words, &page->definitions);
        for (size_t r = 0; r < page->row_count; r++)
            check_row(&page->rows[r], words);
    }
    return words->status;
}
