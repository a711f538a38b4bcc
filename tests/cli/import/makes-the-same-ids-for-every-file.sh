# Two files with a day in common: its records get the same ids again.
printf '%s\n' day,amount mon,1 mon,1 tue,2 >a.csv
printf '%s\n' day,amount tue,2 wed,1 wed,1 mon,1 >b.csv
balsys-import --id auto --whole-days --amount amount --keep day a.csv b.csv
