#!/bin/bash
# balsys-import, whose records may go on in the next line, makes the same of
# the same bytes, whether it is given many records at a time or never a whole
# one.
. "$TOP/tests/fuzz/two-paths.sh"
sizes=(0 1 7 63 0 64 65 4095 0 4096 4097)
ways=(
  '--id id --amount amount --rejects r'
  '--id id --amount amount --account account --time time --rejects r'
  '--id auto --amount amount --negate --rejects r'
  '--id id --amount amount --scale 4 --reverse --rejects r'
  '--id id --amount amount --encoding latin1 --account account --rejects r'
  '--id id --amount amount --skip 1 --columns id,x,y,amount --rejects r'
  '--id id --amount amount --final-newline=optional --quiet --rejects r'
  '--id id --amount amount --strict'
)
for seed in {601..650}; do
  trouble $seed $((seed % 5 == 0 ? 1000 : seed - 600))
  # shellcheck disable=SC2086 # options are words
  same "${sizes[seed % 11]}" "$PWD/in.csv" balsys-import ${ways[seed % 8]}
done
two_paths_end 'import: records in a block and records in pieces' 0 1 65
