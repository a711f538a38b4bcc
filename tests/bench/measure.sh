# shellcheck shell=bash disable=SC2034 # what is set here is for who sources it
# What stream.sh measures with, and how a row of its table is written.
#
# status is what it exits with; differs is 1 where what the next row is about
# does not print what it should.
status=0
differs=0

# calc FORMAT EXPRESSION...: numbers, as awk works them out.
calc() {
  local IFS=,
  awk "BEGIN { printf \"$1\", ${*:2} }"
}

# measure ROUNDS COMMAND...: run them in turn; what the n-th has cost is then in
# cpu[n] and wall[n], in nanoseconds, and kib[n], from 0 on.
measure() {
  local c w k
  cpu=() wall=() kib=()
  race -n "$@" >race.out || return
  while read -r c w k; do
    cpu+=("$c") wall+=("$w") kib+=("$k")
  done <race.out
}

has() {
  command -v "$1" >log && return
  echo "bench: $1 is missing; what needs it is skipped" >&2
  return 1
}

wrong() {
  echo "bench: $1: the output is not right" >&2
  status=1
  differs=1
}

# same WHAT COMMAND COMMAND: do two commands print the same bytes?
same() {
  cmp <(eval "$2") <(eval "$3") >&2 || wrong "$1"
}

# holds WHAT COMMAND: does what checks the output find nothing?
holds() {
  eval "$2" >&2 || wrong "$1"
}

# verdict FIGURE LEAST AIM [most]: with "most", less is better.  Without an aim,
# or without both, there is less to say.
verdict() {
  if [ "$differs" -ne 0 ]; then
    echo '**the output differs**'
  elif [ -n "$2" ]; then
    awk -v got="$1" -v least="$2" -v aim="$3" -v most="${4-}" 'BEGIN {
      sign = most ? -1 : 1
      if (sign * got < sign * least)
        print "**missed**"
      else
        print aim == "" || sign * got < sign * aim ? "reached" : "aim reached"
    }'
  fi
}

# row WHAT CPU WALL LEAST AIM VERDICT FIGURES
row() {
  echo "| $1 | $2 | $3 | $4 | $5 | $6 | $7 |"
  differs=0
}

# skip WHAT LEAST AIM PROGRAM
skip() {
  row "$1" '' '' "$2" "$3" "skipped: no $4" ''
}

# failed WHAT LEAST AIM
failed() {
  status=1
  row "$1" '' '' "$2" "$3" '**failed**' ''
}

bytes_of() { stat -L -c %s "$1"; }
lines_of() { wc -l <"$1"; }

# speed FILE NANOSECONDS [KIB]
speed() {
  calc '%.0f ns a line, %.0f MB/s' "$2 / $(lines_of "$1")" \
    "$(bytes_of "$1") * 1000 / $2"
  [ -z "${3-}" ] || calc ', %.1f MiB' "$3 / 1024"
}

# What was measured, where it was, and how.  Where the last run is kept may have
# changed.
machine() {
  local changed=
  git -C "$TOP" diff --quiet HEAD -- . ':!tests/bench/README.md' ||
    changed='(changed) '
  echo "Measured $(date -u +%Y-%m-%d) at" \
    "$(git -C "$TOP" rev-parse --short HEAD) ${changed}with" \
    "$(${CC:-cc} --version | head -n 1), $(uname -s) $(uname -m)," \
    "$(nproc) processors," \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
    "by \`make bench${SIZE:+ SIZE=$SIZE}\`: $*" | fmt -w 80
}
