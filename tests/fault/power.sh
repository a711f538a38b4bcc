#!/bin/bash
# The power goes: of a book on a disk of its own is left what that disk had by
# then.  All that --tee had put out, and all that --submit had told, is in the
# book that is found there, and the next run makes it what it would have been.
#
# The disk is an image behind a loop device: what the file system has not yet
# sent to the device is not in the image.  The command is stopped while the
# image is copied, so that no write of its own falls between two halves of a
# copy.  Where syncs are left out, the same must find that records are lost.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
all='power cut: ledger --tee, batch --submit'
if [ "$(id -u)" -ne 0 ]; then
  skip "$all" 'it takes root to mount a disk'
  exit
fi
if [ "${1-}" != mounts ]; then
  truncate -s 4M image && mkfs.ext4 -q -F image &&
    unshare -m mount -o loop image /mnt 2>err &&
    exec unshare -m bash "$0" mounts
  skip "$all" 'no loop device can be mounted here'
  exit
fi
dribble=$FAULTS/../fuzz/dribble
mkdir disk after
: >differs

# What runs writes to files of its own: $run.out, and what is told to $run.told,
# where a window's file is named after it and its key.
run=whole piece=65536
mkdir whole.told
cat >tell <<'TELL'
#!/bin/sh
cat >"$TOLD/part.$$" &&
  mv "$TOLD/part.$$" "$TOLD/$BALSYS_WINDOW.$BALSYS_SUBMISSION"
TELL
chmod 755 tell

# Of the stream comes a piece when the one before was taken.
post_stream() {
  "$dribble" $piece <all.csv 2>/dev/null |
    "${with[@]}" balsys-ledger --book "$1" --tee --quiet --limits limits.csv \
    - >$run.out 2>$run.err
  status=${PIPESTATUS[1]}
}
pack_stream() {
  "$dribble" $piece <posted.out 2>/dev/null |
    TOLD=$run.told "${with[@]}" balsys-batch --book "$1" --tee --quiet \
    --window 20 --method bfd --submit ./tell - >$run.out 2>$run.err
  status=${PIPESTATUS[1]}
}

# undisturbed DOES BOOK
undisturbed() {
  "$1" "$2"
  if [ $status -gt 1 ] || [ -s whole.err ]; then
    echo "not ok - $1, undisturbed: status $status"
    cat whole.err >&2
    exit 1
  fi
  cp whole.out "$2.out"
}

# Stop it, until none of its threads runs or waits for the disk.
stop() {
  kill -STOP "$1" 2>/dev/null || return
  while grep -qs '^State:[[:space:]][^TtZX]' /proc/"$1"/task/*/status; do
    sleep 0.001
  done
  grep -qs '^State:[[:space:]]T' /proc/"$1"/status
}

# A cut: image.cut is the disk, cut.out and cut.told are what was told.
cut_off() {
  stop "$1" || return
  cp live.out cut.out && rm -rf cut.told && cp -r live.told cut.told
  rm -f cut.told/part.*
  cp --sparse=always image image.cut
  kill -CONT "$1"
}

# cuts DOES FROM FOUND COUNT: FOUND is run for each; the book on the disk that
# was cut off is after/book.
cuts() {
  local pid runner most=$((tried + $4)) runs=0
  while [ "$tried" -lt "$most" ] && [ $((runs += 1)) -le $((3 * $4)) ]; do
    rm -rf image live.told && mkdir live.told
    truncate -s 8M image
    mkfs.ext4 -q -F image && mount -o loop image disk || exit 70
    cp -r "$2" disk/book && sync -f disk
    run=live "$1" disk/book &
    runner=$!
    while [ "$tried" -lt "$most" ] && sleep 0.0$((RANDOM % 90 + 10)); do
      pid=$(pgrep -P $runner -x 'balsys-[bl].*') || break
      cut_off "$pid" || break
      [ -s cut.out ] || continue
      mount -o loop image.cut after || exit 70
      "$3"
      judge $? "cut $tried: status $status, $(cat differs found.err)"
      umount after
    done
    wait $runner
    umount disk
  done
}

# again DOES WANTED: the book that was found is finished, and as wanted.
again() {
  rm -rf found.told && mkdir found.told
  local with=() run=found piece=65536
  "$1" after/book
  [ $status -le 1 ] && cmp -s found.out "$2.out" && same_books "$2" after/book
}
found_ledger() {
  begins cut.out after/book/ledger.csv && again post_stream posted
}

# Every window that was told is there, and what is told once more is the same.
found_batch() {
  local file window
  begins cut.out after/book/batches.csv || return
  for file in cut.told/[0-9]*; do
    [ -e "$file" ] || continue
    window=${file##*/} window=${window%%.*}
    grep -q "^$window," after/book/windows.csv &&
      grep -qxF -e "$(tail -n 1 "$file")" after/book/batches.csv || return
  done
  again pack_stream packed || return
  for file in found.told/[0-9]*; do
    [ ! -e "cut.told/${file##*/}" ] || cmp -s "$file" "cut.told/${file##*/}" ||
      return
  done
  cp cut.told/[0-9]* found.told 2>/dev/null
  diff -r whole.told found.told >differs
}
lost() {
  status=0
  ! begins cut.out "after/book/$1"
}
lost_ledger() { lost ledger.csv; }
lost_batch() { lost batches.csv; }

make_inputs "$(many 3000 1200)"
undisturbed post_stream posted
make_seed
cp -r posted packed
undisturbed pack_stream packed

piece=61
begin 'power cut: ledger --tee'
cuts post_stream seed found_ledger "$(many 100 4)"
finish
begin 'power cut: batch --tee --submit'
cuts pack_stream posted found_batch "$(many 100 4)"
finish

# The same without syncs: if nothing is lost then, nothing was shown before.
with=(env FAULT_SYNC=no LD_PRELOAD="$FAULTS/shim.so")
if command -v eatmydata >/dev/null; then with=(eatmydata); fi
begin "power cut: syncs left out (${with[0]#env }), and the loss is seen"
cuts post_stream seed lost_ledger "$(many 20 2)"
cuts pack_stream posted lost_batch "$(many 20 2)"
finish
