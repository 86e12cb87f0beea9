#!/bin/sh
# whole.sh REPORT INPUT PERIOD [OPTION...]: a whole pack is read back: its
# figures, its customers, its pages.  With PLAIN, another build of the program,
# it has to be the pack that this one makes, to the byte.  Prints TAP.
report=$1
input=$2
period=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

"$report" --input="$input" --output="$work/output" --period="$period" \
    --no-cache "$@" || exit 1
pack=$work/output/$period
if [ -n "${PLAIN:-}" ]; then
    "$PLAIN" --input="$input" --output="$work/plain" --period="$period" \
        --no-cache "$@" && diff -r "$pack" "$work/plain/$period" || exit 1
    echo "ok - $period is the pack of the plain build"
    exit 0
fi
python3 tests/pack/readback.py "$pack" || failed=1
python3 tests/pack/customers.py "$pack" || failed=1
python3 tests/pack/layout.py "$pack/report-$period.pdf" || failed=1
exit $failed
