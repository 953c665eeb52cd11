#!/bin/sh
# Makes corpus/dates from the case files: one file for each line: four bytes that pick a day, then the text.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/dates
number=0
cat ../tests/dates/*.txt | grep -v '^#' | sed 's/ *==>.*//; s/^@[^ ]* //' | sort -u | while IFS= read -r line; do
    number=$((number + 1))
    { printf '\001\002\003\004'; printf '%s' "$line"; } > "corpus/dates/case-$number"
done
