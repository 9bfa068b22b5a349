-- Rotates the requests of a file (path, tab, cookies), one signed-in person after another.
local requests = {}
local number = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, cookies = line:match("^(%S+)\t(.*)$")
    requests[#requests + 1] = wrk.format("GET", path, {
      ["Host"] = "127.0.0.1", ["Cookie"] = cookies, ["Accept-Encoding"] = "gzip",
      ["Accept-Language"] = "es-MX",
    })
  end
end

function request()
  number = number % #requests + 1
  return requests[number]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %.1f %.1f %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
