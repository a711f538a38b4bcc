# %z and %s need no --zone.
printf '%s\n' id,time,amount '1,24/06/2020 13:05:00 +0200,1' |
  balsys-import --id id --time time --time-format '%d/%m/%Y %T %z' \
    --amount amount
printf '%s\n' id,time,amount 1,1592996700,1 2,yesterday,1 |
  balsys-import --id id --time time --time-format %s --amount amount
