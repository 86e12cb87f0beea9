#!/bin/sh
# asof.sh REPORT INPUT PERIOD DAY...: what comes on some days after a period
# changes no table of it: neither more lines of its orders, sold and returned,
# nor other orders, customers and products.  Prints TAP.
#
# The products of an order have no days, so that the lines that come later are
# of products that it has already.
report=$(realpath "$1")
input=$(realpath "$2")
period=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# tables NAME: the period's tables of an input.
tables() {
    "$report" --input="$work/$1" --output="$work/packs-$1" --only=csv \
        --period="$period" --no-cache >"$work/log" 2>&1
}

mkdir "$work/early" "$work/late"
cp "$input"/* "$work/early"
is_late=false
for file in "$work"/early/transactions-*; do
    $is_late && mv "$file" "$work/late"
    [ "${file#*/transactions-}" = "$period.csv" ] && is_late=true
done
# Others' orders only.
for file in "$work"/late/transactions-*; do
    awk -F, '{ order = $2 == "" ? $1 : $2 } FNR == 1 { files++ }
        files < ARGC - 1 { had[order] = 1 }
        files == ARGC - 1 && (FNR == 1 || !(order in had))' \
        "$work"/early/transactions-* "$file" >"$work/others"
    mv "$work/others" "$file"
done
cp "$work"/early/* "$work/late"

# Every fifth line of the period once more on each day, in files before and
# behind the others; returns are sold again where nothing else was.
number=0
for day; do
    number=$((number + 1))
    name=$([ "$number" -eq 1 ] && echo A || echo "z$number")
    awk -F, -v OFS=, -v day="$day" -v skip="$number" '
        function turn(type,  i) { # at its full price
            $8 = -$8; $10 = sprintf("%.2f", $8 * $9); $19 = type
            for (i = 11; i <= 18; i++) $i = "" }
        { order = $2 == "" ? $1 : $2; is_return = $19 == "return" }
        FNR == NR { sold[order] += FNR > 1 && !is_return; next }
        FNR == 1 { print; next }
        (FNR + skip) % 5 || is_return && sold[order] { next }
        { $3 = day substr($3, 11) }
        is_return { turn("sale") }
        !is_return && FNR % 2 && $19 == "sale" { turn("return") }
        { print }' \
        "$work/early/transactions-$period.csv" \
        "$work/early/transactions-$period.csv" \
        >"$work/late/transactions-$name.csv"
done

if tables early && tables late &&
    diff -r -x control_totals.csv -x extracts.csv \
        "$work/packs-early/$period/data" "$work/packs-late/$period/data" \
        >"$work/log" 2>&1; then
    echo "ok - what comes after a period changes no table"
else
    echo "not ok - what comes after a period changes no table"
    cut -c 1-200 "$work/log" | sed 's/^/#   /'
    exit 1
fi
