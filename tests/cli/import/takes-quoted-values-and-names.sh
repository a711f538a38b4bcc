# Lists are CSV: names and values may have commas in them.
printf '%s\n' 'id,"type, of it",amount' '1,"out, at once",5' '2,in,6' |
  balsys-import --id id --amount amount --keep '"type, of it"' \
    --debit-when 'type, of it="out, at once",away'
