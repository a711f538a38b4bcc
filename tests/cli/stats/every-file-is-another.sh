# Two files of one name, there already or not, would leave one of them; and all
# files at once are fine.
printf 'id,amount\n1,5\n' >in.csv
try() { balsys-stats "$@" in.csv 2>&1; echo "$?"; }
try --output n --save n
try --output n.new --save n
try --output n --save ./n
mkdir d
try --save d/n --output d/../d/n
try --metrics m.prom --output m.prom
ls
try --output o --save s --plot p.svg --metrics m.prom --events e.csv
ls
try --output o --save o --events e.csv
balsys-stats --save q in.csv >q.new
echo "$? $(ls q*)"
