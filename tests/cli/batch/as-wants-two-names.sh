for as in w w, ,b w,b,c w,w; do
  printf 'id,amount\n1,2\n' | balsys-batch --as $as
  echo "status $?"
done
balsys-batch --as w,b --output batches </dev/null
