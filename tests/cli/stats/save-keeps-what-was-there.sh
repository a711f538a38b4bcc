# A summary of a part, or one that cannot be written, takes nobody's place.
printf 'id,amount\n1,5\n' >good.csv
printf 'id,amount\n1,5\n2,6' >cut.csv
balsys-stats --save kept.sum good.csv >/dev/null
cp kept.sum copy.sum
balsys-stats --save kept.sum cut.csv >/dev/null
echo $?
cmp kept.sum copy.sum
balsys-stats --merge --save kept.sum copy.sum cut.csv
echo $?
cmp kept.sum copy.sum
# It may be none of what is read, and its folder has to be there.
balsys-stats --save good.csv good.csv 2>/dev/null
echo $?
balsys-stats --merge --save kept.sum copy.sum kept.sum 2>/dev/null
echo $?
balsys-stats --save missing/kept.sum good.csv
echo $?
ls
