#include "command/moment.h"

#include <stdlib.h>

enum status moment_choose(struct diag *diag, int64_t usual, int64_t *moment)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;

    *moment = usual;
    if (!epoch || !*epoch)
        return OK;
    *moment = strtoll(epoch, &end, 10);
    if (*end != '\0' || *moment < 0)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid SOURCE_DATE_EPOCH '%s'; expected seconds "
                          "since 1970-01-01",
                          epoch);
    return OK;
}
