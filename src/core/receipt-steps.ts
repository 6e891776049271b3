/** The side of a receipt that comes from the endpoint as it is stored: each look at it adds what is new, so looking twice changes nothing. */
import { greenShare } from "./advance-update.ts";
import type { Change, Endpoint, Instance } from "./endpoint.ts";
import { noTraffic, type Receipt, type ReceiptInstance, type ReceiptOutcome, type ReceiptWindow, type Traffic } from "./receipt.ts";
import { changeId, drillId, windowOf } from "./rollout-window.ts";

/** Instances that one receipt lists at most; an endpoint whose instances fail one after the other would fill it without end. */
const mostInstances = 1000;
/** Drills during a change, or changes during a drill, that one receipt names at most. */
const mostOverlaps = 20;

/** The receipt of a change that has just begun. `before` is the traffic of the last minute. */
export function openReceipt(endpoint: Endpoint, change: Change, before: Traffic): Receipt {
  const { arn, region, name, fleets } = endpoint;
  const green = change.kind === "update" ? fleets.find(({ id }) => id === change.greenId) : undefined;
  return {
    id: changeId(change),
    kind: change.kind,
    arn,
    region,
    endpoint: name,
    ...(change.kind === "update" && { policy: change.policy.kind, greenId: change.greenId }),
    fromConfig: endpoint.configName,
    toConfig: green?.configName ?? endpoint.configName,
    startedMs: change.startedMs,
    outcome: "InProgress",
    steps: [],
    windows: [],
    before,
    after: noTraffic,
    instances: instancesBefore(endpoint, change.startedMs, green?.id),
    alarms: [],
    counted: {},
  };
}

/** The instances that were there when it began. */
export function instancesBefore({ instances }: Endpoint, startedMs: number, greenId?: string): ReceiptInstance[] {
  return instances
    .filter(({ sinceMs, phase }) => phase !== "starting" || sinceMs < startedMs)
    .map((instance) => ({ ...placeOf(instance, greenId), ...(instance.phase === "serving" && { servingMs: instance.sinceMs }) }));
}

/**
 * The receipt after a look at the endpoint; the same object when there is nothing new. Without an endpoint, it is gone. `alarming` are the
 * alarms of the deployment that are in ALARM now.
 */
export function observe(receipt: Receipt, endpoint: Endpoint | undefined, now: number, alarming: readonly string[] = []): Receipt {
  if (receipt.endedMs !== undefined) return receipt;
  const change = endpoint?.change;
  const fresh = alarming.map((name) => ({ name, atMs: now }));
  const seen = withAlarms(withInstances(receipt, endpoint?.instances ?? [], now), fresh);
  if (!endpoint || !change || changeId(change) !== receipt.id) return end(seen, endpoint, now);
  const step = stepName(change);
  const stepped = seen.steps.at(-1)?.name === step ? seen : { ...seen, steps: [...seen.steps, { name: step, atMs: now }] };
  const reason = change.kind === "update" && change.stage.kind === "rollingBack" ? change.stage.reason : undefined;
  const reasoned = reason === undefined || stepped.reason === reason ? stepped : { ...stepped, reason };
  const name = windowOf(change)?.name;
  const told = name === undefined ? reasoned : inWindow(reasoned, name, askedShares(endpoint, change), now);
  return endpoint.drill ? withOverlap(told, drillId(endpoint.drill)) : told;
}

/** Notes alarms that were not known yet. */
export function withAlarms(receipt: Receipt, alarming: Receipt["alarms"]): Receipt {
  const fresh = alarming.filter(({ name }) => !receipt.alarms.some((known) => known.name === name));
  return fresh.length > 0 ? { ...receipt, alarms: [...receipt.alarms, ...fresh] } : receipt;
}

/** Notes what took place at the same time. */
export function withOverlap(receipt: Receipt, id: string): Receipt {
  const { overlaps = [] } = receipt;
  return overlaps.includes(id) || overlaps.length >= mostOverlaps ? receipt : { ...receipt, overlaps: [...overlaps, id] };
}

/** Names the stage that a change is in. */
export function stepName(change: Change): string {
  if (change.kind !== "update") return change.kind === "scale" && change.failed ? "rollingBack" : change.kind;
  const { stage } = change;
  return "step" in stage ? `${stage.kind} ${stage.step}` : stage.kind;
}

type AskedShares = readonly (readonly [variant: string, askedShare: number | undefined])[];

/** The receipt with this window as the one that lasts; the ones before it end now. */
export function inWindow(receipt: Receipt, name: string, asked: AskedShares, now: number): Receipt {
  const known = receipt.windows.find((window) => window.name === name);
  const isKnown = known && asked.every(([variant, share]) => known.variants[variant] && known.variants[variant].askedShare === share);
  if (isKnown && known === receipt.windows.at(-1)) return receipt;
  const earlier = receipt.windows.filter((window) => window !== known).map((window) => closed(window, now));
  const variants = { ...known?.variants };
  for (const [variant, askedShare] of asked) {
    const traffic = variants[variant] ?? { blue: noTraffic, green: noTraffic, unserved: noTraffic };
    variants[variant] = { ...traffic, ...(askedShare !== undefined && { askedShare }) };
  }
  return { ...receipt, windows: [...earlier, { name, fromMs: known?.fromMs ?? now, variants }] };
}

/** As `routeOf` shares the traffic: once all of it is on green, green's variants count. */
function askedShares(endpoint: Endpoint, change: Change): AskedShares {
  const blue = endpoint.fleets.find(({ id }) => change.kind !== "update" || id !== change.greenId);
  const green = change.kind === "update" ? endpoint.fleets.find(({ id }) => id === change.greenId) : undefined;
  if (change.kind !== "update") return (blue?.variants ?? []).map(({ name }) => [name, undefined]);
  const shares = (blue?.variants ?? []).map(({ name }): [string, number] => [name, greenShare(change, name)]);
  return shares.some(([, share]) => share < 1) ? shares : (green?.variants ?? []).map(({ name }) => [name, 1]);
}

const closed = (window: ReceiptWindow, now: number): ReceiptWindow => (window.toMs === undefined ? { ...window, toMs: now } : window);

/** Notes which instances have come, serve or have gone. */
export function withInstances(receipt: Receipt, instances: readonly Instance[], now: number): Receipt {
  const seen = new Map(instances.map((instance) => [instance.id, instance]));
  let changed = false;
  const listed = receipt.instances.map((known): ReceiptInstance => {
    const instance = seen.get(known.id);
    seen.delete(known.id);
    const stopped = known.stoppedMs === undefined && (!instance || instance.phase === "stopping");
    const serves = known.servingMs === undefined && instance?.phase === "serving";
    if (!stopped && !serves) return known;
    changed = true;
    return { ...known, ...(serves && { servingMs: instance.sinceMs }), ...(stopped && { stoppedMs: now }) };
  });
  for (const instance of seen.values()) {
    if (listed.length >= mostInstances) break;
    changed = true;
    listed.push({ ...placeOf(instance, receipt.greenId), startedMs: instance.sinceMs });
  }
  return changed ? { ...receipt, instances: listed } : receipt;
}

const placeOf = ({ id, variant, zone, fleetId }: Instance, greenId: string | undefined) => ({
  id,
  variant,
  zone,
  fleet: fleetId === greenId ? ("green" as const) : ("blue" as const),
});

function end(receipt: Receipt, endpoint: Endpoint | undefined, now: number): Receipt {
  const outcome = outcomeOf(receipt, endpoint);
  const reason = outcome === "Succeeded" ? undefined : (endpoint?.failureReason ?? receipt.reason);
  const { reason: _, ...rest } = receipt;
  return closedReceipt({ ...rest, outcome, ...(reason !== undefined && { reason }) }, now);
}

/** The receipt at its end: its last window ends with it. */
export function closedReceipt(receipt: Receipt, now: number): Receipt {
  return { ...receipt, endedMs: now, windows: receipt.windows.map((window) => closed(window, now)) };
}

function outcomeOf({ kind, greenId }: Receipt, endpoint: Endpoint | undefined): ReceiptOutcome {
  if (!endpoint) return kind === "delete" ? "Succeeded" : "Interrupted";
  if (kind === "update") return endpoint.fleets[0]?.id === greenId ? "Succeeded" : "RolledBack";
  if (kind === "scale") return endpoint.failureReason === undefined ? "Succeeded" : "RolledBack";
  return endpoint.status === "Failed" ? "Failed" : "Succeeded";
}
