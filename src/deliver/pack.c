#include "deliver/pack.h"

#include "base/file.h"
#include "base/fingerprint.h"
#include "deliver/folder.h"
#include "deliver/manifest.h"
#include "deliver/verify_pdf.h"
#include "deliver/verify_xlsx.h"
#include "render/csvfile.h"
#include "render/report.h"
#include "render/theme.h"
#include "render/workbook.h"
#include "version.h"

enum { FILES_MAX = COUNT(((struct tables *)0)->items) + 4 };

/* A pack while it is written. */
struct pack {
    struct arena *arena;
    struct diag *diag;
    const struct study *study;
    const struct pack_options *options;
    struct folder folder;
    struct pack_file files[FILES_MAX];
    size_t file_count;
};

static const char *path_of(const struct pack *pack, const char *name)
{
    return file_join(pack->arena, pack->folder.build, name);
}

/* "report-FY24P06.pdf" */
static const char *name_of(const struct pack *pack, const char *stem,
                           const char *suffix)
{
    return str_format(pack->arena, "%s-%.*s.%s", stem,
                      STR_ARGS(pack->study->comparison.asked.name), suffix)
        .at;
}

/* Note a written file's size and fingerprint for the manifest. */
static void note_file(struct pack *pack, const char *name, struct str bytes)
{
    struct pack_file *file = &pack->files[pack->file_count++];
    struct fingerprint *fingerprint = fingerprint_new(pack->arena);

    file->name = name;
    file->bytes = bytes.len;
    fingerprint_add(fingerprint, bytes);
    fingerprint_print(fingerprint, file->fingerprint);
}

/* Write bytes, and read them back: what is on the disk is what was meant. */
static enum status put_file(struct pack *pack, const char *name,
                            struct str bytes)
{
    const char *path = path_of(pack, name);
    struct str back = {0};
    enum status status = file_write(pack->diag, path, bytes, 0644);

    if (status == OK)
        status = file_read(pack->arena, pack->diag, path, &back);
    if (status != OK)
        return status;
    if (!str_equal(back, bytes))
        return diag_error(pack->diag, IO_FAILED, (struct place){.file = path},
                          "what was written does not read back the same");
    note_file(pack, name, bytes);
    return OK;
}

static enum status put_tables(struct pack *pack)
{
    const struct tables *tables = &pack->study->tables;
    enum status status =
        file_make_folders(pack->arena, pack->diag, path_of(pack, "data"));

    for (size_t i = 0; i < tables->count && status == OK; i++) {
        const struct table *table = tables->items[i];

        status = put_file(
            pack, str_format(pack->arena, "data/%s.csv", table->name).at,
            csv_render(pack->arena, table));
    }
    return status == OK ? file_sync_folder(pack->diag, path_of(pack, "data"))
                        : status;
}

/* A file given on the command line, else the one among the templates. */
static const char *template_of(const struct pack *pack, const char *given,
                               const char *name)
{
    if (given)
        return given;
    return file_join(pack->arena, pack->options->templates, name);
}

static enum status put_report(struct pack *pack)
{
    const struct pack_options *options = pack->options;
    struct report_options how = {
        .template =
            template_of(pack, options->report_template, "executive.yaml"),
        .brand = template_of(pack, options->brand, "brand.yaml"),
        .fonts = options->fonts,
        .created = options->created,
    };
    const char *name = name_of(pack, "report", "pdf");
    struct report_file file = {0};
    enum status status =
        report_render(pack->arena, pack->diag, pack->study, &how, &file);

    if (status == OK)
        status = verify_pdf(pack->diag, name, file.bytes, file.pages);
    return status == OK ? put_file(pack, name, file.bytes) : status;
}

/* What the workbook says of the brand, which the theme knows. */
static enum status read_brand(struct pack *pack, struct workbook_options *how)
{
    struct theme theme = {0};
    enum status status =
        theme_load(pack->arena, pack->diag,
                   template_of(pack, pack->options->brand, "brand.yaml"),
                   pack->options->fonts, &theme);

    how->brand = theme.name;
    how->confidentiality = theme.confidentiality;
    theme_close(&theme);
    return status;
}

static enum status put_workbook(struct pack *pack)
{
    struct workbook_options how = {
        .template = template_of(pack, NULL, "workbook.yaml"),
        .folder = pack->folder.build,
        .version = STR(REPORT_VERSION),
        .created = pack->options->created,
    };
    const char *name = name_of(pack, "report", "xlsx");
    struct workbook_tally tally = {0};
    struct str bytes = {0};
    enum status status = read_brand(pack, &how);

    if (status == OK)
        status = workbook_render(pack->arena, pack->diag, pack->study, &how,
                                 &bytes, &tally);
    if (status == OK)
        status = verify_xlsx(pack->arena, pack->diag, name, bytes, &tally);
    return status == OK ? put_file(pack, name, bytes) : status;
}

/* All files, the manifest last: it names the others. */
static enum status fill(struct pack *pack)
{
    const struct pack_options *options = pack->options;
    enum status status = OK;

    if (options->csv)
        status = put_tables(pack);
    if (options->pdf && status == OK)
        status = put_report(pack);
    if (options->xlsx && status == OK)
        status = put_workbook(pack);
    if (status != OK)
        return status;
    return put_file(
        pack, MANIFEST_NAME,
        manifest_text(pack->arena, pack->study, pack->files, pack->file_count));
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
