# --columns is the header, and what is written has it.
printf '1,x,5\n2,y,-7\n' | balsys-ledger --columns id,note,amount
echo $?
printf '1,x,5\n' | balsys-ledger --columns id,note
