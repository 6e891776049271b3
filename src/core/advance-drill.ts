/**
 * A drill: one look at it, one stage further. Routers are told first, so that they count what follows by itself; then the fault strikes;
 * then it is a matter of watching what routers may choose from, until all is as before. It changes nothing about how the endpoint heals.
 */
import type { Drill, Endpoint, Fault } from "./endpoint.ts";
import { routedInstances, routeOf } from "./routes.ts";
import type { Seen } from "./step-endpoint.ts";

/** A router that does not answer keeps the fault waiting no longer than this. */
const announceMs = 5_000;
/** A fault that is over shows what it leaves to be done (a zone that is back is filled again) within this time. */
const quietMs = 2_000;
/** An endpoint that is not as before by then is not waited for any longer. */
const patienceMs = 300_000;

type Look = Pick<Seen, "now" | "instances" | "settled">;

/** The endpoint after this look at its drill, if it has one. `strike`: the fault that is to begin now. */
export function advanceDrill(endpoint: Endpoint, seen: Look): { endpoint: Endpoint; strike?: Fault } {
  const { drill, ...rest } = endpoint;
  if (!drill) return { endpoint };
  if (drill.struckMs === undefined) {
    if (!seen.settled && seen.now < drill.startedMs + announceMs) return { endpoint };
    return { endpoint: { ...endpoint, drill: { ...drill, struckMs: seen.now } }, strike: drill.fault };
  }
  const watched = watch(endpoint, drill, seen);
  if (watched !== drill) return { endpoint: { ...endpoint, drill: watched } };
  return { endpoint: isOver(endpoint, drill, seen) ? rest : endpoint };
}

/** When to look at a drill although nothing has happened, ms since the epoch. */
export function drillWakeAt(drill: Drill, now: number): number | undefined {
  const endMs = faultEndMs(drill);
  const times = endMs === undefined ? [drill.startedMs + announceMs] : [endMs + quietMs, endMs + patienceMs];
  return times.find((time) => time > now);
}

/** What routers may choose from now: without what was struck it is detected, with as many as before it is recovered. */
function watch(endpoint: Endpoint, drill: Drill, { now, instances, settled }: Look): Drill {
  if (!settled) return drill;
  const routed = routedInstances(routeOf(endpoint, instances));
  if (drill.detectedMs === undefined) return drill.struck.some((id) => routed.has(id)) ? drill : { ...drill, detectedMs: now };
  const isWhole = routed.size >= drill.serving;
  if (isWhole === (drill.recoveredMs !== undefined)) return drill;
  const { recoveredMs: _, ...hurt } = drill;
  return isWhole ? { ...drill, recoveredMs: now } : hurt;
}

/** The fault is over and nothing is on its way any more; one that is not noticed by then never will be. */
function isOver(endpoint: Endpoint, drill: Drill, { now, instances, settled }: Look): boolean {
  const endMs = faultEndMs(drill)!;
  if (now >= endMs + patienceMs) return true;
  if (now < endMs + quietMs || !settled) return false;
  const starts = endpoint.instances.some(({ phase }) => phase === "starting");
  return !starts && routedInstances(routeOf(endpoint, instances)).size >= drill.serving;
}

/** A kill takes no time. */
function faultEndMs({ struckMs, fault }: Drill): number | undefined {
  return struckMs === undefined ? undefined : struckMs + (fault.kind === "instance-kill" ? 0 : fault.forMs);
}
