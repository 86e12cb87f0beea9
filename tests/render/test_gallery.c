#include "test.h"

#include "base/file.h"
#include "render/block.h"
#include "render/facts.h"
#include "render/picture.h"
#include "render/shapes.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/pages"
#define BUILT  "build/gallery"

/* A case lies in a cell of its kind's sheet, its name above it. */
enum { WIDTH = 1160, ACROSS = 4, HEIGHT = 180, CELL_ROOM = 12 };
#define SCALE 0.7

/* What is drawn, and how it departs from what block_of() says. */
struct kind {
    const char *name;
    enum block_kind kind;
    bool base, cut, log, interval, marks, time;
    size_t grid;   /* columns of a heatmap */
    size_t across; /* cases beside one another, if not ACROSS */
    size_t height; /* of a case, if not HEIGHT */
    size_t width;  /* of the sheet, if not WIDTH */
};

static const struct kind kinds[] = {
    {.name = "line", .kind = BLOCK_LINE, .base = true, .time = true},
    {.name = "line-cut", .kind = BLOCK_LINE, .cut = true},
    {.name = "columns", .kind = BLOCK_COLUMNS, .base = true},
    {.name = "columns-interval", .kind = BLOCK_COLUMNS, .interval = true},
    {.name = "waterfall", .kind = BLOCK_WATERFALL},
    {.name = "scatter", .kind = BLOCK_SCATTER},
    {.name = "scatter-log", .kind = BLOCK_SCATTER, .log = true},
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

struct fixture {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct words words;
    struct tables tables;
    struct sheet sheet;
    size_t across; /* of the sheet in hand */
    double height; /* of its cases */
};

static int open_sheet(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){.diag.out = stderr};
    *state = &fixture;
    if (file_make_folders(&fixture.arena, &fixture.diag, BUILT) != OK ||
        file_make_folders(&fixture.arena, &fixture.diag, GOLDEN) != OK ||
        theme_load(&fixture.arena, &fixture.diag, "templates/brand.yaml",
                   "fonts", &fixture.theme) != OK)
        return 1;
    fixture.words = (struct words){
        .arena = &fixture.arena,
        .diag = &fixture.diag,
        .tables = &fixture.tables,
        .style = number_style(&fixture.arena, STR("AUD")),
    };
    fixture.sheet = (struct sheet){
        .arena = &fixture.arena,
        .width = WIDTH,
        .theme = &fixture.theme,
        .words = &fixture.words,
    };
    return 0;
}

static int close_sheet(void **state)
{
    struct fixture *fixture = *state;

    theme_close(&fixture->theme);
    arena_free(&fixture->arena);
    return 0;
}

/* The table `ends`: from where and to where the values lead, and a level line
 * through them. */
static void add_ends(struct fixture *fixture, const struct table *channels)
{
    static const struct column columns[] = {
        {.name = "first", .kind = CELL_RATIO},
        {.name = "last", .kind = CELL_RATIO},
        {.name = "mean", .kind = CELL_RATIO},
        {.name = "log", .kind = CELL_RATIO},
        {.name = "slope", .kind = CELL_RATIO},
    };
    struct table *table =
        table_new(&fixture->arena, "ends", "Ends", columns, COUNT(columns));
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
    tables_add(&fixture->tables, table);
}

/* The tables `kpis` and `trends`: a KPI for each row. */
static void add_kpis(struct fixture *fixture, const struct table *channels)
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
    };
    struct table *kpis = table_new(&fixture->arena, "kpis", "KPIs", kpi_columns,
                                   COUNT(kpi_columns));
    struct table *trends = table_new(&fixture->arena, "trends", "Trends",
                                     trend_columns, COUNT(trend_columns));

    for (size_t i = 0; i < channels->row_count; i++) {
        const struct cell *row = &channels->cells[i * channels->column_count];
        struct cell *kpi = table_add(kpis);
        struct cell *trend = table_add(trends);

        kpi[0] = cell_text(str_format(&fixture->arena, "kpi%zu", i));
        kpi[1] = row[SHAPE_NAME];
        kpi[2] = row[SHAPE_VALUE];
        kpi[4] = row[SHAPE_CHANGE];
        trend[0] = cell_label("kpi0");
        trend[1] = cell_label("all");
        trend[2] = row[SHAPE_VALUE];
    }
    tables_add(&fixture->tables, kpis);
    tables_add(&fixture->tables, trends);
}

static void fill(struct fixture *fixture, const struct shape *shape,
                 size_t across)
{
    struct table *channels = shape_table(&fixture->arena, shape, across);

    fixture->tables = (struct tables){0};
    tables_add(&fixture->tables, channels);
    add_ends(fixture, channels);
    add_kpis(fixture, channels);
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
    struct str kpis[4];
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

    memcpy(script->columns, kind->marks ? marks : plain, sizeof plain);
    block->columns = script->columns;
    block->column_count = COUNT(plain);
}

static void write_candidates(struct block *block, struct script *script)
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
    block->candidates = script->candidates;
    block->candidate_count = COUNT(script->candidates);
}

static struct block block_of(struct fixture *fixture, const struct kind *kind,
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
        .low = kind->interval ? STR("low") : STR(""),
        .high = kind->interval ? STR("high") : STR(""),
        .year = kind->time ? STR("name") : STR(""),
        .hatched = kind->interval,
        .across = STR("across"),
        .down = STR("name"),
        .from = &first,
        .to = &last,
        .slope = &slope,
        .intercept = kind->log ? &logarithm : &mean,
        .others = true,
        .cut = kind->cut,
        .log = kind->log,
        .missing_title = STR("Not available"),
        .kpis = script->kpis,
        .kpi_count = COUNT(script->kpis),
    };

    for (size_t i = 0; i < COUNT(script->kpis); i++)
        script->kpis[i] = str_format(&fixture->arena, "kpi%zu", i);
    write_columns(&block, script, kind);
    write_candidates(&block, script);
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

static void draw_case(struct fixture *fixture, const struct kind *kind,
                      size_t number)
{
    struct script script = {0};
    struct block block = block_of(fixture, kind, &script);
    double width = fixture->sheet.width / (double)fixture->across;
    double x = width * (double)(number % fixture->across);
    double y = fixture->height * (double)(number / fixture->across);

    fill(fixture, &shapes[number], kind->grid);
    sheet_text_in(&fixture->sheet, TYPE_HEAD_BOLD, COLOUR_ACCENT_TEXT,
                  (struct spot){x + CELL_ROOM, y + 12, ALIGN_LEFT},
                  str_of(shapes[number].name));
    block_draw(&fixture->sheet, &block,
               (struct box){x + CELL_ROOM, y + 20, width - 2 * CELL_ROOM,
                            fixture->height - 30});
}

/* The sheet of a kind: every shape of data in a cell of it. */
static void draw_kind(struct fixture *fixture, const struct kind *kind,
                      const char *path)
{
    struct sheet *sheet = &fixture->sheet;

    fixture->across = kind->across ? kind->across : ACROSS;
    sheet->width = kind->width ? (double)kind->width : WIDTH;
    fixture->height = kind->height ? (double)kind->height : HEIGHT;
    sheet->height =
        fixture->height *
        (double)((COUNT(shapes) + fixture->across - 1) / fixture->across);
    sheet->canvas =
        canvas_open_image(&fixture->arena, sheet->width, sheet->height, SCALE);
    sheet_begin(sheet, TAG_SECTION);
    for (size_t i = 0; i < COUNT(shapes); i++)
        draw_case(fixture, kind, i);
    sheet_end(sheet);
    assert_int_equal(canvas_close_image(sheet->canvas, &fixture->diag, path),
                     OK);
    assert_int_equal(fixture->words.status, OK);
}

static void accept(struct fixture *fixture, const char *got, const char *want)
{
    struct str bytes;

    assert_int_equal(file_read(&fixture->arena, &fixture->diag, got, &bytes),
                     OK);
    unlink(want);
    assert_int_equal(file_write(&fixture->diag, want, bytes, 0644), OK);
}

static void a_kind_looks_as_it_did(void **state)
{
    const struct kind *kind = *state;
    void *opened = NULL;

    assert_int_equal(open_sheet(&opened), 0);
    struct fixture *fixture = opened;
    struct arena *arena = &fixture->arena;
    const char *got = str_format(arena, BUILT "/%s.png", kind->name).at;
    const char *want = str_format(arena, GOLDEN "/%s.png", kind->name).at;
    const char *difference =
        str_format(arena, BUILT "/%s-difference.png", kind->name).at;
    bool same;

    draw_kind(fixture, kind, got);
    same = picture_is(got, want, difference);
    if (!same && getenv("ACCEPT"))
        accept(fixture, got, want);
    else
        assert_true(same);
    close_sheet(&opened);
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
