/** The side of a receipt that comes from routers: requests go to the window and the fleet they were counted under. */
import type { InvocationCounts } from "./metrics/invocation-counts.ts";
import {
  addTraffic,
  noTraffic,
  type PlacedTraffic,
  type Receipt,
  type ReceiptPlace,
  type ReceiptWindow,
  type Traffic,
  trafficOf,
  type VariantTraffic,
} from "./receipt.ts";

/** How long after its end a receipt takes what happens to the endpoint as "after". */
export const afterMs = 60_000;

/** Counts of one router's batch. */
export interface Counted {
  readonly life: string;
  readonly batch: number;
  readonly counts: readonly InvocationCounts[];
}

/**
 * Adds a batch; the same object when nothing of it belongs here, or it was added before. Requests counted under no change are from before
 * it until it ends, and from after it for a minute, unless the `next` one has begun.
 */
export function countInto(receipt: Receipt, { life, batch, counts }: Counted, now: number, next: boolean): Receipt {
  if ((receipt.counted[life] ?? 0) >= batch) return receipt;
  let { before, after, windows, places } = receipt;
  let changed = false;
  const place = (span: Span, { zone, instance }: InvocationCounts, traffic: Traffic): void => {
    places &&= addToPlaces(places, span, receipt.drill?.struck ?? [], [{ zone, instance, traffic }]);
  };
  for (const count of counts) {
    if (count.region !== receipt.region || count.endpoint !== receipt.endpoint) continue;
    if (count.window?.change === receipt.id) {
      windows = addToWindow(windows, count.window.name, count, receipt.greenId, now);
      place("during", count, trafficOf(count));
    } else if (count.window === undefined && receipt.endedMs === undefined) {
      before = addTraffic(before, trafficOf(count));
      place("before", count, trafficOf(count));
    } else if (count.window === undefined && !next && now < receipt.endedMs! + afterMs) {
      after = addTraffic(after, trafficOf(count));
      place("after", count, trafficOf(count));
    } else continue;
    changed = true;
  }
  if (!changed) return receipt;
  return { ...receipt, before, after, windows, ...(places && { places }), counted: { ...receipt.counted, [life]: batch } };
}

type Span = "before" | "during" | "after";

/** Adds requests to the places of a drill that has `struck` these instances. */
export function addToPlaces(
  places: readonly ReceiptPlace[],
  span: Span,
  struck: readonly string[],
  placed: readonly PlacedTraffic[],
): readonly ReceiptPlace[] {
  const all = [...places];
  for (const { zone, instance, traffic } of placed) {
    const state = instance === "" ? "unserved" : struck.includes(instance) ? "struck" : "spared";
    const at = all.findIndex((each) => each.zone === zone && each.state === state);
    const known = all[at] ?? { zone, state, before: noTraffic, during: noTraffic, after: noTraffic };
    all[at === -1 ? all.length : at] = { ...known, [span]: addTraffic(known[span], traffic) };
  }
  return all;
}

/** A router may tell of a window before the endpoint was looked at again: it is then made here, and its share follows. */
function addToWindow(
  windows: readonly ReceiptWindow[],
  name: string,
  count: InvocationCounts,
  greenId: string | undefined,
  now: number,
): readonly ReceiptWindow[] {
  const known = windows.find((window) => window.name === name);
  const window = known ?? { name, fromMs: now, variants: {} };
  const variants = { ...window.variants, [count.variant]: addTo(window.variants[count.variant], count, greenId) };
  const grown = { ...window, variants };
  return known ? windows.map((each) => (each === known ? grown : each)) : [...windows, grown];
}

function addTo(variant: VariantTraffic | undefined, count: InvocationCounts, greenId: string | undefined): VariantTraffic {
  const now = variant ?? { blue: noTraffic, green: noTraffic, unserved: noTraffic };
  const part = count.fleet === "" ? "unserved" : count.fleet === greenId ? "green" : "blue";
  return { ...now, [part]: addTraffic(now[part], trafficOf(count)) };
}
