#!/bin/bash
# Disks that are full, files that may not grow or not be written, and folders
# that go away: the run says so with the status that it should, and once there
# is room again the next one makes the book what it would have been.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books

# Mounts are made where nobody else sees them, and end with this script.
if [ "${1-}" != mounts ] && [ "$(id -u)" -eq 0 ] &&
    unshare -m mount -t tmpfs none /mnt 2>err; then
  exec unshare -m bash "$0" mounts
fi
mounts=${1-}
can_mount() { [ "$mounts" = mounts ]; }

# fails ERROR: one line, that says what and why.
fails() {
  [[ $status == 7[34] ]] && [ "$(wc -l <err)" -eq 1 ] && grep -q ": $1\$" err
}

make_inputs 400
make_books
pairs=('post seed posted' 'pack posted packed')

# each_size DOES FROM WANTED: more room, page by page, until there is enough.
each_size() {
  local size
  for size in $(seq 4 "$(many 4 20)" 4000); do
    umount disk 2>/dev/null
    mount -t tmpfs -o size=${size}k none disk &&
      cp -r "$2" disk/book 2>/dev/null || continue
    "$1" disk/book
    [ $status -le 1 ] && break
    cp err said
    fails 'No space left on device' && begins out "$3.out" &&
      mount -o remount,size=64m disk && completes "$1" disk/book "$3"
    judge $? "$1, $size KiB: status $status, $(cat said err differs)"
  done
  umount disk
}
if can_mount; then
  begin 'a small disk that is full'
  mkdir disk
  # shellcheck disable=SC2086 # three words
  for pair in "${pairs[@]}"; do each_size $pair; done
  finish
else
  skip 'a small disk that is full' 'no file system can be mounted here'
fi

# Files that may not grow: also standard output, which is one of them.
begin 'ulimit -f'
for pair in "${pairs[@]}"; do
  read -r does from wanted <<<"$pair"
  for kib in $(seq 0 "$(many 1 9)" 400); do
    begin_book book "$from"
    with=(bash -c "ulimit -f $kib; exec \"\$@\"" bash)
    # What bash says is for its own file, and not limited.
    $does book
    [ $status -le 1 ] && break
    cp err said
    [ "$kib" -eq 0 ] || fails 'File too large'
    [ $? -eq 0 ] && begins out "$wanted.out" &&
      completes "$does" book "$wanted"
    judge $? "$does, $kib KiB: status $status, $(cat said err differs)"
  done
done
finish

# read_only DOES FROM WANTED FILE...
read_only() {
  local does=$1 from=$2 wanted=$3 file
  shift 3
  for file; do
    begin_book book "$from"
    mount --bind "$file" "$file"
    mount -o remount,bind,ro "$file"
    "$does" book
    umount "$file"
    cp err said
    [ $status -eq 73 ] && fails 'Read-only file system' && [ ! -s out ] &&
      grep -q "$file" said && completes "$does" book "$wanted"
    judge $? "$does, $file: status $status, $(cat said err differs)"
  done
}
if can_mount; then
  begin 'files that cannot be written'
  read_only post posted posted book book/ledger.csv book/rejects.csv \
    book/ledger.csv.sum book/rejects.csv.sum
  read_only pack packed packed book book/batches.csv book/windows.csv \
    book/batches.csv.sum book/oversize.csv book/certificates.csv
  finish
else
  skip 'files that cannot be written' 'nothing can be mounted here'
fi

# while_it_waits FOLDER COMMAND...: the ledger has read the first half of its
# input; then the command; then the rest.
while_it_waits() {
  local folder=$1
  shift
  rm -f pipe && mkfifo pipe
  balsys-ledger --book "$folder" --quiet --limits limits.csv - <pipe >out \
    2>err &
  exec 3>pipe
  head -n 200 all.csv >&3
  wait_for grep -q n190 "$folder/ledger.csv"
  "$@"
  tail -n +201 all.csv >&3 2>/dev/null
  exec 3>&-
  wait $!
  status=$?
}

begin 'a book that goes away'
begin_book moved seed
while_it_waits moved :
[ $status -le 1 ]
judge $? "undisturbed: $(cat err)"
for _ in $(seq "$(many 20 2)"); do
  begin_book book seed
  while_it_waits book rm -rf book
  # What is written into nothing must not pass for written.
  [[ $status == 7[34] ]] && [ "$(wc -l <err)" -eq 1 ] && grep -q book err
  judge $? "rm -rf: status $status, $(cat err)"
  begin_book book seed
  rm -rf elsewhere
  while_it_waits book mv book elsewhere
  [ $status -le 1 ] && [ ! -s err ] && same_books moved elsewhere
  judge $? "mv: status $status, $(cat err differs)"
  can_mount || continue
  rm -f image
  truncate -s 8M image && mkfs.ext4 -q -F image && mount -o loop image disk &&
    cp -r seed disk/book || continue
  while_it_waits disk/book umount -l disk
  [ $status -le 1 ] && wait_for mount -o loop image disk &&
    same_books moved disk/book
  judge $? "umount -l: status $status, $(cat err differs)"
  umount disk
done
finish
