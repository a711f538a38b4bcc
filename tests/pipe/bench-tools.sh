# What measures is itself right: it fails with what it runs, loses no line, and
# keeps each table in its own place.
tools=$TOP/$BUILD/tests/bench
result() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }
# Is it built?  What measures is left out where only units are.
built() {
  [ -x "$tools/$1" ] || { echo "skip - $1: it is not built" && return 1; }
}
printf 'id,amount\n1,2\n3,"4"\n' >few.csv

if built race; then
  "$tools/race" -n 3 true 'sleep 0.05' 'yes | head -c 1000000' >race.out
  awk '{ if (NF != 3 || $1 <= 0 || $2 < $1 / 4 || $3 <= 0) exit 1; wall[NR] = $2 }
    END { exit !(NR == 3 && wall[2] >= 50000000) }' race.out
  result $? 'race prints what each command has cost'
  "$tools/race" -n 2 true 'exit 3' >out 2>err
  [ $? -eq 1 ]
  result $? 'race fails with a command'
fi

if built latency; then
  "$tools/latency" -r 500 -n 50 cat 'cat | { sleep 0.05; cat; }' >latency.out
  awk '{ if (NF != 2 || $1 <= 0 || $2 < $1) exit 1 } END { exit NR != 2 }' \
    latency.out
  result $? 'latency prints what lines took in each chain'
  "$tools/latency" -r 500 -n 50 cat 'sed -u 30d' >out 2>err
  [ $? -eq 1 ]
  result $? 'latency fails where a line is missing'
  "$tools/latency" -r 500 -n 50 'head -n 9' >out 2>err
  [ $? -ne 0 ]
  result $? 'latency fails where a chain ends'
fi

if built trickle; then
  "$tools/trickle" few.csv | cmp - few.csv
  result $? 'trickle writes the whole file'
fi
if built libcsv; then
  "$tools/libcsv" <few.csv
  result $? 'libcsv reads it'
fi
if built inflate; then
  gzip -c few.csv >few.csv.gz
  "$tools/inflate" <few.csv.gz
  result $? 'inflate reads it gzipped'
  head -c 30 few.csv.gz | "$tools/inflate" 2>err
  [ $? -eq 1 ]
  result $? 'inflate fails where the end is missing'
fi

cp "$TOP/tests/bench/keep.sh" .
printf '%s\n' one '<!-- the last run of stream -->' old \
  '<!-- its end: stream -->' two '<!-- the last run of pack -->' old \
  '<!-- its end: pack -->' >README.md
echo new | ./keep.sh stream
result $? 'keep finds its place'
printf '%s\n' one '<!-- the last run of stream -->' '' new '' \
  '<!-- its end: stream -->' two '<!-- the last run of pack -->' old \
  '<!-- its end: pack -->' | cmp - README.md
result $? 'keep replaces what was there, and nothing else'
! echo new | ./keep.sh other &&
  [ "$(grep -c new README.md)" -eq 1 ]
result $? 'keep leaves a file alone in which it has no place'
