# Each line is wrong in one thing, which is named with its field and value.
header=window,count,total,batches,lower_bound,proven
for line in x,3,15,2,2,yes 0,3,15,2,2,yes ,3,15,2,2,yes 2,,15,2,2,yes \
  2,0,15,2,2,yes 2,3,-15,2,2,yes 2,3,15,-2,2,yes 2,3,15,2,2.0,yes \
  2,3,15,2,2,maybe 2,3,15,4,2,no 2,3,15,2,3,no 2,3,15,3,2,yes 2,3,15,2,2,no \
  1,3,15,2,2,yes 99999999999999999999,3,15,2,2,yes 2,4294967296,15,2,2,yes; do
  printf '%s\n' $header 1,3,15,2,2,yes $line | balsys-stats >/dev/null
  echo "${PIPESTATUS[1]}"
done
printf '%s\n' $header 5,3,15,2,2,yes 4,3,15,2,2,yes | balsys-stats >/dev/null
echo "${PIPESTATUS[1]}"
# Another report begins anew under its header.
printf '%s\n' $header 1,3,15,2,2,yes $header 1,3,15,2,2,yes | balsys-stats \
  --format json
