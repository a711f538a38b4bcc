# The order is id, time, account, amount, balance, kept; whatever the input's.
printf 'Text,Saldo,Betrag,Konto,Zeit,Nr,More\n"a ""b""",10,5,K1,2020-06-24T00:00:00+02:00,n1,"x, y"\n' |
  balsys-import --keep More,Text --balance Saldo --amount Betrag \
    --account Konto --time Zeit --id Nr
