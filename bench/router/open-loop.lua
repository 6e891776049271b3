-- An open-loop load generator: requests are sent when they are due, whatever became of earlier ones. wrk runs it while it loads its scripts,
-- because wrk has LuaJIT in it, which speaks to the kernel directly: a request costs it a few microseconds, and it sleeps to the microsecond.
--
-- PLAN names a file of `key value` lines, see open-loop.ts. Of each request, four float64 go to the file `result`: when it was due, sent and
-- answered, in seconds since the first could be due, and its status: 0 = no answer, -1 = the connection closed, -2 = a wrong answer.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { uint16_t family; uint16_t port; uint32_t address; char zero[8]; } inet;
  typedef struct { int64_t seconds; int64_t nanos; } timespec;
  typedef struct __attribute__((packed)) { uint32_t events; int32_t fd; uint32_t unused; } event;
  int socket(int, int, int);
  int connect(int, const void *, unsigned);
  int setsockopt(int, int, int, const void *, unsigned);
  int close(int);
  ssize_t send(int, const char *, size_t, int);
  ssize_t recv(int, void *, size_t, int);
  int epoll_create1(int);
  int epoll_ctl(int, int, int, event *);
  int epoll_pwait2(int, event *, int, const timespec *, const void *);
  int clock_gettime(int, timespec *);
  int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long);
]]
local C = ffi.C
local EINPROGRESS, EAGAIN = 115, 11
local IN, OUT, ERR, HUP, RDHUP, EDGE = 1, 4, 8, 16, 0x2000, 0x80000000
C.prctl(29, 1, 0, 0, 0) -- PR_SET_TIMERSLACK: wake up when told to, not up to 50 µs later

local plan = {}
for line in io.lines(os.getenv("PLAN")) do
  local key, value = line:match("^(%S+) (.*)$")
  plan[key] = tonumber(value) or value
end
local requests = {}
local file = io.open(plan.requests, "rb")
while true do
  local length = file:read("*n")
  if not length then break end
  file:read(1)
  requests[#requests + 1] = file:read(length)
end
local right = "\r\n\r\n" .. io.open(plan.answer, "rb"):read("*a")

-- Due times of a Poisson process, the same in every run with this seed.
math.randomseed(plan.seed)
local due, at = {}, 0
while true do
  at = at - math.log(1 - math.random()) / plan.perSecond
  if at >= plan.seconds then break end
  due[#due + 1] = at
end
local total = #due
local record = ffi.new("double[?]", total * 4)
for nth = 0, total - 1 do record[nth * 4] = due[nth + 1] end

local stamp = ffi.new("timespec")
local function clock()
  C.clock_gettime(1, stamp)
  return tonumber(stamp.seconds) + tonumber(stamp.nanos) * 1e-9
end

local swapped = bit.bor(bit.lshift(bit.band(plan.port, 255), 8), bit.rshift(plan.port, 8))
local address = ffi.new("inet", 2, swapped, 0x0100007f) -- 127.0.0.1

local poll = C.epoll_create1(0)
local registration = ffi.new("event")
local on = ffi.new("int[1]", 1)
local idle, open, inFlight, mostInFlight = {}, 0, 0, 0
local busyWith, unsent, partial = {}, {}, {} -- by socket: the request it carries, whether that is yet to be sent, what has come of an answer
local buffer, bufferSize = ffi.new("char[65536]"), 65536
local start = clock() + 0.02
local firstWrong

local function finish(fd, status)
  local nth = busyWith[fd]
  busyWith[fd], partial[fd] = nil, nil
  inFlight = inFlight - 1
  record[nth * 4 + 2], record[nth * 4 + 3] = clock() - start, status
end

local function closed(fd)
  if busyWith[fd] then finish(fd, -1) end
  for place = #idle, 1, -1 do
    if idle[place] == fd then table.remove(idle, place) end
  end
  unsent[fd] = nil
  open = open - 1
  C.close(fd)
end

local function wrong(fd, text)
  firstWrong = firstWrong or text
  if busyWith[fd] then finish(fd, -2) end
  closed(fd)
end

local function send(fd, nth)
  local request = requests[nth % #requests + 1]
  record[nth * 4 + 1] = clock() - start
  if C.send(fd, request, #request, 0x4000) ~= #request then closed(fd) end
end

local function begin(nth)
  local fd = table.remove(idle)
  local fresh = fd == nil
  if fresh then
    fd = C.socket(2, 0x801, 0) -- SOCK_STREAM, SOCK_NONBLOCK
    if fd < 0 then error("no further socket: errno " .. ffi.errno()) end
    open = open + 1
    C.setsockopt(fd, 6, 1, on, 4) -- TCP_NODELAY
    local refused = C.connect(fd, address, ffi.sizeof(address)) ~= 0 and ffi.errno() ~= EINPROGRESS
    registration.events, registration.fd = bit.bor(IN, OUT, RDHUP, EDGE), fd
    C.epoll_ctl(poll, 1, fd, registration)
    unsent[fd] = true
    if refused then
      busyWith[fd], inFlight = nth, inFlight + 1
      return closed(fd)
    end
  end
  busyWith[fd], inFlight = nth, inFlight + 1
  if inFlight > mostInFlight then mostInFlight = inFlight end
  if not fresh then send(fd, nth) end
end

-- Takes what has come for a request; the usual answer is recognised by its end.
local function take(fd, text)
  local before = partial[fd]
  if before then text = before .. text end
  local status = tonumber(text:sub(10, 12))
  if status ~= 200 or text:sub(-#right) ~= right then
    local _, headEnd = text:find("\r\n\r\n", 1, true)
    if not headEnd then partial[fd] = text return end
    local length = text:sub(1, headEnd):lower():match("\r\ncontent%-length: *(%d+)")
    local missing = headEnd + (tonumber(length) or 0) - #text
    if missing > 0 then partial[fd] = text return end
    if status == 200 or not status or missing < 0 then return wrong(fd, text) end
  end
  finish(fd, status)
  if text:find("onnection: close", 1, true) then closed(fd) else idle[#idle + 1] = fd end
end

local function read(fd)
  while true do
    local size = tonumber(C.recv(fd, buffer, bufferSize, 0))
    if size <= 0 then
      if size == 0 or ffi.errno() ~= EAGAIN then closed(fd) end
      return
    end
    local text = ffi.string(buffer, size)
    if not busyWith[fd] then return wrong(fd, text) end
    take(fd, text)
    if size < bufferSize then return end
  end
end

local events = ffi.new("event[256]")
local timeout = ffi.new("timespec")
local nextOne, stop = 0, plan.seconds
local patience = stop + 10
while true do
  local now = clock() - start
  while nextOne < total and record[nextOne * 4] <= now and (#idle > 0 or open < plan.connections) do
    begin(nextOne)
    nextOne = nextOne + 1
  end
  if (nextOne == total and inFlight == 0) or now > patience then break end
  local rest = 0.01
  if nextOne < total and record[nextOne * 4] > now then rest = math.min(rest, math.max(0, record[nextOne * 4] - (clock() - start))) end
  timeout.nanos = rest * 1e9
  local count = C.epoll_pwait2(poll, events, 256, timeout, nil)
  for place = 0, count - 1 do
    local fd, happened = events[place].fd, events[place].events
    if unsent[fd] and bit.band(happened, bit.bor(OUT, ERR, HUP)) ~= 0 then
      unsent[fd] = nil
      if bit.band(happened, bit.bor(ERR, HUP)) ~= 0 then closed(fd) else send(fd, busyWith[fd]) end
    elseif bit.band(happened, bit.bor(IN, ERR, HUP, RDHUP)) ~= 0 then
      read(fd)
    end
  end
end

local out = io.open(plan.result, "wb")
out:write(ffi.string(record, total * 32))
out:close()
if firstWrong then io.stderr:write("a wrong answer: ", firstWrong:sub(1, 500), "\n") end
io.write("MOST-IN-FLIGHT ", mostInFlight, "\n")
io.stdout:flush()
os.exit(0)
