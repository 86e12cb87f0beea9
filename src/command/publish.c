#include "command/publish.h"

#include "base/stage.h"
#include "command/moment.h"

enum status publish(const struct intake *intake,
                    const struct publish_options *options)
{
    struct pack_options pack = options->pack;
    struct study study;
    struct stage stage = stage_begin("measure");
    enum status status = examine(intake, &options->examine, &study);

    stage_end(&stage, intake->diag);
    stage = stage_begin("render");
    if (status == OK)
        status = moment_choose(intake->diag,
                               (int64_t)study.comparison.as_of * DAY_SECONDS,
                               &pack.created);
    if (status == OK)
        status = pack_write(intake->arena, intake->diag, &study, &pack);
    stage_end(&stage, intake->diag);
    return status;
}
