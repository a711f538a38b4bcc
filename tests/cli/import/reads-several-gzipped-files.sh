printf 'id,amount\n1,1\n' | gzip >a.csv.gz
printf 'id,amount\n2,2\n' >b.csv
balsys-import --id id --amount amount a.csv.gz b.csv
head -c 30 a.csv.gz >c.csv.gz
balsys-import --id id --amount amount c.csv.gz
