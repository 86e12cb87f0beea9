#include "render/report.h"

#include "render/cover.h"
#include "render/facts.h"
#include "render/paper.h"
#include "render/pdf.h"
#include "render/shown.h"

enum { MOST_SHEETS = 500, MOST_BLOCKS = 32 };

/* One sheet of paper: a page of the template, or a part of one. */
struct leaf {
    const struct page *page;
    const struct block *block; /* that goes on over parts; NULL: there is one */
    struct slice slice;
    size_t part;
};

struct report {
    struct template template;
    struct findings findings;
    struct theme theme;
    struct words words;
    struct sheet sheet;
    const struct study *study;
    struct leaf leaves[MOST_SHEETS];
    size_t leaf_count;
};

/* The first table a page needs that is not there, or NULL. */
static const struct str *missing_table(const struct report *report,
                                       const struct page *page)
{
    for (size_t i = 0; i < page->need_count; i++) {
        const struct table *table = words_table(&report->words, page->needs[i]);
        if (!table || !table->row_count)
            return &page->needs[i];
    }
    return NULL;
}

static bool has_rows(struct report *report, const struct page *page)
{
    for (size_t i = 0; i < page->row_count; i++)
        if (words_holds(&report->words, page->rows[i].when))
            return true;
    return page->row_count == 0;
}

/* Whether a page has what it is about. */
static bool is_told(struct report *report, const struct page *page)
{
    return !missing_table(report, page) &&
           words_holds(&report->words, page->when) && has_rows(report, page);
}

static struct str running_title(const struct report *report,
                                const struct page *page)
{
    struct arena *arena = report->words.arena;
    struct str section = study_title(arena, report->study);

    return str_format(
        arena, "%.*s%s%.*s \xC2\xB7 %.*s", STR_ARGS(page->title),
        section.len ? " \xC2\xB7 " : "", STR_ARGS(section),
        STR_ARGS(number_dated(arena, &report->words.style,
                              report->study->comparison.asked.name)));
}

static void set_banner(const struct report *report, struct frame *frame)
{
    const struct comparison *comparison = &report->study->comparison;
    struct arena *arena = report->words.arena;

    if (!comparison->incomplete)
        return;
    frame->banner = str_format(arena, "INCOMPLETE \xC2\xB7 day %d of %d",
                               window_days(&comparison->now),
                               window_days(&comparison->asked));
    frame->banner_note = str_format(
        arena, "data to %.*s; comparisons are cut to the same number of days",
        STR_ARGS(
            number_date(arena, &report->words.style, comparison->now.end)));
}

static struct frame make_frame(struct report *report, const struct page *page)
{
    struct words *words = &report->words;
    struct frame frame = {
        .page = page,
        .title = running_title(report, page),
        .headline = paper_headline(&report->sheet, page),
        .subtitle = words_choose(words, &page->subtitle),
        .source = words_choose(words, &page->source),
        .definitions = words_choose(words, &page->definitions),
    };

    set_banner(report, &frame);
    return frame;
}

static void add_leaf(struct report *report, const struct page *page,
                     const struct block *block, struct slice slice, size_t part)
{
    if (report->leaf_count < MOST_SHEETS)
        report->leaves[report->leaf_count++] =
            (struct leaf){page, block, slice, part};
}

/* The block of a page that goes on over further pages, or NULL. */
static const struct placed *breaking(const struct placed *placed, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (placed[i].block->breaks)
            return &placed[i];
    return NULL;
}

/* How many rows fit on a leaf, with a headline on that many or on fewer: each
 * time it is said anew of the rows that fitted. */
static size_t fit_leaf(struct report *report, const struct page *page,
                       const struct block *block, struct slice slice)
{
    const struct sheet *sheet = &report->sheet;
    size_t fits;

    slice.count = block_rows(sheet, block) - slice.first;
    for (;;) {
        struct placed placed[MOST_BLOCKS];
        const struct placed *place;
        struct frame frame;

        shown_set(sheet, block, slice);
        frame = make_frame(report, page);
        place =
            breaking(placed, paper_place(sheet, page, paper_body(sheet, &frame),
                                         placed, MOST_BLOCKS));
        if (!place)
            return slice.count;
        fits = block_fit(sheet, block, box_below(place->box, block_head(block)),
                         slice.first);
        if (fits >= slice.count)
            return slice.count;
        slice.count = fits;
    }
}

/* As many leaves as a page takes: one, or more where a table goes on. */
static void plan_page(struct report *report, const struct page *page)
{
    struct placed placed[MOST_BLOCKS];
    struct frame frame = make_frame(report, page);
    size_t count =
        paper_place(&report->sheet, page, paper_body(&report->sheet, &frame),
                    placed, MOST_BLOCKS);
    const struct placed *place = breaking(placed, count);
    const struct block *block = place ? place->block : NULL;
    struct slice slice = {0};
    size_t rows, part = 0;

    if (!block) {
        add_leaf(report, page, block, slice, 0);
        return;
    }
    rows = block_rows(&report->sheet, block);
    do {
        slice.count = fit_leaf(report, page, block, slice);
        add_leaf(report, page, block, slice, part++);
        slice.first += slice.count;
    } while (slice.count && slice.first < rows);
}

static void leave_out(struct report *report, const struct page *page)
{
    struct str reason = words_choose(&report->words, &page->missing);
    const struct str *table = missing_table(report, page);

    if (!reason.len)
        reason = table ? str_format(report->words.arena, "no rows in %.*s",
                                    STR_ARGS(*table))
                       : STR("it would have nothing to say");
    facts_leave_out(&report->words, page->title, reason);
}

static void plan(struct report *report)
{
    const struct template *template = &report->template;

    for (size_t i = 0; i < template->page_count; i++)
        if (!is_told(report, &template->pages[i]))
            leave_out(report, &template->pages[i]);
    facts_add_gaps(&report->words, report->study);
    for (size_t i = 0; i < template->page_count; i++)
        if (is_told(report, &template->pages[i]))
            plan_page(report, &template->pages[i]);
}

/* "2 of 3", of a page in parts. */
static struct str part_words(const struct report *report,
                             const struct leaf *leaf)
{
    size_t parts = 0;

    for (size_t i = 0; i < report->leaf_count; i++)
        parts += report->leaves[i].page == leaf->page;
    return parts > 1 ? str_format(report->words.arena, "%zu of %zu \xC2\xB7 ",
                                  leaf->part + 1, parts)
                     : (struct str){0};
}

static void draw_leaf(struct report *report, size_t number)
{
    const struct leaf *leaf = &report->leaves[number];
    struct sheet *sheet = &report->sheet;
    struct placed placed[MOST_BLOCKS];
    struct frame frame;
    size_t count;

    if (leaf->block)
        shown_set(sheet, leaf->block, leaf->slice);
    frame = make_frame(report, leaf->page);
    frame.title =
        str_format(sheet->arena, "%.*s%.*s", STR_ARGS(part_words(report, leaf)),
                   STR_ARGS(frame.title));
    frame.number = number + 2;
    frame.count = report->leaf_count + 1;
    sheet->slice = leaf->slice;
    sheet_begin(sheet, TAG_SECTION);
    paper_frame(sheet, &frame);
    count = paper_place(sheet, leaf->page, paper_body(sheet, &frame), placed,
                        MOST_BLOCKS);
    for (size_t i = 0; i < count; i++)
        block_draw(sheet, placed[i].block, placed[i].box);
    sheet_end(sheet);
}

static void draw_cover(struct report *report)
{
    struct entry *entries =
        arena_array(report->words.arena, struct entry, report->leaf_count + 1);
    struct contents contents = {.items = entries,
                                .pages = report->leaf_count + 1};

    for (size_t i = 0; i < report->leaf_count; i++)
        if (!report->leaves[i].part)
            entries[contents.count++] =
                (struct entry){report->leaves[i].page, i + 2};
    sheet_begin(&report->sheet, TAG_SECTION);
    cover_draw(&report->sheet, &report->template.cover, &contents);
    sheet_end(&report->sheet);
}

/* A bookmark for each page, below one for its group. */
static void bookmark(struct report *report, struct pdf *pdf, size_t number)
{
    const struct leaf *leaf = &report->leaves[number];
    struct str group = leaf->page->group;

    if (leaf->part)
        return;
    if (number == 0 ||
        !str_equal(report->leaves[number - 1].page->group, group))
        pdf_bookmark(pdf, 0, group.len ? group : leaf->page->title);
    pdf_bookmark(pdf, 1, leaf->page->title);
}

static void draw(struct report *report, struct pdf *pdf)
{
    double width = report->template.page_width;
    double height = report->template.page_height;

    report->sheet.canvas = pdf_page(pdf, width, height);
    pdf_bookmark(pdf, 0, STR("Cover"));
    draw_cover(report);
    for (size_t i = 0; i < report->leaf_count; i++) {
        report->sheet.canvas = pdf_page(pdf, width, height);
        bookmark(report, pdf, i);
        draw_leaf(report, i);
    }
}

static struct pdf_info make_info(struct report *report)
{
    const struct study *study = report->study;
    struct str locale = study->config->company.locale;
    struct str title = words_choose(&report->words, &report->template.title);

    return (struct pdf_info){
        .title = title.len ? title : study->comparison.asked.name,
        .author = report->theme.name,
        .subject = study->comparison.asked.name,
        .language = locale.len ? locale : STR("en"),
        .id = study->fingerprint,
    };
}

static void init_words(struct report *report, struct arena *arena,
                       struct diag *diag)
{
    const struct study *study = report->study;

    report->words = (struct words){
        .arena = arena,
        .diag = diag,
        .tables = &study->tables,
        .style = number_style(arena, &report->theme.numbers,
                              study->config->company.currency),
        .small_cell = (int64_t)study->config->rules.small_cell,
    };
    facts_make(&report->words, study);
    shown_begin(&report->words);
    report->sheet = (struct sheet){
        .arena = arena,
        .width = report->template.page_width,
        .height = report->template.page_height,
        .theme = &report->theme,
        .words = &report->words,
        .findings = &report->findings,
    };
}

static enum status load(struct report *report, struct arena *arena,
                        struct diag *diag, const struct report_options *options)
{
    struct str company = report->study->config->company.name;
    enum status status =
        template_load(arena, diag, options->template, &report->template);

    if (status == OK)
        status =
            findings_load(arena, diag, options->findings, &report->findings);
    if (status != OK)
        return status;
    status =
        theme_load(arena, diag, options->brand, options->fonts, &report->theme);
    if (status != OK)
        return status;
    if (company.len)
        report->theme.name = company;
    init_words(report, arena, diag);
    findings_check(&report->findings, &report->words);
    return template_check(&report->template, &report->words);
}

enum status report_render(struct arena *arena, struct diag *diag,
                          const struct study *study,
                          const struct report_options *options,
                          struct report_file *file)
{
    struct report *report = arena_new(arena, struct report);
    struct pdf_info info;
    struct pdf *pdf;
    enum status status;

    report->study = study;
    status = load(report, arena, diag, options);
    if (status == OK) {
        plan(report);
        info = make_info(report);
        info.created = options->created;
        pdf = pdf_open(arena, diag, &info);
        draw(report, pdf);
        status = pdf_close(pdf, &file->bytes);
        file->pages = report->leaf_count + 1;
        fontset_tell(&report->theme.set, diag);
        if (status == OK)
            status = report->words.status;
    }
    theme_close(&report->theme);
    return status;
}
