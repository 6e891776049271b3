/**
 * `npm run bench:router`: what one invocation costs our router, beside HAProxy and nginx proxying the same request. Each has one core, the
 * client and the back ends have the other; rounds are interleaved. Writes `bench/results/router.json`.
 *
 *     npm run bench:router -- [--rounds 5] [--seconds 4] [--connections 32] [--profile]
 *
 * `--profile` writes where our CPU goes to `bench/results/router-profile.md`, and compares nothing.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { signedHeaders } from "../src/api/sigv4-sign.ts";
import type { Credentials } from "../src/config/credentials.ts";
import { cpuSeconds } from "./cpu.ts";
import { postBytes } from "./load.ts";
import { profileTable } from "./profile.ts";
import { type Figures, median, table } from "./report.ts";
import {
  missingTools,
  Processes,
  path,
  region,
  type Side,
  startHaproxy,
  startHttpBackend,
  startLinkBackend,
  startNginx,
  startRouter,
} from "./router-sides.ts";
import { runWrk, wrkScript } from "./wrk.ts";

const { values: flags } = parseArgs({
  options: { rounds: { type: "string" }, seconds: { type: "string" }, connections: { type: "string" }, profile: { type: "boolean" } },
});
const rounds = Number(flags.rounds ?? 5);
const seconds = Number(flags.seconds ?? 4);
const connections = Number(flags.connections ?? 32);
const warmUpSeconds = 8;
const results = join(import.meta.dirname, "results");

const missing = missingTools();
if (missing.length > 0) {
  console.error(`bench:router needs ${missing.join(", ")}: apt-get install --no-install-recommends haproxy nginx-light wrk util-linux`);
  process.exit(1);
}
if (cpus().length < 2) throw new Error("bench:router needs two cores.");

/** A row of 28 numbers, as the rest of them but for the last. */
const row = (nth: number): Buffer => Buffer.from(`${"5.1,3.5,1.4,0.2,".repeat(7)}${nth}`);
/** What boto3 sends. */
const sdk = {
  "content-type": "text/csv",
  "user-agent":
    "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy",
  "accept-encoding": "identity",
  "amz-sdk-invocation-id": "b7b5bb27-1f71-4b0e-a4ce-0ff5d2f9a6e5",
  "amz-sdk-request": "attempt=1",
};
const unsigned = Array.from({ length: 1000 }, (_, nth) => postBytes(path, { host: "127.0.0.1", "content-type": "text/csv" }, row(nth)));
function signed({ accessKeyId, secretAccessKey: secret }: Credentials): Buffer[] {
  return unsigned.map((_, nth) => {
    const { "content-type": type, ...others } = sdk;
    const request = { method: "POST", path, query: "", headers: { host: "127.0.0.1", "content-type": type } };
    const headers = signedHeaders(request, row(nth), { accessKeyId, secret, region, service: "sagemaker", nowMs: Date.now() });
    return postBytes(path, { ...headers, ...others }, row(nth));
  });
}

const dir = mkdtempSync(join(tmpdir(), "hostler-bench-router-"));
const say = (line: string): void => console.error(`bench: ${line}`);

function round(label: string, side: Side, script: string): Figures {
  const before = cpuSeconds(side.pids());
  const { requests, perSecond, failed, p50Ms, p99Ms } = runWrk(script, side.port, { connections, seconds, core: "1" });
  const cpu = cpuSeconds(side.pids()) - before;
  if (failed > 0) throw new Error(`${label}: ${failed} of ${requests} requests failed.`);
  return {
    "CPU per request, µs": (cpu * 1e6) / requests,
    "requests/s": perSecond,
    "p50, ms": p50Ms,
    "p99, ms": p99Ms,
    "core busy, %": (cpu / seconds) * 100,
  };
}

async function compare(processes: Processes): Promise<void> {
  const backend = await startLinkBackend(processes, dir);
  const httpBackend = await startHttpBackend(processes, dir, 9186);
  const open = await startRouter(processes, { dir, backend, port: 9181, noAuth: true });
  const closed = await startRouter(processes, { dir, backend, port: 9182, noAuth: false });
  const haproxy = await startHaproxy(processes, dir, `unix@${httpBackend}`, 9183);
  const overTcp = await startHaproxy(processes, dir, "127.0.0.1:9186", 9187);
  const nginx = await startNginx(processes, dir, httpBackend, 9184);
  const runs = {
    unsigned: {
      sides: { Hostler: open, HAProxy: haproxy, "HAProxy, TCP behind": overTcp, nginx },
      requests: () => unsigned,
      about: "A request without a signature, and a router that asks for none.",
    },
    signed: {
      sides: { Hostler: closed, HAProxy: haproxy, "HAProxy, TCP behind": overTcp, nginx },
      requests: () => signed(closed.access),
      about: "A request as boto3 sends it: our router proves its signature, the others pass it on.",
    },
  };
  const measured: Record<string, Record<string, Figures[]>> = {};
  for (const [name, run] of Object.entries(runs)) {
    const sides = Object.fromEntries(Object.keys(run.sides).map((side): [string, Figures[]] => [side, []]));
    measured[name] = sides;
    for (const [label, side] of Object.entries(run.sides)) {
      say(`${name}: warming up ${label}`);
      runWrk(wrkScript(dir, name, run.requests()), side.port, { connections, seconds: warmUpSeconds, core: "1" });
    }
    for (let nth = 0; nth < rounds; nth++) {
      const script = wrkScript(dir, name, run.requests());
      for (const [label, side] of Object.entries(run.sides)) sides[label]!.push(round(label, side, script));
      say(`${name}: round ${nth + 1} of ${rounds}`);
    }
    console.log(table({ title: `Router, ${name}`, about: run.about, largerIsBetter: ["requests/s"], sides }));
  }
  writeFileSync(
    join(results, "router.json"),
    `${JSON.stringify({ machine: machine(), rounds, seconds, connections, measured, ratios: ratios(measured) }, null, 2)}\n`,
  );
}

function ratios(measured: Record<string, Record<string, Figures[]>>): Record<string, number> {
  const of = (run: string, side: string, figure: string): number => median(measured[run]![side]!.map((each) => each[figure]!));
  const cpu = "CPU per request, µs";
  const found: Record<string, number> = {};
  for (const run of Object.keys(measured)) {
    for (const other of Object.keys(measured[run]!).slice(1)) {
      found[`${run}: CPU per request, times ${other}'s`] = of(run, "Hostler", cpu) / of(run, other, cpu);
      found[`${run}: requests/s, times ${other}'s`] = of(run, "Hostler", "requests/s") / of(run, other, "requests/s");
    }
  }
  found["signed: CPU per request, times HAProxy's unsigned"] = of("signed", "Hostler", cpu) / of("unsigned", "HAProxy", cpu);
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
}

function machine(): Record<string, unknown> {
  const firstLine = (command: string, args: string[]): string =>
    execFileSync("sh", ["-c", `${command} ${args.join(" ")} 2>&1`], {
      encoding: "utf8",
      env: { PATH: `${process.env.PATH}:/usr/sbin` },
    })
      .split("\n")[0]!
      .replace(/ - http.*/, "");
  return {
    cpu: `${cpus().length} × ${cpus()[0]!.model}`,
    kernel: release(),
    node: process.version,
    haproxy: firstLine("haproxy", ["-v"]),
    nginx: firstLine("nginx", ["-v"]),
    loadAverage: loadavg()[0],
  };
}

/** One router under load at a time, each with its own profile. */
async function profile(processes: Processes): Promise<void> {
  const backend = await startLinkBackend(processes, dir);
  const pages: string[] = [
    "# Where the router's CPU goes",
    "",
    "Written by `npm run bench:router -- --profile`: time spent in the functions themselves.",
    "",
  ];
  for (const noAuth of [true, false]) {
    const profiles = join(dir, noAuth ? "open" : "closed");
    const nodeFlags = ["--cpu-prof", `--cpu-prof-dir=${profiles}`, "--cpu-prof-interval=500"];
    const router = await startRouter(processes, { dir, backend, port: 9185, noAuth, nodeFlags });
    const script = wrkScript(dir, "profile", noAuth ? unsigned : signed(router.access));
    runWrk(script, router.port, { connections, seconds: warmUpSeconds + seconds, core: "1" });
    await processes.end(router.process);
    pages.push(`## ${noAuth ? "Unsigned" : "Signed"}`, "", profileTable(profiles, 40));
  }
  writeFileSync(join(results, "router-profile.md"), pages.join("\n"));
  console.log(pages.join("\n"));
}

try {
  await using processes = new Processes();
  await (flags.profile ? profile : compare)(processes);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
