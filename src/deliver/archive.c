#include "deliver/archive.h"

#include "base/file.h"
#include "deliver/manifest.h"
#include "read/csv.h"

bool archive_is_pack(struct arena *arena, const char *folder)
{
    return file_exists(file_join(arena, folder, MANIFEST_NAME));
}

/* Columns that are known by the header alone. */
static struct column *columns_of(struct arena *arena,
                                 const struct csv_record *header)
{
    struct column *columns = arena_array(arena, struct column, header->count);

    for (size_t i = 0; i < header->count; i++) {
        const char *name = str_z(arena, header->fields[i].text);

        columns[i] =
            (struct column){.name = name, .label = name, .kind = CELL_TEXT};
    }
    return columns;
}

static void add_row(struct table *table, const struct csv_record *record)
{
    struct cell *cells = table_add(table);

    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.len > 0)
            cells[i] =
                cell_text(str_copy(table->arena, record->fields[i].text));
}

static enum status tell_damage(struct diag *diag, const char *path,
                               const struct csv_record *record)
{
    return diag_error(
        diag, BAD_DATA, (struct place){.file = path, .line = record->line},
        "%s; expected a table as report wrote it", record->damage);
}

/* The records of an open file as a table; NULL for a file without a header. */
static enum status read_records(struct arena *arena, struct diag *diag,
                                struct csv *csv, const char *path,
                                struct str name, struct table **table)
{
    struct csv_record record;

    *table = NULL;
    while (csv_next(csv, &record)) {
        if (record.damage)
            return tell_damage(diag, path, &record);
        if (*table)
            add_row(*table, &record);
        else
            *table = table_new(arena, str_z(arena, name), str_z(arena, name),
                               columns_of(arena, &record), record.count);
    }
    return OK;
}

static enum status read_table(struct arena *arena, struct diag *diag,
                              const char *path, struct str name,
                              struct tables *tables)
{
    struct arena own = {0};
    struct input *input =
        input_open(&own, diag, path, ENCODING_UTF_8, INPUT_BLOCK);
    struct csv *csv = csv_new(&own, input, ',', ENCODING_UTF_8);
    struct input_total total;
    struct table *table;
    enum status status = read_records(arena, diag, csv, path, name, &table);
    enum status closed = input_close(input, &total);

    csv_clear(csv);
    arena_free(&own);
    if (table)
        tables_add(tables, table);
    return status == OK ? closed : status;
}

static enum status read_tables(struct arena *arena, struct diag *diag,
                               const char *folder,
                               const struct manifest_summary *summary,
                               struct tables *tables)
{
    enum status status = OK;

    for (size_t i = 0; status == OK && i < summary->table_count; i++) {
        struct str name = summary->tables[i];
        const char *path =
            file_join(arena, folder,
                      str_format(arena, "data/%.*s.csv", STR_ARGS(name)).at);

        if (file_exists(path))
            status = read_table(arena, diag, path, name, tables);
    }
    if (status == OK && tables->count == 0)
        return diag_error(diag, NO_INPUT, (struct place){.file = folder},
                          "the pack has no tables; expected one that was "
                          "written with csv");
    return status;
}

enum status archive_read(struct arena *arena, struct diag *diag,
                         const char *folder, struct archive *archive)
{
    struct manifest_summary summary;
    enum status status = manifest_read(
        arena, diag, file_join(arena, folder, MANIFEST_NAME), &summary);

    *archive = (struct archive){0};
    if (status != OK)
        return status;
    archive->name = summary.name;
    archive->start = summary.start;
    archive->end = summary.end;
    archive->currency = summary.currency;
    return read_tables(arena, diag, folder, &summary, &archive->tables);
}
