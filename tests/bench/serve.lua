-- What wrk(1) does for serve.sh: GET of one path, with so many milliseconds
-- between an answer and the next request of a connection (BALSYS_PAUSE), and
-- figures that a script can read: requests, those that were not answered with
-- 2xx or 3xx, how long all took, and how long one, in microseconds.
local pause = tonumber(os.getenv("BALSYS_PAUSE")) or 0

-- wrk is slower with a function to ask, even if it says 0.
if pause > 0 then
  function delay()
    -- By lot, so that they do not come in step.
    return math.random(math.floor(pause / 2), math.ceil(pause * 1.5))
  end
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("read %d %d %d %d %d %d", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max))
end
