# COMMAND gets each window, with a header, in order, and is told which it is;
# what it says goes to standard error.  A window that is not full is kept back.
seq 1 5 | sed 's/$/,1.00/' >in.csv
for form in lines batches submissions; do
  balsys-batch --columns id,amount --window 2 --output $form \
    --submit 'echo "$BALSYS_WINDOW $BALSYS_SUBMISSION"; cat' in.csv
done
