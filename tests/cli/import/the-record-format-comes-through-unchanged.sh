# What is in the format already is written as it was.
printf '%s\n' id,time,account,amount,text \
  '1,2026-11-22T06:50:00.123456Z,"a, ""b""",-12.34,"c,d"' '2,,,0.00,' >in.csv
balsys-import --id id --time time --account account --amount amount \
  --keep text in.csv | cmp - in.csv
