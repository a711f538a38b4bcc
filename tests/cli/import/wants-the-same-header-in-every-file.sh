# Two exports of one kind are one input; of two kinds they are not.
printf '%s\n' id,amount 1,1 >a.csv
printf '%s\n' id,sum,amount 2,2,2 >b.csv
balsys-import --id id --amount amount a.csv a.csv b.csv
