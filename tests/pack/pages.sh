#!/bin/sh
# pages.sh REPORT INPUT PERIOD COUNT: whether every page of the company's report
# and of those of so many of its markets, states, stores and departments, drawn
# at random but always the same, can be read.  With PLAIN, another build of the
# program, they have to be the pages that this one makes, to the byte.  Prints TAP.
report=$1
input=$2
period=$3
count=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$report" --input="$input" --output="$work" --period="$period" --only=csv \
    --no-cache --quiet || exit 1
awk -F, '$1 == "net_sales" && $4 != "all" && $5 > 0 { print $4 }' \
    "$work/$period/data/kpis.csv" >"$work/known"
yes | head -c 65536 >"$work/seed"
shuf -n "$count" --random-source="$work/seed" "$work/known" >"$work/scopes"

# pages REPORT NAME: what a build makes of them.
pages() {
    "$1" --input="$input" --output="$work/$2" --period="$period" \
        --only=pdf --burst="$work/scopes" --no-cache --quiet
}

if ! pages "$report" all; then
    echo "not ok - packs of $count scopes are made"
    exit 1
fi
if [ -n "${PLAIN:-}" ]; then
    pages "$PLAIN" plain && diff -r "$work/all" "$work/plain" || exit 1
    echo "ok - pages of $count scopes are those of the plain build"
else
    find "$work/all" -name '*.pdf' -print0 | sort -z |
        xargs -0 python3 tests/pack/layout.py
fi
