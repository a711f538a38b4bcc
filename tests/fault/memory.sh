#!/bin/bash
# Memory that runs out, at any place where it is asked for: one line, status 74,
# and the next run makes the book what it would have been.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
in_memory

# A run that can do without, as with a thread less, goes on.
fits() {
  case $status in
  [01]) [ ! -s err ] ;;
  74) [ "$(grep -c 'out of memory' err)" -eq 1 ] && [ "$(wc -l <err)" -eq 1 ] ;;
  *) false ;;
  esac
}

# each_allocation DOES FROM WANTED STEP
each_allocation() {
  local n=0
  begin "$1: malloc, calloc or realloc number n fails"
  while :; do
    n=$((n + 1 + RANDOM % $4))
    begin_book book "$2"
    rm -f hit
    with=(env FAULT=alloc:$n:ENOMEM FAULT_MARK="$PWD/hit"
      LD_PRELOAD="$FAULTS/shim.so")
    "$1" book
    [ -e hit ] || break
    cp err said
    fits && begins out "$3.out" && completes "$1" book "$3"
    judge $? "number $n: status $status, $(cat said differs)"
  done
  finish
}

# A limit of the whole, in KiB: less than what it takes to be started says
# nothing of the command.
each_limit() {
  local limit
  begin "$1: ulimit -v"
  for limit in $(seq 6000 "$(many 250 1500)" 40000); do
    begin_book book "$2"
    with=(bash -c "ulimit -v $limit; exec \"\$@\"" bash)
    "$1" book
    [[ $status != 127 && $status != 139 ]] || continue
    cp err said
    fits && begins out "$3.out" && completes "$1" book "$3"
    judge $? "ulimit -v $limit: status $status, $(cat said differs)"
  done
  finish
}

make_inputs "$(many 400 60)"
make_books
each_allocation post seed posted "$(many 1 13)"
each_allocation pack posted packed "$(many 1 13)"
each_limit post seed posted
each_limit pack posted packed
