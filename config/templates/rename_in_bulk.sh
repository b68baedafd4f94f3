#!/usr/bin/env bash
# Rename many files at once: replace a part of their names. Shows what it would do; --apply does it.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") [--apply] FIND REPLACE [FOLDER]"
}

apply=no
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --apply) apply=yes; shift ;;
        --) shift; break ;;
        -*) usage >&2; exit 2 ;;
        *) break ;;
    esac
done
if [ $# -lt 2 ] || [ -z "$1" ]; then
    usage >&2
    exit 2
fi
find=$1
replace=$2
cd -- "${3:-.}"
count=0
for old in *; do
    [ -f "$old" ] || continue
    new=${old//"$find"/"$replace"}
    [ "$new" != "$old" ] || continue
    if [ -z "$new" ] || [ -e "$new" ]; then
        echo "$old stays: $new is there already, or no name" >&2
        continue
    fi
    echo "$old  ->  $new"
    count=$((count + 1))
    if [ "$apply" = yes ]; then
        mv -n -- "$old" "$new"
    fi
done
if [ "$apply" = yes ]; then
    echo "$count renamed"
else
    echo "$count would be renamed; --apply does it"
fi
