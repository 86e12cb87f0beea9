#include "fold/shelf.h"

/* Put a page behind those of a part. */
static void run_list_append(struct run_list *list, struct run_page *page)
{
    page->next = NULL;
    if (list->last)
        list->last->next = page;
    else
        list->first = page;
    list->last = page;
}

/* The last page of a list, with room for a run of so many bytes. */
static struct run_page *page_of(struct run_list *list, size_t room)
{
    struct run_page *page = list->last;

    if (page && RUN_PAGE_BYTES - (size_t)page->len >= room)
        return page;
    page = page_take();
    page->len = 0;
    run_list_append(list, page);
    return page;
}

void shelf_put(struct shelf *shelf, const struct run *run)
{
    struct run_list *list = shelf->parts + key_part(key_hash(&run->id));
    struct run_page *page = page_of(list, run_room(run));

    page->len += (uint32_t)run_pack(run_page_bytes(page) + page->len, run);
    list->count++;
    list->items += run->order.item_count + run->returned_count;
}

/* As many of the runs as there is room for in a page, in bytes. */
static size_t fitting(struct str runs, size_t room)
{
    size_t len = 0;
    size_t size;

    if (runs.len <= room)
        return runs.len;
    while ((size = run_size(runs.at + len, runs.len - len)) > 0 &&
           size <= room - len)
        len += size;
    return len;
}

void shelf_put_packed(struct shelf *shelf, size_t part, struct str runs,
                      uint32_t count, uint32_t items)
{
    struct run_list *list = shelf->parts + part;

    list->count += count;
    list->items += items;
    while (runs.len > 0) {
        struct run_page *page = page_of(list, RUN_BYTES);
        size_t len = fitting(runs, RUN_PAGE_BYTES - (size_t)page->len);

        memcpy(run_page_bytes(page) + page->len, runs.at, len);
        page->len += (uint32_t)len;
        runs = (struct str){runs.at + len, runs.len - len};
    }
}

void shelf_mark(struct shelf *shelf, struct batch *batch)
{
    for (size_t i = 0; i < KEY_PARTS; i++) {
        struct run_list *list = shelf->parts + i;

        batch->parts[i] =
            (struct run_part){.end = {list->last, 0},
                              .count = list->count - list->counted,
                              .items = list->items - list->counted_items};
        if (list->last)
            batch->parts[i].end.at = list->last->len;
        list->counted = list->count;
        list->counted_items = list->items;
    }
    batch->shelf = shelf;
    batch->before = shelf->last;
    if (shelf->last)
        shelf->last->next_on_shelf = batch;
    else
        shelf->first = batch;
    shelf->last = batch;
}

const char *shelf_next(const struct shelf *shelf, const struct batch *batch,
                       size_t part, struct run_place *place, size_t *len)
{
    const struct run_place *end = &batch->parts[part].end;
    const char *runs;

    if (place->page == end->page && place->at == end->at)
        return NULL;
    if (!place->page || place->at == place->page->len)
        *place = (struct run_place){
            place->page ? place->page->next : shelf->parts[part].first, 0};
    runs = run_page_bytes(place->page) + place->at;
    *len = (place->page == end->page ? end->at : place->page->len) - place->at;
    place->at += (uint32_t)*len;
    return runs;
}

void run_list_drop(struct run_list *list)
{
    struct run_page *next;

    for (struct run_page *page = list->first; page; page = next) {
        next = page->next;
        page_give(page);
    }
    list->first = list->last = NULL;
}
