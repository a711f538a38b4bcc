# Packings and bounds of public bin-packing instances, some of each class,
# agree with what is known of them.
if [ ! -f "${BALSYS_TEST_DATA-}/binpack.tar.gz" ]; then
  echo 'BALSYS_TEST_DATA does not say where binpack.tar.gz is'
  exit 77
fi
tar -xzf "$BALSYS_TEST_DATA/binpack.tar.gz" || exit 1
folder=$(dirname "$(find . -name bounds.csv)")
"$TOP/$BUILD/tests/bench/instances" -e 3 -k 9 -t 5 "$folder" >solved || exit 1
[ "$(awk 'NR > 1 { n += $2 } END { print n }' solved)" -eq 51 ]
