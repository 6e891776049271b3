/** One instance after the other is killed under load, every two seconds. */
import type { InstanceStatus } from "../../src/api/hostler-service.ts";
import { runLoad } from "../load.ts";
import { type Drilled, instancesOf, isDead, isServing, later, portsOf, requestsAt, untilSo } from "./endpoint-state.ts";

const everyMs = 2_000;

interface Kill {
  readonly deadMs: number;
  /** Instances that served just before. */
  readonly serving: number;
  /** Requests that it had received and not answered when it died. */
  readonly inServer: number;
  failed: number;
  /** Of those, requests that were sent after it was dead. */
  late: number;
}

export async function runKills(drilled: Drilled, count: number) {
  const kills: Kill[] = [];
  const failures: { sentMs: number; endedMs: number; what: string }[] = [];
  const onFailure = (sentMs: number, endedMs: number, what: string): void => void failures.push({ sentMs, endedMs, what });
  const over = new AbortController();
  const load = runLoad({ ...drilled.load, ms: Number.POSITIVE_INFINITY, signal: over.signal, onFailure });
  const startedMs = performance.now();
  for (let nth = 0; nth < count; nth++) {
    await later(Math.max(0, startedMs + (nth + 1) * everyMs - performance.now()));
    kills.push(await killOne(drilled, nth));
  }
  await later(everyMs);
  over.abort();
  const { ok, failed, p99Ms, slowestMs } = await load;
  for (const { sentMs, endedMs, what } of failures) {
    const kill = kills.findLast(({ deadMs }) => deadMs <= endedMs) ?? kills[0]!;
    kill.failed++;
    if (sentMs <= kill.deadMs) continue;
    if (kill.late++ === 0)
      console.log(
        `  sent ${(sentMs - kill.deadMs).toFixed(1)} ms, failed ${(endedMs - kill.deadMs).toFixed(1)} ms after a death: ${what.slice(0, 60)}`,
      );
  }
  const sum = (of: (kill: Kill) => number): number => kills.reduce((total, kill) => total + of(kill), 0);
  return {
    requests: ok + failed,
    kills: kills.length,
    failed,
    mostFailedByOneKill: Math.max(...kills.map((kill) => kill.failed)),
    /** Received by the killed ones and not answered: these had to fail, or to be sent again. */
    receivedByTheKilled: sum(({ inServer }) => inServer),
    /** Sent before the death as well, but never read by the server: on the way through client, router or socket. */
    failedOnTheWay: sum((kill) => Math.max(0, kill.failed - kill.late - kill.inServer)),
    /** Target 0: these were not in flight at all. */
    sentAfterwardsAndFailed: sum(({ late }) => late),
    fewestServing: Math.min(...kills.map(({ serving }) => serving)),
    secondsBehindSchedule: Math.round((kills.at(-1)!.deadMs - startedMs - count * everyMs) / 1000),
    p99Ms: Math.round(p99Ms),
    slowestMs: Math.round(slowestMs),
  };
}

/**
 * Kills the next one that serves, and looks at nothing else until it is dead: no request is begun here in between. On a machine too busy to
 * start instances in time it waits until three of the four serve, since it is one at a time that go here.
 */
async function killOne(drilled: Drilled, nth: number): Promise<Kill> {
  let serving: InstanceStatus[] = [];
  await untilSo("three instances serve", async () => {
    const instances = await instancesOf(drilled);
    serving = instances.filter((each) => isServing(each) && !isDead(each.Pid!)).toSorted((a, b) => a.Id.localeCompare(b.Id));
    return serving.length > 2;
  });
  const victim = serving[nth % serving.length]!;
  const port = portsOf(drilled).get(victim.Id)!;
  process.kill(victim.Pid!, "SIGKILL");
  const giveUp = performance.now() + 1_000;
  while (!isDead(victim.Pid!) && performance.now() < giveUp);
  return { deadMs: performance.now(), serving: serving.length, inServer: requestsAt(drilled, port), failed: 0, late: 0 };
}
