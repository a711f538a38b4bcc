# Words that no command writes, lines that are no numbers, windows twice.
try() {
  printf '%s\n' "$@" | balsys-stats >/dev/null
  echo "${PIPESTATUS[1]}"
}
try file,line,reason,detail,record x,1,colour,,
try file,line,reason,detail,record x,,amount,,
try file,line,reason,detail,record x,0,amount,,
try id,outcome,reason,balance 1,lost,,
try id,outcome,reason,balance 1,refused,,
try window,submission 1,0a 1,0a
try window,submission 2,0a 1,0a
try window,submission one,0a
