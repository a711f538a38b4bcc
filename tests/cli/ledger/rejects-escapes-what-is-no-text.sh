# The record as one line of text: control bytes and backslashes escaped, bytes
# that are not UTF-8 too, and quoted as CSV.
printf 'id,amount\na\\b,\t\033\001\177\n\377,caf\303\251 "x"\nn,u\0l\r\nn,\rx\n' |
  balsys-ledger --quiet --rejects rejects.csv
cat rejects.csv
