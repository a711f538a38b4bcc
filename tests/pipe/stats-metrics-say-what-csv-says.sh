# Every figure that CSV has is a metric, too, with the same value, and nothing
# else is: by a table of names that is made by hand.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
{
  echo id,time,account,amount
  for i in $(seq 1 600); do
    printf '%d,2026-11-22T0%d:%02d:%02d.5Z,a%d,%d.%02d\n' $i $((i / 120)) \
      $((i / 2 % 60)) $((i % 2 * 7)) $((i % 4)) $((i % 3 - 1)) $((i % 100))
  done
  printf '601,yesterday,a1,5\n602,,a1,x\n603,,a1,y\n'
} >in.csv
balsys-ledger -q in.csv | balsys-batch --cap 10 --window 100 >batches.csv
head -n 3 batches.csv >more.csv
printf '%s\n' '0,,a1,z,1,1,1' '0,tomorrow,a1,1.00,1,1,1' >>more.csv
tail -n +4 batches.csv >>more.csv

cat >names <<'END'
records records
records amount_count
accounts accounts
credits_count credits
credits_sum credits_amount
debits_count debits
debits_sum debits_amount
net net_amount
absolute amount_sum
min amount_min
max amount_max
mean amount_mean
balance_opening balance_opening
balance_closing balance_closing
balance_min balance_min
balance_min_time balance_min_timestamp_seconds
balance_max balance_max
balance_max_time balance_max_timestamp_seconds
quantiles_p50 amount{quantile="0.5"}
quantiles_p90 amount{quantile="0.9"}
quantiles_p99 amount{quantile="0.99"}
quantiles_p99.9 amount{quantile="0.999"}
time_first time_first_timestamp_seconds
time_last time_last_timestamp_seconds
time_idle time_idle_seconds
time_pauses time_pauses
rate_mean rate_mean
rate_overall rate_overall
rate_peak rate_peak
busiest_second_time busiest_second_timestamp_seconds
busiest_second_records busiest_second_records
busiest_minute_time busiest_minute_timestamp_seconds
busiest_minute_records busiest_minute_records
windows windows
batches_count batches
batches_records_mean batches_records_mean
batches_fill_mean batches_fill_mean_ratio
batches_fill_min batches_fill_min_ratio
batches_lower_bound batches_lower_bound
batches_above_bound batches_above_bound
proven_count windows_proven
proven_share windows_proven_ratio
submitted windows_submitted
refused refused
reasons_amount refused_by_reason{reason="amount"}
reasons_time refused_by_reason{reason="time"}
duplicates duplicates
known known
END

# What CSV tells as metrics: "name value" or, of groups, "name label value".
# Times become seconds since 1970, by date(1).
cat >told.awk <<'END'
BEGIN { FS = "," }
FILENAME == "names" {
  split($0, pair, " ")
  metric[pair[1]] = metric[pair[1]] " " pair[2]
  next
}
FNR == 1 {
  for (i = 1; i <= NF; i++)
    name[i] = $i
  by = $1 != "records"
  next
}
{
  for (i = 1 + by; i <= NF; i++) {
    if ($i == "")
      continue
    if (!(name[i] in metric))
      print "no metric is known for " name[i]
    count = split(metric[name[i]], all, " ")
    for (k = 1; k <= count; k++) {
      label = by ? name[1] "=\"" $1 "\"" : ""
      if (label != "" && !sub(/\{/, "{" label ",", all[k]))
        all[k] = all[k] "{" label "}"
      print "balsys_stats_" all[k] " " $i
    }
  }
}
END
seconds() {
  grep ' 2026-.*Z$' "$1" | while read -r name time; do
    echo "$name $(date -u -d "$time" +%s).$(echo "$time" | cut -c 21-26)"
  done
  grep -v ' 2026-.*Z$' "$1"
}

compare() {
  local what=$1
  shift
  balsys-stats -q --format csv --cap 10 "$@" >got.csv
  balsys-stats -q --format prometheus --cap 10 "$@" >got.prom
  awk -f told.awk names got.csv >told
  seconds told | sort >wanted
  [ "$(wc -l <wanted)" -gt 20 ] && grep -v '^#' got.prom | sort | diff wanted -
  is "$what"
}
compare 'of the whole' more.csv
compare 'of records in order' in.csv
compare 'of accounts' --by account batches.csv
compare 'of windows' --by window batches.csv
compare 'of hours' --by hour in.csv

# Samples of a family stand together, behind its HELP and its TYPE.
awk '$2 == "HELP" { if ($3 in seen) exit 1; seen[$3] = 1; helped = $3; next }
  $2 == "TYPE" { if ($3 != helped) exit 1; typed = $3; next }
  { name = $1; sub(/\{.*/, "", name)
    if (name != typed && typed !~ /_amount$/) exit 1
    if (name != typed && name != typed "_sum" && name != typed "_count") exit 1
  }' got.prom
is 'samples of a family stand together'
exit $status
