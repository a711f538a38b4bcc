# Nor may a batch be none; there is no figure that could leave it out.
for pair in ,1 0,1 x,1 -1,1 1.0,1 99999999999999999999,1 1, 1,0 '1, 1'; do
  printf 'id,amount,window,batch\n1,1,%s\n' "$pair" | balsys-stats >/dev/null
  echo "${PIPESTATUS[1]}"
done
