# Of every file; quotes in them do not matter.
printf '%s\n' 'Statement of "A' '' id,amount 1,1 >a.csv
printf '%s\n' 'Statement of "B' '' id,amount 2,2 >b.csv
balsys-import --skip 2 --id id --amount amount a.csv b.csv
balsys-import --skip 2 --columns id,amount --id id --amount amount -q a.csv
