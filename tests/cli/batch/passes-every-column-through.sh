# Columns come out byte for byte, quotes and blanks and all; CRLF becomes LF.
printf 'note,amount,id,"odd, name"\r\n" a ""q"" ",1, x ,\r\n,-2,y,"p,q"\r\n' |
  balsys-batch
