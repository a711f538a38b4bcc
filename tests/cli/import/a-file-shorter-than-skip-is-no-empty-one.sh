# A header that is not there is trouble, not nothing.
printf '%s\n' title id,amount 1,1 >a.csv
printf '%s\n' title >b.csv
balsys-import --skip 1 --id id --amount amount a.csv b.csv
echo $?
balsys-import --skip 2 --columns id,amount --id id --amount amount b.csv
