# 64 bytes are an id or an account, 65 are none; an id is not empty either.
long=0123456789012345678901234567890123456789012345678901234567890123
printf '%s\n' id,account,amount "$long,$long,1" "${long}4,a,1" \
  "1,${long}4,1" ,a,1 2,,1 |
  balsys-import --id id --account account --amount amount
