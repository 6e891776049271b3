/** Aggregates of many series by slot of time: the last minutes second by second, or the minutes that are not yet on disk. */
import { type Aggregate, emptyAggregate, merge, type Observation, observe } from "./aggregate.ts";

export interface Cell<Series> {
  readonly series: Series;
  /** Start of the slot. */
  readonly atMs: number;
  readonly aggregate: Aggregate;
}

/** What an aggregate takes besides its buckets, in buckets. */
const overhead = 4;

export class TimeSlots<Series> {
  readonly #slotMs: number;
  readonly #slots = new Map<number, Map<Series, Aggregate>>();
  #size = 0;

  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  /** Roughly the memory in use: buckets of all aggregates and what is around them. */
  get size(): number {
    return this.#size;
  }

  observe(series: Series, atMs: number, observation: Observation): void {
    this.#change(series, atMs, (aggregate) => observe(aggregate, observation));
  }

  merge({ series, atMs, aggregate }: Cell<Series>): void {
    this.#change(series, atMs, (into) => merge(into, aggregate));
  }

  /** What a series has in slots that begin in the range, in no order. */
  *of(series: Series, startMs: number, endMs: number): Generator<Cell<Series>> {
    for (const [atMs, slot] of this.#slots) {
      const aggregate = atMs >= startMs && atMs < endMs ? slot.get(series) : undefined;
      if (aggregate) yield { series, atMs, aggregate };
    }
  }

  /** Drops slots that begin before a moment. */
  forgetBefore(ms: number): void {
    for (const atMs of this.#slots.keys()) if (atMs < ms) this.#forget(atMs);
  }

  /** Drops the oldest slots until no more than `size` is in use. */
  shrinkTo(size: number): void {
    if (this.#size <= size) return;
    for (const atMs of [...this.#slots.keys()].sort((a, b) => a - b)) {
      if (this.#size <= size) return;
      this.#forget(atMs);
    }
  }

  /** Takes out all slots but the one of `exceptMs`. */
  take(exceptMs?: number): Cell<Series>[] {
    const kept = exceptMs === undefined ? undefined : this.#startOf(exceptMs);
    const cells: Cell<Series>[] = [];
    for (const [atMs, slot] of this.#slots) {
      if (atMs === kept) continue;
      for (const [series, aggregate] of slot) cells.push({ series, atMs, aggregate });
      this.#forget(atMs);
    }
    return cells;
  }

  #startOf(ms: number): number {
    return Math.floor(ms / this.#slotMs) * this.#slotMs;
  }

  #change(series: Series, atMs: number, change: (aggregate: Aggregate) => void): void {
    const start = this.#startOf(atMs);
    const slot = this.#slots.get(start) ?? new Map<Series, Aggregate>();
    this.#slots.set(start, slot);
    const known = slot.get(series);
    const aggregate = known ?? emptyAggregate();
    if (!known) slot.set(series, aggregate);
    const before = known ? aggregate.buckets.size : -overhead;
    change(aggregate);
    this.#size += aggregate.buckets.size - before;
  }

  #forget(atMs: number): void {
    for (const { buckets } of this.#slots.get(atMs)?.values() ?? []) this.#size -= buckets.size + overhead;
    this.#slots.delete(atMs);
  }
}
