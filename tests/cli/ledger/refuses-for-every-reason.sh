# Every word that a ledger has for a refusal.
sixty_five=$(printf '%065d' 0)
{
  printf '%s\n' id,time,account,amount 1,,a,1 "1,,$sixty_five,1" 2,,a,12.345 '' 3,,a \
    1,,a,2 "$sixty_five,,a,1" ,,a,1 4,,a,-2 '"5,,a,1' 6,yesterday,a,1
  printf '7,,a,\0001\n'
  head -c 1048577 /dev/zero | tr '\0' x && echo
  printf '%s\n' 8,,a,92233720368547758.07
} | balsys-ledger --unique --min-balance 0 --rejects rejects.csv
status=$?
cut -c 1-200 rejects.csv
exit $status
