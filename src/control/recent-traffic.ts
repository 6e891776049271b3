/** The last minute of each endpoint's traffic, in memory: what a change or a drill is compared with when it begins. */
import type { InvocationCounts } from "../core/metrics/invocation-counts.ts";
import { addTraffic, noTraffic, type PlacedTraffic, trafficOf } from "../core/receipt.ts";

const slotMs = 5_000;
const slots = 12;

interface Slot {
  readonly number: number;
  /** By instance. */
  readonly traffic: Map<string, PlacedTraffic>;
}

export class RecentTraffic {
  readonly #endpoints = new Map<string, Slot[]>();

  add(key: string, counts: readonly InvocationCounts[], now: number): void {
    const number = Math.floor(now / slotMs);
    const known = (this.#endpoints.get(key) ?? []).filter((slot) => slot.number > number - slots);
    let slot = known.at(-1);
    if (slot?.number !== number) {
      slot = { number, traffic: new Map() };
      known.push(slot);
    }
    for (const count of counts) {
      const { zone, instance } = count;
      const sum = addTraffic(slot.traffic.get(instance)?.traffic ?? noTraffic, trafficOf(count));
      slot.traffic.set(instance, { zone, instance, traffic: sum });
    }
    this.#endpoints.set(key, known);
  }

  /** Several parts for each instance. */
  lastMinute(key: string, now: number): PlacedTraffic[] {
    const oldest = Math.floor(now / slotMs) - slots;
    return (this.#endpoints.get(key) ?? []).filter(({ number }) => number >= oldest).flatMap(({ traffic }) => [...traffic.values()]);
  }

  forget(key: string): void {
    this.#endpoints.delete(key);
  }
}
