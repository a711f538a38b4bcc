# --save keeps all that does not depend on the order of records, as text.
printf '%s\n' id,time,account,amount,balance \
  1,2026-03-01T00:00:00.5Z,rent,-650,350 \
  2,2026-03-01T00:00:02Z,'"pay, ""net"""',2100,3100 \
  3,,,19.99,19.99 4,2026-03-01T00:01:02Z,rent,x,1 |
  balsys-stats --quiet --currency GBP --format csv --save march.sum |
  cut -d , -f 1-4
cat march.sum
