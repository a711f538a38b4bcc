#!/bin/bash
# Let libFuzzer look for bytes for which a target does not hold: each for TIME
# seconds, from lines that make trouble and from what an earlier run found
# worth keeping.  make fuzz builds and calls it.
#
#   tests/fuzz/fuzz.sh FOLDER TIME TARGET ...
#
# A target is FOLDER/tests/fuzz/find_TARGET; what is kept is in FOLDER/corpus.
set -u
folder=$1 time=$2
shift 2
status=0
ulimit -c 0
for target; do
  corpus=$folder/corpus/$target
  mkdir -p "$corpus"
  for seed in {1..40}; do
    { printf '%08d' "$seed"; "$folder/tests/fuzz/make_trouble" $seed 12; } |
      head -c 4000 >"$corpus/trouble-$seed"
  done
  for text in 1.00 -92233720368547758.08 2026-11-22T06:50:00.123456Z; do
    printf '00000002%s\n2026-01-01T00:00:00Z\na\n%s\n' $text $text \
      >"$corpus/text$text"
  done
  echo "fuzz: $target for $time seconds"
  "$folder/tests/fuzz/find_$target" -max_total_time="$time" -max_len=4096 \
    -timeout=20 -artifact_prefix="$folder/found-$target-" -verbosity=0 \
    -print_final_stats=1 -use_value_profile=1 -dict=tests/fuzz/csv.dict \
    "$corpus" >"$folder/$target.log" 2>&1
  if [ $? -ne 0 ]; then
    tail -n 40 "$folder/$target.log"
    status=1
  else
    grep -E 'executed_units|new_units' "$folder/$target.log"
  fi
done
exit $status
