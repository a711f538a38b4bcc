# examples/check-certificate.awk finds right what is right, and wrong whatever
# is changed; here are certificates that were made by hand, a window for each
# bound that it knows.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
check() {
  ${AWK:-awk} -f "$TOP/examples/check-certificate.awk" "$1" >said
}
# Does the checker find what sed $2 does to the certificate, as $3 says?
finds() {
  sed "$2" good.csv >bad.csv
  ! cmp -s good.csv bad.csv && { check bad.csv; [ $? -eq "${4:-1}" ]; } &&
    grep -q "$3" said || { cat said >&2; false; }
  is "$AWK: $1"
}

# A window: lower_bound bound parameter, and AMOUNT/BATCH of its records.
number=0
window() {
  local said=$1,$2,$3 batches
  shift 3
  number=$((number + 1))
  batches=$(printf '%s\n' "$@" | cut -d / -f 2 | sort -u | wc -l)
  printf "$number,$#,100,$batches,$said,%s,%s,,x\n" $(printf '%s\n' "$@" |
    tr / ' ')
}
{
  echo window,count,cap,batches,lower_bound,bound,parameter,amount,batch,value,id
  window 2 L1 0 50/1 50/1 1/2
  window 3 L2 30 71/1 71/2 30/3 29/3 29/3
  window 3 FS1 1 60/1 60/2 60/3
  window 3 FS1 2 34/1 34/1 34/2 34/2 34/3
  window 3 CCM1 34 34/1 34/1 50/2 50/2 34/3
  window 3 BJ1 40 40/1 40/1 40/2 40/2 40/3
  window 1 L1 0 0/1
  window 2 search 0 60/1 60/2
  window 2 CG 0 60/1 60/2
  window 2 STAIRS 0 60/1 60/2
  window 2 L3 7 60/1 60/2
} >good.csv

for AWK in awk mawk gawk 'busybox awk' original-awk; do
  if ! command -v ${AWK%% *} >which || ! $AWK 'BEGIN { }' 2>which; then
    echo "skip - $AWK: it is not installed"
    continue
  fi
  check good.csv && grep -qx "11 windows: 7 bounds checked; \
not checked: L3 1, STAIRS 1, CG 1, search 1" said
  is "$AWK: what is right is right, and what is not checked is counted"
  # A bound that is higher than what is proven.
  for window in 1 2 3 4 5 6 7; do
    finds "window $window: a bound that is too high" \
      "s/^\($window,[0-9]*,100\),[0-9]*,[0-9]*/\1,9,9/" \
      "^window $window: .* proves [0-9]*, not 9$"
  done
  finds 'a parameter that proves less' 's/L2,30/L2,31/' 'L2 proves 2, not 3'
  finds 'one of FS1' 's/FS1,2/FS1,3/' 'FS1 proves 2, not 3'
  finds 'one of CCM1' 's/CCM1,34/CCM1,20/' 'CCM1 proves 2, not 3'
  finds 'one of BJ1' 's/BJ1,40/BJ1,25/' 'BJ1 proves 2, not 3'
  finds 'a parameter that none can have' 's/CCM1,34/CCM1,51/' 'is not 51'
  finds 'a parameter of BJ1 that none can have' 's/BJ1,40/BJ1,101/' 'not 101'
  finds 'a parameter of 0 where there is none' 's/CCM1,34/CCM1,0/' 'is not 0'
  finds 'a batch over the cap' '2s/,50,1,/,51,1,/' 'batch 1 holds 101'
  finds 'a batch that is empty' '4s/,1,2,,x/,1,1,,x/' '1 batches are used'
  finds 'a record in no batch' '4s/,1,2,,x/,1,0,,x/' 'record 3 is in no batch'
  finds 'a record in a batch that is not there' '4s/,1,2,,x/,1,3,,x/' \
    'record 3 is in no batch'
  finds 'a record that is missing' 3d '2 records are there, not 3'
  finds 'a record that is there twice' 3p '4 records are there, not 3'
  finds 'a last line that is missing' '$d' '1 records are there, not 2'
  finds 'a window that is missing' '/^4,/d' 'behind it comes 5'
  finds 'a window that is said to be two' '3s/,L1,0,/,L1,1,/' 'comes 1'
  finds 'more batches than are used' 's/^1,3,100,2/1,3,100,3/' 'not 3'
  finds 'fewer batches than the bound' 's/^1,3,100,2,2/1,3,100,2,3/' \
    'a bound of 3 with 2'
  finds 'a bound that nobody knows' 's/STAIRS/LADDER/' 'no bound is called LADDER'
  finds 'an amount that is none' '2s/,50,/,x,/' 'line 2: not every' 2
  finds 'another header' '1s/cap/top/' 'no certificate' 2
  finds 'numbers that 53 bits do not hold' \
    's/^1,3,100,/1,3,3002399751580331,/' 'window 1: .* 53 bits' 2
done
exit $status
