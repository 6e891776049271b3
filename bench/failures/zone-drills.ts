/** One zone after the other goes under load, and comes back. */
import { createServer, type Server } from "node:net";
import { runLoad } from "../load.ts";
import { type Drilled, instancesOf, isDead, isServing, later, portsOf, untilSo } from "./endpoint-state.ts";

/** From then on nothing may be sent to the zone that is gone. */
const noticedMs = 1_000;

export async function runZoneDrills(drilled: Drilled, drills: number, awaySeconds: number) {
  const { Zones } = await drilled.hostler.status();
  const seen: Awaited<ReturnType<typeof drillZone>>[] = [];
  for (let drill = 0; drill < drills; drill++) {
    seen.push(await drillZone(drilled, Zones[drill % Zones.length]!, awaySeconds));
    const { answered, failed, recoveredMs, spreadMs } = seen.at(-1)!;
    console.log(
      `drill ${drill + 1}: ${answered} answered, ${failed} failed, six again after ${recoveredMs} ms, spread after ${spreadMs} ms`,
    );
  }
  const sum = (of: (drill: (typeof seen)[number]) => number): number => seen.reduce((total, drill) => total + of(drill), 0);
  const most = (of: (drill: (typeof seen)[number]) => number): number => Math.max(...seen.map(of));
  const [answered, failed] = [sum((drill) => drill.answered), sum((drill) => drill.failed)];
  return {
    drills: seen.length,
    outageSeconds: awaySeconds,
    requests: answered + failed,
    failed,
    answeredPercent: Number(((answered / (answered + failed)) * 100).toFixed(4)),
    mostFailedInOneDrill: most((drill) => drill.failed),
    /** Of those, requests that were sent after the zone had gone. */
    sentAfterwardsAndFailed: sum((drill) => drill.late),
    failedAtReturn: sum((drill) => drill.failedAtReturn),
    dispatchedToDeadZone: sum((drill) => drill.dispatched),
    slowestRecoveryMs: most((drill) => drill.recoveredMs),
    slowestSpreadMs: most((drill) => drill.spreadMs),
    worstP99Ms: Math.round(most((drill) => drill.p99Ms)),
  };
}

async function drillZone(drilled: Drilled, zone: string, awaySeconds: number) {
  await untilSo("two instances serve in each zone", () => isSpread(drilled));
  const over = new AbortController();
  const failures: { sentMs: number; endedMs: number; what: string }[] = [];
  const onFailure = (sentMs: number, endedMs: number, what: string): void => void failures.push({ sentMs, endedMs, what });
  const load = runLoad({ ...drilled.load, ms: Number.POSITIVE_INFINITY, signal: over.signal, onFailure });
  await later(2_000);
  const struck = (await instancesOf(drilled)).filter(({ Zone }) => Zone === zone);
  const known = portsOf(drilled);
  await drilled.hostler.inflict({ Kind: "zone-outage", EndpointName: drilled.endpoint, Zone: zone, Seconds: awaySeconds });
  await untilSo("the zone is gone", () => struck.every(({ Pid }) => isDead(Pid!)), 1);
  const goneMs = performance.now();
  const since = (): number => Math.round(performance.now() - goneMs);
  const standIns = later(noticedMs).then(() => Promise.all(struck.map(({ Id }) => StandIn.at(known.get(Id)!))));
  await untilSo("fewer than six serve", async () => (await instancesOf(drilled)).filter(isServing).length < 6, 5);
  await untilSo("six instances serve again", async () => (await instancesOf(drilled)).filter(isServing).length >= 6, 20);
  const recoveredMs = since();
  await later(awaySeconds * 1000 - since());
  const returnedMs = performance.now();
  const dispatched = (await standIns).reduce((sum, standIn) => sum + standIn.close(), 0);
  await untilSo("two instances serve in each zone again", () => isSpread(drilled));
  const spreadMs = Math.round(performance.now() - returnedMs);
  await later(1_000);
  over.abort();
  const { ok, failed, p99Ms } = await load;
  for (const { sentMs, endedMs, what } of failures.slice(0, 5))
    console.log(`  failed, sent at ${Math.round(sentMs - goneMs)} ms, known at ${Math.round(endedMs - goneMs)} ms: ${what.slice(0, 60)}`);
  return {
    answered: ok,
    failed,
    late: failures.filter(({ sentMs }) => sentMs > goneMs).length,
    failedAtReturn: failures.filter(({ endedMs }) => endedMs > returnedMs).length,
    dispatched,
    recoveredMs,
    spreadMs,
    p99Ms,
  };
}

/** Two serving instances in each of three zones, and no other. */
async function isSpread(drilled: Drilled): Promise<boolean> {
  const instances = await instancesOf(drilled);
  const zones = Object.values(Object.groupBy(instances.filter(isServing), ({ Zone }) => Zone));
  return instances.length === 6 && zones.length === 3 && zones.every((zone) => zone?.length === 2);
}

/** Listens where a dead instance listened, and counts who still comes. */
class StandIn {
  readonly #server: Server;
  #visits = 0;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#visits++;
      socket.destroy();
    });
  }

  static async at(port: number): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve, reject) => {
      standIn.#server.once("error", reject);
      standIn.#server.listen(port, "127.0.0.1", resolve);
    });
    return standIn;
  }

  close(): number {
    this.#server.close();
    return this.#visits;
  }
}
