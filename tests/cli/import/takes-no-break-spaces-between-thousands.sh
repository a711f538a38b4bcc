# Thousands may have more than one byte between them.
printf 'id;amount\n1;1\302\240234,56\n2;1 234,56\n' |
  balsys-import -d ';' --id id --amount amount --decimal , \
    --thousands "$(printf '\302\240')"
