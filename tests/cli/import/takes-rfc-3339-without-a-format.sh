# Times are written in UTC with microseconds.
printf '%s\n' id,time,amount 1,2020-06-24T13:05:00+02:00,1 \
  2,2020-06-24T13:05:00.5Z,1 3,,1 4,2020-06-24,1 5,24/06/2020,1 |
  balsys-import --id id --time time --amount amount
