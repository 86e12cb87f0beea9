#include "deliver/message.h"

#include "base/date.h"

/* Bytes of a line of base64 (RFC 2045 6.8), and of an encoded word: with
 * "Subject: " and the rest of a code point no more than 76 characters (RFC 2047
 * 2). */
enum { LINE_BYTES = 57, WORD_BYTES = 36, SECONDS = 24 * 60 * 60 };

#define BOUNDARY "=_report"

static void add_base64(struct text *out, struct str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t count = bytes.len - i < 3 ? bytes.len - i : 3;
        unsigned three = 0;
        char four[] = "====";

        for (size_t k = 0; k < 3; k++)
            three =
                three << 8 | (k < count ? (unsigned char)bytes.at[i + k] : 0);
        for (size_t k = 0; k <= count; k++)
            four[k] = digits[three >> (18 - 6 * k) & 63];
        text_add(out, (struct str){four, 4});
    }
}

static void add_lines(struct text *out, struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i += LINE_BYTES) {
        size_t rest = bytes.len - i;

        add_base64(out, (struct str){bytes.at + i,
                                     rest < LINE_BYTES ? rest : LINE_BYTES});
        text_add(out, STR("\n"));
    }
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

/* The beginning of a text that an encoded word holds, of whole code points. */
static size_t word_length(struct str text)
{
    size_t len = 0;

    while (len < text.len && len < WORD_BYTES) {
        unsigned code_point;

        len += str_code_point((struct str){text.at + len, text.len - len},
                              &code_point);
    }
    return len;
}

/* As it is, or in encoded words, one a line. */
static void add_unstructured(struct text *out, struct str text)
{
    if (is_ascii(text)) {
        text_add(out, text);
        return;
    }
    while (text.len > 0) {
        size_t len = word_length(text);

        text_add(out, STR("=?UTF-8?B?"));
        add_base64(out, (struct str){text.at, len});
        text_add(out, STR("?="));
        text = (struct str){text.at + len, text.len - len};
        if (text.len > 0)
            text_add(out, STR("\n "));
    }
}

/* "Sun, 31 Dec 2023 09:05:00 +0000" */
static void add_date(struct text *out, int64_t moment)
{
    int32_t day = (int32_t)(moment / SECONDS);
    int second = (int)(moment % SECONDS);
    struct civil civil = date_civil(day);

    text_addf(out, "%.3s, %d %.3s %04d %02d:%02d:%02d +0000",
              date_weekday_name(date_weekday(day)), civil.day,
              date_month_name(civil.month), civil.year, second / 3600,
              second / 60 % 60, second % 60);
}

struct str message_head(struct arena *arena, const struct envelope *envelope)
{
    struct text out = {.arena = arena};

    text_addf(&out, "From: %.*s\nTo: %.*s\nSubject: ", STR_ARGS(envelope->from),
              STR_ARGS(envelope->to));
    add_unstructured(&out, envelope->subject);
    text_add(&out, STR("\nDate: "));
    add_date(&out, envelope->date);
    text_add(&out, STR("\nMIME-Version: 1.0\n"
                       "Content-Type: multipart/mixed; boundary=\"" BOUNDARY
                       "\"\n\n"));
    return text_str(&out);
}

struct str message_body(struct arena *arena, struct str text,
                        const struct attachment *attachments, size_t count)
{
    struct text out = {.arena = arena};

    text_add(&out, STR("--" BOUNDARY "\n"
                       "Content-Type: text/plain; charset=UTF-8\n"
                       "Content-Transfer-Encoding: base64\n\n"));
    add_lines(&out, text);
    for (size_t i = 0; i < count; i++) {
        text_addf(&out,
                  "--" BOUNDARY "\n"
                  "Content-Type: %.*s\n"
                  "Content-Transfer-Encoding: base64\n"
                  "Content-Disposition: attachment; filename=\"%.*s\"\n\n",
                  STR_ARGS(attachments[i].type), STR_ARGS(attachments[i].name));
        add_lines(&out, attachments[i].content);
    }
    text_add(&out, STR("--" BOUNDARY "--\n"));
    return text_str(&out);
}
