# --window 2 over five records: three windows, the last of one record.
seq 1 5 | sed 's/$/,1.00/' | balsys-batch --columns id,amount --window 2
