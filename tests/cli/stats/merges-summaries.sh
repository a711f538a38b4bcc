# --merge adds up what was saved: all but what order and batches would tell.
printf '%s\n' id,time,account,amount,balance \
  1,2026-03-01T00:00:00Z,rent,-650,350 2,2026-03-01T00:00:02Z,pay,2100,3100 |
  balsys-stats --save one.sum >/dev/null
printf '%s\n' id,time,account,amount,balance \
  3,2026-03-01T00:00:02Z,rent,-650,-300 |
  balsys-stats --save two.sum >/dev/null
gzip two.sum
balsys-stats --merge one.sum - <two.sum.gz
balsys-stats --merge --format json --save all.sum one.sum two.sum.gz
balsys-stats --merge --format json all.sum
