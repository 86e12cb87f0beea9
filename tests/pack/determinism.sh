#!/bin/sh
# determinism.sh REPORT INPUT PERIOD: the same input gives the same bytes,
# whatever surrounds the run; the order of files, rows and columns changes no
# table.  Prints TAP.
report=$(realpath "$1")
input=$(realpath "$2")
period=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

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

# same WHAT INPUT [NAME=VALUE...] [OPTION...]: another run gives the same bytes.
same() {
    what=$1
    from=$2
    shift 2
    rm -rf "$work/other"
    env "$@" --input="$from" --output="$work/other" >"$work/log" 2>&1 &&
        diff -r -x .cache "$work/first" "$work/other" >>"$work/log" 2>&1
    tell "$what gives the same bytes"
}

run="$report --period=$period"
cd "$work" || exit 1
$run --input="$input" --output="$work/first" >"$work/log" 2>&1
tell "a pack is made"

# shellcheck disable=SC2086 # run is a command with an option
{
    same "a second run" "$input" $run
    same "one thread" "$input" $run --threads=1
    same "two threads" "$input" $run --threads=2
    same "another time zone" "$input" TZ=Pacific/Auckland $run
    mkdir "$work/locale"
    if localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" 2>"$work/log"
    then
        same "another locale" "$input" LOCPATH="$work/locale" \
            LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8 $run
    else
        echo "ok - another locale # SKIP no locale can be made"
    fi
    mkdir -p "$work/elsewhere/deep"
    cp -R "$input" "$work/elsewhere/deep/input"
    cd "$work/elsewhere" || exit 1
    same "another folder" deep/input $run
}

# Rows in another order, over two files, columns in reverse.  The tables of the
# account itself (files, lines, fingerprints) differ, of course.
mkdir "$work/shuffled"
cp "$input"/* "$work/shuffled"
rm "$work/shuffled"/transactions*.csv
awk 'FNR > 1 || NR == 1' "$input"/transactions*.csv >"$work/all"
# shellcheck disable=SC2016 # awk's own fields
reverse='{ for (i = NF; i > 1; i--) printf "%s,", $i; print $1 }'
head -n 1 "$work/all" | awk -F, "$reverse" >"$work/head"
tail -n +2 "$work/all" | awk -F, "$reverse" |
    awk '{ print (NR * 7919) % 104729 "\t" $0 }' | sort -n | cut -f 2- |
    awk -v one="$work/one" -v two="$work/two" \
        '{ print > (NR % 3 ? one : two) }'
cat "$work/head" "$work/one" >"$work/shuffled/transactions_b.csv"
cat "$work/head" "$work/two" | gzip >"$work/shuffled/transactions_a.csv.gz"
$run --input="$work/shuffled" --output="$work/mixed" >"$work/log" 2>&1 &&
    diff -r -x control_totals.csv -x extracts.csv -x rejects.csv "$work/first/$period/data" \
        "$work/mixed/$period/data" >>"$work/log" 2>&1
tell "another order of files, rows and columns gives the same tables"
exit $failed
