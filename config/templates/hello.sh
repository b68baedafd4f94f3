#!/usr/bin/env bash
# Greet somebody: a small program to begin with, with options, --help and an exit status.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") [-n TIMES] [-l] [NAME]"
    echo "  -n TIMES  how often (once)    -l  in capitals"
}

times=1
loud=no
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        -n) times=${2:?-n needs a number}; shift 2 ;;
        -l) loud=yes; shift ;;
        -*) usage >&2; exit 2 ;;
        *) break ;;
    esac
done
if ! [[ $times =~ ^[1-9][0-9]*$ ]]; then
    echo "-n is a number, 1 or more" >&2
    exit 2
fi
text="Hello, ${1:-world}!"
if [ "$loud" = yes ]; then
    text=$(printf '%s' "$text" | tr '[:lower:]' '[:upper:]')
fi
for ((turn = 0; turn < times; turn++)); do
    printf '%s\n' "$text"
done
