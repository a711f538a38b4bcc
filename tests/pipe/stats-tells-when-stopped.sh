# A signal that asks to stop ends the reading, not the telling: the figures of
# what has come are written before the command dies of it.
mkfifo pipe
balsys-stats --format csv pipe >out 2>err &
stats=$!
exec 3>pipe
printf 'id,amount\n1,5\n2,-3\n3,x\n4,' >&3
# Once the third has been named the first two have been read.
for _ in $(seq 1000); do
  [ -s err ] && break
  sleep 0.01
done
[ ! -s out ] || exit
kill -TERM $stats
wait $stats
[ $? -eq $((128 + 15)) ] && [ "$(wc -l <err)" -eq 2 ] &&
  [ "$(awk -v columns=records,net,refused -f "$TOP/tests/pick.awk" out |
    tail -n 1)" = 2,2.00,1 ]
