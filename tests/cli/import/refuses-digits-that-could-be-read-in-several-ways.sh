# 2020111 may be 1 November or 11 January.  With something between the numbers
# there is no such doubt.
printf 'id,a,t\n1,5,2020111\n2,6,20201101\n3,7,20201\n' |
  balsys-import --id id --amount a --time t --time-format %Y%m%d --zone UTC
printf 'id,a,t\n1,5,1/2/2020\n' |
  balsys-import --id id --amount a --time t --time-format %d/%m/%Y --zone UTC
balsys-import --id id --amount a --time t --time-format '%d/%m/%Y %d' \
  --zone UTC </dev/null
status=$?
printf 'id,a,t\n1,5,2020-01-112:30\n2,6,2020-01-1102:30\n' |
  balsys-import --id id --amount a --time t --time-format %F%H:%M --zone UTC
exit $status
