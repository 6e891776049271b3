/**
 * `npm run bench:failures`: what callers lose when things break. A zone of three goes under six instances at 60 % of what they can do, again
 * and again; then one of four instances is killed every two seconds. Each twice: as endpoints are, and with idempotent invocations.
 *
 * The model takes a fixed 10 ms, one request after the other, so that an instance can do the same on any machine. Requests come at a steady
 * rate, none is tried twice. `--drills N` zone drills of each kind (default 20, about 18 s each), `--kills N` (300, 2 s each), or `--short` (1
 * and 15, two minutes; the whole takes 35). Results go to bench/results/failures.json, those of `--short` only to the screen.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runKills } from "./failures/instance-kills.ts";
import { runZoneDrills } from "./failures/zone-drills.ts";
import { HostlerSide } from "./hostler-side.ts";
import { runLoad } from "./load.ts";

const { values } = parseArgs({
  options: { drills: { type: "string" }, kills: { type: "string" }, short: { type: "boolean", default: false } },
});
const drills = Number(values.drills ?? (values.short ? 1 : 20));
const kills = Number(values.kills ?? (values.short ? 15 : 300));
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

const results: Record<string, unknown> = {};
for (const idempotent of [false, true]) {
  const name = idempotent ? "idempotent" : "asIs";
  const zones = await begin(`zones-${name}`, 6);
  await hostler.setIdempotent(zones.endpoint, idempotent);
  const drilled = await runZoneDrills(zones, drills);
  console.log(`\n${drills} zone drills${idempotent ? ", idempotent invocations" : ""}`);
  console.table(drilled);
  await hostler.deleteEndpoint(zones.endpoint);
  const killing = await begin(`kills-${name}`, 4);
  await hostler.setIdempotent(killing.endpoint, idempotent);
  const killed = await runKills(killing, kills);
  console.log(`\n${kills} instances killed${idempotent ? ", idempotent invocations" : ""}`);
  console.table(killed);
  await hostler.deleteEndpoint(killing.endpoint);
  results[name] = { zones: drilled, kills: killed };
}
if (!values.short) {
  const dir = resolve(import.meta.dirname, "results");
  mkdirSync(dir, { recursive: true });
  const machine = { node: process.version, loadBefore: loadavg()[2] };
  writeFileSync(
    resolve(dir, "failures.json"),
    `${JSON.stringify({ drills, kills, serviceMs, loadShare, machine, ...results }, null, 2)}\n`,
  );
}
