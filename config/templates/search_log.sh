#!/usr/bin/env bash
# Search log files, or sum them up: how many lines of each level, and the messages that come most often.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") [-s PATTERN] FILE ..."
}

pattern=
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        -s) pattern=${2:?-s needs a pattern}; shift 2 ;;
        -*) usage >&2; exit 2 ;;
        *) break ;;
    esac
done
if [ $# -eq 0 ]; then
    usage >&2
    exit 2
fi
for file in "$@"; do
    if [ ! -r "$file" ]; then
        echo "cannot read $file" >&2
        exit 1
    fi
done
if [ -n "$pattern" ]; then
    exec grep -inE -- "$pattern" "$@"
fi
for level in FATAL CRITICAL ERROR WARN INFO DEBUG; do
    count=$(cat -- "$@" | grep -cwiE "$level(ING)?" || true)
    if [ "$count" -gt 0 ]; then
        printf '%8d  %s\n' "$count" "$level"
    fi
done
# Numbers differ from line to line; what is left behind the level is the message.
cat -- "$@" | grep -wE 'FATAL|CRITICAL|ERROR|WARN(ING)?' |
    sed -E 's/.*(FATAL|CRITICAL|ERROR|WARNING|WARN)[]: -]*//; s/[0-9]+/#/g' | sort | uniq -c | sort -rn | head -n 5 || true
