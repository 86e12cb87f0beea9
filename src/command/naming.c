#include "command/naming.h"

#include "fold/recall.h"
#include "measure/suspect_list.h"

enum status name_orders(struct arena *arena, struct diag *diag,
                        const struct study *study)
{
    const struct recall recall = {.config = study->config,
                                  .ledger = study->ledger,
                                  .threads = study->threads,
                                  .first = study->comparison.now.start,
                                  .last = study->comparison.now.end};
    struct arena scratch = {0};
    struct key *keys;
    struct str *ids;
    size_t count;
    enum status status = OK;

    if (!study->suspects)
        return OK;
    count = suspect_list_nameless(&scratch, study->suspects, &keys);
    if (count > 0) {
        ids = arena_array(&scratch, struct str, count);
        status = recall_ids(arena, diag, &recall, keys, count, ids);
        if (status == OK)
            suspect_list_name(study->suspects, ids);
    }
    arena_free(&scratch);
    return status;
}
