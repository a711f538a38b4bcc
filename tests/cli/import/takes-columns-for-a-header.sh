# The names have commas between them, whatever the input has.
printf '1;5.00\n' |
  balsys-import -d ';' --columns 'no,sum' --id no --amount sum
