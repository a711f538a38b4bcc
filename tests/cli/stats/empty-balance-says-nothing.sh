# A record without a balance is a record like any other, and no balance.
printf 'id,amount,balance\n1,5,\n2,3,108\n3,2,\n' | balsys-stats --format json
