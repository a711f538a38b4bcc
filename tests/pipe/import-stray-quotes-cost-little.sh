# Every line leaves a quote open that the next one closes in the wrong place:
# joining each to all behind it would take hours.
{
  echo id,amount
  yes '"x","y' | head -n 400000
  printf '1,5\n"2","6"\n'
} >in.csv
(
  ulimit -t 30
  exec balsys-import --quiet --id id --amount amount --rejects rejects.csv \
    in.csv >out.csv
)
[ $? -eq 1 ] && [ "$(wc -l <rejects.csv)" -gt 399990 ] &&
  [ "$(tail -n 1 out.csv)" = 2,6.00 ]
