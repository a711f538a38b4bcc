#!/bin/bash
# balsys-batch and balsys-stats make the same of the same bytes, whether they
# are given many records at a time or never a whole one.
. "$TOP/tests/fuzz/two-paths.sh"
sizes=(0 1 7 63 0 64 65 4095 0 4096 4097)
ways=(
  '--window 10 --rejects r --report p'
  '--window 100 --cap 300000 --rejects r'
  '--window 7 --output batches --report p --rejects r'
  '--window 50 --output submissions --quiet --rejects r'
  '--window 10 --jobs 2 --rejects r'
  '--window 20 --strict --rejects r'
  '--window 30 --at-end hold --rejects r'
  '--window 30 --at-end fail --method next-fit'
  '--window 10 --scale 3 --rejects r --certificate c'
  '--window 10 --columns id,time,account,amount --rejects r'
  '--window 1 --final-newline=optional --as w,b'
)
for seed in {401..455}; do
  trouble $seed $((seed % 5 == 0 ? 2000 : seed - 400))
  # shellcheck disable=SC2086 # options are words
  same "${sizes[(seed + seed / 11) % 11]}" "$PWD/in.csv" \
    balsys-batch --method ffd ${ways[seed % 11]}
done
two_paths_end 'batch: records in a block and records in pieces' 0 1 65

ways=(
  '--rejects r'
  '--by account --format csv --rejects r'
  '--format json --rejects r'
  '--by account --format json --cap 300000'
  '--strict --rejects r'
  '--quiet --scale 3 --rejects r'
  '--columns id,time,account,amount'
)
for seed in {501..550}; do
  trouble $seed $((seed % 5 == 0 ? 2000 : seed - 500))
  if [ $((seed % 3)) -eq 0 ]; then
    # With balances and batches there is more to look at.
    balsys-ledger --quiet in.csv 2>ledger.err |
      balsys-batch --quiet --window 9 --method ffd >batched.csv 2>batch.err
    mv batched.csv in.csv
  fi
  # shellcheck disable=SC2086 # likewise
  same "${sizes[seed % 11]}" "$PWD/in.csv" balsys-stats ${ways[seed % 7]}
done
two_paths_end 'stats: records in a block and records in pieces' 0 1 65
