# Which one was meant would be a guess.
printf '%s\n' id,amount,a,a 1,1,1,1 >in.csv
balsys-import --id id --amount amount --account a in.csv
echo $?
balsys-import --id id --amount amount --keep a in.csv
