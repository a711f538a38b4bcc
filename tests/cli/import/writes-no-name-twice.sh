# A kept column must not hide one that was written.
printf '%s\n' id,sum,amount,balance 1,1,1,1 >in.csv
balsys-import --id id --amount sum --keep amount in.csv
echo $?
balsys-import --id id --amount sum --keep balance,balance in.csv
echo $?
balsys-import --id id --amount sum --balance amount --keep balance in.csv
echo $?
balsys-import --id id --amount sum --keep balance in.csv
