#!/usr/bin/env bash
# Count the lines, words and letters of text files, and show the words used most.
set -euo pipefail

top=10
case ${1:-} in
    -h | --help)
        echo "usage: $(basename "$0") [-n N] [FILE ...]"
        exit 0
        ;;
    -n)
        top=${2:?-n needs a number}
        shift 2
        ;;
esac
for file in "$@"; do
    if [ ! -r "$file" ]; then
        echo "cannot read $file" >&2
        exit 1
    fi
done
text=$(cat -- "$@")
printf '%s\n' "$text" | wc
printf '%s\n' "$text" | tr -cs '[:alpha:]' '\n' | tr '[:upper:]' '[:lower:]' | sed '/^$/d' | sort | uniq -c |
    sort -k1,1nr -k2 | awk -v top="$top" 'NR <= top'
