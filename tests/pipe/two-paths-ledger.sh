#!/bin/bash
# balsys-ledger makes the same of the same bytes, whether it is given many
# records at a time or never a whole one: output, messages, rejects, outcomes,
# differences, closing balances and status.
. "$TOP/tests/fuzz/two-paths.sh"
# Outcomes and differences are told of each record by itself, the others may
# be told of many at once.
ways=(
  ''
  '--rejects r --closing c'
  '--rejects r --outcomes o --closing c'
  '--unique --rejects r --closing c'
  '--unique --rejects r --outcomes o'
  "--known $PWD/known.csv --rejects r"
  "--known $PWD/known.csv --outcomes o --quiet"
  '--reconcile amount --differences d --outcomes o --rejects r'
  '--opening 1234.56 --min-balance -200000 --rejects r --closing c'
  "--limits $PWD/limits.csv --closing c --rejects r"
  "--limits $PWD/limits.csv --opening 5 --min-balance -300000 --closing c"
  "--limits $PWD/limits.csv --outcomes o --closing c --rejects r"
  "--opening $PWD/opening.csv --closing c --min-balance -90000 --rejects r"
  "--opening $PWD/opening.csv --limits $PWD/limits.csv --rejects r"
  '--strict --rejects r --outcomes o'
  '--quiet --rejects r --as held --strict'
  '--final-newline=optional --rejects r'
  '--columns id,time,account,amount --rejects r'
  '--columns amount,id --rejects r'
  '--scale 0 --rejects r' '--scale 3 --rejects r' '--scale 5 --closing c'
  '--scale 6 --rejects r'
)
sizes=(0 1 7 63 0 64 65 4095 0 4096 4097)
seq 100 7 1300 | sed '1i id' >known.csv
seq -f 'acct-%g,-1000.00,300000.00' 0 3 40 |
  sed '1i account,min_balance,max_amount' >limits.csv
{
  echo account,balance
  seq -f 'acct-%g,92233720368540000.00' 0 6 40
  seq -f 'acct-%g,250.00' 1 2 40
} >opening.csv

for seed in {1..115}; do
  trouble $seed $((seed % 5 == 0 ? 3000 : seed * 3))
  # shellcheck disable=SC2086 # options are words
  same "${sizes[seed % 11]}" "$PWD/in.csv" balsys-ledger ${ways[seed % 23]}
done
two_paths_end 'ledger: records in a block and records in pieces' 0 1 65

for seed in {201..212}; do
  trouble $seed 500
  gzip -c in.csv >in.csv.gz
  new_folders
  (cd whole && balsys-ledger --rejects r <../in.csv >out 2>err; echo $? >status)
  (cd pieces && balsys-ledger --rejects r <../in.csv.gz >out 2>err
    echo $? >status)
  compare "seed $seed, gzipped"
  same "${sizes[seed % 11]}" "$PWD/in.csv.gz" balsys-ledger --rejects r
  head -c $((seed * 3)) in.csv.gz >cut.gz
  same "${sizes[seed % 9]}" "$PWD/cut.gz" balsys-ledger --rejects r
done
two_paths_end 'ledger: records in a block and records in gzip' 1 65

mkdir inputs
for seed in {301..312}; do
  rm -f inputs/*
  trouble $seed 200
  split -n l/3 in.csv inputs/part-
  : >inputs/part-ac.empty
  [ $((seed % 3)) -eq 0 ] && cp in.csv inputs/part-b
  [ $((seed % 4)) -eq 0 ] && gzip inputs/part-ab
  same_files "${sizes[seed % 11]}" balsys-ledger --rejects r --outcomes o
done
two_paths_end 'ledger: several files and several pipes' 1 65
