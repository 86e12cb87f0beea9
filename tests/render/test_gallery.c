#include "test.h"

#include "base/file.h"
#include "render/easel.h"
#include "render/picture.h"
#include "render/shapes.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/pages"
#define BUILT  "build/gallery"

/* A case lies in a cell of its kind's sheet, its name above it. */
enum { WIDTH = 1160, ACROSS = 4, HEIGHT = 180, CELL_ROOM = 12 };
/* Golden pictures are small; BUILT has large ones too, to be looked at. */
#define SCALE 0.55
#define LARGE 1.1

/* What is drawn, and how it departs from what block_of() says. */
struct kind {
    const char *name;
    enum block_kind kind;
    bool base, cut, log, interval, marks, time, parts, lying, shares, bands;
    size_t grid;   /* columns of a heatmap */
    size_t across; /* cases beside one another, if not ACROSS */
    size_t height; /* of a case, if not HEIGHT */
    size_t width;  /* of the sheet, if not WIDTH */
};

static const struct kind kinds[] = {
    {.name = "line", .kind = BLOCK_LINE, .base = true, .time = true},
    {.name = "line-cut", .kind = BLOCK_LINE, .cut = true},
    {.name = "columns", .kind = BLOCK_COLUMNS, .base = true},
    {.name = "outlook",
     .kind = BLOCK_OUTLOOK,
     .base = true,
     .interval = true,
     .time = true},
    {.name = "curve", .kind = BLOCK_CURVE},
    {.name = "trends",
     .kind = BLOCK_TRENDS,
     .across = 1,
     .height = 84,
     .width = 800},
    {.name = "waterfall", .kind = BLOCK_WATERFALL},
    {.name = "multiples", .kind = BLOCK_MULTIPLES, .parts = true},
    {.name = "scatter", .kind = BLOCK_SCATTER},
    {.name = "scatter-log", .kind = BLOCK_SCATTER, .log = true},
    {.name = "histogram", .kind = BLOCK_HISTOGRAM, .base = true, .bands = true},
    {.name = "slope", .kind = BLOCK_SLOPE, .base = true},
    {.name = "stacked", .kind = BLOCK_STACKED, .parts = true},
    {.name = "stacked-shares",
     .kind = BLOCK_STACKED,
     .parts = true,
     .lying = true,
     .shares = true},
    {.name = "grouped", .kind = BLOCK_GROUPED, .parts = true},
    {.name = "funnel", .kind = BLOCK_FUNNEL},
    {.name = "table", .kind = BLOCK_TABLE, .base = true},
    {.name = "table-marks", .kind = BLOCK_TABLE, .marks = true},
    {.name = "heatmap", .kind = BLOCK_HEATMAP, .grid = 7},
    {.name = "findings", .kind = BLOCK_FINDINGS, .height = 150},
    {.name = "decisions", .kind = BLOCK_DECISIONS, .height = 75},
    {.name = "cards",
     .kind = BLOCK_CARDS,
     .across = 2,
     .height = 112,
     .width = 1640},
    {.name = "text", .kind = BLOCK_TEXT, .height = 50},
};

static size_t across_of(const struct kind *kind)
{
    return kind->across ? kind->across : ACROSS;
}

static double height_of(const struct kind *kind)
{
    return kind->height ? (double)kind->height : HEIGHT;
}

/* The table `ends`: from where and to where the values lead, and a level line
 * through them. */
static void add_ends(struct easel *easel, const struct table *channels)
{
    static const struct column columns[] = {
        {.name = "first", .kind = CELL_RATIO},
        {.name = "last", .kind = CELL_RATIO},
        {.name = "mean", .kind = CELL_RATIO},
        {.name = "log", .kind = CELL_RATIO},
        {.name = "slope", .kind = CELL_RATIO},
    };
    struct table *table =
        table_new(&easel->arena, "ends", "Ends", columns, COUNT(columns));
    struct cell *ends = table_add(table);
    double first = 0, sum = 0, count = 0;

    for (size_t i = 0; i < channels->row_count; i++) {
        double value = cell_number(
            &channels->cells[i * channels->column_count + SHAPE_VALUE]);

        if (!isfinite(value))
            continue;
        first = fmax(first, 20 * fabs(value));
        sum += value;
        count++;
    }
    ends[0] = cell_real(CELL_RATIO, first);
    ends[1] = cell_real(CELL_RATIO, first + sum);
    ends[2] = cell_real(CELL_RATIO, sum / count);
    ends[3] = cell_real(CELL_RATIO, log10(sum / count));
    ends[4] = cell_real(CELL_RATIO, 0);
    tables_add(&easel->tables, table);
}

/* The tables `kpis` and `trends`: a KPI for each row. */
static void add_kpis(struct easel *easel, const struct table *channels)
{
    static const struct column kpi_columns[] = {
        {.name = "kpi", .kind = CELL_TEXT},
        {.name = "label", .kind = CELL_TEXT},
        {.name = "value", .kind = CELL_MONEY},
        {.name = "prev_pct", .kind = CELL_CHANGE},
        {.name = "ly_pct", .kind = CELL_CHANGE},
    };
    static const struct column trend_columns[] = {
        {.name = "kpi", .kind = CELL_TEXT},
        {.name = "scope", .kind = CELL_TEXT},
        {.name = "value", .kind = CELL_MONEY},
        {.name = "label", .kind = CELL_TEXT},
        {.name = "period", .kind = CELL_TEXT},
        {.name = "per_day", .kind = CELL_MONEY},
    };
    struct table *kpis = table_new(&easel->arena, "kpis", "KPIs", kpi_columns,
                                   COUNT(kpi_columns));
    struct table *trends = table_new(&easel->arena, "trends", "Trends",
                                     trend_columns, COUNT(trend_columns));

    for (size_t i = 0; i < channels->row_count; i++) {
        const struct cell *row = &channels->cells[i * channels->column_count];
        struct cell *kpi = table_add(kpis);
        struct cell *trend = table_add(trends);

        kpi[0] = cell_text(str_format(&easel->arena, "kpi%zu", i));
        kpi[1] = row[SHAPE_NAME];
        kpi[2] = row[SHAPE_VALUE];
        kpi[4] = row[SHAPE_CHANGE];
        trend[0] = cell_label("kpi0");
        trend[1] = cell_label("all");
        trend[2] = row[SHAPE_VALUE];
        trend[3] = channels->cells[SHAPE_NAME];
        trend[4] = cell_text(str_format(&easel->arena, "P%02zu", i + 1));
    }
    tables_add(&easel->tables, kpis);
    tables_add(&easel->tables, trends);
}

static void fill(struct easel *easel, const struct shape *shape, size_t across)
{
    struct table *channels = shape_table(&easel->arena, shape, across);

    easel->tables = (struct tables){0};
    tables_add(&easel->tables, channels);
    add_ends(easel, channels);
    add_kpis(easel, channels);
}

#define NODE(words)                                                            \
    {                                                                          \
        .kind = YAML_SCALAR, .text = {(words), sizeof(words) - 1 }             \
    }
#define SAYS(node)                                                             \
    {                                                                          \
        .items = &(struct phrase){.say = (node)}, .count = 1                   \
    }

/* What a template would say of a block; filled in once. */
struct script {
    struct shown_column columns[5];
    struct candidate candidates[3];
    struct findings findings;
    struct str kpis[4];
    struct str intervals[2];
    struct phrase title, text, missing, phrases[6];
};

static void write_columns(struct block *block, struct script *script,
                          const struct kind *kind)
{
    static const struct yaml_node node = {0};
    const struct shown_column plain[] = {
        {.column = STR("name"), .node = &node},
        {.column = STR("value"),
         .node = &node,
         .show = SHOW_BAR,
         .base = kind->base ? STR("base") : STR(""),
         .has_head = true},
        {.column = STR("value"), .node = &node, .bold = true},
        {.column = STR("change"), .node = &node, .show = SHOW_CHANGE},
    };
    const struct shown_column marks[] = {
        {.column = STR("value"), .node = &node, .show = SHOW_NUMBER},
        {.column = STR("name"), .node = &node, .show = SHOW_TAG},
        {.column = STR("value"),
         .node = &node,
         .show = SHOW_INTERVAL,
         .low = STR("low"),
         .high = STR("high")},
        {.column = STR("value"),
         .node = &node,
         .show = SHOW_PAIR,
         .base = STR("base")},
    };

    const struct shown_column parts[] = {
        {.column = STR("low"), .node = &node},
        {.column = STR("base"), .node = &node, .muted = true},
        {.column = STR("high"), .node = &node},
    };

    memcpy(script->columns, kind->marks ? marks : plain, sizeof plain);
    if (kind->parts)
        memcpy(script->columns, parts, sizeof parts);
    block->columns = script->columns;
    block->column_count = kind->parts ? COUNT(parts) : COUNT(plain);
}

static void write_candidates(struct script *script)
{
    static const struct yaml_node nodes[] = {
        NODE("{channels#1.name} leads"),
        NODE("It sold {channels#1.value}, against {channels#1.base}."),
        NODE("{channels#2.name} follows"),
        NODE("It sold {channels#2.value}, {channels#2.change} more, while all "
             "others lost more than they had won in the two years before."),
        NODE("{channels#max(value).name} is the largest of them all"),
        NODE("It sold {channels#max(value).value}."),
    };

    for (size_t i = 0; i < COUNT(nodes); i++)
        script->phrases[i].say = &nodes[i];
    for (size_t i = 0; i < COUNT(script->candidates); i++)
        script->candidates[i] = (struct candidate){
            .title = {&script->phrases[2 * i], 1},
            .text = {&script->phrases[2 * i + 1], 1},
            .weight = 1,
        };
    script->findings.moved =
        (struct candidates){script->candidates, COUNT(script->candidates)};
    script->findings.decisions = script->findings.moved;
}

static struct block block_of(struct easel *easel, const struct kind *kind,
                             struct script *script)
{
    static const struct yaml_node node = {0};
    static const struct yaml_node first = NODE("ends.first");
    static const struct yaml_node last = NODE("ends.last");
    static const struct yaml_node slope = NODE("ends.slope");
    static const struct yaml_node mean = NODE("ends.mean");
    static const struct yaml_node logarithm = NODE("ends.log");
    static const struct yaml_node nothing = NODE("Nothing moved.");
    static const struct yaml_node before = NODE("Before");
    static const struct yaml_node now = NODE("Now");
    static const struct yaml_node text =
        NODE("{channels#1.name} sold {channels#1.value}; {channels#2.name} "
             "sold {channels#2.value}, which is {channels#2.change} more.");
    struct block block = {
        .node = &node,
        .kind = kind->kind,
        .selection = {.node = &node, .table = STR("channels")},
        .label = STR("name"),
        .value = STR("value"),
        .base = kind->base ? STR("base") : STR(""),
        .low = kind->bands ? STR("from") : STR(""),
        .high = kind->bands ? STR("upto") : STR(""),
        .year = kind->time ? STR("name") : STR(""),
        .end = STR("now"),
        .expected = kind->interval ? STR("value") : STR(""),
        .intervals = script->intervals,
        .interval_count = COUNT(script->intervals),
        .at = 1,
        .across = STR("across"),
        .down = STR("name"),
        .has_neutral = kind->grid > 0,
        .partial = kind->grid > 0 ? STR("so_far") : STR(""),
        .from = &first,
        .to = &last,
        .slope = &slope,
        .intercept = kind->log ? &logarithm : &mean,
        .others = true,
        .step = STR("share"),
        .share = STR("share"),
        .notable = 1e5,
        .lying = kind->lying,
        .shares = kind->shares,
        .cut = kind->cut,
        .log = kind->log,
        .missing_title = STR("Not available"),
        .kpis = script->kpis,
        .kpi_count = COUNT(script->kpis),
    };

    script->intervals[0] = STR("low");
    script->intervals[1] = STR("high");
    for (size_t i = 0; i < COUNT(script->kpis); i++)
        script->kpis[i] = str_format(&easel->arena, "kpi%zu", i);
    if (kind->kind == BLOCK_TRENDS)
        block.selection.table = STR("trends");
    write_columns(&block, script, kind);
    write_candidates(script);
    script->title.say = &before;
    script->text.say = kind->kind == BLOCK_TEXT ? &text : &now;
    script->missing.say = &nothing;
    block.missing = (struct phrases){
        &script->missing, kind->kind == BLOCK_FINDINGS ? (size_t)1 : 0};
    block.from_label = (struct phrases){&script->title, 1};
    block.to_label = (struct phrases){&script->text, 1};
    block.text = (struct phrases){&script->text,
                                  kind->kind == BLOCK_TEXT ? (size_t)1 : 0};
    return block;
}

static void draw_case(struct easel *easel, const struct kind *kind,
                      size_t number)
{
    struct script script = {0};
    struct block block = block_of(easel, kind, &script);
    size_t across = across_of(kind);
    double width = easel->sheet.width / (double)across;
    double x = width * (double)(number % across);
    double y = height_of(kind) * (double)(number / across);

    fill(easel, &shapes[number], kind->grid);
    easel->findings = script.findings;
    sheet_text_in(&easel->sheet, TYPE_HEAD_BOLD, COLOUR_ACCENT_TEXT,
                  (struct spot){x + CELL_ROOM, y + 12, ALIGN_LEFT},
                  str_of(shapes[number].name));
    block_draw(&easel->sheet, &block,
               (struct box){x + CELL_ROOM, y + 20, width - 2 * CELL_ROOM,
                            height_of(kind) - 30});
    easel->findings = (struct findings){0};
}

/* The sheet of a kind: every shape of data in a cell of it. */
static void draw_kind(struct easel *easel, const struct kind *kind,
                      double scale, const char *path)
{
    struct sheet *sheet = &easel->sheet;
    size_t across = across_of(kind);

    sheet->width = kind->width ? (double)kind->width : WIDTH;
    sheet->height =
        height_of(kind) * (double)((COUNT(shapes) + across - 1) / across);
    sheet->canvas =
        canvas_open_image(&easel->arena, sheet->width, sheet->height, scale);
    sheet_begin(sheet, TAG_SECTION);
    for (size_t i = 0; i < COUNT(shapes); i++)
        draw_case(easel, kind, i);
    sheet_end(sheet);
    assert_int_equal(canvas_close_image(sheet->canvas, &easel->diag, path), OK);
    assert_int_equal(easel->words.status, OK);
}

static void accept(struct easel *easel, const char *got, const char *want)
{
    struct str bytes;

    assert_int_equal(file_read(&easel->arena, &easel->diag, got, &bytes), OK);
    unlink(want);
    assert_int_equal(file_write(&easel->diag, want, bytes, 0644), OK);
}

static void a_kind_looks_as_it_did(void **state)
{
    const struct kind *kind = *state;
    void *opened = NULL;

    assert_int_equal(easel_open(&opened), 0);
    struct easel *easel = opened;
    struct arena *arena = &easel->arena;
    const char *got = str_format(arena, BUILT "/%s.png", kind->name).at;
    const char *want = str_format(arena, GOLDEN "/%s.png", kind->name).at;
    const char *difference =
        str_format(arena, BUILT "/%s-difference.png", kind->name).at;
    bool same;

    assert_int_equal(file_make_folders(arena, &easel->diag, BUILT), OK);
    draw_kind(easel, kind, SCALE, got);
    draw_kind(easel, kind, LARGE,
              str_format(arena, BUILT "/%s-large.png", kind->name).at);
    same = picture_is(got, want, difference);
    if (!same && getenv("ACCEPT"))
        accept(easel, got, want);
    else
        assert_true(same);
    easel_close(&opened);
}

/* A stack is taken apart before it is drawn. */
static void every_kind_of_block_is_in_the_gallery(void **state)
{
    bool seen[BLOCK_KINDS] = {[BLOCK_STACK] = true};

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++)
        seen[kinds[i].kind] = true;
    for (size_t i = 0; i < BLOCK_KINDS; i++)
        assert_true(seen[i]);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(kinds) + 1] = {
        [COUNT(kinds)] =
            cmocka_unit_test(every_kind_of_block_is_in_the_gallery),
    };

    put_row_tests(tests, kinds, a_kind_looks_as_it_did);
    return cmocka_run_group_tests_name("render/gallery", tests, NULL, NULL);
}
