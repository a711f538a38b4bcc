# Parts are joined with one space; all of them empty are no time.
printf '%s\n' id,d,t,amount 1,24/06/2020,13:05,1 2,,,1 3,24/06/2020,,1 |
  balsys-import --id id --time d+t --time-format '%d/%m/%Y %H:%M' \
    --zone Europe/London --amount amount
