# Is this what balsys-batch must make of a file, in windows of 1,000 under a cap
# of a million pounds?
#
#   awk -v input=FILE -f batches.awk OUTPUT
#
# Every window has the lines that it should have, each once and followed by its
# window and its batch, and no batch of it holds more than the cap.
function fail(why) {
  print "line " NR ": " why
  bad = 1
  exit
}

function begin_window(    i, line) {
  split("", wanted)
  split("", held)
  window++
  for (i = 0; i < 1000 && (getline line <input) > 0; i++)
    wanted[line]++
  left = i
}

BEGIN { FS = "," }
NR == 1 {
  getline line <input
  if ($0 != line ",window,batch")
    fail("the header is " $0)
  next
}
!left { begin_window() }
{
  line = substr($0, 1, length($0) - length($NF) - length($(NF - 1)) - 2)
  if ($(NF - 1) != window)
    fail("window " $(NF - 1) " where " window " is not complete")
  if (!wanted[line]--)
    fail("not in window " window ": " line)
  left--
  pence = $4
  gsub(/[-.]/, "", pence)
  held[$NF] += pence
  if (held[$NF] > 100000000)
    fail("window " window ", batch " $NF " holds " held[$NF])
}
END {
  if (!bad && (left || (getline line <input) > 0)) {
    print "lines are missing behind line " NR
    bad = 1
  }
  exit bad
}
