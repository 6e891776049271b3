/**
 * `npm run bench:updates`: how many requests are lost through many updates of a live endpoint, under each deployment policy in turn, at a
 * steady rate, the changes counted and nothing tried twice; and whether each policy shared the traffic as it was asked to.
 *
 * `--requests N` (default 1,000,000), `--updates N` (250), `--rate N` requests/s (70 % of what the same connections get without a pause,
 * measured first, and 1,000 at least), `--connections N` (32), or `--short` for 60,000 and 20, in about two minutes. It goes on until both the
 * requests and the updates are done. Results go to bench/results/updates.json, those of `--short` only to the screen.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { DeploymentConfig } from "@aws-sdk/client-sagemaker";
import { fixture, HostlerSide } from "./hostler-side.ts";
import { runLoad } from "./load.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string" },
    updates: { type: "string" },
    short: { type: "boolean", default: false },
    rate: { type: "string" },
    connections: { type: "string", default: "32" },
  },
});
const wanted = {
  requests: Number(values.requests ?? (values.short ? 60_000 : 1_000_000)),
  updates: Number(values.updates ?? (values.short ? 20 : 250)),
  connections: Number(values.connections),
};
const instances = 4;
const alarm = "bench-rollback";

const wait = { WaitIntervalInSeconds: 1 };
const part = { Type: "CAPACITY_PERCENT", Value: 25 } as const;
const rolling = { RollingUpdatePolicy: { MaximumBatchSize: part, ...wait } };
const policies: Readonly<Record<string, DeploymentConfig>> = {
  allAtOnce: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", ...wait } } },
  canary: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "CANARY", CanarySize: part, ...wait } } },
  linear: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "LINEAR", LinearStepSize: part, ...wait } } },
  rolling,
  rollback: { ...rolling, AutoRollbackConfiguration: { Alarms: [{ AlarmName: alarm }] } },
};

interface Tally {
  updates: number;
  failedInWindow: number;
  servedInWindow: number;
  /** Largest distance of an observed share from the one asked for, in points, where a window had 1,000 requests or more. */
  worstSharePoints: number;
  /** The same in standard deviations of a fair draw. */
  worstShareSigmas: number;
}

await using hostler = await HostlerSide.start(fixture("breast-cancer").archive);
const bodies = fixture("breast-cancer").rows;
for (const config of ["even", "odd"]) await hostler.createConfig(config, instances);
await hostler.putAlarm(alarm);
await hostler.createEndpoint("bench", "even");
await hostler.inService("bench");

const clients = {
  address: { host: "127.0.0.1", port: hostler.port },
  requests: () => hostler.invocations("bench", bodies),
  connections: wanted.connections,
};
/** Requests/s as fast as answers come; the first round only warms up. */
async function capacity(): Promise<number> {
  await runLoad({ ...clients, ms: 2_000 });
  return Math.round((await runLoad({ ...clients, ms: 5_000 })).perSecond);
}
const capacityBefore = await capacity();
const rate = Number(values.rate ?? Math.max(1000, Math.round(0.7 * capacityBefore)));
console.log(`${capacityBefore} requests/s without a pause; the load is ${rate} requests/s.`);

const over = new AbortController();
const failures: string[] = [];
const started = performance.now();
const load = runLoad({
  ...clients,
  ms: Number.POSITIVE_INFINITY,
  perSecond: rate,
  signal: over.signal,
  onFailure: (begunMs, endedMs, what) => {
    if (failures.length < 100) failures.push(`${Math.round(begunMs - started)} to ${Math.round(endedMs - started)} ms: ${what}`);
  },
});
const tallies: Record<string, Tally> = {};
let inEffect = "even";
for (let update = 0; update < wanted.updates || (performance.now() - started) * rate < wanted.requests * 1000; update++) {
  const name = Object.keys(policies)[update % 5]!;
  const next = inEffect === "even" ? "odd" : "even";
  await hostler.updateEndpoint("bench", next, policies[name]);
  if (name === "rollback") {
    await hostler.baking("bench");
    await hostler.setAlarm(alarm, "ALARM");
  }
  await hostler.inService("bench");
  if (name === "rollback") await hostler.setAlarm(alarm, "OK");
  await new Promise((later) => setTimeout(later, 2_500)); // routers report once a second
  const receipt = await hostler.receipt("bench");
  const outcome = name === "rollback" ? "RolledBack" : "Succeeded";
  if (receipt.Outcome !== outcome) throw new Error(`An update with ${name} ended ${receipt.Outcome}: ${receipt.Reason}`);
  if (name !== "rollback") inEffect = next;
  const tally = tallies[name] ?? { updates: 0, failedInWindow: 0, servedInWindow: 0, worstSharePoints: 0, worstShareSigmas: 0 };
  tallies[name] = tally;
  count(tally, receipt);
  if (update % 10 === 9) console.log(`${update + 1} updates, ${Math.round((performance.now() - started) / 1000)} s`);
}
over.abort();
const result = await load;
const capacityAfter = await capacity();

function count(tally: Tally, receipt: Awaited<ReturnType<HostlerSide["receipt"]>>): void {
  tally.updates++;
  tally.servedInWindow += receipt.Served;
  tally.failedInWindow += receipt.Failed;
  for (const { Variants } of receipt.Windows) {
    for (const { AskedShare, ObservedShare, Blue, Green } of Variants) {
      const requests = Blue.Served + Green.Served;
      if (AskedShare === undefined || ObservedShare === undefined || AskedShare <= 0 || AskedShare >= 1 || requests < 1000) continue;
      const distance = Math.abs(ObservedShare - AskedShare);
      const sigma = Math.sqrt((AskedShare * (1 - AskedShare)) / requests);
      tally.worstSharePoints = Math.max(tally.worstSharePoints, distance * 100);
      tally.worstShareSigmas = Math.max(tally.worstShareSigmas, distance / sigma);
    }
  }
}

const updates = Object.values(tallies).reduce((sum, tally) => sum + tally.updates, 0);
console.log(
  `\n${result.ok + result.failed} requests through ${updates} updates at ${Math.round(result.perSecond)} requests/s: ${result.failed} failed.`,
);
console.log(
  `latency p50 ${result.p50Ms.toFixed(2)} ms, p99 ${result.p99Ms.toFixed(2)} ms, slowest ${result.slowestMs.toFixed(0)} ms (from the time each was due)`,
);
console.table(tallies);
if (!values.short) {
  const dir = resolve(import.meta.dirname, "results");
  mkdirSync(dir, { recursive: true });
  const machine = { node: process.version, loadBefore: loadavg()[2] };
  const report = { wanted: { ...wanted, rate }, machine, capacityBefore, capacityAfter, updates, ...result, failures, policies: tallies };
  writeFileSync(resolve(dir, "updates.json"), `${JSON.stringify(report, null, 2)}\n`);
}
for (const failure of failures) console.error(failure);
const unfair = Object.values(tallies).some(({ worstSharePoints, worstShareSigmas }) => worstSharePoints > 1 && worstShareSigmas > 4);
if (result.failed > 0 || unfair) process.exitCode = 1;
