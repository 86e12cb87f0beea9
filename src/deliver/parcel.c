#include "deliver/parcel.h"

#include "base/fingerprint.h"

#include <string.h>

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

enum status parcel_open(struct parcel *parcel)
{
    parcel->file.bytes = 0;
    parcel->fingerprint = fingerprint_new(&parcel->arena);
    return file_begin(&parcel->outcome.diag, parcel->path, &parcel->out);
}

enum status parcel_append(struct parcel *parcel, struct str piece)
{
    parcel->file.bytes += piece.len;
    fingerprint_add(parcel->fingerprint, piece);
    return file_append(&parcel->outcome.diag, &parcel->out, piece);
}

static void add_block(void *context, struct str block)
{
    fingerprint_add(context, block);
}

static enum status read_back(struct parcel *parcel)
{
    struct diag *diag = &parcel->outcome.diag;
    struct fingerprint *found = fingerprint_new(&parcel->arena);
    char print[FINGERPRINT_TEXT];
    enum status status = file_scan(diag, parcel->path, add_block, found);

    if (status != OK)
        return status;
    fingerprint_print(parcel->fingerprint, parcel->file.fingerprint);
    fingerprint_print(found, print);
    if (strcmp(print, parcel->file.fingerprint) != 0)
        return diag_error(diag, IO_FAILED, (struct place){.file = parcel->path},
                          "what was written does not read back the same");
    return OK;
}

static void note_block(void *context, struct str block)
{
    struct parcel *parcel = context;

    parcel->file.bytes += block.len;
    fingerprint_add(parcel->fingerprint, block);
}

enum status parcel_note(struct parcel *parcel)
{
    return file_scan(&parcel->outcome.diag, parcel->path, note_block, parcel);
}

enum status parcel_finish(struct parcel *parcel, enum status status)
{
    status = file_end(&parcel->outcome.diag, &parcel->out,
                      parcel->is_private ? PRIVATE_MODE : PUBLIC_MODE, status);
    return status == OK ? read_back(parcel) : status;
}

enum status parcel_put(struct parcel *parcel, struct str content)
{
    enum status status = parcel_open(parcel);

    if (status == OK)
        status = parcel_append(parcel, content);
    return parcel_finish(parcel, status);
}

enum status parcel_close(struct parcel *parcel, struct diag *diag)
{
    enum status status = outcome_tell(&parcel->outcome, 1, diag);

    arena_free(&parcel->arena);
    return status;
}
