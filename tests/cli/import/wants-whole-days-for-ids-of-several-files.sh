# The user says that no file ends within a day.
printf '%s\n' amount 1 >a.csv
balsys-import --id auto --amount amount a.csv a.csv
