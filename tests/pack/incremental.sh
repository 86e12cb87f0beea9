#!/bin/sh
# incremental.sh REPORT INPUT PERIOD: a run that takes files from the cache
# gives the bytes of one that reads them all, whatever has become of files and
# cache in between.  With PLAIN it is that build which reads them all.  Prints
# TAP.
report=$(realpath "$1")
full=$(realpath "${PLAIN:-$1}")
input=$(realpath "$2")
period=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
export LC_ALL=C

# tell WHAT: the status of the command before it.
tell() {
    if [ "$?" -eq 0 ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        sed 's/^/#   /' "$work/log"
        failed=1
    fi
}

# same WHAT LOADED [OPTION...]: a run that has so many files from the cache
# gives the pack of a full one.
same() {
    what=$1
    loaded=$2
    shift 2
    rm -rf "$work/full" "$work/packs/$period"
    {
        "$report" --input="$work/input" --period="$period" --verbose \
            --output="$work/packs" "$@" 2>"$work/log" &&
            grep -q "note: $loaded of [0-9]* files are in the cache" \
                "$work/log" &&
            "$full" --input="$work/input" --period="$period" --no-cache \
                --output="$work/full" "$@" 2>>"$work/log" &&
            diff -r "$work/packs/$period" "$work/full/$period" >>"$work/log"
    }
    tell "$what gives the same bytes"
}

# states NUMBER...: the paths of some states, by their order.
states() {
    for number; do
        find "$work/packs/.cache" -name '*.state' | sort |
            sed -n "${number}p"
    done
}

cp -R "$input" "$work/input"
touch -d '1 hour ago' "$work/input"/*
last=$(find "$work/input" -name 'transactions*' | sort | tail -n 1)
count=$(find "$work/input" -name 'transactions*' | wc -l)
mv "$last" "$work/last"

same "an empty cache" 0
mv "$work/last" "$last"
same "one file more" $((count - 1))
same "the same again" "$count"
same "one thread" "$count" --threads=1 --only=csv

head -c 5000 "$(states 1)" >"$work/part"
cp "$work/part" "$(states 1)"
: >"$(states 2)"
printf '\125\252' |
    dd of="$(states 3)" bs=1 seek=4000 conv=notrunc 2>"$work/log"
head -c 1000 /dev/zero >>"$(states 4)"
cp "$(states 6)" "$(states 5)"
rm "$(states 7)"
same "a damaged cache" $((count - 6)) --only=csv
same "the mended cache" "$count" --only=csv

sed '5d' "$last" >"$work/other"
cp "$work/other" "$last"
touch -d '1 hour ago' "$last"
same "a changed file" $((count - 1)) --only=csv
rm "$last"
same "a file less" $((count - 1)) --only=csv
[ "$(find "$work/packs/.cache" -type f | wc -l)" -eq $((count - 1)) ] &&
    [ -z "$(find "$work/packs/.cache" -type f ! -perm 600)" ]
tell "states go with their files and are for their owner"

awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++)
    if ($i == "unit_cost") cost = i }
    NR > 1 && NR % 9 == 0 { $cost = $cost + 1 } { print }' \
    "$work/input/products.csv" >"$work/other"
cp "$work/other" "$work/input/products.csv"
same "another cost of products" 0 --only=csv
echo 'rules: {reject_limit: 0.5}' >>"$work/input/report.yaml"
same "another configuration" 0 --only=csv

"$report" check --input="$work/input" >"$work/want" 2>"$work/log" &&
    "$report" check --input="$work/input" --cache="$work/packs/.cache" \
        >"$work/got" 2>>"$work/log" &&
    diff "$work/want" "$work/got" >>"$work/log"
tell "check says the same of what is in the cache"
exit $failed
