# A refusal that is on file is known, and no reason for status 1; one that is
# new is; and both are in the reject file once.
exec 2>&1
printf 'id,amount\n1,5\n2,7000000\n3,x\n4,4\n' >in
balsys-batch --book b --window 2 - <in
echo "status $?"
balsys-batch --book b - <in
echo "status $?"
printf '5,1\n6,8000000\n' >>in
balsys-batch --book b - <in
echo "status $?"
balsys-batch --book b --strict - <in
echo "status $?"
printf '7,8000000\n' >>in
balsys-batch --book b --strict - <in
echo "status $?"
cat b/oversize.csv
