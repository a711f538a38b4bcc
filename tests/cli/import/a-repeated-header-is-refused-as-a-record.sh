# In a foreign file nothing tells it from a record.
printf 'id,amount\n1,1\nid,amount\n2,2\n' |
  balsys-import --id id --amount amount
