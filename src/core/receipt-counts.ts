/** The side of a receipt that comes from routers: requests go to the window and the fleet they were counted under. */
import type { InvocationCounts } from "./metrics/invocation-counts.ts";
import { addTraffic, noTraffic, type Receipt, type ReceiptWindow, trafficOf, type VariantTraffic } from "./receipt.ts";

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
 * it until it ends, and from after it for a minute, unless the `next` change has begun.
 */
export function countInto(receipt: Receipt, { life, batch, counts }: Counted, now: number, next: boolean): Receipt {
  if ((receipt.counted[life] ?? 0) >= batch) return receipt;
  let { before, after, windows } = receipt;
  let changed = false;
  for (const count of counts) {
    if (count.region !== receipt.region || count.endpoint !== receipt.endpoint) continue;
    if (count.window?.change === receipt.id) {
      windows = addToWindow(windows, count.window.name, count, receipt.greenId, now);
    } else if (count.window === undefined && receipt.endedMs === undefined) {
      before = addTraffic(before, trafficOf(count));
    } else if (count.window === undefined && !next && now < receipt.endedMs! + afterMs) {
      after = addTraffic(after, trafficOf(count));
    } else continue;
    changed = true;
  }
  return changed ? { ...receipt, before, after, windows, counted: { ...receipt.counted, [life]: batch } } : receipt;
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
