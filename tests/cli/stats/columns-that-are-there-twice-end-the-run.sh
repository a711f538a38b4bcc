# Which of them would be meant?
for columns in balance,balance window,window,batch batch,window,batch; do
  printf 'id,amount,%s\n' $columns | balsys-stats
  echo "${PIPESTATUS[1]}"
done
