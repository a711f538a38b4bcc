# One space for each, CRLF included; in names, too.
printf 'id,"a\nnote",amount\r\n1,"a\r\nb\nc\rd\n\ne",5.00\r\n"2\n3",,1\r\n' |
  balsys-import --id id --amount amount --keep 'a note'
