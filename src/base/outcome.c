#include "base/outcome.h"

#include "base/memory.h"

enum { MESSAGE_BYTES = 1 << 14 };

void outcome_begin(struct outcome *outcome, struct arena *arena,
                   const struct diag *diag)
{
    outcome->room = arena_array(arena, char, MESSAGE_BYTES + 1);
    outcome->diag = *diag;
    outcome->diag.out = fmemopen(outcome->room, MESSAGE_BYTES, "w");
    if (!outcome->diag.out)
        memory_exhausted();
    outcome->diag.errors = 0;
    outcome->diag.warnings = 0;
}

void outcome_end(struct outcome *outcome, enum status status)
{
    fclose(outcome->diag.out);
    outcome->diag.out = NULL;
    outcome->status = status;
    outcome->done = true;
}

enum status outcome_tell(const struct outcome *outcomes, size_t count,
                         struct diag *diag)
{
    for (size_t i = 0; i < count && outcomes[i].done; i++) {
        const struct outcome *outcome = outcomes + i;

        fputs(outcome->room, diag->out);
        diag->errors += outcome->diag.errors;
        diag->warnings += outcome->diag.warnings;
        if (outcome->status != OK)
            return outcome->status;
    }
    return OK;
}
