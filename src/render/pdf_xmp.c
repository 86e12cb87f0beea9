#include "render/pdf_own.h"

#include "base/date.h"
#include "render/operators.h"

static void add_element(struct text *out, const char *open, struct str value,
                        const char *close)
{
    if (value.len == 0)
        return;
    text_add(out, str_of(open));
    operators_xml(out, value);
    text_add(out, str_of(close));
    text_add(out, STR("\n"));
}

struct moment {
    struct civil date;
    int hour, minute, second;
};

static struct moment moment_of(int64_t seconds)
{
    int64_t day = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;

    if (rest < 0) {
        day--;
        rest += DAY_SECONDS;
    }
    return (struct moment){
        .date = date_civil((int32_t)day),
        .hour = (int)(rest / 3600),
        .minute = (int)(rest / 60 % 60),
        .second = (int)(rest % 60),
    };
}

struct str pdf_print_time(struct arena *arena, int64_t seconds)
{
    struct moment at = moment_of(seconds);

    return str_format(arena, "D:%04d%02d%02d%02d%02d%02dZ", at.date.year,
                      at.date.month, at.date.day, at.hour, at.minute,
                      at.second);
}

struct str pdf_print_xml_time(struct arena *arena, int64_t seconds)
{
    struct moment at = moment_of(seconds);

    return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.date.year,
                      at.date.month, at.date.day, at.hour, at.minute,
                      at.second);
}

struct str pdf_print_xmp(struct arena *arena, const struct pdf_info *info)
{
    struct text out = {.arena = arena};
    struct str time = pdf_print_xml_time(arena, info->created);

    text_add(&out, STR("<?xpacket begin=\"\xEF\xBB\xBF\" "
                       "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                       "<rdf:RDF xmlns:rdf="
                       "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                       "<rdf:Description rdf:about=\"\"\n"
                       " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                       " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                       "<dc:format>application/pdf</dc:format>\n"));
    add_element(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                info->title, "</rdf:li></rdf:Alt></dc:title>");
    add_element(&out, "<dc:creator><rdf:Seq><rdf:li>", info->author,
                "</rdf:li></rdf:Seq></dc:creator>");
    add_element(&out,
                "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                info->subject, "</rdf:li></rdf:Alt></dc:description>");
    add_element(&out, "<dc:language><rdf:Bag><rdf:li>", info->language,
                "</rdf:li></rdf:Bag></dc:language>");
    add_element(&out, "<xmp:CreateDate>", time, "</xmp:CreateDate>");
    add_element(&out, "<xmp:ModifyDate>", time, "</xmp:ModifyDate>");
    text_add(&out, STR("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                       "<?xpacket end=\"w\"?>\n"));
    return text_str(&out);
}
