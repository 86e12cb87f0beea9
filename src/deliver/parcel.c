#include "deliver/parcel.h"

#include "base/file.h"
#include "base/fingerprint.h"

enum { PUBLIC_MODE = 0644, PRIVATE_MODE = 0600 };

struct diag *parcel_begin(struct parcel *parcel, const struct diag *diag)
{
    outcome_begin(&parcel->outcome, &parcel->arena, diag);
    return &parcel->outcome.diag;
}

void parcel_end(struct parcel *parcel, enum status status)
{
    outcome_end(&parcel->outcome, status);
}

static void note(struct parcel *parcel, const struct str *pieces, size_t count)
{
    struct pack_file *file = &parcel->file;
    struct fingerprint *fingerprint = fingerprint_new(&parcel->arena);

    file->bytes = 0;
    for (size_t i = 0; i < count; i++) {
        file->bytes += pieces[i].len;
        fingerprint_add(fingerprint, pieces[i]);
    }
    fingerprint_print(fingerprint, file->fingerprint);
}

enum status parcel_put(struct parcel *parcel, const struct str *pieces,
                       size_t count)
{
    struct diag *diag = &parcel->outcome.diag;
    bool same = true;
    enum status status =
        file_write_pieces(diag, parcel->path, pieces, count,
                          parcel->is_private ? PRIVATE_MODE : PUBLIC_MODE);

    if (status == OK)
        status = file_compare_pieces(diag, parcel->path, pieces, count, &same);
    if (status != OK)
        return status;
    if (!same)
        return diag_error(diag, IO_FAILED, (struct place){.file = parcel->path},
                          "what was written does not read back the same");
    note(parcel, pieces, count);
    return OK;
}

enum status parcel_close(struct parcel *parcel, struct diag *diag)
{
    enum status status = outcome_tell(&parcel->outcome, 1, diag);

    arena_free(&parcel->arena);
    return status;
}
