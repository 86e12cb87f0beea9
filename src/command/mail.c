#include "command/mail.h"

#include "base/date.h"
#include "base/file.h"
#include "command/moment.h"
#include "deliver/mailing.h"
#include "deliver/manifest.h"
#include "deliver/message.h"
#include "deliver/post.h"

#include <time.h>

static const struct place program = {0};

/* What a file of a pack is called behind its period, and what it is. */
static const struct {
    const char *suffix;
    const char *type;
} files[MAIL_FILES] = {
    [MAIL_PDF] = {"pdf", "application/pdf"},
    [MAIL_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument."
                           "spreadsheetml.sheet"},
};

struct mailbag {
    struct arena *arena;
    struct diag *diag;
    const struct mail_options *options;
    struct mailing mailing;
    struct manifest_summary pack;
    struct attachment attachments[MAIL_FILES]; /* those that are asked for */
    struct str bodies[1U << MAIL_FILES];       /* by the files in them */
    struct str *heads;                         /* of each recipient */
};

/* The text with the pack's period and days in it. */
static struct str fill_in(const struct mailbag *bag, struct str text)
{
    char start[DATE_TEXT];
    char end[DATE_TEXT];
    const struct {
        struct str name;
        struct str value;
    } words[] = {
        {STR("{period}"), bag->pack.name},
        {STR("{start}"), str_of(date_print(start, bag->pack.start))},
        {STR("{end}"), str_of(date_print(end, bag->pack.end))},
    };
    struct text out = {.arena = bag->arena};

    while (text.len > 0) {
        size_t taken = 1;
        struct str said = {text.at, 1};

        for (size_t i = 0; i < COUNT(words); i++)
            if (str_starts(text, words[i].name)) {
                taken = words[i].name.len;
                said = words[i].value;
            }
        text_add(&out, said);
        text = (struct str){text.at + taken, text.len - taken};
    }
    return text_str(&out);
}

static enum status attach(struct mailbag *bag, enum mail_file file)
{
    struct attachment *attachment = bag->attachments + file;
    const char *path;

    attachment->name = str_format(bag->arena, "report-%.*s.%s",
                                  STR_ARGS(bag->pack.name), files[file].suffix);
    attachment->type = str_of(files[file].type);
    path = file_join(bag->arena, bag->options->pack, attachment->name.at);
    if (file_is_personal(path))
        return diag_error(bag->diag, BAD_DATA, (struct place){.file = path},
                          "it is for its owner only, and is not sent");
    return file_read(bag->arena, bag->diag, path, &attachment->content);
}

static enum status read_files(struct mailbag *bag)
{
    enum status status = OK;
    unsigned asked = 0;

    for (size_t i = 0; i < bag->mailing.count; i++)
        asked |= bag->mailing.recipients[i].files;
    for (enum mail_file i = 0; status == OK && i < MAIL_FILES; i++)
        if (asked >> i & 1)
            status = attach(bag, i);
    return status;
}

static struct str make_body(const struct mailbag *bag, unsigned set)
{
    struct attachment chosen[MAIL_FILES];
    size_t count = 0;

    for (size_t i = 0; i < MAIL_FILES; i++)
        if (set >> i & 1)
            chosen[count++] = bag->attachments[i];
    return message_body(bag->arena, fill_in(bag, bag->mailing.text), chosen,
                        count);
}

static enum status make_messages(struct mailbag *bag)
{
    struct envelope envelope = {.from = bag->mailing.from,
                                .subject = fill_in(bag, bag->mailing.subject)};
    enum status status =
        moment_choose(bag->diag, (int64_t)time(NULL), &envelope.date);

    bag->heads = arena_array(bag->arena, struct str, bag->mailing.count);
    for (size_t i = 0; status == OK && i < bag->mailing.count; i++) {
        const struct recipient *recipient = bag->mailing.recipients + i;

        envelope.to = recipient->address;
        bag->heads[i] = message_head(bag->arena, &envelope);
        if (bag->bodies[recipient->files].len == 0)
            bag->bodies[recipient->files] = make_body(bag, recipient->files);
    }
    return status;
}

/* FY24P06-001.eml, for its owner only: it says who is written to. */
static enum status keep(const struct mailbag *bag, size_t number,
                        struct str body)
{
    struct str name = str_format(bag->arena, "%.*s-%03zu.eml",
                                 STR_ARGS(bag->pack.name), number + 1);
    const char *path = file_join(bag->arena, bag->options->outbox, name.at);
    struct file_out out;
    enum status status = file_begin(bag->diag, path, &out);

    if (status != OK)
        return status;
    status = file_append(bag->diag, &out, bag->heads[number]);
    if (status == OK)
        status = file_append(bag->diag, &out, body);
    return file_end(bag->diag, &out, 0600, status);
}

static enum status send(const struct mailbag *bag)
{
    size_t sent = 0;
    enum status status = OK;

    if (bag->options->outbox)
        status = file_make_folders(bag->arena, bag->diag, bag->options->outbox);
    while (status == OK && sent < bag->mailing.count) {
        struct str body = bag->bodies[bag->mailing.recipients[sent].files];

        status = bag->options->outbox
                     ? keep(bag, sent, body)
                     : post_hand_over(bag->diag, bag->mailing.command,
                                      bag->heads[sent], body);
        sent += status == OK;
    }
    if (status != OK)
        return diag_error(bag->diag, status, program,
                          "%zu of %zu messages were handed over", sent,
                          bag->mailing.count);
    diag_note(bag->diag, "%zu messages were handed over", sent);
    return OK;
}

enum status mail_send(struct arena *arena, struct diag *diag,
                      const struct mail_options *options)
{
    struct mailbag bag = {.arena = arena, .diag = diag, .options = options};
    enum status status =
        mailing_load(arena, diag, options->recipients, &bag.mailing);

    if (status == OK)
        status = manifest_read(arena, diag,
                               file_join(arena, options->pack, MANIFEST_NAME),
                               &bag.pack);
    if (status == OK)
        status = read_files(&bag);
    if (status == OK)
        status = make_messages(&bag);
    return status == OK ? send(&bag) : status;
}
