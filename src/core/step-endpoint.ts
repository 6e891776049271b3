/**
 * The reconciler's decision: from what is stored of an endpoint and what is seen of its instances to what shall be stored and done next.
 * It never waits: it is asked again when something changes or at `wakeAt`. Every action asks for a result and may be repeated.
 */
import { backoffMs } from "../lib/backoff.ts";
import { advanceChange } from "./advance-change.ts";
import { advanceDrill, drillWakeAt } from "./advance-drill.ts";
import { wantedInUpdate } from "./advance-update.ts";
import type { DesiredByVariant, Endpoint, Fault, FleetVariant, Instance, SeenInstance } from "./endpoint.ts";
import { isSpread, pickSurplus, placeInstances } from "./placement.ts";

export interface Seen {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly instances: ReadonlyMap<string, SeenInstance>;
  /** Zones that are up. */
  readonly zones: readonly string[];
  /** Instances of all endpoints by zone. */
  readonly load: Readonly<Record<string, number>>;
  /** Every router has dropped the instance from its table and has no request in flight on it. */
  drained(id: string): boolean;
  /** Every router works from this endpoint's latest route. */
  readonly settled: boolean;
  /** Names of the alarms in ALARM, of those that the update in progress watches. */
  readonly alarming: readonly string[];
}

export type Action =
  | { readonly kind: "launch"; readonly instance: Instance; readonly variant: FleetVariant }
  | { readonly kind: "terminate"; readonly id: string; readonly graceMs: number };

export interface Step {
  /** Undefined when the endpoint is gone. */
  readonly endpoint: Endpoint | undefined;
  readonly actions: readonly Action[];
  /**
   * The fault of a drill that begins now. It is asked for once, when the endpoint is stored: a crash in between leaves a drill without a
   * fault, never one with two.
   */
  readonly strike?: Fault;
  /** When to ask again although nothing happened, in milliseconds since the epoch. */
  readonly wakeAt: number | undefined;
  /** Sentences for the event log. */
  readonly events: readonly string[];
}

/** A request in flight may take this long before its instance is stopped all the same (the invocation limit of 60 s and a little). */
export const drainDeadlineMs = 65_000;
/** Between SIGTERM and SIGKILL (AWS: 30 s). */
const graceMs = 30_000;

/** Decides the next step of one endpoint. `newId` gives ids for new instances. */
export function stepEndpoint(before: Endpoint, seen: Seen, newId: () => string): Step {
  const { endpoint: drilled, strike } = advanceDrill(before, seen);
  const { endpoint: observed, failures } = observeInstances(drilled, seen);
  const events = failures.map(
    ({ instance, reason }) => `Instance ${instance.id} (${instance.variant}, ${instance.zone}) failed: ${reason}`,
  );
  // Routers have settled on the route there was before: of instances that only now serve, or no more do, they have not heard yet.
  const settled = seen.settled && isSame(observed.instances, drilled.instances);
  const changed = advanceChange(observed, failures, { ...seen, settled });
  if (!changed) return { endpoint: undefined, actions: [], wakeAt: undefined, events: [...events, `Endpoint ${before.name} is deleted.`] };
  const backedOff = backOff(changed, failures, seen.now);
  const sized = sizeFleets(backedOff, seen, newId);
  const endpoint = sized.status === before.status && sized.change === before.change ? sized : { ...sized, modifiedMs: seen.now };
  if (endpoint.status !== before.status) events.push(statusEvent(before, endpoint));
  else events.push(...turningEvents(before, endpoint));
  return { endpoint, actions: actionsFor(endpoint, seen), wakeAt: wakeAt(endpoint, seen), events, ...(strike && { strike }) };
}

const isSame = (now: readonly Instance[], before: readonly Instance[]): boolean =>
  now.length === before.length && now.every((instance, at) => instance === before[at]);

export interface Failure {
  readonly instance: Instance;
  readonly reason: string;
}

/** Moves each instance to the phase that what is seen of it implies; a failed one is on its way out. */
function observeInstances(endpoint: Endpoint, seen: Seen): { endpoint: Endpoint; failures: Failure[] } {
  const failures: Failure[] = [];
  const instances: Instance[] = [];
  for (const instance of endpoint.instances) {
    const reason = isAlive(instance) ? seen.instances.get(instance.id)?.failure?.message : undefined;
    if (reason !== undefined) failures.push({ instance, reason });
    // The zone is gone, and the instance with it: capacity is put back elsewhere at once, nobody is to blame.
    const lost = isAlive(instance) && !seen.zones.includes(instance.zone);
    const phase = reason !== undefined || lost ? "stopping" : phaseAfter(instance, seen);
    if (phase === instance.phase) instances.push(instance);
    else if (phase !== "gone") instances.push({ ...instance, phase, sinceMs: seen.now });
  }
  return { endpoint: { ...endpoint, instances }, failures };
}

function phaseAfter(instance: Instance, seen: Seen): Instance["phase"] | "gone" {
  const now = seen.instances.get(instance.id);
  switch (instance.phase) {
    case "starting":
      return now?.healthy ? "serving" : "starting";
    case "serving":
      return "serving";
    case "draining":
      return seen.drained(instance.id) || seen.now >= instance.sinceMs + drainDeadlineMs ? "stopping" : "draining";
    case "stopping":
      return now ? "stopping" : "gone";
  }
}

/** Replacements that keep failing are tried ever more slowly; the first healthy instance resets it. */
function backOff(endpoint: Endpoint, failures: readonly Failure[], now: number): Endpoint {
  if (failures.length > 0) {
    const replacements = endpoint.replacements + 1;
    return { ...endpoint, replacements, retryAtMs: now + backoffMs(replacements, 1_000, 60_000) };
  }
  const starting = endpoint.instances.some(({ phase }) => phase === "starting");
  if (endpoint.replacements > 0 && now >= endpoint.retryAtMs + 60_000 && !starting) return { ...endpoint, replacements: 0, retryAtMs: 0 };
  return endpoint;
}

/** What each fleet should have now. A fleet that is not named here should have nothing. */
function wantedByFleet(endpoint: Endpoint): ReadonlyMap<string, DesiredByVariant> {
  const { change, fleets, status } = endpoint;
  if (status === "Failed" || change?.kind === "delete" || !fleets[0]) return new Map();
  return change?.kind === "update" ? wantedInUpdate(endpoint, change) : new Map([[fleets[0].id, endpoint.desired]]);
}

/** Adds what is missing, spread over zones, and takes away what is too much. */
function sizeFleets(endpoint: Endpoint, seen: Seen, newId: () => string): Endpoint {
  const wanted = wantedByFleet(endpoint);
  const backingOff = seen.now < endpoint.retryAtMs;
  const greenId = endpoint.change?.kind === "update" ? endpoint.change.greenId : undefined;
  const load = { ...seen.load };
  const instances: Instance[] = [];
  for (const fleet of endpoint.fleets) {
    for (const variant of fleet.variants) {
      const group = endpoint.instances.filter((instance) => instance.fleetId === fleet.id && instance.variant === variant.name);
      const zones = variant.zones ? seen.zones.filter((zone) => variant.zones?.includes(zone)) : seen.zones;
      const asked = wanted.get(fleet.id)?.[variant.name]?.count ?? 0;
      const count = endpoint.change ? asked : asked + surge(group, asked, zones);
      const kept = shrink(group, count, seen);
      instances.push(...kept);
      if (backingOff && fleet.id !== greenId) continue; // a new fleet may well cure what the old one suffers from
      instances.push(...missingInstances(fleet.id, variant.name, kept, { count, zones, load, now: seen.now }, newId));
    }
  }
  const fleets = new Set(endpoint.fleets.map(({ id }) => id));
  const ownerless = endpoint.instances.filter(({ fleetId }) => !fleets.has(fleetId));
  for (const group of Map.groupBy(ownerless, ({ fleetId, variant }) => `${fleetId}/${variant}`).values())
    instances.push(...shrink(group, 0, seen));
  return { ...endpoint, instances };
}

/**
 * One instance more than asked for while a variant at rest is unevenly spread, as after the return of a zone: it goes where there are
 * fewest, and once it serves one goes where there are most. So the spread comes back one by one, with never less than was asked for.
 */
function surge(group: readonly Instance[], asked: number, zones: readonly string[]): 0 | 1 {
  const alive = group.filter(isAlive);
  if (alive.length < asked || alive.length > asked + 1) return 0;
  if (alive.length > asked) return alive.every(({ phase }) => phase === "serving") ? 0 : 1;
  return alive.every(({ phase }) => phase === "serving") &&
    !isSpread(
      zones,
      alive.map(({ zone }) => zone),
    )
    ? 1
    : 0;
}

const isAlive = ({ phase }: Instance): boolean => phase === "starting" || phase === "serving";

/** Those leave first that are missed least: what is only starting, then what does not answer at present. */
function shrink(group: readonly Instance[], count: number, seen: Seen): readonly Instance[] {
  const alive = group.filter(isAlive);
  const rankOf = ({ id, phase }: Instance): number => (phase === "starting" ? 0 : seen.instances.get(id)?.healthy ? 2 : 1);
  const leaving = new Set<string>();
  for (const rank of [0, 1, 2]) {
    const candidates = alive.filter((instance) => rankOf(instance) === rank);
    const surplus = Math.min(alive.length - leaving.size - count, candidates.length);
    for (const { id } of pickSurplus(candidates, surplus)) leaving.add(id);
  }
  return group.map((instance) =>
    leaving.has(instance.id) ? { ...instance, phase: instance.phase === "serving" ? "draining" : "stopping", sinceMs: seen.now } : instance,
  );
}

function missingInstances(
  fleetId: string,
  variant: string,
  kept: readonly Instance[],
  wanted: { readonly count: number; readonly zones: readonly string[]; readonly load: Record<string, number>; readonly now: number },
  newId: () => string,
): Instance[] {
  const alive = kept.filter(isAlive);
  const taken = alive.map(({ zone }) => zone);
  return placeInstances(wanted.zones, taken, wanted.count - alive.length, wanted.load).map((zone): Instance => {
    wanted.load[zone] = (wanted.load[zone] ?? 0) + 1;
    return { id: newId(), fleetId, variant, zone, phase: "starting", sinceMs: wanted.now };
  });
}

function actionsFor(endpoint: Endpoint, seen: Seen): Action[] {
  const variants = new Map(
    endpoint.fleets.flatMap((fleet) => fleet.variants.map((variant) => [`${fleet.id}/${variant.name}`, variant] as const)),
  );
  return endpoint.instances.flatMap((instance): Action[] => {
    const now = seen.instances.get(instance.id);
    const variant = variants.get(`${instance.fleetId}/${instance.variant}`);
    if (isAlive(instance) && !now && variant) return [{ kind: "launch", instance, variant }];
    if (instance.phase === "stopping" && now && now.state !== "stopping") return [{ kind: "terminate", id: instance.id, graceMs }];
    return [];
  });
}

function wakeAt(endpoint: Endpoint, seen: Seen): number | undefined {
  const times = endpoint.instances.filter(({ phase }) => phase === "draining").map(({ sinceMs }) => sinceMs + drainDeadlineMs);
  if (endpoint.retryAtMs > seen.now) times.push(endpoint.retryAtMs);
  const drillMs = endpoint.drill && drillWakeAt(endpoint.drill, seen.now);
  if (drillMs !== undefined) times.push(drillMs);
  if (endpoint.change?.kind === "update") {
    const { stage, deadlineMs } = endpoint.change;
    if (stage.kind === "baking" && stage.untilMs > seen.now) times.push(stage.untilMs);
    if (deadlineMs !== undefined && stage.kind !== "terminating" && stage.kind !== "rollingBack") times.push(deadlineMs + 1);
  }
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A rolling update goes back over several steps, all of them `Updating`: that it does, and why, is told when it begins. */
function turningEvents(before: Endpoint, { name, change }: Endpoint): string[] {
  if (change?.kind !== "update" || change.stage.kind !== "rollingBack") return [];
  const turnedBefore = before.change?.kind === "update" && before.change.stage.kind === "rollingBack";
  return turnedBefore ? [] : [`Endpoint ${name} goes back to its old fleet. ${change.stage.reason}`];
}

function statusEvent(before: Endpoint, after: Endpoint): string {
  const why = after.failureReason && after.failureReason !== before.failureReason ? ` ${after.failureReason}` : "";
  return `Endpoint ${after.name}: ${before.status} → ${after.status}.${why}`;
}
