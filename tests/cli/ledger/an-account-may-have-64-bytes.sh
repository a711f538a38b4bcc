# And so may an id; a byte more is refused.
a=$(printf '%064d' 0)
printf '%s\n' id,account,amount "$a,$a,1" "${a}1,$a,1" "$a,${a}1,1" | balsys-ledger
