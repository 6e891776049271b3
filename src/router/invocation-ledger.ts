/**
 * What this router has counted of invocations since it last told control: plain counters, one set for each instance and window of a change.
 * It holds no more than the route table names and what is still in flight, so it does not grow while control is away.
 */
import type { CountedPlace, InvocationCounts } from "../core/metrics/invocation-counts.ts";
import { LatencyHistogram, noLatencies } from "../core/metrics/latency-histogram.ts";

/** The counters of one place. A request keeps the one it entered, whatever the route table says later. */
export class InvocationCounter {
  readonly place: CountedPlace;
  inFlight = 0;
  #served = 0;
  #clientErrors = 0;
  #serverErrors = 0;
  #broken = 0;
  readonly #refused = { unserved: 0, full: 0, late: 0 };
  #queued = 0;
  #abandoned = 0;
  #retried = 0;
  #mostInFlight = 0;
  #touched = false;
  /** Made with the first answer: many places never have one. */
  #latencies: { readonly model: LatencyHistogram; readonly overhead: LatencyHistogram; readonly total: LatencyHistogram } | undefined;

  constructor(place: CountedPlace) {
    this.place = place;
  }

  get touched(): boolean {
    return this.#touched;
  }

  enter(): void {
    this.inFlight++;
    if (this.inFlight > this.#mostInFlight) this.#mostInFlight = this.inFlight;
    this.#touched = true;
  }

  leave(): void {
    this.inFlight--;
  }

  /** The model has answered with a status, after `modelUs`; the request as a whole has taken `totalUs`. */
  answered(status: number, modelUs: number, totalUs: number): void {
    if (status >= 200 && status <= 299) this.#served++;
    else if (status >= 400 && status <= 499) this.#clientErrors++;
    else if (status >= 500 && status <= 599) this.#serverErrors++;
    else this.#broken++;
    this.#latencies ??= { model: new LatencyHistogram(), overhead: new LatencyHistogram(), total: new LatencyHistogram() };
    this.#latencies.model.add(modelUs);
    this.#latencies.overhead.add(totalUs - modelUs);
    this.#latencies.total.add(totalUs);
    this.#touched = true;
  }

  broken(): void {
    this.#broken++;
    this.#touched = true;
  }

  /** Never sent: there is no instance, or no place among those that wait, or it has waited too long. */
  refused(why: "unserved" | "full" | "late"): void {
    this.#refused[why]++;
    this.#touched = true;
  }

  /** It waits for an instance with room. */
  queued(): void {
    this.#queued++;
    this.#touched = true;
  }

  abandoned(): void {
    this.#abandoned++;
    this.#touched = true;
  }

  /** An attempt has broken off, and another instance has the request now. */
  retried(): void {
    this.#retried++;
    this.#touched = true;
  }

  /** What was counted since the last call. */
  take(): InvocationCounts {
    const taken: InvocationCounts = {
      ...this.place,
      served: this.#served,
      clientErrors: this.#clientErrors,
      serverErrors: this.#serverErrors,
      broken: this.#broken,
      refused: this.#refused.unserved + this.#refused.full + this.#refused.late,
      refusedFull: this.#refused.full,
      refusedLate: this.#refused.late,
      queued: this.#queued,
      abandoned: this.#abandoned,
      retried: this.#retried,
      mostInFlight: this.#mostInFlight,
      modelLatency: this.#latencies?.model.take() ?? noLatencies,
      overheadLatency: this.#latencies?.overhead.take() ?? noLatencies,
      totalLatency: this.#latencies?.total.take() ?? noLatencies,
    };
    this.#served = 0;
    this.#clientErrors = 0;
    this.#serverErrors = 0;
    this.#broken = 0;
    this.#refused.unserved = this.#refused.full = this.#refused.late = 0;
    this.#queued = 0;
    this.#abandoned = 0;
    this.#retried = 0;
    this.#mostInFlight = this.inFlight;
    this.#touched = this.inFlight > 0;
    return taken;
  }
}

export class InvocationLedger {
  /** Those of the route table. */
  #current = new Map<string, InvocationCounter>();
  /** No longer in the table, and not yet told in full. */
  readonly #leaving = new Set<InvocationCounter>();

  /** Begins the counters of a new route table: `of` gives the one of a place, which goes on counting if the last table had it too. */
  replace(fill: (of: (place: CountedPlace) => InvocationCounter) => void): void {
    const before = this.#current;
    const now = new Map<string, InvocationCounter>();
    fill((place) => {
      const { region, endpoint, variant, fleet, instance, window } = place;
      const key = `${region}/${endpoint}/${variant}/${fleet}/${instance}/${window?.change ?? ""}/${window?.name ?? ""}`;
      const counter = now.get(key) ?? before.get(key) ?? new InvocationCounter(place);
      now.set(key, counter);
      before.delete(key);
      return counter;
    });
    for (const counter of before.values()) this.#leaving.add(counter);
    this.#current = now;
  }

  /** What was counted since the last call. */
  take(): InvocationCounts[] {
    const taken: InvocationCounts[] = [];
    for (const counter of this.#current.values()) if (counter.touched) taken.push(counter.take());
    for (const counter of this.#leaving) {
      if (counter.touched) taken.push(counter.take());
      if (counter.inFlight === 0) this.#leaving.delete(counter);
    }
    return taken;
  }
}
