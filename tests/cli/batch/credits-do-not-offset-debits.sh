# Absolute amounts count: +600000 and -600000 are two batches.
printf 'id,amount\na,600000\nb,-600000\n' | balsys-batch
