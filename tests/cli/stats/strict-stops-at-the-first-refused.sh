# With the figures of what came before.
printf 'id,amount\n1,5\n2,x\n3,7\n' | balsys-stats --strict --format json
