#!/usr/bin/env bash
# Pack a folder into a dated .tar.gz, and read it back to be sure of it.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") FOLDER [TARGET]"
    echo "  TARGET is the folder that the archive goes to (this one)"
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
    "" | -*) usage >&2; exit 2 ;;
esac
folder=${1%/}
target=${2:-.}
if [ ! -d "$folder" ]; then
    echo "there is no folder $folder" >&2
    exit 1
fi
mkdir -p -- "$target"
name=$(basename "$(cd -- "$folder" && pwd)")
archive=$target/$name-$(date +%Y%m%d-%H%M%S).tar.gz
# It is written elsewhere first: an archive that lies in the folder must not pack itself.
part=$(mktemp)
trap 'rm -f -- "$part"' EXIT
tar -czf "$part" -C "$folder/.." -- "$name"
count=$(tar -tzf "$part" | grep -cv '/$' || true)
cp -- "$part" "$archive"
echo "$archive: $count files, $(wc -c < "$archive" | tr -d ' ') bytes"
