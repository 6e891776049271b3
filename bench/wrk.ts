/** Load by wrk: a client in C, so that what it costs stays small beside what is measured. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Requests one after another in one file, each behind its length. */
export const requestList = (requests: readonly Buffer[]): Buffer =>
  Buffer.concat(requests.flatMap((request) => [Buffer.from(`${request.length}\n`), request]));

/** Files for wrk: a script that sends the requests in turn, from the first again after the last. */
export function wrkScript(dir: string, name: string, requests: readonly Buffer[]): string {
  const list = join(dir, `${name}.requests`);
  const script = join(dir, `${name}.lua`);
  writeFileSync(list, requestList(requests));
  writeFileSync(
    script,
    `local requests, at = {}, 0
local file = io.open("${list}", "rb")
while true do
  local length = file:read("*n")
  if not length then break end
  file:read(1)
  requests[#requests + 1] = file:read(length)
end
request = function() at = at % #requests + 1; return requests[at] end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %f %f\\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
`,
  );
  return script;
}

export interface WrkResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function runWrk(
  script: string,
  port: number,
  options: { readonly connections: number; readonly seconds: number; readonly core?: string },
): WrkResult {
  const { connections, seconds, core = "0,1" } = options;
  const args = ["-c", core, "wrk", "-t1", `-c${connections}`, `-d${seconds}s`, "-s", script, `http://127.0.0.1:${port}/`];
  const printed = execFileSync("taskset", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const [requests, micros, failed, p50Us, p99Us] = /RESULT (\S+) (\S+) (\S+) (\S+) (\S+)/.exec(printed)!.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { requests, perSecond: requests / (micros / 1e6), failed, p50Ms: p50Us / 1000, p99Ms: p99Us / 1000 };
}
