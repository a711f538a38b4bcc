# Whatever the windows are like and however hard balsys-batch tries, what it
# says of them is found right by the checkers in examples, which share nothing
# with it; and it is said of the records that were read.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
${CC:-cc} -O2 -o check-duals "$TOP/examples/check-duals.c" || exit
certificate_holds() {
  awk -f "$TOP/examples/check-certificate.awk" "$1" >said &&
    sort -t , -k 1,1n -k 8,8nr "$1" |
      awk -f "$TOP/examples/check-l3.awk" >>said &&
    ./check-duals <"$1" >>said || { cat said >&2; false; }
}
# Does the certificate say of all windows what the report does?
is_that_of() {
  diff <(tail -n +2 "$2" | cut -d , -f 1,2,4-6) \
    <(tail -n +2 "$1" | cut -d , -f 1-2,4-6 | uniq) >&2
}

# Pack so many windows of in.csv with these options, and have it checked.
holds() {
  local count=$1
  shift
  head -n $((count * 150 + 1)) in.csv >part.csv
  balsys-batch "$@" --cap 1000 --window 150 --certificate certificate.csv \
    --report report.csv part.csv >out.csv &&
    certificate_holds certificate.csv && is_that_of certificate.csv report.csv &&
    cmp <(tail -n +2 part.csv | cut -d , -f 1,4 | tr -d .-) \
      <(tail -n +2 certificate.csv | awk -F , '{
        printf "%s,%03d\n", $11, $8 }') >&2
}

balsys-batch --effort 7 --columns id,amount </dev/null 2>err >out
has_clp=$?
if [ $has_clp -eq 69 ]; then
  echo "skip - efforts 7 to 9: $(cut -d ' ' -f 2- err)"
fi
# The least and the most amount, under a cap of a thousand.
for kind in 0.20-500 0.01-1000 100-900 200-800 100-500 200-500 250-500; do
  balsys-gen --no-wait --count 3000 --seed 6 --min "${kind%-*}" \
    --max "${kind#*-}" --start 2026-01-01T00:00:00Z >in.csv || exit
  for effort in 1 3 4; do
    holds 20 --effort $effort
    is "amounts of $kind: effort $effort"
  done
  holds 20 --method ffd
  is "amounts of $kind: ffd"
  [ $has_clp -eq 69 ] && continue
  holds 1 --effort 7
  is "amounts of $kind: effort 7"
done
exit $status
