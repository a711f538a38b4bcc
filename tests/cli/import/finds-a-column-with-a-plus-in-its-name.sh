# What is the name of a column is not taken apart.
printf '%s\n' id,d+t,d,t,amount 1,2020-06-24T00:00:00Z,x,y,1 |
  balsys-import --id id --time d+t --amount amount
