# As at any other refusal.
printf 'id,amount,balance\n1,5,5\n2,1,x\n3,7,13\n' |
  balsys-stats --strict --format json
