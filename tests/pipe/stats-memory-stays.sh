# Without --by, stats takes at most 4 MiB, of which shared libraries are nearly
# half: whatever the number of lines and accounts, the sizes of amounts and the
# length of time.
case $BUILD in *san*) echo 'sanitizers need memory of their own'; exit 77 ;; esac
race=$TOP/$BUILD/tests/bench/race
[ -x "$race" ] || { echo 'race is not built'; exit 77; }
set -o pipefail

# A record a second for 23 days: all buckets of time and most of amounts.
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --rate 1 \
  --count 2000000 --accounts 100000 --min 0.01 --max 1000000.00 \
  --distribution lognormal >records.csv || exit
balsys-ledger --quiet records.csv >ledger.csv || exit
balsys-batch --method next-fit ledger.csv >lines.csv || exit

for file in records.csv ledger.csv lines.csv; do
  figures=$("$race" -n 1 "balsys-stats --quiet $file")
  if [ "${figures##* }" -gt 0 ] && [ "${figures##* }" -le 4096 ]; then
    echo "ok - $file"
  else
    echo "not ok - $file: ${figures##* } KiB"
  fi
done
balsys-stats --quiet --format csv lines.csv | tail -n 1 | cut -d , -f 1 |
  grep -qx 2000000
case $? in 0) echo ok ;; *) echo not ok ;; esac |
  sed 's/$/ - all of it was read/'
