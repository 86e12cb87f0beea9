#include "deliver/pack.h"

#include "base/file.h"
#include "base/parallel.h"
#include "deliver/folder.h"
#include "deliver/listing.h"
#include "deliver/manifest.h"
#include "deliver/parcel.h"
#include "deliver/verify_pdf.h"
#include "deliver/verify_xlsx.h"
#include "render/report.h"
#include "render/theme.h"
#include "render/workbook.h"
#include "version.h"

enum { FILES_MAX = COUNT(((struct tables *)0)->items) + 4 };

struct pack;

/* A document of a pack, or a part of a table's file: a thread's work. */
struct job {
    enum status (*put)(const struct pack *pack, struct parcel *parcel);
    struct parcel *parcel;
    struct listing *listing; /* NULL: a document */
    size_t part;
};

/* A pack while it is written. */
struct pack {
    struct arena *arena; /* of the thread that began it */
    struct diag *diag;
    const struct study *study;
    const struct pack_options *options;
    struct folder folder;
    struct parcel files[FILES_MAX];
    size_t file_count;
    size_t closed; /* files */
    struct job *jobs;
    size_t job_count;
    size_t job_capacity;
    bool warned; /* of its documents: sections do not repeat it */
};

static const char *path_of(const struct pack *pack, const char *name)
{
    return file_join(pack->arena, pack->folder.build, name);
}

static struct parcel *add_file(struct pack *pack, const char *name)
{
    struct parcel *parcel = &pack->files[pack->file_count++];

    parcel->file.name = name;
    parcel->path = path_of(pack, name);
    return parcel;
}

static void add_job(struct pack *pack, const struct job *job)
{
    pack->jobs = arena_grow(pack->arena, pack->jobs, &pack->job_capacity,
                            pack->job_count + 1, sizeof *pack->jobs);
    pack->jobs[pack->job_count++] = *job;
}

static void add_table(struct pack *pack, const struct table *table)
{
    struct parcel *parcel =
        add_file(pack, str_format(pack->arena, "data/%s.csv", table->name).at);
    struct listing *listing =
        listing_new(pack->arena, pack->diag, table, parcel);

    parcel->is_private = table->is_personal;
    /* The last job comes first: so parts come in their order. */
    for (size_t part = listing->part_count; part > 0; part--)
        add_job(pack, &(struct job){.listing = listing, .part = part - 1});
}

/* "report-FY24P06.pdf" */
static struct parcel *
add_document(struct pack *pack, const char *stem, const char *suffix,
             enum status (*put)(const struct pack *, struct parcel *))
{
    struct str name =
        str_format(pack->arena, "%s-%.*s.%s", stem,
                   STR_ARGS(pack->study->comparison.asked.name), suffix);
    struct parcel *parcel = add_file(pack, name.at);

    add_job(pack, &(struct job){.put = put, .parcel = parcel});
    return parcel;
}

/* A file given on the command line, else the one among the templates. */
static const char *template_of(const struct pack *pack, struct arena *arena,
                               const char *given, const char *name)
{
    if (given)
        return given;
    return file_join(arena, pack->options->templates, name);
}

static enum status put_report(const struct pack *pack, struct parcel *parcel)
{
    const struct pack_options *options = pack->options;
    struct arena *arena = &parcel->arena;
    struct diag *diag = &parcel->outcome.diag;
    struct report_options how = {
        .template = template_of(pack, arena, options->report_template,
                                "executive.yaml"),
        .findings = template_of(pack, arena, NULL, "findings.yaml"),
        .brand = template_of(pack, arena, options->brand, "brand.yaml"),
        .fonts = options->fonts,
        .created = options->created,
    };
    struct report_file file = {0};
    enum status status = report_render(arena, diag, pack->study, &how, &file);

    if (status == OK)
        status = verify_pdf(diag, parcel->file.name, file.bytes, file.pages);
    return status == OK ? parcel_put(parcel, file.bytes) : status;
}

/* A workbook's template, and what it says of the brand, which the theme knows.
 */
static enum status choose_options(const struct pack *pack,
                                  struct parcel *parcel, const char *template,
                                  struct workbook_options *how)
{
    struct arena *arena = &parcel->arena;
    struct theme theme = {0};
    enum status status =
        theme_load(arena, &parcel->outcome.diag,
                   template_of(pack, arena, pack->options->brand, "brand.yaml"),
                   pack->options->fonts, &theme);

    *how = (struct workbook_options){
        .template = template_of(pack, arena, NULL, template),
        .folder = pack->folder.build,
        .brand = theme.name,
        .confidentiality = theme.confidentiality,
        .version = STR(REPORT_VERSION),
        .created = pack->options->created,
    };
    theme_close(&theme);
    return status;
}

static enum status put_workbook(const struct pack *pack, struct parcel *parcel)
{
    struct arena *arena = &parcel->arena;
    struct diag *diag = &parcel->outcome.diag;
    struct workbook_options how;
    struct workbook_tally tally = {0};
    struct str bytes = {0};
    enum status status = choose_options(pack, parcel, "workbook.yaml", &how);

    how.findings = template_of(pack, arena, NULL, "findings.yaml");
    if (status == OK)
        status =
            workbook_render(arena, diag, pack->study, &how, &bytes, &tally);
    if (status == OK)
        status = verify_xlsx(arena, diag, parcel->file.name, bytes, &tally);
    return status == OK ? parcel_put(parcel, bytes) : status;
}

/* The lists of customers, which may be millions: straight into the file. */
static enum status put_customers(const struct pack *pack, struct parcel *parcel)
{
    struct arena *arena = &parcel->arena;
    struct diag *diag = &parcel->outcome.diag;
    struct workbook_options how;
    struct workbook_tally tally = {0};
    struct str none = {0};
    enum status status = choose_options(pack, parcel, "customers.yaml", &how);

    if (status != OK)
        return status;
    status = parcel_open(parcel);
    how.out = &parcel->out;
    how.threads = pack->options->threads;
    if (status == OK)
        status = workbook_render(arena, diag, pack->study, &how, &none, &tally);
    if (status == OK)
        status = verify_xlsx_file(arena, diag, parcel->file.name, parcel->path,
                                  &tally, how.threads);
    if (status == OK)
        status = parcel_note(parcel);
    return parcel_finish(parcel, status);
}

/*
 * Threads share the study, which none changes, and nothing else: each document
 * has fonts, templates and library objects of its own.  The last job comes
 * first: the lists of customers take longest, then the workbook.
 */
static void work(void *context, size_t thing, size_t thread)
{
    const struct pack *pack = context;
    const struct job *job = &pack->jobs[pack->job_count - 1 - thing];

    (void)thread;
    if (job->listing) {
        listing_render(job->listing, job->part);
    } else {
        parcel_begin(job->parcel, pack->diag);
        parcel_end(job->parcel, job->put(pack, job->parcel));
    }
}

/*
 * Do all jobs and close their files.  The first failure counts, in the order
 * of the files.
 */
static enum status run_jobs(struct pack *pack)
{
    enum status status = OK;

    parallel_run(pack->options->threads, pack->job_count, work, pack);
    pack->job_count = 0;
    for (; pack->closed < pack->file_count; pack->closed++) {
        struct parcel *file = &pack->files[pack->closed];

        if (status == OK)
            status = parcel_close(file, pack->diag);
        else
            arena_free(&file->arena);
    }
    return status;
}

static enum status put_tables(struct pack *pack)
{
    const struct tables *tables = &pack->study->tables;
    const char *folder = path_of(pack, "data");
    enum status status = file_make_folders(pack->arena, pack->diag, folder);

    if (status != OK)
        return status;
    for (size_t i = 0; i < tables->count; i++)
        add_table(pack, tables->items[i]);
    status = run_jobs(pack);
    return status == OK ? file_sync_folder(pack->diag, folder) : status;
}

static bool has_customers(const struct pack *pack)
{
    return tables_find(&pack->study->tables, "customers") != NULL;
}

static enum status put_documents(struct pack *pack)
{
    if (pack->options->pdf)
        add_document(pack, "report", "pdf", put_report);
    if (pack->options->xlsx)
        add_document(pack, "report", "xlsx", put_workbook);
    if (pack->options->customers && has_customers(pack))
        add_document(pack, "customers", "xlsx", put_customers)->is_private =
            true;
    return run_jobs(pack);
}

/* The manifest comes last: it names the others. */
static enum status put_manifest(const struct pack *pack)
{
    const struct pack_sections *sections = pack->options->sections;
    struct pack_file *files =
        arena_array(pack->arena, struct pack_file, pack->file_count + 1);
    struct pack_contents contents = {.files = files,
                                     .file_count = pack->file_count};
    struct parcel manifest = {.file = {.name = MANIFEST_NAME},
                              .path = path_of(pack, MANIFEST_NAME)};
    struct str text;

    for (size_t i = 0; i < pack->file_count; i++)
        files[i] = pack->files[i].file;
    if (sections) {
        contents.sections = sections->items;
        contents.section_count = sections->count;
    }
    text = manifest_text(pack->arena, pack->study, &contents);
    parcel_begin(&manifest, pack->diag);
    parcel_end(&manifest, parcel_put(&manifest, text));
    return parcel_close(&manifest, pack->diag);
}

static enum status put_sections(struct pack *pack);

/*
 * Tables before documents: where there is no room for them, a document need
 * not be begun, and what its library says on its own is not heard.
 */
static enum status fill(struct pack *pack)
{
    enum status status = pack->options->csv ? put_tables(pack) : OK;
    size_t warnings = pack->diag->warnings;

    if (status == OK)
        status = put_documents(pack);
    pack->warned = pack->diag->warnings > warnings;
    if (status == OK && pack->options->sections)
        status = put_sections(pack);
    return status == OK ? put_manifest(pack) : status;
}

/* What the threads that make packs of sections share. */
struct sharing {
    const struct pack *whole;
    struct arena *arenas; /* one a section, of what is told */
    struct outcome *outcomes;
};

/* The pack of a section in its folder, in memory of its own. */
static enum status write_section(const struct pack *whole, size_t number,
                                 struct diag *diag)
{
    const struct pack_sections *sections = whole->options->sections;
    struct arena arena = {0};
    struct pack_options options = *whole->options;
    struct study *study = arena_new(&arena, struct study);
    struct pack *pack = arena_new(&arena, struct pack);
    enum status status;

    options.sections = NULL;
    options.threads = 1;
    *pack = (struct pack){
        .arena = &arena, .diag = diag, .study = study, .options = &options};
    pack->folder.build =
        file_join(&arena, whole->folder.build, sections->items[number].folder);
    status = sections->study(sections->context, number, &arena, diag, study);
    if (status == OK)
        status = file_make_folders(&arena, diag, pack->folder.build);
    diag->quiet |= whole->warned;
    if (status == OK)
        status = fill(pack);
    if (status == OK)
        status = file_sync_folder(diag, pack->folder.build);
    arena_free(&arena);
    return status;
}

static void work_section(void *context, size_t thing, size_t thread)
{
    struct sharing *sharing = context;
    struct outcome *outcome = sharing->outcomes + thing;

    (void)thread;
    outcome_begin(outcome, sharing->arenas + thing, sharing->whole->diag);
    outcome_end(outcome, write_section(sharing->whole, thing, &outcome->diag));
}

/* Packs of sections are made at once, each by one thread. */
static enum status put_sections(struct pack *pack)
{
    size_t count = pack->options->sections->count;
    struct sharing sharing = {
        .whole = pack,
        .arenas = arena_array(pack->arena, struct arena, count + 1),
        .outcomes = arena_array(pack->arena, struct outcome, count + 1),
    };
    enum status status;

    parallel_run(pack->options->threads, count, work_section, &sharing);
    status = outcome_tell(sharing.outcomes, count, pack->diag);
    for (size_t i = 0; i < count; i++)
        arena_free(sharing.arenas + i);
    return status;
}

enum status pack_write(struct arena *arena, struct diag *diag,
                       const struct study *study,
                       const struct pack_options *options)
{
    struct pack pack = {
        .arena = arena,
        .diag = diag,
        .study = study,
        .options = options,
        .folder = {.arena = arena, .diag = diag, .parent = options->output},
    };
    const char *name = str_z(arena, study->comparison.asked.name);
    enum status status =
        folder_begin(&pack.folder, name, MANIFEST_NAME, options->force);

    if (status == OK)
        status = fill(&pack);
    if (status == OK)
        status = folder_commit(&pack.folder);
    folder_end(&pack.folder);
    if (status == OK)
        diag_note(diag, "wrote %s", pack.folder.target);
    return status;
}
