printf 'id,amount\n1,5\n' | balsys-ledger --as ''
