#include "render/theme.h"

#include "base/file.h"
#include "read/yaml.h"
#include "render/vision.h"

#include <math.h>

/* What text needs on its ground to be read, and a mark to be seen (WCAG AA). */
#define LEAST_CONTRAST 4.5
#define LEAST_MARK     3.0

const struct type types[TYPE_COUNT] = {
#define TYPE(id, weight, points, lead, tint)                                   \
    [TYPE_##id] = {.font = WEIGHT_##weight,                                    \
                   .size = (points),                                           \
                   .leading = (lead),                                          \
                   .colour = COLOUR_##tint},
#include "render/type.def"
#undef TYPE
};

static const struct {
    const char *key;
    unsigned rgb;
} palette[COLOUR_COUNT] = {
#define COLOUR(id, name, value, use) [COLOUR_##id] = {(name), (value)},
#include "render/palette.def"
#undef COLOUR
};

struct colour theme_colour(const struct theme *theme, enum theme_colour id)
{
    return colour_hex(theme->rgb[id]);
}

enum theme_colour theme_on(const struct theme *theme, enum theme_colour fill)
{
    return vision_contrast(theme->rgb[COLOUR_WHITE], theme->rgb[fill]) >=
                   LEAST_CONTRAST
               ? COLOUR_WHITE
               : COLOUR_INK;
}

struct font *theme_font(const struct theme *theme, enum theme_type type)
{
    return theme->set.fonts[types[type].font];
}

/* A value of the palette: "#0B4F6C". */
static bool parse_hex(struct str text, unsigned *rgb)
{
    unsigned value = 0;

    if (text.len != 7 || text.at[0] != '#')
        return false;
    for (size_t i = 1; i < text.len; i++) {
        char byte = text.at[i];
        unsigned digit = 16;
        if (byte >= '0' && byte <= '9')
            digit = (unsigned)(byte - '0');
        else if (byte >= 'a' && byte <= 'f')
            digit = (unsigned)(byte - 'a') + 10;
        else if (byte >= 'A' && byte <= 'F')
            digit = (unsigned)(byte - 'A') + 10;
        if (digit == 16)
            return false;
        value = value << 4 | digit;
    }
    *rgb = value;
    return true;
}

static void read_palette(struct yaml *yaml, struct theme *theme)
{
    const char *keys[COLOUR_COUNT];
    const struct yaml_node *node = yaml_mapping(yaml, yaml->root, "palette");
    char quote[DIAG_QUOTE];

    for (size_t i = 0; i < COLOUR_COUNT; i++)
        keys[i] = palette[i].key;
    if (!node)
        return;
    yaml_keys(yaml, node, (struct yaml_names){keys, COLOUR_COUNT});
    for (size_t i = 0; i < COLOUR_COUNT; i++) {
        struct str text;
        if (yaml_text(yaml, node, keys[i], &text) &&
            !parse_hex(text, &theme->rgb[i]))
            yaml_fail(yaml, yaml_get(node, keys[i]),
                      "invalid colour '%s'; write it as '#0B4F6C'",
                      diag_quote(quote, text));
    }
}

/* Where the brand names one of two colours, else where its palette is. */
static const struct yaml_node *node_of(const struct yaml *yaml,
                                       enum theme_colour a, enum theme_colour b)
{
    const struct yaml_node *colours = yaml_get(yaml->root, "palette");
    const struct yaml_node *node = NULL;

    if (colours)
        node = yaml_get(colours, palette[a].key);
    if (colours && !node)
        node = yaml_get(colours, palette[b].key);
    return node ? node : yaml->root;
}

static void check_pair(struct yaml *yaml, const struct theme *theme,
                       enum theme_colour text, enum theme_colour ground)
{
    double contrast = vision_contrast(theme->rgb[text], theme->rgb[ground]);

    if (contrast < LEAST_CONTRAST)
        yaml_fail(yaml, node_of(yaml, text, ground),
                  "'%s' on '%s' cannot be read: contrast %.1f, at least 4.5",
                  palette[text].key, palette[ground].key, contrast);
}

/* Text must be readable on every ground it is printed on. */
static void check_contrast(struct yaml *yaml, const struct theme *theme)
{
    static const enum theme_colour texts[] = {
        COLOUR_INK,      COLOUR_MUTED,       COLOUR_BRAND,
        COLOUR_POS_TEXT, COLOUR_ACCENT_TEXT, COLOUR_NEG};

    for (size_t i = 0; i < COUNT(texts); i++) {
        check_pair(yaml, theme, texts[i], COLOUR_WHITE);
        check_pair(yaml, theme, texts[i], COLOUR_SAND);
    }
    check_pair(yaml, theme, COLOUR_WHITE, COLOUR_BRAND);
    check_pair(yaml, theme, COLOUR_ACCENT_TEXT, COLOUR_ACCENT_TINT);
    check_pair(yaml, theme, COLOUR_MUTED, COLOUR_NEUTRAL);
    check_pair(yaml, theme, COLOUR_INK, COLOUR_NEUTRAL);
    for (int i = COLOUR_HEAT_1; i <= COLOUR_FALL_6; i++)
        check_pair(yaml, theme, theme_on(theme, (enum theme_colour)i),
                   (enum theme_colour)i);
}

/* Bars, dots and lines must be seen on paper. */
static void check_marks(struct yaml *yaml, const struct theme *theme)
{
    static const enum theme_colour marks[] = {COLOUR_BRAND,     COLOUR_MID,
                                              COLOUR_LAST_YEAR, COLOUR_ACCENT,
                                              COLOUR_POS_BAR,   COLOUR_NEG};

    for (size_t i = 0; i < COUNT(marks); i++) {
        double contrast =
            vision_contrast(theme->rgb[marks[i]], theme->rgb[COLOUR_WHITE]);

        if (contrast < LEAST_MARK)
            yaml_fail(yaml, node_of(yaml, marks[i], COLOUR_WHITE),
                      "marks in '%s' are hard to see on '%s': contrast %.1f, "
                      "at least 3.0",
                      palette[marks[i]].key, palette[COLOUR_WHITE].key,
                      contrast);
    }
}

/*
 * Colours that must be told apart, by eyes of every kind.  Good and bad
 * variances need less: a sign and an arrow, or a side of the axis, go with
 * them.
 */
static void check_vision(struct yaml *yaml, const struct theme *theme)
{
    static const struct {
        enum theme_colour a, b;
        double least; /* delta E */
    } pairs[] = {
        {COLOUR_BRAND, COLOUR_MID, 20},
        {COLOUR_BRAND, COLOUR_ACCENT, 20},
        {COLOUR_MID, COLOUR_ACCENT, 20},
        {COLOUR_BRAND, COLOUR_LAST_YEAR, 20},
        {COLOUR_ACCENT, COLOUR_LAST_YEAR, 20},
        {COLOUR_POS_TEXT, COLOUR_NEG, 10},
    };

    for (size_t i = 0; i < COUNT(pairs); i++) {
        double least = INFINITY;
        enum vision worst = VISION_FULL;

        for (int eye = 0; eye < VISION_COUNT; eye++) {
            double distance =
                vision_distance((enum vision)eye, theme->rgb[pairs[i].a],
                                theme->rgb[pairs[i].b]);

            if (distance < least) {
                least = distance;
                worst = (enum vision)eye;
            }
        }
        if (least < pairs[i].least)
            yaml_fail(yaml, node_of(yaml, pairs[i].a, pairs[i].b),
                      "'%s' and '%s' look alike with %s: %.1f apart, at least "
                      "%.0f (delta E)",
                      palette[pairs[i].a].key, palette[pairs[i].b].key,
                      vision_name(worst), least, pairs[i].least);
    }
}

/* Decimal mark and thousands; a blank is one at which no line breaks. */
static void read_numbers(struct yaml *yaml, struct theme *theme)
{
    static const char *const keys[] = {"decimal", "thousands"};
    static const char *const decimals[] = {".", ","};
    static const char *const groups[] = {",", ".", " ", "'", "\u2019", ""};
    static const char *const printed[] = {",", ".",      "\u00A0",
                                          "'", "\u2019", ""};
    const struct yaml_node *node = yaml_mapping(yaml, yaml->root, "numbers");
    int decimal = 0;
    int group = 0;

    if (!node)
        return;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_choice(yaml, node, "decimal",
                (struct yaml_names){decimals, COUNT(decimals)}, &decimal);
    yaml_choice(yaml, node, "thousands",
                (struct yaml_names){groups, COUNT(groups)}, &group);
    theme->numbers.decimal = decimals[decimal];
    theme->numbers.group = printed[group];
    if (str_equal(str_of(decimals[decimal]), str_of(groups[group])))
        yaml_fail(yaml, node,
                  "decimals and thousands have the same mark '%s'; a number "
                  "could be read in two ways",
                  decimals[decimal]);
}

static void read_dates(struct yaml *yaml, struct theme *theme)
{
    int form = DATE_D_MON_YYYY;

    yaml_choice(yaml, yaml->root, "dates",
                (struct yaml_names){date_form_names, DATE_FORM_COUNT}, &form);
    theme->numbers.dates = (enum date_form)form;
}

static void read_currency(struct yaml *yaml, struct theme *theme)
{
    static const char *const keys[] = {"symbol", "place"};
    static const char *const places[] = {"before", "after"};
    const struct yaml_node *node = yaml_mapping(yaml, yaml->root, "currency");
    int place = 0;

    if (!node)
        return;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_text(yaml, node, "symbol", &theme->numbers.symbol);
    yaml_choice(yaml, node, "place", (struct yaml_names){places, COUNT(places)},
                &place);
    theme->numbers.is_after = place == 1;
}

/* A picture beside the brand file; NULL where none is named. */
static const struct picture *read_logo(struct yaml *yaml, const char *path,
                                       const char *key)
{
    struct picture *picture = NULL;
    struct str name = {0};
    const struct yaml_node *node = yaml_get(yaml->root, key);

    if (yaml->status != OK || !yaml_text(yaml, yaml->root, key, &name) ||
        !name.len)
        return NULL;
    picture = arena_new(yaml->arena, struct picture);
    yaml->status =
        picture_load(yaml->arena, yaml->diag, node->place,
                     file_join(yaml->arena, file_folder(yaml->arena, path),
                               str_z(yaml->arena, name)),
                     picture);
    return yaml->status == OK ? picture : NULL;
}

static enum status read_brand(struct arena *arena, struct diag *diag,
                              const char *path, struct theme *theme,
                              struct str *family)
{
    static const char *const keys[] = {
        "name", "tagline", "confidentiality", "logo",     "logo_on_brand",
        "font", "numbers", "dates",           "currency", "palette"};
    struct yaml yaml;

    yaml_open(&yaml, arena, diag, path);
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    yaml_text(&yaml, yaml.root, "name", &theme->name);
    yaml_text(&yaml, yaml.root, "tagline", &theme->tagline);
    yaml_text(&yaml, yaml.root, "confidentiality", &theme->confidentiality);
    yaml_text(&yaml, yaml.root, "font", family);
    theme->logo = read_logo(&yaml, path, "logo");
    theme->logo_on_brand = read_logo(&yaml, path, "logo_on_brand");
    read_numbers(&yaml, theme);
    read_dates(&yaml, theme);
    read_currency(&yaml, theme);
    read_palette(&yaml, theme);
    if (yaml.status == OK)
        check_contrast(&yaml, theme);
    if (yaml.status == OK)
        check_marks(&yaml, theme);
    if (yaml.status == OK)
        check_vision(&yaml, theme);
    return yaml.status;
}

enum status theme_load(struct arena *arena, struct diag *diag,
                       const char *brand, const char *fonts,
                       struct theme *theme)
{
    struct str family = {0};
    enum status status = OK;

    *theme = (struct theme){.confidentiality = STR("Confidential")};
    for (size_t i = 0; i < COLOUR_COUNT; i++)
        theme->rgb[i] = palette[i].rgb;
    if (brand)
        status = read_brand(arena, diag, brand, theme, &family);
    if (status != OK)
        return status;
    return fontset_load(arena, diag, fonts, family, &theme->set);
}

void theme_close(struct theme *theme)
{
    fontset_free(&theme->set);
}
