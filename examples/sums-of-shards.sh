#!/bin/bash
# Figures of a stream that is too large for one machine, or one morning.
#
# It is divided by account, so that every shard has whole accounts; each shard
# is summed up by itself, all of them side by side, and what they saved is
# merged.  A shard could as well be a job on another machine that hands back its
# summary, which is small however long the shard is.  The figures are those of
# one run over all of it, but for what depends on the order of records.
set -o pipefail
command -v balsys-stats >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

balsys-gen --no-wait --count 20000 --accounts 300 --seed 7 \
  --start 2026-11-22T00:00:00Z >all.csv || exit

# Four shards by the last digit of the account, each with the header.
awk -F , '
  NR == 1 { for (i = 0; i < 4; i++) print >"shard" i ".csv"; next }
  { print >"shard" substr($3, length($3)) % 4 ".csv" }' all.csv || exit

# The jobs, side by side.  None may fail unseen: each is waited for by its id.
jobs=()
for shard in shard?.csv; do
  balsys-stats --save "${shard%.csv}.sum" "$shard" >"${shard%.csv}.txt" &
  jobs+=($!)
done
for job in "${jobs[@]}"; do
  wait "$job" || exit
done

balsys-stats --merge shard?.sum || exit

# The same from one run, where there is time for it.
balsys-stats --save whole.sum all.csv >/dev/null || exit
balsys-stats --merge --format json shard?.sum >merged.json &&
  balsys-stats --merge --format json whole.sum | cmp - merged.json &&
  echo 'not a byte differs from one run over all of it'
