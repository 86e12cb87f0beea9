#!/bin/sh
# rules.sh REPORT INPUT PERIOD: a pack has the fingerprint of the rules that it
# is made by: another one with other segments, the same with the same.  And packs
# of the same extracts by other rules of report.yaml say what SQL says by these,
# cell by cell.  Prints TAP.
input=$(realpath "$2")
period=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# A program two folders below its own templates.
mkdir -p "$work/build/release"
cp "$1" "$work/build/release/report"
cp -r templates fonts "$work"
report=$work/build/release/report

# fingerprint NAME: that of a pack by the templates as they are.
fingerprint() {
    "$report" --input="$input" --output="$work/$1" \
        --only=csv --period="$period" --no-cache --quiet || return 1
    grep '^  "fingerprint"' "$work/$1/$period/manifest.json"
}

# say WORDS: what came of the command before, in TAP.
say() {
    if [ $? = 0 ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        failed=1
    fi
}

# compare NAME: a pack by the rules at standard input, with SQL by the same.
compare() {
    mkdir -p "$work/$1"
    ln -s "$input"/*.csv "$work/$1"
    cat - >"$work/$1/report.yaml"
    python3 tests/oracle/packs.py "$report" "$work/$1" "$work/$1" "$period" \
        >"$work/$1.tap"
    said=$?
    sed -n "s/ok - /ok - $1 rules, /p; /^#  /p" "$work/$1.tap"
    [ $said = 0 ] || failed=1
}

first=$(fingerprint first) && again=$(fingerprint again) || exit 1
sed -i '/action: /s/:.*/: Wait/' "$work/templates/segments.yaml"
other=$(fingerprint other) || exit 1
[ -n "$first" ] && [ "$first" = "$again" ]
say "the same rules have the same fingerprint"
[ "$first" != "$other" ]
say "other segments have another fingerprint"

compare ranked <<END
calendar: {file: fiscal_calendar.csv}
customers:
  anonymous_ids: ["-1", "-2", "0", "000", C00000012, C00000034]
sales:
  exclude_categories: [Gift Cards, Delivery, Bedding]
  units_exclude_departments: [Clothing]
rules:
  at_risk_days: 30
  active_weeks: 13
  engaged_weeks: 4
  rfm_weeks: 52
  product_baskets: 5
rfm:
  scores: rank
END
compare fixed <<END
calendar: {file: fiscal_calendar.csv}
sales:
  exclude_categories: []
rules:
  at_risk_days: 120
  active_weeks: 52
  engaged_weeks: 30
  rfm_weeks: all
  product_baskets: 0
rfm:
  scores: fixed
  recency: [30, 90, 180, 365]
  frequency: [2, 3, 5, 9]
  monetary: [50, 100.50, 250, 500]
END

# What pages say of rules: the first pack's numbers, not those of the defaults.
"$report" --input="$work/ranked" --output="$work/said" --only=pdf \
    --period="$period" --no-cache --quiet &&
    pdftotext -layout "$work/said/$period/report-$period.pdf" "$work/said.txt"
grep -q "more than 30 days" "$work/said.txt" &&
    grep -q "shopped in 13 weeks" "$work/said.txt" &&
    grep -q "over 52 weeks" "$work/said.txt"
say "pages say the rules that they are made by"
exit $failed
