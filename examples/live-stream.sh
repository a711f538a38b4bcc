#!/bin/bash
# A live stream, 50 records a second for a second, through all filters.
#
# Each record is in posted.csv, with its balance, as soon as it has happened;
# a window is packed as soon as it is full.  When the stream ends, figures say
# what it came to.  With --seed and --start they are the same every time;
# without these two, and without --duration, it is a stream until stopped.
set -o pipefail
command -v balsys-gen >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

balsys-gen --quiet --rate 50 --duration 1 --accounts 3 --seed 1 \
  --start 2026-01-01T00:00:00Z |
  balsys-ledger --closing closing.csv |
  tee posted.csv |
  balsys-batch --window 20 --at-end emit |
  balsys-stats || exit

# A window is packed for itself, and its lines are grouped by batch; the
# ledger's lines are in the order in which they happened.
echo "first and last:"
sed -n '2p;$p' posted.csv
echo "accounts:"
cut -d , -f 1,2,5 closing.csv
