# A signal that asks to stop while gnuplot draws ends gnuplot, and the command
# dies of it: the figures are there, the picture is as it was, nothing is said.
status=0
is() {
  if [ $? -eq 0 ]; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    status=1
  fi
}
# What gnuplot is: it says who it is, and then does this.  It always ends some
# time, so that this test does, too.
gnuplot_is() {
  printf '#!/bin/sh\n%s\necho $$ >part && mv part drawing\n%s\n' "$1" "$2" \
    >bin/gnuplot
  rm -f drawing
  echo old >out.svg
}
expect() {
  for _ in $(seq 3000); do
    [ -s "$1" ] && return
    sleep 0.02
  done
  echo "there is no $1" >&2
}
begin() {
  balsys-stats --plot out.svg "$1" >out 2>err &
  stats=$!
}
# Ended by this signal, with nobody left who draws.
died_of() {
  wait $stats
  local ended=$?
  [ $ended -eq $((128 + $1)) ] || { echo "status $ended" >&2; return 1; }
  ! kill -0 "$(cat drawing)" 2>/dev/null
}
leaves_all() {
  [ "$(cat out.svg)" = old ] && [ "$(echo *.new)" = '*.new' ] &&
    grep -q '^records  *1$' out
}

mkdir bin
touch bin/gnuplot
chmod +x bin/gnuplot
PATH=$PWD/bin:$PATH
printf 'id,amount\n1,5\n' >in.csv

for signal in 15 1; do
  gnuplot_is '' 'exec sleep 60'
  begin in.csv
  expect drawing
  kill -$signal $stats
  died_of $signal && leaves_all && [ ! -s err ]
  is "signal $signal ends a gnuplot that hangs"
done

gnuplot_is 'trap "" TERM; sleep 60 & echo $! >sleeper' 'wait; >lived'
begin in.csv
expect drawing
kill -TERM $stats
died_of 15 && leaves_all && [ ! -s err ] && [ ! -e lived ]
is 'and one that does not listen'
kill -KILL "$(cat sleeper)"

gnuplot_is 'trap ">asked; echo new; echo word >&2; kill \$!; exit 0" TERM' \
  'sleep 60 & wait'
begin in.csv
expect drawing
kill -TERM $stats
died_of 15 && leaves_all && [ ! -s err ] && [ -e asked ]
is 'what it has drawn when it is asked to end is not taken'

# A signal that ended the reading is not one that ends the drawing.
mkfifo pipe
read_until_stopped() {
  begin pipe
  exec 3>pipe
  printf 'id,amount\n1,5\n2,x\n3,' >&3
  # Once the second has been named the first has been read.
  expect err
  kill -TERM $stats
}
gnuplot_is '' 'cat >/dev/null; echo new'
read_until_stopped
died_of 15 && [ "$(cat out.svg)" = new ]
is 'what was read before a signal is drawn'
exec 3>&-

gnuplot_is '' 'exec sleep 60'
read_until_stopped
expect drawing
kill -HUP $stats
died_of 1 && leaves_all && ! grep gnuplot err
is 'and the next ends gnuplot'
exit $status
