#!/usr/bin/env bash
# List the files of a folder by size, the largest first.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") [-n N] [-r] [FOLDER]"
    echo "  -n N  show only the first N    -r  the smallest first"
}

top=0
order=-rn
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        -n) top=${2:?-n needs a number}; shift 2 ;;
        -r) order=-n; shift ;;
        -*) usage >&2; exit 2 ;;
        *) break ;;
    esac
done
folder=${1:-.}
if [ ! -d "$folder" ]; then
    echo "there is no folder $folder" >&2
    exit 1
fi
# wc counts bytes in the same way on every system.
find "$folder" -type f -exec wc -c {} \; | sort "$order" | awk -v top="$top" 'top == 0 || NR <= top'
