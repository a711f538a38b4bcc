# COMMAND gets the same bytes under the same key until it takes them.
seq 1 4 | sed 's/$/,1.00/' |
  balsys-batch --columns id,amount --window 2 --output batches --retry-wait 0 \
    --submit 'cat >$BALSYS_SUBMISSION.bytes
      sha256sum <$BALSYS_SUBMISSION.bytes >>$BALSYS_SUBMISSION.tries
      [ $(wc -l <$BALSYS_SUBMISSION.tries) -eq 3 ]'
echo "status $?"
sort -u *.tries | wc -l
sort *.tries | wc -l
cat *.bytes | sort | uniq -c
