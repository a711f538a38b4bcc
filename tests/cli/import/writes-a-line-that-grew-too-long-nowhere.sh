# Latin1 may double in UTF-8; a record has at most 1 MiB.
{
  echo id,amount,text
  printf '1,1,'
  head -c 600000 /dev/zero | tr '\0' '\351'
  printf '\n2,2,b\n'
} | balsys-import --encoding latin1 --id id --amount amount --keep text
