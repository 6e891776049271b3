/**
 * `npm run bench:failures`: what callers lose when things break. A zone of three goes under six instances at 60 % of what they can do, again
 * and again; then one of four instances is killed every two seconds. Each twice: as endpoints are, and with idempotent invocations.
 *
 * The model takes a fixed 10 ms, one request after the other, so that an instance can do the same on any machine. Requests come at a steady
 * rate, none is tried twice. `--drills N` zone drills of each kind (default 20), each `--outage S` seconds long (60), `--kills N` (300, 2 s
 * each), or `--short` (one drill of 12 s and 15 kills, two minutes; the whole takes 70). `--only zones` or `--only kills`. Results go to
 * bench/results/failures.json, those of `--short` only to the screen.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runKills } from "./failures/instance-kills.ts";
import { runZoneDrills } from "./failures/zone-drills.ts";
import { HostlerSide } from "./hostler-side.ts";
import { runLoad } from "./load.ts";

const { values } = parseArgs({
  options: {
    drills: { type: "string" },
    outage: { type: "string" },
    kills: { type: "string" },
    only: { type: "string" },
    short: { type: "boolean", default: false },
  },
});
const drills = Number(values.drills ?? (values.short ? 1 : 20));
const kills = Number(values.kills ?? (values.short ? 15 : 300));
const outageSeconds = Number(values.outage ?? (values.short ? 12 : 60));
const serviceMs = 10;
const loadShare = 0.6;
const command = `"${process.execPath}" --disable-warning=ExperimentalWarning "${resolve(import.meta.dirname, "fixed-time-server.ts")}"`;

await using hostler = await HostlerSide.startWith(command, { SERVICE_MS: String(serviceMs) });
const body = [Buffer.from("1")];
const RoutingConfig = { RoutingStrategy: "LEAST_OUTSTANDING_REQUESTS" } as const;

/** An endpoint, and its load: a part of what it can do, measured by the same client. */
async function begin(endpoint: string, instances: number) {
  await hostler.createConfig(endpoint, instances, { RoutingConfig });
  await hostler.createEndpoint(endpoint, endpoint);
  await hostler.inService(endpoint);
  const load = { address: { host: "127.0.0.1", port: hostler.port }, requests: () => hostler.invocations(endpoint, body), connections: 64 };
  await runLoad({ ...load, ms: 1_000 });
  const capacity = (await runLoad({ ...load, ms: 4_000 })).perSecond;
  const perSecond = Math.round(capacity * loadShare);
  console.log(`${endpoint}: ${instances} instances do ${Math.round(capacity)} requests/s; the load is ${perSecond}/s`);
  return { hostler, endpoint, load: { ...load, perSecond } };
}

async function drillZones(idempotent: boolean) {
  const drilled = await begin(`zones-${idempotent}`, 6);
  await hostler.setIdempotent(drilled.endpoint, idempotent);
  const seen = await runZoneDrills(drilled, drills, outageSeconds);
  await hostler.deleteEndpoint(drilled.endpoint);
  return seen;
}

async function killInstances(idempotent: boolean) {
  const drilled = await begin(`kills-${idempotent}`, 4);
  await hostler.setIdempotent(drilled.endpoint, idempotent);
  const seen = await runKills(drilled, kills);
  await hostler.deleteEndpoint(drilled.endpoint);
  return seen;
}

const parts = { zones: drillZones, kills: killInstances };
const file = resolve(import.meta.dirname, "results", "failures.json");
const results: Record<string, Record<string, unknown>> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
for (const [part, run] of Object.entries(parts)) {
  if (values.only && values.only !== part) continue;
  const loadBefore = loadavg()[2];
  const asIs = await run(false);
  console.table(asIs);
  const idempotent = await run(true);
  console.log("\nidempotent invocations");
  console.table(idempotent);
  results[part] = { machine: { node: process.version, loadBefore }, serviceMs, loadShare, asIs, idempotent };
}
if (!values.short) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
