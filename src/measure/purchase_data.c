#include "measure/purchase_data.h"

#include "fold/radix.h"

struct purchase_data purchase_data_make(struct arena *arena, uint64_t *keys,
                                        size_t count, size_t threads)
{
    struct purchase_data data = {.customers = count};
    size_t at = 0;

    radix_sort_by(threads, keys, count);
    for (size_t i = 0; i < count; i++)
        data.count += i == 0 || keys[i] != keys[i - 1];
    data.classes = arena_array(arena, struct purchase_class, data.count + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t x = purchase_repeats(keys[i]);

        at += i > 0 && keys[i] != keys[i - 1];
        data.classes[at].key = keys[i];
        data.classes[at].count++;
        data.repeaters += x > 0;
        data.repeats += x;
    }
    return data;
}

struct purchase_data purchase_data_thin(struct arena *arena,
                                        const struct purchase_data *data,
                                        uint64_t customers)
{
    uint64_t stride = data->customers / customers + 1;
    uint64_t passed = 0;
    struct purchase_data few = {
        .classes = arena_array(arena, struct purchase_class,
                               (size_t)(data->customers / stride) + 1)};

    for (size_t i = 0; i < data->count; i++) {
        struct purchase_class class = data->classes[i];
        uint32_t x = purchase_repeats(class.key);

        class.count = (passed + class.count) / stride - passed / stride;
        passed += data->classes[i].count;
        if (class.count == 0)
            continue;
        few.classes[few.count++] = class;
        few.customers += class.count;
        few.repeaters += x > 0 ? class.count : 0;
        few.repeats += x * class.count;
    }
    return few;
}
