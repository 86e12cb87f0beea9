#!/bin/sh
# pages.sh REPORT INPUT PERIOD COUNT: whether every page of the company's report
# and of those of so many of its markets, states, stores and departments, drawn
# at random but always the same, can be read.  Prints TAP.
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
if "$report" --input="$input" --output="$work/all" --period="$period" \
    --only=pdf --burst="$work/scopes" --no-cache --quiet; then
    find "$work/all" -name '*.pdf' -print0 | sort -z |
        xargs -0 python3 tests/pack/layout.py
else
    echo "not ok - packs of $count scopes are made"
    exit 1
fi
