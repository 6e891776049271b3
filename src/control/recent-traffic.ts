/** The last minute of each endpoint's traffic, in memory: what a change is compared with when it begins. */
import type { InvocationCounts } from "../core/metrics/invocation-counts.ts";
import { addTraffic, noTraffic, sumTraffic, type Traffic, trafficOf } from "../core/receipt.ts";

const slotMs = 5_000;
const slots = 12;

interface Slot {
  readonly number: number;
  traffic: Traffic;
}

export class RecentTraffic {
  readonly #endpoints = new Map<string, Slot[]>();

  add(key: string, counts: readonly InvocationCounts[], now: number): void {
    const number = Math.floor(now / slotMs);
    const known = (this.#endpoints.get(key) ?? []).filter((slot) => slot.number > number - slots);
    let slot = known.at(-1);
    if (slot?.number !== number) {
      slot = { number, traffic: noTraffic };
      known.push(slot);
    }
    for (const count of counts) slot.traffic = addTraffic(slot.traffic, trafficOf(count));
    this.#endpoints.set(key, known);
  }

  lastMinute(key: string, now: number): Traffic {
    const oldest = Math.floor(now / slotMs) - slots;
    return sumTraffic((this.#endpoints.get(key) ?? []).filter(({ number }) => number >= oldest).map(({ traffic }) => traffic));
  }

  forget(key: string): void {
    this.#endpoints.delete(key);
  }
}
