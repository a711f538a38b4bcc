# What is written as JSON is JSON, whatever accounts are called, and says what
# CSV says.
set -o pipefail

{
  echo id,time,account,amount,balance,window,batch
  # Every byte that a line can hold, in a name of its own; then some odder.
  for i in $(seq 1 255); do
    case $i in
    10 | 13 | 34 | 44) continue ;;
    esac
    printf '%d,,x%b,1.00,1.00,1,%d\n' $i "\\0$(printf %o $i)y" $i
  done
  printf '300,2026-11-22T06:50:00Z,,-5.00,-5.00,2,1\n'
  printf '301,,"""",7.00,7.00,2,1\n302,,"a,b",7.00,7.00,2,1\n'
  printf '303,,\355\240\200,7.00,7.00,2,1\n304,,\\,7.00,7.00,2,2\n'
} >bytes.in

# A stream with all there is to tell, in order of time; and refusals.
{
  echo id,time,amount,window,batch
  for i in $(seq 1 400); do
    printf '%d,2026-11-22T0%d:%02d:%02d.5Z,%d.%02d,%d,%d\n' $i $((i / 100)) \
      $((i / 2 % 60)) $((i % 2 * 7)) $((i % 3 - 1)) $((i % 100)) \
      $((i / 50 + 1)) $((i % 50 / 10 + 1))
  done
  printf '401,yesterday,5,9,1\n402,,x,9,1\n'
} | balsys-ledger -q >timed.in

figures() {
  balsys-stats -q --format "$@" --currency GBP
  [ $? -le 1 ] || exit
}
for name in bytes timed; do
  for format in json csv; do
    figures $format $name.in >"$name.$format"
    for by in account window hour; do
      figures $format --by $by $name.in >"$name-$by.$format"
    done
  done
done
[ "$(cat ./*.json | wc -l)" -eq 8 ] || exit

# What CSV tells, a figure a line; the name of a group is not looked at here.
cat >told.awk <<'END'
NR == 1 { count = split($0, name, ","); next }
name[1] != "records" { sub(/^("([^"]|"")*"|[^,]*)/, "") }
{
  split($0, value, ",")
  for (i = 1; i <= count; i++)
    if (value[i] != "" && name[i] != "currency")
      print NR - 2 "," name[i] "," value[i] "," i
}
END
# The same of JSON, by the names that CSV has.
cat >compare.sql <<'END'
.mode csv
create table json as select cast(readfile('NAME.json') as text) as text;
select 'not JSON' from json where not json_valid(text);
select 'no currency' from json where json_extract(text, '$.currency') <> 'GBP';
create table said as
  select case when fullkey like '$.groups[%'
      then cast(substr(fullkey, 10) as integer) else 0 end as line,
    case when path = '$' or path like '%]' then key
      when path like '$.groups[%' then
        substr(path, instr(path, '].') + 2) || '_' || key
      else substr(path, 3) || '_' || key end as name,
    atom, id as place from (select j.id, j.key, j.atom,
      replace(j.path, '"', '') as path, j.fullkey from json,
      json_tree(text) as j)
  where atom is not null and
    key not in ('by', 'currency', 'account', 'window', 'hour');
create table told (line integer, name text, value text, place integer);
.import NAME.told told
select 'not in JSON', * from told t where not exists (select * from said s
  where s.line = t.line and s.name = t.name and (s.atom = t.value or
    typeof(s.atom) <> 'text' and s.atom = cast(t.value as real)));
select 'not in CSV', * from said s where not exists (select * from told t
  where s.line = t.line and s.name = t.name);
select 'in another order', s.name from
  (select *, row_number() over (partition by line order by place) as n
    from said) s join
  (select *, row_number() over (partition by line order by place) as n
    from told) t on s.line = t.line and s.name = t.name where s.n <> t.n;
END
status=0
for json in *.json; do
  name=${json%.json}
  awk -f told.awk "$name.csv" >"$name.told"
  sed "s/NAME/$name/g" compare.sql | sqlite3 :memory: >said 2>&1
  if [ ! -s said ] && [ "$(wc -l <"$name.told")" -gt 15 ]; then
    echo "ok - $name: JSON is JSON, and says what CSV says"
  else
    head -n 5 said >&2
    echo "not ok - $name: JSON is JSON, and says what CSV says" && status=1
  fi
done

# Every name is there, whatever bytes are in it.
[ "$(sqlite3 :memory: "select count(*), sum(json_extract(value, '$.records')),
  json_extract(cast(readfile('bytes-account.json') as text), '$.by')
  from json_each(cast(readfile('bytes-account.json') as text), '$.groups')")" \
  = "$(($(wc -l <bytes-account.csv) - 1))|256|account" ]
if [ $? -eq 0 ]; then
  echo 'ok - every name is there'
else
  echo 'not ok - every name is there' && status=1
fi
exit $status
