# Each option that names one; a message, and nothing is written.
printf '%s\n' id,amount,a,a 1,1,1,1 >in.csv
try() {
  balsys-import "$@" in.csv
  echo $?
}
try --id no --amount amount
try --id id --amount no
try --id id --credit no --debit amount
try --id id --credit amount --debit no
try --id id --amount amount --time no
try --id id --amount amount --time id+no
try --id id --amount amount --account no
try --id id --amount amount --balance no
try --id id --amount amount --debit-when no=x
try --id id --amount amount --currency no=x
try --id id --amount amount --keep id2,no
try --columns id,sum --id id --amount amount
