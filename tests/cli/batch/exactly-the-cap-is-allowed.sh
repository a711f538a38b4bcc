# 490889.08 + 363466.02 + 145644.90 is the cap, and over it in binary
# fractions.
printf 'id,amount\na,490889.08\nb,363466.02\nc,145644.90\n' |
  balsys-batch --report report.csv
cut -d , -f 1-7,10- report.csv
