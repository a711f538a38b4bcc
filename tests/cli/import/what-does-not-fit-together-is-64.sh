# Each with a message of its own, before anything is read.
try() {
  balsys-import "$@" no-such-file
  echo $?
}
try
try --id id
try --amount a
try --id id --credit a
try --id id --debit a
try --id id --amount a --credit a
try --id id --amount a --debit a
try --id id --credit a --debit b --debit-when c=d
try --id id --amount a --debit-when c
try --id id --amount a --currency c
try --id id --amount a --time-format %F --zone UTC
try --id id --amount a --time t --zone UTC
try --id id --amount a --time t --time-format %F
try --id id --amount a --time t --time-format %F --zone Europe/Atlantis
try --id id --amount a --time t --time-format %d/%m --zone UTC
try --id id --amount a --time t --time-format '%F %I:%M' --zone UTC
try --id id --amount a --time t --time-format '%F %T %Z' --zone UTC
try --id id --amount a --time t --time-format '%F %T %z' --zone UTC
try --id id --amount a --decimal . --thousands .
try --id id --amount a --decimal ,,
try --id id --amount a --decimal 5
try --id id --amount a --thousands 0
try --id id --amount a -d ab
try --id id --amount a -d ''
try --id id --amount a -d '"'
try --id id --amount a --quote ,
try --id id --amount a --encoding utf-16
try --id id --amount a --skip -1
try --id id --amount a --whole-days
try --id id --amount a --account "=$(printf '%065d' 0)"
try --id id --amount a --account "=$(printf '\351')"
try --id id --amount a --scale 7
try --id id --amount a --no-such-option
try --id id --amount a
