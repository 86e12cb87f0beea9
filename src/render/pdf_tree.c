#include "render/pdf_own.h"

#include <assert.h>

struct tree {
    struct pdf_writing *writing;
    struct object **elements; /* by number */
    struct object **kids;     /* what each of them holds */
    struct object *parents;   /* Nums: whose the pages' marks and links are */
    size_t next_parent;
};

static struct object *new_dict(const struct tree *tree)
{
    return object_dict(tree->writing->objects);
}

static void add_layout(const struct tree *tree, struct object *dict,
                       const struct extent *extent)
{
    struct object *layout = new_dict(tree);
    struct object *box = object_array(tree->writing->objects);

    object_add_real(box, extent->left);
    object_add_real(box, extent->bottom);
    object_add_real(box, extent->right);
    object_add_real(box, extent->top);
    object_put_name(layout, "O", "Layout");
    object_put_name(layout, "Placement", "Block");
    object_put(layout, "BBox", box);
    object_put(dict, "A", layout);
}

static void add_scope(const struct tree *tree, struct object *dict,
                      const char *scope)
{
    struct object *table = new_dict(tree);

    object_put_name(table, "O", "Table");
    object_put_name(table, "Scope", scope);
    object_put(dict, "A", table);
}

/* A mark on another page than the element's own says which. */
static void add_mark(const struct tree *tree, struct object *kids,
                     const struct kid *kid, const struct kid *first)
{
    if (first && kid->page == first->page) {
        object_add_number(kids, kid->number);
        return;
    }
    struct object *mark = new_dict(tree);
    object_put_name(mark, "Type", "MCR");
    object_put(mark, "Pg", tree->writing->pages[kid->page]);
    object_put_number(mark, "MCID", kid->number);
    object_add(kids, mark);
}

static struct object *link_object(const struct pdf_writing *writing,
                                  const struct drawing *drawing,
                                  const struct drawing_link *link)
{
    struct str alt = link->element->alt;

    assert(link->target < writing->pdf->page_count);
    if (link->target >= writing->pdf->page_count)
        return NULL;
    struct object *object =
        object_link(writing->pages[drawing->number], &link->extent,
                    writing->pages[link->target]);
    object_put_text(writing->arena, object, "Contents",
                    alt.len > 0
                        ? alt
                        : str_format(writing->arena, "%zu", link->target + 1));
    return object;
}

static const struct drawing *page_at(const struct pdf *pdf, size_t number)
{
    const struct drawing *drawing = pdf->pages;

    while (drawing && drawing->number != number)
        drawing = drawing->next;
    return drawing;
}

static void add_link(struct tree *tree, const struct element *element,
                     const struct kid *kid)
{
    struct pdf_writing *writing = tree->writing;
    const struct drawing *drawing = page_at(writing->pdf, kid->page);
    struct object *reference = new_dict(tree);

    assert(drawing);
    struct object *link =
        link_object(writing, drawing, &drawing->links[kid->number]);
    object_put_number(link, "StructParent", tree->next_parent);
    object_add_number(tree->parents, tree->next_parent++);
    object_add(tree->parents, tree->elements[element->number]);
    object_put_name(reference, "Type", "OBJR");
    object_put(reference, "Pg", writing->pages[kid->page]);
    object_put(reference, "Obj", link);
    object_add(tree->kids[element->number], reference);
}

/* The page of an element's first mark. */
static const struct kid *first_mark(const struct element *element)
{
    const struct kid *kid = element->first;

    while (kid && kid->kind != KID_MARK)
        kid = kid->next;
    return kid;
}

static void add_kids(struct tree *tree, const struct element *element)
{
    struct object *kids = tree->kids[element->number];
    const struct kid *mark = first_mark(element);

    if (mark)
        object_put(tree->elements[element->number], "Pg",
                   tree->writing->pages[mark->page]);
    for (const struct kid *kid = element->first; kid; kid = kid->next)
        switch (kid->kind) {
        case KID_ELEMENT:
            object_add(kids, tree->elements[kid->element->number]);
            break;
        case KID_MARK:
            add_mark(tree, kids, kid, mark);
            break;
        case KID_LINK:
            add_link(tree, element, kid);
            break;
        }
}

static void add_element(struct tree *tree, const struct element *element)
{
    struct object *dict = tree->elements[element->number];

    object_put_name(dict, "S", element->name);
    if (element->parent)
        object_put(dict, "P", tree->elements[element->parent->number]);
    object_put_text(tree->writing->arena, dict, "Alt", element->alt);
    if (element->extent.is_set)
        add_layout(tree, dict, &element->extent);
    if (element->scope)
        add_scope(tree, dict, element->scope);
    object_put(dict, "K", tree->kids[element->number]);
    add_kids(tree, element);
}

/* Tell whose each mark of a page is. */
static void add_page(struct tree *tree, const struct drawing *drawing)
{
    struct object *page = tree->writing->pages[drawing->number];
    struct object *owners = object_own_array(tree->writing->objects);

    for (size_t i = 0; i < drawing->mark_count; i++)
        object_add(owners, tree->elements[drawing->marks[i].owner->number]);
    object_put_number(page, "StructParents", tree->next_parent);
    object_add_number(tree->parents, tree->next_parent++);
    object_add(tree->parents, owners);
}

static void open_tree(struct tree *tree, struct pdf_writing *writing)
{
    size_t count = writing->pdf->ink.structure.count;

    *tree = (struct tree){.writing = writing};
    tree->elements = arena_array(writing->arena, struct object *, count);
    tree->kids = arena_array(writing->arena, struct object *, count);
    tree->parents = object_array(writing->objects);
    for (size_t i = 0; i < count; i++) {
        tree->elements[i] = object_own_dict(writing->objects);
        tree->kids[i] = object_array(writing->objects);
    }
}

void pdf_write_tree(struct pdf_writing *writing)
{
    struct tree tree;
    struct object *catalog = object_catalog(writing->objects);
    struct object *root = object_own_dict(writing->objects);
    struct object *numbers = object_own_dict(writing->objects);
    struct object *marked = object_dict(writing->objects);

    open_tree(&tree, writing);
    for (const struct drawing *i = writing->pdf->pages; i; i = i->next)
        add_page(&tree, i);
    for (const struct element *i = writing->pdf->ink.structure.first; i;
         i = i->next)
        add_element(&tree, i);

    object_put_name(root, "Type", "StructTreeRoot");
    object_put(root, "K", tree.elements[0]);
    object_put(tree.elements[0], "P", root);
    object_put(numbers, "Nums", tree.parents);
    object_put(root, "ParentTree", numbers);
    object_put_number(root, "ParentTreeNextKey", tree.next_parent);
    object_put_true(marked, "Marked");
    object_put(catalog, "MarkInfo", marked);
    object_put(catalog, "StructTreeRoot", root);
}
