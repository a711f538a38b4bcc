#!/bin/bash
# No byte of a book changes unseen: --check of the ledger or of batch finds
# every one of those that are flipped.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
if lacks balsys-ledger --check || lacks balsys-batch --check; then
  echo 'books cannot be checked yet'
  exit 77
fi

in_memory
make_inputs 2000
make_books
for command in balsys-ledger balsys-batch; do
  $command --check packed >out 2>err
  ok $? "$command --check finds nothing where nothing was changed"
done

# Found is what has status 1, or 65 where it cannot be read on, and is told.
finds() {
  balsys-"$1" --check book >said 2>&1
  case $? in
  1 | 65) [ -s said ] ;;
  *) false ;;
  esac
}

begin 'a flipped bit is found by --check'
begin_book book packed
rm -f book/*.ckpt
files=(book/*)
mapfile -t sizes < <(stat -c %s "${files[@]}")
all=0
for size in "${sizes[@]}"; do all=$((all + size)); done
for i in $(seq "$(many 1000 60)"); do
  # Half of them in any file, however small; half anywhere in all of them.
  if [ $((i % 2)) -eq 0 ]; then
    file=$((RANDOM % ${#files[@]}))
    at=$(((RANDOM << 15 | RANDOM) % (sizes[file] ? sizes[file] : 1)))
  else
    at=$(((RANDOM << 15 | RANDOM) % all)) file=0
    while [ $at -ge "${sizes[file]}" ]; do
      at=$((at - sizes[file])) file=$((file + 1))
    done
  fi
  [ "${sizes[file]}" -gt 0 ] || continue
  mask=$((1 << RANDOM % 8))
  "$FAULTS/flip" "${files[file]}" $at $mask
  finds ledger || finds batch
  judge $? "byte $at of ${files[file]}, mask $mask: $(cat said)"
  "$FAULTS/flip" "${files[file]}" $at $mask
done
finish
diff -rq -x '*.ckpt' packed book
ok $? '--check changes nothing'
