#!/bin/sh
# races.sh REPORT DEMO: a report built with SAN=thread writes whole packs, with
# several threads and states that are made and taken up again.  It ends badly
# where the sanitizer has seen a race.
report=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TSAN_OPTIONS="halt_on_error=1"

"$2" --output="$work/input" --lines=100k || exit 1
touch -d '1 hour ago' "$work"/input/*
for threads in 2 4 7; do
    if "$report" --input="$work/input" --output="$work/output" \
        --period=FY24P06 --force --threads="$threads" \
        2>"$work/log"; then
        echo "ok - a pack by $threads threads has no race"
    else
        echo "not ok - a pack by $threads threads has no race"
        cat "$work/log"
    fi
done
