# Sao Paulo's summer began at midnight: that day's first moment was one.
printf '%s\n' id,day,amount 1,04/11/2018,1 2,05/11/2018,1 |
  balsys-import --id id --time day --time-format %d/%m/%Y \
    --zone America/Sao_Paulo --amount amount
