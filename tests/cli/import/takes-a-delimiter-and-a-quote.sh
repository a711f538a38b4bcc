# Any one character stands between fields or around them; tab has two names.
printf "id;amount;text\n1;5.00;'a;b, c'\n" |
  balsys-import -d ';' --quote "'" --id id --amount amount --keep text
printf 'id\tamount\n1\t5.00\n' | balsys-import -d tab --id id --amount amount
printf 'id\tamount\n1\t5.00\n' | balsys-import -d '\t' --id id --amount amount
