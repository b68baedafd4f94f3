#!/usr/bin/env bash
# Report on this machine: system, time since start, load, memory, and the disks that are nearly full.
set -euo pipefail

limit=90
case ${1:-} in
    -h | --help)
        echo "usage: $(basename "$0") [PERCENT]   (a disk fuller than this gives exit status 1; $limit)"
        exit 0
        ;;
    "") ;;
    *[!0-9]*)
        echo "PERCENT is a number" >&2
        exit 2
        ;;
    *) limit=$1 ;;
esac
echo "machine:  $(uname -n), $(uname -s) $(uname -r)"
echo "since:    $(uptime | sed 's/^ *//')"
if command -v free > /dev/null; then
    echo "memory:   $(free -h | awk '/^Mem/ { print $3 " of " $2 " used" }')"
fi
echo "disks:"
full=0
while read -r used place; do
    echo "  ${used}%  $place"
    if [ "$used" -gt "$limit" ]; then
        echo "  $place is fuller than ${limit}%" >&2
        full=1
    fi
done < <(df -P | awk 'NR > 1 && $1 ~ "^/" { sub("%", "", $5); print $5, $6 }')
exit "$full"
