#!/bin/sh
# rules.sh REPORT INPUT PERIOD: a pack has the fingerprint of the rules that it
# is made by: another one with other segments, the same with the same.  Prints
# TAP.
input=$2
period=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A program two folders below its own templates.
mkdir -p "$work/build/release"
cp "$1" "$work/build/release/report"
cp -r templates fonts "$work"

# fingerprint NAME: that of a pack by the templates as they are.
fingerprint() {
    "$work/build/release/report" --input="$input" --output="$work/$1" \
        --only=csv --period="$period" --no-cache --quiet || return 1
    grep '^  "fingerprint"' "$work/$1/$period/manifest.json"
}

first=$(fingerprint first) && again=$(fingerprint again) || exit 1
sed -i '/action: /s/:.*/: Wait/' "$work/templates/segments.yaml"
other=$(fingerprint other) || exit 1

failed=0
if [ -n "$first" ] && [ "$first" = "$again" ]; then
    echo "ok - the same rules have the same fingerprint"
else
    echo "not ok - the same rules have the same fingerprint"
    failed=1
fi
if [ "$first" != "$other" ]; then
    echo "ok - other segments have another fingerprint"
else
    echo "not ok - other segments have another fingerprint"
    failed=1
fi
exit $failed
