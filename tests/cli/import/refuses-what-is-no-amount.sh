# Every way to be no amount is named, kept and left out.
{
  echo 'id;amount'
  printf '%s\n' '' '1e5' '1,23' '1234,567' '(-1)' '-1-' '-12 DR' '(12) CR' \
    '0,123' '.5' '5.' '£' '12.345' '92233720368547758.08' 'abc' |
    awk '{ print NR ";" $0 }'
  echo '99;-92233720368547758.08'
} >bad.csv
balsys-import -d ';' --id id --amount amount --rejects rejects.csv bad.csv
status=$?
cat rejects.csv
exit $status
