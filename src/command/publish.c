#include "command/publish.h"

#include "base/stage.h"
#include "command/burst.h"

#include <stdlib.h>

/* The date inside the documents: SOURCE_DATE_EPOCH, else the as-of day. */
static enum status choose_created(const struct intake *intake, int32_t as_of,
                                  int64_t *created)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;

    *created = (int64_t)as_of * DAY_SECONDS;
    if (!epoch || !*epoch)
        return OK;
    *created = strtoll(epoch, &end, 10);
    if (*end != '\0' || *created < 0)
        return diag_error(intake->diag, BAD_USAGE, (struct place){0},
                          "invalid SOURCE_DATE_EPOCH '%s'; expected seconds "
                          "since 1970-01-01",
                          epoch);
    return OK;
}

enum status publish(const struct intake *intake,
                    const struct publish_options *options)
{
    struct pack_options pack = options->pack;
    struct pack_sections sections;
    struct study study;
    struct stage stage = stage_begin("measure");
    enum status status = examine(intake, &options->examine, &study);

    stage_end(&stage, intake->diag);
    stage = stage_begin("render");
    if (status == OK)
        status = choose_created(intake, study.comparison.as_of, &pack.created);
    if (status == OK && options->burst) {
        status = burst_list(intake, &study, options->burst, &sections);
        pack.sections = &sections;
    }
    if (status == OK)
        status = pack_write(intake->arena, intake->diag, &study, &pack);
    stage_end(&stage, intake->diag);
    return status;
}
