#!/usr/bin/env bash
# Run a command each time something in a folder changes, until Ctrl-C.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") FOLDER COMMAND [ARGUMENT ...]"
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
esac
if [ $# -lt 2 ]; then
    usage >&2
    exit 2
fi
folder=$1
shift
if [ ! -d "$folder" ]; then
    echo "there is no folder $folder" >&2
    exit 1
fi

state() {
    find "$folder" -type f -exec ls -ln {} + 2> /dev/null | cksum
}

before=$(state)
echo "watching $folder; Ctrl-C stops"
while sleep 1; do
    now=$(state)
    if [ "$now" != "$before" ]; then
        before=$now
        echo "$(date +%H:%M:%S) changed: $*"
        "$@" || echo "it failed with status $?" >&2
    fi
done
