#!/bin/bash
# A checkpoint is never needed, and never believed where it is not as it was
# written: without it, with a part of it, with a byte of it changed, or with one
# of another time, a book goes on as if nothing had happened.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
in_memory

# A book of the first half of the inputs, which the rest is then put into.
make_inputs 7000 3000
whole=("${posting[@]}")
make_books
half=("${posting[@]:0:6}" first.csv)
posting=("${half[@]}")
begin_book early seed
undisturbed post early
undisturbed pack early
posting=("${whole[@]}")

# goes_on HOW: with the checkpoints of the book as they are now.
goes_on() {
  completes post book posted_early && completes pack book packed
  judge $? "$1: status $status, $(cat err differs)"
}

begin_book posted_early early
undisturbed post posted_early
for name in ledger.ckpt batch.ckpt; do
  [ -s early/$name ]
  ok $? "there is $name"
done

begin 'a checkpoint that is not there'
for gone in ledger.ckpt batch.ckpt '*.ckpt'; do
  begin_book book early
  # shellcheck disable=SC2086 # a pattern
  (cd book && rm $gone)
  goes_on "$gone is gone"
done
finish

begin 'a checkpoint that is cut short'
for name in ledger.ckpt batch.ckpt; do
  size=$(stat -c %s early/$name)
  for _ in $(seq "$(many 40 2)"); do
    begin_book book early
    at=$((RANDOM * RANDOM % size))
    truncate -s $at book/$name
    goes_on "$name has $at bytes of $size"
  done
done
finish

begin 'a checkpoint with a bit flipped'
for name in ledger.ckpt batch.ckpt; do
  size=$(stat -c %s early/$name)
  for i in $(seq "$(many 100 4)"); do
    begin_book book early
    # Its head, where sizes are, more than the rest.
    at=$((i % 3 ? RANDOM * RANDOM % size : RANDOM % 64))
    "$FAULTS/flip" book/$name $at $((1 << RANDOM % 8))
    goes_on "byte $at of $name is another"
  done
done
finish

begin 'a checkpoint with bytes behind it'
for name in ledger.ckpt batch.ckpt; do
  for bytes in 1 $(many '4096 100000' ''); do
    begin_book book early
    truncate -s +$bytes book/$name
    goes_on "$name has $bytes more"
  done
done
finish

# From the book as it was later, as when a copy is put back: it knows of more
# than there is.
begin 'a checkpoint of another time'
for name in ledger.ckpt batch.ckpt; do
  begin_book book early
  cp packed/$name book
  goes_on "$name is of a later time"
  begin_book book posted_early
  cp early/$name book
  goes_on "$name is of an earlier time"
done
finish
