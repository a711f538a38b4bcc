# An empty --thousands: digits are not grouped.
printf 'id;amount\n1;1234.56\n2;1,234.56\n' |
  balsys-import -d ';' --id id --amount amount --thousands ''
