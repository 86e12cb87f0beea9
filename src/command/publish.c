#include "command/publish.h"

#include "base/stage.h"
#include "command/burst.h"
#include "command/moment.h"
#include "command/naming.h"

enum status publish(const struct intake *intake,
                    const struct publish_options *options)
{
    struct pack_options pack = options->pack;
    struct pack_sections sections;
    struct study study;
    struct stage stage = stage_begin("measure");
    enum status status = examine(intake, &options->examine, &study);

    if (status == OK)
        status = name_orders(intake->arena, intake->diag, &study);
    stage_end(&stage, intake->diag);
    stage = stage_begin("render");
    if (status == OK)
        status = moment_choose(intake->diag,
                               (int64_t)study.comparison.as_of * DAY_SECONDS,
                               &pack.created);
    if (status == OK && options->burst) {
        status = burst_list(intake, &study, options->burst, &sections);
        pack.sections = &sections;
    }
    if (status == OK)
        status = pack_write(intake->arena, intake->diag, &study, &pack);
    stage_end(&stage, intake->diag);
    return status;
}
