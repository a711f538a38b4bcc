# Live records are written when they are due: never before, and one by one.
# How late they are is for the machine to say, not for a test.
now() { date +%s%6N; }
begin=$(now)
balsys-gen --rate 20 --duration 1 --seed 1 --start 1970-01-01T00:00:00Z |
  while IFS=, read -r id time rest; do
    [ "$id" = id ] || echo "$(($(now) - begin)) $time"
  done >arrivals
end=$(now)
awk '{
    split($2, part, /[:Z]/)
    due = part[3] * 1000000
    if ($1 < due) { print "record " NR " came early: " $0; bad = 1 }
    distinct[int($1 / 10000)]
  }
  END {
    for (d in distinct) n++
    if (NR != 20) { print NR " records, wanted 20"; bad = 1 }
    # They came one after another, not in one block at the end.
    if (n < 5) { print "all came at once"; bad = 1 }
    exit bad
  }' arrivals >&2 || exit 1
[ $((end - begin)) -ge 950000 ]
