# Byte for byte and in place, quoted or not; CRLF becomes LF.
printf 'note,"id",x,amount,\r\n"a ""b"", c",1,\377,"+5", \r\n  ,2,,-005.5,""\r\n' |
  balsys-ledger
