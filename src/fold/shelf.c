#include "fold/shelf.h"

void run_list_append(struct run_list *list, struct run_page *page)
{
    page->next = NULL;
    if (list->last)
        list->last->next = page;
    else
        list->first = page;
    list->last = page;
}

void shelf_put(struct shelf *shelf, const struct run *run)
{
    struct run_list *list = shelf->parts + key_part(key_hash(&run->id));
    struct run_page *page = list->last;

    if (!page || RUN_PAGE_BYTES - (size_t)page->len < RUN_BYTES) {
        page = page_take();
        page->len = 0;
        run_list_append(list, page);
    }
    page->len += (uint32_t)run_pack(run_page_bytes(page) + page->len, run);
    list->count++;
    list->items += run->order.item_count;
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
