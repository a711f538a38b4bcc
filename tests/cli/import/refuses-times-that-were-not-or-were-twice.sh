# The hour that spring takes away, and the one that autumn gives twice.
printf '%s\n' id,time,amount '1,2020-03-29 00:59,1' '2,2020-03-29 01:30,1' \
  '3,2020-10-25 01:30,1' '4,2020-02-30 12:00,1' '5,2020-10-25,1' \
  '6,20-10-25 12:00,1' |
  balsys-import --id id --time time --time-format '%Y-%m-%d %H:%M' \
    --zone Europe/London --amount amount
