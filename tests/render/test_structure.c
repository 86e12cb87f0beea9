#include "test.h"

#include "render/structure.h"

#include <string.h>

struct fixture {
    struct arena arena;
    struct structure structure;
};

static int open_structure(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){0};
    structure_init(&fixture.structure, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int close_structure(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    return 0;
}

/* The names of all elements in the order of opening, each in its parent's. */
static const char *tree(struct fixture *fixture)
{
    struct text out = {.arena = &fixture->arena};

    for (const struct element *i = fixture->structure.first; i; i = i->next)
        text_addf(&out, "%s%s%s ", i->parent ? i->parent->name : "",
                  i->parent ? ">" : "", i->name);
    return out.at;
}

static void begin(struct fixture *fixture, enum tag tag)
{
    structure_begin(&fixture->structure, tag, STR(""));
}

static void end(struct fixture *fixture)
{
    structure_end(&fixture->structure);
}

static void elements_nest_as_they_are_opened(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_SECTION);
    begin(fixture, TAG_TABLE);
    begin(fixture, TAG_ROW);
    begin(fixture, TAG_HEAD_CELL);
    end(fixture);
    begin(fixture, TAG_ROW_HEAD);
    end(fixture);
    begin(fixture, TAG_CELL);
    end(fixture);
    end(fixture);
    end(fixture);
    begin(fixture, TAG_H2);
    end(fixture);
    end(fixture);
    assert_string_equal(tree(fixture),
                        "Document Document>Sect Sect>Table Table>TR TR>TH "
                        "TR>TH TR>TD Sect>H2 ");
    assert_ptr_equal(fixture->structure.open, fixture->structure.first);
}

static void heads_say_what_they_head(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_HEAD_CELL);
    assert_string_equal(fixture->structure.open->scope, "Column");
    end(fixture);
    begin(fixture, TAG_ROW_HEAD);
    assert_string_equal(fixture->structure.open->scope, "Row");
    end(fixture);
    begin(fixture, TAG_CELL);
    assert_null(fixture->structure.open->scope);
    end(fixture);
}

static void an_item_has_a_body(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_LIST);
    begin(fixture, TAG_ITEM);
    end(fixture);
    begin(fixture, TAG_ITEM);
    end(fixture);
    end(fixture);
    assert_string_equal(tree(fixture),
                        "Document Document>L L>LI LI>LBody L>LI LI>LBody ");
}

static void a_figure_takes_all_that_is_drawn_in_it(void **state)
{
    struct fixture *fixture = *state;
    struct element *figure;

    begin(fixture, TAG_FIGURE);
    figure = fixture->structure.open;
    begin(fixture, TAG_P);
    assert_ptr_equal(structure_owner(&fixture->structure, true), figure);
    assert_ptr_equal(structure_owner(&fixture->structure, false), figure);
    end(fixture);
    end(fixture);
    assert_string_equal(tree(fixture), "Document Document>Figure ");
}

static void decoration_belongs_to_nobody(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_ARTIFACT);
    assert_null(structure_owner(&fixture->structure, true));
    begin(fixture, TAG_P);
    assert_null(structure_owner(&fixture->structure, true));
    end(fixture);
    end(fixture);
    begin(fixture, TAG_P);
    assert_null(structure_owner(&fixture->structure, false));
    end(fixture);
    assert_null(structure_owner(&fixture->structure, false));
    assert_string_equal(tree(fixture), "Document Document>P ");
}

static void text_in_a_group_is_a_paragraph_of_its_own(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_SECTION);
    structure_owner(&fixture->structure, true);
    structure_owner(&fixture->structure, true);
    end(fixture);
    assert_string_equal(tree(fixture), "Document Document>Sect Sect>P Sect>P ");
}

static void a_link_is_the_open_one_or_a_new_one(void **state)
{
    struct fixture *fixture = *state;

    begin(fixture, TAG_LINK);
    assert_ptr_equal(structure_link(&fixture->structure),
                     fixture->structure.open);
    end(fixture);
    begin(fixture, TAG_P);
    structure_link(&fixture->structure);
    end(fixture);
    begin(fixture, TAG_ARTIFACT);
    structure_link(&fixture->structure);
    end(fixture);
    assert_string_equal(tree(fixture), "Document Document>Link Document>P "
                                       "P>Link Document>Link ");
}

static void kids_stay_in_reading_order(void **state)
{
    struct fixture *fixture = *state;
    struct structure *structure = &fixture->structure;
    struct element *paragraph;

    begin(fixture, TAG_P);
    paragraph = structure->open;
    structure_add_mark(structure, paragraph, 3, 7);
    begin(fixture, TAG_LINK);
    end(fixture);
    structure_add_mark(structure, paragraph, 3, 9);
    structure_add_link(structure, paragraph, 3, 0);
    end(fixture);

    const struct kid *kid = paragraph->first;
    assert_int_equal(kid->kind, KID_MARK);
    assert_int_equal(kid->number, 7);
    kid = kid->next;
    assert_int_equal(kid->kind, KID_ELEMENT);
    assert_string_equal(kid->element->name, "Link");
    kid = kid->next;
    assert_int_equal(kid->number, 9);
    assert_int_equal(kid->page, 3);
    kid = kid->next;
    assert_int_equal(kid->kind, KID_LINK);
    assert_null(kid->next);
}

int main(void)
{
#define WITH_STRUCTURE(test)                                                   \
    cmocka_unit_test_setup_teardown(test, open_structure, close_structure)
    const struct CMUnitTest tests[] = {
        WITH_STRUCTURE(elements_nest_as_they_are_opened),
        WITH_STRUCTURE(heads_say_what_they_head),
        WITH_STRUCTURE(an_item_has_a_body),
        WITH_STRUCTURE(a_figure_takes_all_that_is_drawn_in_it),
        WITH_STRUCTURE(decoration_belongs_to_nobody),
        WITH_STRUCTURE(text_in_a_group_is_a_paragraph_of_its_own),
        WITH_STRUCTURE(a_link_is_the_open_one_or_a_new_one),
        WITH_STRUCTURE(kids_stay_in_reading_order),
    };

    return cmocka_run_group_tests_name("render/structure", tests, NULL, NULL);
}
