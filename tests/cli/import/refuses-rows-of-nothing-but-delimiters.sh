# As spreadsheets leave them behind; a blank line is another case.
printf 'id,amount\n1,5.00\n,\n"",\n\n' |
  balsys-import --id id --amount amount --rejects rejects.csv
status=$?
cat rejects.csv
exit $status
