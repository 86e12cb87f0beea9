#include "render/fontset.h"

#include "base/file.h"
#include "read/yaml.h"

static const char *const weights[WEIGHT_COUNT] = {
    [WEIGHT_REGULAR] = "regular",
    [WEIGHT_BOLD] = "bold",
    [WEIGHT_LIGHT] = "light",
};

/* fonts.yaml while a family is looked up. */
struct catalogue {
    struct yaml yaml;
    const char *folder;
    struct str *folders;
    size_t folder_count;
    const struct yaml_node *families;
    struct str absent; /* the package of an optional family */
};

static void check_family(struct catalogue *catalogue,
                         const struct yaml_node *family)
{
    static const char *const keys[] = {"regular",  "bold",    "light",
                                       "fallback", "package", "optional"};
    struct yaml *yaml = &catalogue->yaml;
    struct str text;
    bool optional;

    yaml_keys(yaml, family, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, family, "regular");
    yaml_require(yaml, family, "bold");
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        yaml_text(yaml, family, weights[i], &text);
    yaml_text(yaml, family, "package", &text);
    yaml_flag(yaml, family, "optional", &optional);
}

static void open_catalogue(struct catalogue *catalogue, struct arena *arena,
                           struct diag *diag, const char *folder)
{
    static const char *const keys[] = {"default", "folders", "families"};
    struct yaml *yaml = &catalogue->yaml;

    *catalogue = (struct catalogue){.folder = folder};
    yaml_open(yaml, arena, diag, file_join(arena, folder, "fonts.yaml"));
    if (yaml->status != OK)
        return;
    yaml_keys(yaml, yaml->root, (struct yaml_names){keys, COUNT(keys)});
    yaml_texts(yaml, yaml->root, "folders", &catalogue->folders,
               &catalogue->folder_count);
    yaml_require(yaml, yaml->root, "default");
    yaml_require(yaml, yaml->root, "families");
    catalogue->families = yaml_mapping(yaml, yaml->root, "families");
    if (!catalogue->families)
        return;
    for (size_t i = 0; i < catalogue->families->count; i++)
        check_family(catalogue, &catalogue->families->items[i]);
}

/* The family of that name; `where` is what names it, for the message. */
static const struct yaml_node *find_family(struct catalogue *catalogue,
                                           const struct yaml_node *where,
                                           struct str name)
{
    struct arena *arena = catalogue->yaml.arena;
    const struct yaml_node *families = catalogue->families;
    const char **names = arena_array(arena, const char *, families->count + 1);
    char quoted[DIAG_QUOTE];

    for (size_t i = 0; i < families->count; i++) {
        if (str_equal(families->items[i].key, name))
            return &families->items[i];
        names[i] = families->items[i].key.at;
    }
    yaml_fail(
        &catalogue->yaml, where, "unrecognized font family '%s'; %s",
        diag_quote(quoted, name),
        yaml_suggest(arena, name, (struct yaml_names){names, families->count}));
    return NULL;
}

/* Where a file lies beside fonts.yaml or in its folders, or NULL. */
static const char *find_path(struct catalogue *catalogue, struct str name)
{
    struct yaml *yaml = &catalogue->yaml;
    const char *own =
        file_join(yaml->arena, catalogue->folder, str_z(yaml->arena, name));
    if (file_exists(own))
        return own;
    for (size_t i = 0; i < catalogue->folder_count; i++) {
        const char *path =
            file_join(yaml->arena, str_z(yaml->arena, catalogue->folders[i]),
                      str_z(yaml->arena, name));
        if (file_exists(path))
            return path;
    }
    return NULL;
}

/*
 * Where the file of a family's weight lies, or NULL: after saying that it is
 * nowhere, or with its package kept where the family is optional.
 */
static const char *find_file(struct catalogue *catalogue,
                             const struct yaml_node *family, const char *weight)
{
    struct yaml *yaml = &catalogue->yaml;
    struct str name = {0}, package = {0};
    bool optional = false;

    yaml_text(yaml, family, weight, &name);
    yaml_text(yaml, family, "package", &package);
    yaml_flag(yaml, family, "optional", &optional);
    const char *path = find_path(catalogue, name);
    if (!path && optional)
        catalogue->absent = package;
    else if (!path)
        yaml->status = diag_error(
            yaml->diag, NO_INPUT,
            (struct place){.file = file_join(yaml->arena, catalogue->folder,
                                             str_z(yaml->arena, name))},
            "no such font, nor in the folders of fonts.yaml; %s%.*s",
            package.len > 0 ? "install the package " : "put it there",
            STR_ARGS(package));
    return path;
}

/* The weight that a family has in place of one it lacks. */
static const char *nearest_weight(const struct yaml_node *family,
                                  enum font_weight weight)
{
    return yaml_get(family, weights[weight]) ? weights[weight]
                                             : weights[WEIGHT_REGULAR];
}

static struct font *load_weight(struct catalogue *catalogue,
                                const struct yaml_node *family,
                                enum font_weight weight)
{
    struct yaml *yaml = &catalogue->yaml;
    struct str *fallbacks = NULL;
    size_t fallback_count = 0, count = 0;
    struct font *font = NULL;

    yaml_texts(yaml, family, "fallback", &fallbacks, &fallback_count);
    const char **paths =
        arena_array(yaml->arena, const char *, fallback_count + 1);
    paths[count++] =
        find_file(catalogue, family, nearest_weight(family, weight));
    if (!paths[0] && yaml->status == OK)
        yaml_fail(yaml, family,
                  "an optional font that is absent has no place "
                  "of its own; name another font");
    for (size_t i = 0; i < fallback_count && yaml->status == OK; i++) {
        const struct yaml_node *next =
            find_family(catalogue, yaml_get(family, "fallback"), fallbacks[i]);
        const char *path =
            next ? find_file(catalogue, next, nearest_weight(next, weight))
                 : NULL;
        if (path)
            paths[count++] = path;
    }
    if (yaml->status == OK)
        yaml->status = font_load(yaml->arena, yaml->diag, paths, count, &font);
    return font;
}

enum status fontset_load(struct arena *arena, struct diag *diag,
                         const char *folder, struct str family,
                         struct fontset *set)
{
    struct catalogue catalogue;
    struct yaml *yaml = &catalogue.yaml;
    const struct yaml_node *found = NULL;

    *set = (struct fontset){0};
    open_catalogue(&catalogue, arena, diag, folder);
    if (yaml->status == OK && family.len == 0) {
        yaml_text(yaml, yaml->root, "default", &family);
        found =
            find_family(&catalogue, yaml_get(yaml->root, "default"), family);
    } else if (yaml->status == OK) {
        found = find_family(&catalogue, catalogue.families, family);
    }
    for (size_t i = 0; i < WEIGHT_COUNT && yaml->status == OK; i++)
        set->fonts[i] = load_weight(&catalogue, found, (enum font_weight)i);
    set->absent = catalogue.absent;
    if (yaml->status != OK)
        fontset_free(set);
    return yaml->status;
}

void fontset_tell(const struct fontset *set, struct diag *diag)
{
    struct str package = set->absent;
    unsigned code = 0;

    for (size_t i = 0; i < WEIGHT_COUNT && !code; i++)
        code = set->fonts[i] ? font_lacks(set->fonts[i]) : 0;
    if (code)
        diag_warning(diag, (struct place){0},
                     "no font has the letter U+%04X, which prints as a box; "
                     "%s%.*s",
                     code,
                     package.len ? "install the package "
                                 : "name one that has it in fonts.yaml",
                     STR_ARGS(package));
}

void fontset_free(struct fontset *set)
{
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        font_free(set->fonts[i]);
    *set = (struct fontset){0};
}
