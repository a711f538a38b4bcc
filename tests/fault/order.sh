#!/bin/bash
# What is on disk before what: each file of a group is synced before the next
# one is written, and all of them before anybody is told; what is replaced is
# written beside, synced and renamed, and then its folder is synced.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
in_memory

# after_all FILE WRITTEN...: FILE is written only where none of those has
# anything that is not synced.  The log has lines "CALL FILE".
after_all() {
  awk -v then="$1" -v first="${*:2}" '
    BEGIN { n = split(first, name, " ") }
    $1 == "write" { dirty[$2] = 1; written[$2]++ }
    $1 == "fdatasync" || $1 == "fsync" { dirty[$2] = 0 }
    $1 == "write" && $2 == then {
      for (i = 1; i <= n; i++)
        if (dirty[name[i]]) {
          print NR ": " then " is written, " name[i] " is not synced"
          exit bad = 1
        }
    }
    END {
      for (i = 1; i <= n; i++)
        if (!written[name[i]]) {
          print name[i] " is never written"
          bad = 1
        }
      exit bad || !written[then]
    }' log >&2
  judge $? "$1 behind ${*:2}"
}

# synced_before FILE WRITTEN: FILE is synced, though this writes nothing to it.
synced_before() {
  awk -v file="$1" -v then="$2" '
    ($1 == "fdatasync" || $1 == "fsync") && $2 == file { synced = 1 }
    $1 == "write" && $2 == then { exit }
    END { exit !synced }' log
  judge $? "$2 behind $1, as it is read"
}

# replaced FILE: open another, write, sync it, rename it, sync the folder.
replaced() {
  awk -v file="$1" '
    { folder = file; sub(/\/[^\/]*$/, "", folder) }
    index($2, file) == 1 && $2 != file {
      if ($1 == "open") step = 1
      if ($1 == "write") step = step >= 1 ? 2 : 0
      if ($1 == "fsync" || $1 == "fdatasync") step = step == 2 ? 3 : 0
    }
    $1 == "rename" && $2 == file { step = step == 3 ? 4 : 0 }
    $1 == "fsync" && $2 == folder && step == 4 { step = 0; done++ }
    $1 == "write" && $2 == file { done = 0; exit }
    END { exit step != 0 || !done }' log
  judge $? "$1 is replaced in order"
}

# made FILE: its folder is synced behind its making and before a write to it.
made() {
  awk -v file="$1" '
    { folder = file; sub(/\/[^\/]*$/, "", folder) }
    $1 == "open" && $2 == file && !made { made = 1; synced = 0 }
    $1 == "fsync" && $2 == folder { synced = made }
    $1 == "write" && $2 == file { wrote = 1; exit }
    END { exit !(wrote && synced) }' log
  judge $? "$1 is in its folder before there is anything in it"
}

logged() {
  rm -f log
  with=(env FAULT_LOG="$PWD/log" FAULT_UNDER="$PWD" LD_PRELOAD="$FAULTS/shim.so")
  "$@"
}

begin 'the order in which things are on disk'
make_inputs 5000 3000
make_books
begin_book book seed
logged post book
after_all /book/ledger.csv /book/rejects.csv
after_all /out /book/rejects.csv /book/ledger.csv
replaced /book/ledger.ckpt
rm -rf new
logged post new
replaced /new/book
replaced /new/opening.csv
after_all /new/ledger.csv /new/rejects.csv
made /new/ledger.csv
made /new/rejects.csv
begin_book book posted
logged pack book
after_all /book/batches.csv /book/oversize.csv
after_all /book/certificates.csv /book/oversize.csv /book/batches.csv
after_all /book/windows.csv /book/oversize.csv /book/batches.csv \
  /book/certificates.csv
after_all /out /book/oversize.csv /book/batches.csv /book/certificates.csv \
  /book/windows.csv
replaced /book/batch.ckpt
synced_before /book/ledger.csv /book/batches.csv
finish

# Another witness: what the system itself was asked for.
if ! command -v strace >/dev/null; then
  skip 'strace sees the same order' 'there is no strace'
  exit
fi
begin 'strace sees the same order'
strace_calls=openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2
# As lines "CALL FILE", of files under this folder.
seen_by_strace() {
  strace -f -y -q -s 0 -o trace -e trace=$strace_calls "$@"
  sed -nE \
    -e 's/^[0-9]+ +//; /= -1 /d; /resumed>/d' \
    -e "s#^renameat2?\\(.*<$PWD([^>]*)>, \"([^\"]*)\".*#rename \\1/\\2#p" \
    -e "s#^openat\\(.*= [0-9]+<$PWD([^>]*)>.*#open \\1#p" \
    -e "s#^p?(write|fsync|fdatasync)(64)?\\([0-9]+<$PWD([^>]*)>.*#\\1 \\3#p" \
    trace >log
}
begin_book book seed
with=(seen_by_strace)
post book
after_all /book/ledger.csv /book/rejects.csv
after_all /out /book/rejects.csv /book/ledger.csv
replaced /book/ledger.ckpt
[ -z "${REPORT-}" ] || grep -E ' /book(/ledger\.ckpt.*)?$' log |
  awk '/ckpt/ { there = 1 } there' >"$REPORT.order"
begin_book book posted
pack book
after_all /book/windows.csv /book/oversize.csv /book/batches.csv
after_all /out /book/windows.csv
replaced /book/batch.ckpt
finish
