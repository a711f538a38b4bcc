# Groups are those that were saved; --top chooses among their sums.
printf '%s\n' id,account,amount 1,a,5 2,b,-7 |
  balsys-stats --by account --save one.sum >/dev/null
printf '%s\n' id,account,amount 3,c,4 4,a,-6 5,,1 |
  balsys-stats --by account --save two.sum >/dev/null
balsys-stats --merge --format csv two.sum one.sum | cut -d , -f 1-8
balsys-stats --merge --by account --top 2 --format csv one.sum two.sum |
  cut -d , -f 1-8
# Those of a zone's days have its clocks.
printf '%s\n' id,time,amount 1,2026-03-01T23:30:00Z,5 |
  balsys-stats --by hour --zone Europe/Paris --save day.sum >/dev/null
balsys-stats --merge --format csv day.sum | cut -d , -f 1-2
