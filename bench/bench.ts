/**
 * `npm run bench`: Hostler beside a Flask + gunicorn server of the same model, in one run, interleaved; prints ratios and writes
 * `bench/results`. `-- --rounds N` (5), `-- --seconds S` of load a round (3), `-- --only create,update,load`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { NetConnectOpts } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cpuSeconds } from "./cpu.ts";
import { fixture, HostlerSide } from "./hostler-side.ts";
import { exchangeOnce, runLoad } from "./load.ts";
import { NativeSide } from "./native-side.ts";
import { PythonSide } from "./python-side.ts";
import { type Figures, type Measurement, writeResults } from "./report.ts";

const { values: flags } = parseArgs({ options: { rounds: { type: "string" }, seconds: { type: "string" }, only: { type: "string" } } });
const rounds = Number(flags.rounds ?? 5);
const loadMs = Number(flags.seconds ?? 3) * 1000;
const warmUpMs = 8_000;
const only = flags.only?.split(",") ?? ["create", "update", "load"];

const { archive, archivePath, rows } = fixture("breast-cancer");
const modelDir = mkdtempSync(join(tmpdir(), "hostler-bench-model-"));
execFileSync("tar", ["-xzf", archivePath, "-C", modelDir]);
const modelFile = join(modelDir, execFileSync("tar", ["-tzf", archivePath], { encoding: "utf8" }).trim().split("\n").at(-1)!);

const flask = (workers: number, kind: "sync" | "gthread") => PythonSide.start({ server: `flask ${kind}`, modelFile, workers });
const say = (line: string): void => console.error(`bench: ${line}`);

/** Asks until the answer is 200, every 5 ms; gives that answer. */
async function firstAnswer(address: NetConnectOpts, request: Buffer): Promise<{ head: string; body: Buffer }> {
  for (;;) {
    const answer = await exchangeOnce(address, request).catch(() => undefined);
    if (answer?.status === 200) return answer;
    await new Promise((later) => setTimeout(later, 5));
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Time from the start of gunicorn to its first answer; stopping it again is not in it. */
async function startFlask(): Promise<number> {
  const started = performance.now();
  await using server = await flask(1, "sync");
  await firstAnswer({ port: server.port, host: "127.0.0.1" }, server.invocations(rows.slice(0, 1))[0]!);
  return performance.now() - started;
}

async function measureCreate(hostler: HostlerSide): Promise<Measurement> {
  await hostler.createConfig("one", 1);
  const sides: { Hostler: Figures[]; Flask: Figures[] } = { Hostler: [], Flask: [] };
  for (let round = 0; round < rounds; round++) {
    const name = `create-${round}`;
    const [request] = hostler.invocations(name, rows.slice(0, 1));
    const started = performance.now();
    await hostler.createEndpoint(name, "one");
    await hostler.inService(name);
    const inServiceMs = performance.now() - started;
    await firstAnswer({ port: hostler.port, host: "127.0.0.1" }, request!);
    sides.Hostler.push({ "ready, ms": inServiceMs, "first answer, ms": performance.now() - started });
    await hostler.deleteEndpoint(name);
    const flaskMs = await startFlask();
    sides.Flask.push({ "ready, ms": flaskMs, "first answer, ms": flaskMs });
    say(`create, round ${round + 1} of ${rounds}`);
  }
  const about =
    "From CreateEndpoint to `InService` and to the first prediction, with one instance; from the start of gunicorn with one worker to its first prediction.";
  return { title: "Create", about, largerIsBetter: [], sides };
}

/** Light load while `change` goes on; says how long that took, what failed, and how long the slowest request waited. */
async function underLoad(address: NetConnectOpts, requests: readonly Buffer[], change: () => Promise<void>): Promise<Figures> {
  const over = new AbortController();
  const load = runLoad({ address, requests, connections: 2, pauseMs: 5, ms: 120_000, signal: over.signal });
  await new Promise((later) => setTimeout(later, 300));
  const took = await timed(change);
  await new Promise((later) => setTimeout(later, 300));
  over.abort();
  const { failed, slowestMs } = await load;
  return { "update, ms": took, "failed requests": failed, "slowest request, ms": slowestMs };
}

async function measureUpdate(hostler: HostlerSide): Promise<Measurement> {
  await hostler.createConfig("three", 3);
  await hostler.createEndpoint("update", "three");
  await hostler.inService("update");
  const sides: { Hostler: Figures[]; Flask: Figures[] } = { Hostler: [], Flask: [] };
  const requests = hostler.invocations("update", rows);
  await using server = await flask(3, "sync");
  const at = { port: server.port, host: "127.0.0.1" };
  const ask = server.invocations(rows);
  await firstAnswer(at, ask[0]!);
  for (let round = 0; round < rounds; round++) {
    const ours = await underLoad({ port: hostler.port, host: "127.0.0.1" }, requests, async () => {
      await hostler.updateEndpoint("update", "three");
      await hostler.inService("update");
    });
    const theirs = await underLoad(at, ask, async () => {
      const before = server.workers();
      server.reload();
      for (;;) {
        const worker = Number(/^x-worker: *(\d+)/im.exec((await firstAnswer(at, ask[0]!)).head)?.[1]);
        if (!before.includes(worker) && !server.workers().some((pid) => before.includes(pid))) return;
        await new Promise((later) => setTimeout(later, 5));
      }
    });
    sides.Hostler.push(ours);
    sides.Flask.push(theirs);
    say(`update, round ${round + 1} of ${rounds}`);
  }
  await hostler.deleteEndpoint("update");
  const about =
    "UpdateEndpoint of an endpoint with three instances until it is `InService` and the old ones are gone; a reload (SIGHUP) of gunicorn with three workers until the old ones are gone and a new one answers. Both under light load: two connections, a request every few milliseconds. A reload replaces workers in the same code tree; an update also pins the archive, unpacks it, places instances over zones, and moves the traffic.";
  return { title: "Update", about, largerIsBetter: [], sides };
}

interface Loaded {
  readonly address: NetConnectOpts;
  readonly requests: readonly Buffer[];
  pids(): number[];
}

async function loadRound(side: Loaded, connections: number): Promise<Figures> {
  const { address, requests } = side;
  const pids = side.pids();
  const before = cpuSeconds(pids);
  const { ok, failed, perSecond, p50Ms, p99Ms } = await runLoad({ address, requests, connections, ms: loadMs });
  const cpuMicros = ((cpuSeconds(pids) - before) * 1e6) / ok;
  if (failed > 0) say(`${failed} requests failed`);
  return { "requests/s": perSecond, "p50, ms": p50Ms, "p99, ms": p99Ms, "CPU per request, µs": cpuMicros };
}

async function measureLoad(hostler: HostlerSide): Promise<Record<string, Measurement>> {
  await hostler.createConfig("two", 2);
  await hostler.createEndpoint("load", "two");
  await hostler.inService("load");
  await using sync = await flask(2, "sync");
  await using threads = await flask(2, "gthread");
  await using native = await NativeSide.start(modelDir, rows[0]!);
  const tcp = (side: { port: number }) => ({ port: side.port, host: "127.0.0.1" });
  const candidates: Record<string, Loaded> = {
    Hostler: { address: tcp(hostler), requests: hostler.invocations("load", rows), pids: () => hostler.pids() },
    "Flask, sync workers": { address: tcp(sync), requests: sync.invocations(rows), pids: () => sync.pids() },
    "Flask, keep-alive": { address: tcp(threads), requests: threads.invocations(rows), pids: () => threads.pids() },
    "model server alone": { address: { path: native.socket }, requests: native.invocations(rows), pids: () => native.pids() },
  };
  const answers: string[] = [];
  for (const { address, requests } of Object.values(candidates))
    answers.push((await firstAnswer(address, requests[0]!)).body.toString().trim());
  if (new Set(answers.map((text) => Math.fround(Number(text)).toPrecision(6))).size > 1)
    throw new Error(`The sides predict differently: ${answers.join(", ")}.`);
  // Machine code comes with use: whoever serves for longer than a minute serves warm.
  for (const { address, requests } of Object.values(candidates)) await runLoad({ address, requests, connections: 8, ms: warmUpMs });
  const measured: Record<string, Measurement> = {};
  for (const connections of [8, 1]) {
    const sides = Object.fromEntries(Object.keys(candidates).map((name) => [name, [] as Figures[]]));
    for (let round = 0; round < rounds; round++) {
      for (const [name, candidate] of Object.entries(candidates)) sides[name]!.push(await loadRound(candidate, connections));
      say(`load with ${connections} connection(s), round ${round + 1} of ${rounds}`);
    }
    const title = connections === 1 ? "Invocations, one connection" : `Invocations, ${connections} connections`;
    const about = `Requests one after another on ${connections === 1 ? "one connection" : `each of ${connections} connections`}. Hostler: one router, two instances, signatures checked. Gunicorn: two workers, once as they are by default (every answer ends its connection), once with four threads each and keep-alive. For orientation: Hostler's model server alone, one process without router and signature.`;
    measured[`load-${connections}`] = { title, about, largerIsBetter: ["requests/s"], shownOnly: ["model server alone"], sides };
  }
  await hostler.deleteEndpoint("load");
  return measured;
}

try {
  await using hostler = await HostlerSide.start(archive);
  const measured: Record<string, Measurement> = {};
  if (only.includes("create")) measured.create = await measureCreate(hostler);
  if (only.includes("update")) measured.update = await measureUpdate(hostler);
  if (only.includes("load")) Object.assign(measured, await measureLoad(hostler));
  console.log(writeResults(measured, flags.only ? join(modelDir, "results") : join(import.meta.dirname, "results"), rounds));
} finally {
  rmSync(modelDir, { recursive: true, force: true });
}
