# What the page lists, in one stream with one currency sign.
{
  echo 'id;amount'
  printf '%s\n' '1234.56' '1,234.56' '£1,234.56' '1,234.56£' '(1,234.56)' \
    '£(1,234.56)' '(£1,234.56)' '-£1,234.56' '£-1,234.56' '1234.56-' \
    '+1234.56' '12.00 CR' '12.00 DR' '12.00cr' '12dr' ' £ 12.00 ' '- 12' \
    '−12.00' | awk '{ print NR ";" $0 }'
} | balsys-import -d ';' --id id --amount amount
