# The figures are those of what came before it.
printf 'id,amount\n1,5\n2,-1000.00\n3,-10' | balsys-stats --format json
