# Each file is turned by itself; what is refused is named in the file's order.
printf '%s\n' id,amount 3,3 x,x 2,2 1,1 >a.csv
printf '%s\n' id,amount 6,6 5,5 4,4 >b.csv
balsys-import --id id --amount amount --reverse a.csv b.csv
