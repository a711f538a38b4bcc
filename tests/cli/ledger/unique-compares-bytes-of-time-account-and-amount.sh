# Each of the three makes another content, also where it is the same value.
printf '%s\n' id,time,account,amount 1,2026-01-01T00:00:00Z,a,5 \
  1,2026-01-01T00:00:00Z,a,5 1,2026-01-01T00:00:00+00:00,a,5 \
  1,2026-01-01T00:00:00Z,b,5 1,2026-01-01T00:00:00Z,a,5.00 1,,a,5 |
  balsys-ledger --unique --quiet --outcomes outcomes.csv
cat outcomes.csv
