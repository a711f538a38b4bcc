# Never an exponent, a sign too many, a separator or a blank; never rounded.
printf 'id,amount\n' >in.csv
for amount in 12.345 1e5 '"1,234.00"' --5 '' ' 5' 5. .5 0x10 £5 1_000 inf 5- \
    9223372036854775807 92233720368547758.08 -92233720368547758.09 \
    -92233720368547758.08 +5 007 1.500; do
  echo "x,$amount"
done >>in.csv
balsys-ledger --rejects rejects.csv in.csv
cut -d , -f 2- rejects.csv
