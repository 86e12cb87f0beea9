#include "render/structure.h"

#include <assert.h>

static const struct kind {
    const char *name;
    enum tag_role role;
    const char *scope;
} kinds[] = {
    [TAG_ARTIFACT] = {.name = "Artifact", .role = ROLE_ARTIFACT},
    [TAG_SECTION] = {.name = "Sect", .role = ROLE_GROUP},
    [TAG_H1] = {.name = "H1", .role = ROLE_TEXT},
    [TAG_H2] = {.name = "H2", .role = ROLE_TEXT},
    [TAG_P] = {.name = "P", .role = ROLE_TEXT},
    [TAG_FIGURE] = {.name = "Figure", .role = ROLE_FIGURE},
    [TAG_TABLE] = {.name = "Table", .role = ROLE_GROUP},
    [TAG_ROW] = {.name = "TR", .role = ROLE_GROUP},
    [TAG_HEAD_CELL] = {.name = "TH", .role = ROLE_TEXT, .scope = "Column"},
    [TAG_ROW_HEAD] = {.name = "TH", .role = ROLE_TEXT, .scope = "Row"},
    [TAG_CELL] = {.name = "TD", .role = ROLE_TEXT},
    [TAG_LIST] = {.name = "L", .role = ROLE_GROUP},
    [TAG_ITEM] = {.name = "LI", .role = ROLE_GROUP},
    [TAG_LINK] = {.name = "Link", .role = ROLE_TEXT},
};

/* The part of an item that holds its text; it comes with each item. */
static const struct kind item_body = {.name = "LBody", .role = ROLE_TEXT};

static const struct kind document = {.name = "Document", .role = ROLE_GROUP};

void extent_add(struct extent *extent, double x, double y)
{
    if (!extent->is_set)
        *extent = (struct extent){x, y, x, y, true};
    extent->left = x < extent->left ? x : extent->left;
    extent->right = x > extent->right ? x : extent->right;
    extent->bottom = y < extent->bottom ? y : extent->bottom;
    extent->top = y > extent->top ? y : extent->top;
}

static void add_kid(struct structure *structure, struct element *element,
                    const struct kid *kid)
{
    struct kid *added = arena_new(structure->arena, struct kid);

    *added = *kid;
    if (element->last)
        element->last->next = added;
    else
        element->first = added;
    element->last = added;
}

static struct element *add_element(struct structure *structure,
                                   struct element *parent,
                                   const struct kind *kind)
{
    struct element *element = arena_new(structure->arena, struct element);

    *element = (struct element){
        .name = kind->name,
        .scope = kind->scope,
        .role = kind->role,
        .parent = parent,
        .outer = structure->open,
    };
    if (kind->role == ROLE_ARTIFACT)
        return element;
    element->number = structure->count++;
    if (structure->last)
        structure->last->next = element;
    else
        structure->first = element;
    structure->last = element;
    if (parent)
        add_kid(structure, parent,
                &(struct kid){.kind = KID_ELEMENT, .element = element});
    return element;
}

void structure_init(struct structure *structure, struct arena *arena)
{
    *structure = (struct structure){.arena = arena};
    structure->open = add_element(structure, NULL, &document);
}

void structure_begin(struct structure *structure, enum tag tag, struct str alt)
{
    struct element *open = structure->open;

    assert((size_t)tag < COUNT(kinds));
    if (open->role == ROLE_FIGURE || open->role == ROLE_ARTIFACT) {
        structure->swallowed++;
        return;
    }
    structure->open = add_element(structure, open, &kinds[tag]);
    structure->open->alt = str_copy(structure->arena, alt);
    if (tag == TAG_ITEM) {
        struct element *item = structure->open;

        structure->open = add_element(structure, item, &item_body);
        structure->open->outer = open;
    }
}

void structure_end(struct structure *structure)
{
    if (structure->swallowed > 0) {
        structure->swallowed--;
        return;
    }
    assert(structure->open->outer);
    if (structure->open->outer)
        structure->open = structure->open->outer;
}

struct element *structure_owner(struct structure *structure, bool is_text)
{
    struct element *open = structure->open;

    switch (open->role) {
    case ROLE_FIGURE:
        return open;
    case ROLE_TEXT:
        return is_text ? open : NULL;
    case ROLE_GROUP:
        return is_text ? add_element(structure, open, &kinds[TAG_P]) : NULL;
    case ROLE_ARTIFACT:
        break;
    }
    return NULL;
}

struct element *structure_link(struct structure *structure)
{
    struct element *open = structure->open;

    if (open->name == kinds[TAG_LINK].name)
        return open;
    if (open->role == ROLE_ARTIFACT || open->role == ROLE_FIGURE)
        open = open->parent;
    return add_element(structure, open, &kinds[TAG_LINK]);
}

void structure_add_mark(struct structure *structure, struct element *element,
                        size_t page, size_t number)
{
    add_kid(structure, element,
            &(struct kid){.kind = KID_MARK, .page = page, .number = number});
}

void structure_add_link(struct structure *structure, struct element *element,
                        size_t page, size_t number)
{
    add_kid(structure, element,
            &(struct kid){.kind = KID_LINK, .page = page, .number = number});
}
