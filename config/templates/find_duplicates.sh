#!/usr/bin/env bash
# Find files with the same content below a folder. Nothing is deleted.
set -euo pipefail

case ${1:-} in
    -h | --help)
        echo "usage: $(basename "$0") [FOLDER]"
        exit 0
        ;;
esac
folder=${1:-.}
if [ ! -d "$folder" ]; then
    echo "there is no folder $folder" >&2
    exit 1
fi
if command -v sha256sum > /dev/null; then
    digest=(sha256sum)
else
    digest=(shasum -a 256)
fi
find "$folder" -type f -size +0c -exec "${digest[@]}" {} + | sort | awk '
    { path = substr($0, 67) }
    $1 == last { if (!shown) { print "the same:"; print "  " first; shown = 1; groups++ } print "  " path; next }
    { last = $1; first = path; shown = 0 }
    END { print groups + 0 " groups of equal files" }'
