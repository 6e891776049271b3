/** The side of a receipt that comes from the endpoint as it is stored: each look at it adds what is new, so looking twice changes nothing. */
import { greenShare } from "./advance-update.ts";
import type { Change, Endpoint, Instance } from "./endpoint.ts";
import { noTraffic, type Receipt, type ReceiptInstance, type ReceiptOutcome, type ReceiptWindow, type Traffic } from "./receipt.ts";
import { changeId, windowOf } from "./rollout-window.ts";

/** Instances that one receipt lists at most; an endpoint whose instances fail one after the other would fill it without end. */
const mostInstances = 1000;

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
    instances: endpoint.instances
      .filter(({ sinceMs, phase }) => phase !== "starting" || sinceMs < change.startedMs)
      .map((instance) => ({ ...placeOf(instance, green?.id), ...(instance.phase === "serving" && { servingMs: instance.sinceMs }) })),
    alarms: [],
    counted: {},
  };
}

/**
 * The receipt after a look at the endpoint; the same object when there is nothing new. Without an endpoint, it is gone. `alarming` are the
 * alarms of the deployment that are in ALARM now.
 */
export function observe(receipt: Receipt, endpoint: Endpoint | undefined, now: number, alarming: readonly string[] = []): Receipt {
  if (receipt.endedMs !== undefined) return receipt;
  const change = endpoint?.change;
  const seen = withAlarms(withInstances(receipt, endpoint?.instances ?? [], now), alarming, now);
  if (!endpoint || !change || changeId(change) !== receipt.id) return end(seen, endpoint, now);
  const step = stepName(change);
  const stepped = seen.steps.at(-1)?.name === step ? seen : { ...seen, steps: [...seen.steps, { name: step, atMs: now }] };
  const reason = change.kind === "update" && change.stage.kind === "rollingBack" ? change.stage.reason : undefined;
  const reasoned = reason === undefined || stepped.reason === reason ? stepped : { ...stepped, reason };
  return withWindow(reasoned, endpoint, change, now);
}

function withAlarms(receipt: Receipt, alarming: readonly string[], now: number): Receipt {
  const fresh = alarming.filter((name) => !receipt.alarms.some((known) => known.name === name));
  return fresh.length > 0 ? { ...receipt, alarms: [...receipt.alarms, ...fresh.map((name) => ({ name, atMs: now }))] } : receipt;
}

function stepName(change: Change): string {
  if (change.kind !== "update") return change.kind === "scale" && change.failed ? "rollingBack" : change.kind;
  const { stage } = change;
  return "step" in stage ? `${stage.kind} ${stage.step}` : stage.kind;
}

function withWindow(receipt: Receipt, endpoint: Endpoint, change: Change, now: number): Receipt {
  const name = windowOf(change)?.name;
  if (name === undefined) return receipt;
  const asked = askedShares(endpoint, change);
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
function askedShares(endpoint: Endpoint, change: Change): [variant: string, askedShare: number | undefined][] {
  const blue = endpoint.fleets.find(({ id }) => change.kind !== "update" || id !== change.greenId);
  const green = change.kind === "update" ? endpoint.fleets.find(({ id }) => id === change.greenId) : undefined;
  if (change.kind !== "update") return (blue?.variants ?? []).map(({ name }) => [name, undefined]);
  const shares = (blue?.variants ?? []).map(({ name }): [string, number] => [name, greenShare(change, name)]);
  return shares.some(([, share]) => share < 1) ? shares : (green?.variants ?? []).map(({ name }) => [name, 1]);
}

const closed = (window: ReceiptWindow, now: number): ReceiptWindow => (window.toMs === undefined ? { ...window, toMs: now } : window);

function withInstances(receipt: Receipt, instances: readonly Instance[], now: number): Receipt {
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
  return { ...rest, outcome, ...(reason !== undefined && { reason }), endedMs: now, windows: receipt.windows.map((w) => closed(w, now)) };
}

function outcomeOf({ kind, greenId }: Receipt, endpoint: Endpoint | undefined): ReceiptOutcome {
  if (!endpoint) return kind === "delete" ? "Succeeded" : "Interrupted";
  if (kind === "update") return endpoint.fleets[0]?.id === greenId ? "Succeeded" : "RolledBack";
  if (kind === "scale") return endpoint.failureReason === undefined ? "Succeeded" : "RolledBack";
  return endpoint.status === "Failed" ? "Failed" : "Succeeded";
}
