# Names, values and currency signs are turned before they are compared.
printf 'N\374mmer,Betrag,Art,Text\n1,\2435.00,Geb\374hr,caf\351\n' |
  balsys-import --encoding latin1 --id Nümmer --amount Betrag --keep Text \
    --debit-when Art=Gebühr
