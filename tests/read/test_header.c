#include "desk.h"

#include "read/header.h"

/* A file that is refused, and what is told about it. */
static const struct refusal {
    const char *name;
    const char *yaml;
    struct str content;
    const char *told;
} refusals[] = {
    {"a required column is missing",
     "",
     {"id,name\n1,A\n", 12},
     "D/stores.csv:1:8: error: no column 'store_id', which is required; the "
     "header has 'id', 'name'; map it with extracts.stores.columns in "
     "report.yaml\n"},
    {"a header of one name that holds a delimiter",
     "",
     {"store_id;name\n1;A\n", 18},
     "D/stores.csv:1:14: error: no column 'store_id', which is required; the "
     "header has 'store_id;name'; set extracts.stores.delimiter in report.yaml "
     "to what the file is delimited by\n"},
    {"a mapped column is missing",
     "extracts:\n  stores:\n    columns: {store_id: Nr}\n",
     {"store_id,name\n1,A\n", 18},
     "D/report.yaml:3:25: error: no column 'Nr' in D/stores.csv; its header "
     "has 'store_id', 'name'\n"},
    {"a mapped column that is optional is missing",
     "extracts:\n  stores:\n    columns: {name: Filiale}\n",
     {"store_id\n1\n", 11},
     "D/report.yaml:3:21: error: no column 'Filiale' in D/stores.csv; its "
     "header has 'store_id'\n"},
    {"a column is in the header twice",
     "",
     {"store_id,x,name, name\n1,x,A,B\n", 30},
     "D/stores.csv:1:17: error: column 'name' is in the header twice, as "
     "fields 3 and 4; give one of them another name\n"},
    {"a mapped column is in the header twice",
     "extracts: {stores: {columns: {name: X}}}",
     {"X,store_id,\"X\"\nA,1,B\n", 21},
     "D/stores.csv:1:12: error: column 'X' is in the header twice, as fields 1 "
     "and 3; give one of them another name\n"},
    {"a column is in the header twice in place of another",
     "",
     {"name,name\nA,1\n", 14},
     "D/stores.csv:1:6: error: column 'name' is in the header twice, as fields "
     "1 and 2; give one of them another name\n"},
    {"the header stands behind titles",
     "",
     {"\xEF\xBB\xBFStores\r\n2024-01-31,\"all\"\r\n\r\nname,store_id\r\nA,"
      "1\r\n",
      51},
     "D/stores.csv:1:7: error: no column 'store_id', which is required; the "
     "header has 'Stores'; line 4 of the file has all that is looked for: set "
     "extracts.stores.skip_lines in report.yaml to 3\n"},
    {"a mapped header stands behind titles",
     "extracts: {stores: {columns: {store_id: Nr, name: Name}}}",
     {"Nr,of,stores\nNr,Name,\n1,A,\n", 27},
     "D/report.yaml:1:51: error: no column 'Name' in D/stores.csv; its header "
     "has 'Nr', 'of', 'stores'; line 2 of the file has all that is looked for: "
     "set extracts.stores.skip_lines in report.yaml to 1\n"},
    {"a title has a stray quote",
     "",
     {"24\" stores\nstore_id\n1\n", 22},
     "D/stores.csv:1:1: error: stray quote in the header; line 2 of the file "
     "has all that is looked for: set extracts.stores.skip_lines in "
     "report.yaml to 1\n"},
    {"more is skipped than stands in front of the header",
     "extracts: {stores: {skip_lines: 3}}",
     {"title\nstore_id\n1\n\n2\n", 20},
     "D/stores.csv:5:2: error: no column 'store_id', which is required; the "
     "header has '2'; line 2 of the file has all that is looked for: set "
     "extracts.stores.skip_lines in report.yaml to 1\n"},
    {"nothing should be skipped",
     "extracts: {stores: {skip_lines: 1}}",
     {"store_id\n1\n", 11},
     "D/stores.csv:2:2: error: no column 'store_id', which is required; the "
     "header has '1'; line 1 of the file has all that is looked for: set "
     "extracts.stores.skip_lines in report.yaml to 0\n"},
    {"the header is the last line that is looked at",
     "",
     {"1\n2\n3\n4\n5\n6\n7\n8\n9\n\n1\n2\n3\n4\n5\n6\n7\n8\n9\n\n"
      "store_id\n1\n",
      49},
     "D/stores.csv:1:2: error: no column 'store_id', which is required; the "
     "header has '1'; line 21 of the file has all that is looked for: set "
     "extracts.stores.skip_lines in report.yaml to 20\n"},
    {"the header stands far behind titles",
     "",
     {"1\n2\n3\n4\n5\n6\n7\n8\n9\n\n1\n2\n3\n4\n5\n6\n7\n8\n9\n\n\n"
      "store_id\n1\n",
      50},
     "D/stores.csv:1:2: error: no column 'store_id', which is required; the "
     "header has '1'; map it with extracts.stores.columns in report.yaml\n"},
    {"a file ends before its header",
     "extracts: {stores: {skip_lines: 2}}",
     {"store_id\n1\n", 11},
     "D/stores.csv:1: error: the file has no header behind its first 2 lines, "
     "which extracts.stores.skip_lines leaves out\n"},
    {"a file is empty",
     "",
     {"", 0},
     "D/stores.csv:1: error: the file is empty; it needs a header that names "
     "its columns\n"},
    {"a file has blank lines only",
     "",
     {"\n\r\n", 3},
     "D/stores.csv:1: error: the file is empty; it needs a header that names "
     "its columns\n"},
    {"the header is not UTF-8",
     "",
     {"store_id,caf\xE9\n", 14},
     "D/stores.csv:1:10: error: the header is not UTF-8; set "
     "extracts.stores.encoding in report.yaml to latin-1 or windows-1252\n"},
    {"the header is UTF-16 and nothing says so",
     "",
     {"s\0t\0\n\0", 6},
     "D/stores.csv:1:1: error: NUL byte in the header; if the file is UTF-16 "
     "without a byte order mark, set extracts.stores.encoding in report.yaml "
     "to utf-16, or to utf-16be\n"},
    {"the header has half a surrogate pair",
     "",
     {"\xFF\xFEs\0,\0\xE9\0\x3D\xD8\n\0", 12},
     "D/stores.csv:1:3: error: invalid UTF-16 in the header\n"},
    {"the header is cut off",
     "",
     {"\xFF\xFEs\0\n", 5},
     "D/stores.csv:1: error: the file is cut off: its UTF-16 ends with an odd "
     "byte\n"},
    {"there is nothing but a mark",
     "",
     {"\xFE\xFF", 2},
     "D/stores.csv:1: error: the file is empty; it needs a header that names "
     "its columns\n"},
    {"titles in UTF-16 stand in front of the header",
     "",
     {"\xFF\xFE\xE9\0\n\0s\0t\0o\0r\0e\0_\0i\0d\0\n\0", 24},
     "D/stores.csv:1:2: error: no column 'store_id', which is required; the "
     "header has '\xC3\xA9'; line 2 of the file has all that is looked for: "
     "set extracts.stores.skip_lines in report.yaml to 1\n"},
    {"the header is not windows-1252",
     "extracts: {stores: {encoding: windows-1252}}",
     {"store_id,\xE9,caf\x81\n", 16},
     "D/stores.csv:1:12: error: the header is not in the encoding that "
     "report.yaml names\n"},
    {"the header has a stray quote",
     "",
     {"store_id,a\"b\n1,2\n", 17},
     "D/stores.csv:1:10: error: stray quote in the header\n"},
    {"a filled column is missing",
     "extracts: {stores: {fill_down: [name, state]}}",
     {"store_id,state\n1,A\n", 19},
     "D/report.yaml:1:33: error: no column 'name', which fill_down names, in "
     "D/stores.csv; its header has 'store_id', 'state'\n"},
    {"a reject rule looks at a column that is missing",
     "extracts: {stores: {reject: {name: '= X'}}}",
     {"store_id\n1\n", 11},
     "D/report.yaml:1:30: error: no column 'name', which a reject rule looks "
     "at, in D/stores.csv; its header has 'store_id'; map it with "
     "extracts.stores.columns in report.yaml\n"},
    {"a reject rule looks at a column of the file that is missing",
     "extracts: {stores: {reject: {store_id: '= 2', Status: ['= X', '= Y']}}}",
     {"store_id,Stats\n1\n", 17},
     "D/report.yaml:1:47: error: no column 'Status', which a reject rule looks "
     "at, in D/stores.csv; its header has 'store_id', 'Stats'; did you mean "
     "'Stats'?\n"},
    {"a reject rule looks at a misspelt column",
     "extracts: {stores: {reject: {reigon: '= X'}}}",
     {"store_id\n1\n", 11},
     "D/report.yaml:1:30: error: no column 'reigon', which a reject rule looks "
     "at, in D/stores.csv; its header has 'store_id'; did you mean "
     "'region'?\n"},
    {"a reject rule looks at a column like no other",
     "extracts: {stores: {reject: {Nr: '= X'}}}",
     {"store_id\n1\n", 11},
     "D/report.yaml:1:30: error: no column 'Nr', which a reject rule looks "
     "at, in D/stores.csv; its header has 'store_id'\n"},
    {"a reject rule looks at a column that is there twice",
     "extracts: {stores: {reject: {Status: '= X'}}}",
     {"store_id,Status,a,Status\n1,2,3,4\n", 33},
     "D/stores.csv:1:19: error: column 'Status' is in the header twice, as "
     "fields 2 and 4; give one of them another name\n"},
    {"a reject rule looks at a column of the header behind titles",
     "extracts: {stores: {reject: {Status: '= X'}}}",
     {"store_id\nstore_id,Status\n1,2\n", 29},
     "D/report.yaml:1:30: error: no column 'Status', which a reject rule looks "
     "at, in D/stores.csv; its header has 'store_id'; line 2 of the file has "
     "all that is looked for: set extracts.stores.skip_lines in report.yaml to "
     "1\n"},
};

static void a_file_is_refused_where(void **state)
{
    const struct refusal *refusal = *state;
    const struct extract_taker count = {0};
    void *own = NULL;
    struct desk *desk;

    assert_int_equal(desk_open(&own), 0);
    desk = own;
    desk_configure(desk, refusal->yaml);
    desk_write(desk, "stores.csv", refusal->content);
    assert_int_equal(extract_read(&desk->run, EXTRACT_stores, &count),
                     BAD_DATA);
    assert_int_equal(desk->ledger.controls[EXTRACT_stores].accepted, 0);
    assert_string_equal(desk_told(desk), refusal->told);
    desk_close(&own);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals)];

    put_row_tests(tests, refusals, a_file_is_refused_where);
    return cmocka_run_group_tests_name("read/header", tests, NULL, NULL);
}
