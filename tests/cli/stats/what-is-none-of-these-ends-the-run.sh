# Its columns will not do, be it the first operand, a later one, or there twice.
try() {
  balsys-stats "$@" >/dev/null
  echo $?
}
printf '%s\n' date,description,value 2026-11-22,tea,-3.20 >foreign.csv
printf '%s\n' day,text,sum,note 2026-11-22,tea,-3.20, >four.csv
printf '%s\n' id,time,account,amount 1,,a,5 >good.csv
printf '%s\n' window,submission 1,0a >submitted.csv
printf '%s\n' window,batch,count,total,cap,cap 1,1,1,1,1,1 >twice.csv
printf '%s\n' id,amount,id 1,1,1 >ids.csv
try foreign.csv
try good.csv foreign.csv
try good.csv four.csv
try submitted.csv foreign.csv
try submitted.csv four.csv
try twice.csv
try good.csv ids.csv
try --columns a,b good.csv
