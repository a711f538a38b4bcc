# A stated balance that is no amount is the record's fault.
printf 'id,amount,stated\n1,5,5\n2,1,six\n3,1,6\n' | balsys-ledger --reconcile stated
