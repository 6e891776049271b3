/**
 * Requests that wait until an instance of their variant has room for them, in the order they came. It outlives route tables, and is bounded
 * by count, bytes and age (`core/queue-bounds.ts`).
 */
import { usable } from "../core/passive-health.ts";
import { mostWaiting, patienceMs, retryAfterSeconds, shortWaitMs } from "../core/queue-bounds.ts";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import type { Departure, DepartureListener } from "../link/instance-link.ts";
import type { InvocationCounter } from "./invocation-ledger.ts";
import type { LiveInstance } from "./live-routes.ts";

/** A request that was let in is in flight on the instance already. */
export interface Admitted {
  readonly instance: LiveInstance;
  readonly counter: InvocationCounter;
}

/** `full`: refused at once. `late`: it has waited too long. `gone`: its client has left. `moved`: there is no instance here any more. */
export type Turned = "full" | "late" | "gone" | "moved";

/** What waits in all queues of a router. */
export interface Waiting {
  requests: number;
  bytes: number;
}

export class AdmissionQueue {
  /** How many wait. */
  waiting = 0;
  readonly #clock: Pick<Clock, "now" | "after">;
  readonly #all: Waiting;
  readonly #waiters = new Set<Waiter>();
  #bytes = 0;
  #instances: readonly LiveInstance[] = [];
  /** Since when somebody waits. */
  #sinceMs = 0;
  /** When somebody last waited for a short time only, or nobody did. */
  #shortMs = 0;
  /** Until then the queue is kept short: there was more to do than could be done. */
  #strainedUntilMs = Number.NEGATIVE_INFINITY;
  #timer: Disposable | undefined;

  constructor(clock: Pick<Clock, "now" | "after">, all: Waiting) {
    this.#clock = clock;
    this.#all = all;
  }

  /** The instances of the variant by the latest route table. Nobody waits for none. */
  setInstances(instances: readonly LiveInstance[]): void {
    this.#instances = instances;
    if (this.waiting === 0) return;
    if (instances.length === 0) for (const waiter of this.#waiters) this.#end(waiter, "moved");
    else this.#admit(this.#clock.now());
  }

  /** Lets a request of so many bytes in, if not now then when its turn comes in the time that it has left. */
  place(client: Departure, bytes: number, leftMs: number): Admitted | "full" | Promise<Admitted | Turned> {
    const nowMs = this.#clock.now();
    const instance = this.#roomy(nowMs);
    if (instance) return { instance, counter: instance.enter() };
    this.#look(nowMs);
    const capacity = this.#capacity();
    const strained = nowMs < this.#strainedUntilMs;
    const { requests, bytes: mostBytes, allRequests, allBytes } = limits.admissionQueue;
    if (
      this.waiting >= Math.min(requests, mostWaiting(capacity, strained)) ||
      this.#bytes + bytes > mostBytes ||
      this.#all.requests >= allRequests ||
      this.#all.bytes + bytes > allBytes
    ) {
      if (strained) this.#strainedUntilMs = nowMs + patienceMs(capacity);
      return "full";
    }
    return this.#wait(client, bytes, nowMs, nowMs + leftMs);
  }

  /** A request has left an instance of the variant while others wait; `status` is the model's, or 0. */
  left(instance: LiveInstance, status: number): void {
    const nowMs = this.#clock.now();
    instance.meter.left(nowMs, this.#sinceMs, status);
    this.#admit(nowMs);
  }

  retryAfterSeconds(): number {
    return retryAfterSeconds(this.#capacity(), this.waiting);
  }

  #wait(client: Departure, bytes: number, nowMs: number, deadlineMs: number): Promise<Admitted | Turned> {
    return new Promise((resolve) => {
      const leave = (waiter: Waiter): void => this.#end(waiter, "gone");
      const waiter = new Waiter({ client, bytes, sinceMs: nowMs, deadlineMs, resolve, leave });
      if (client.aborted) return resolve("gone");
      client.addEventListener("abort", waiter);
      if (this.waiting === 0) this.#sinceMs = this.#shortMs = nowMs;
      this.#waiters.add(waiter);
      this.#count(1, bytes);
      this.#timer ??= this.#clock.after(limits.admissionQueue.lookMs, () => this.#tick());
    });
  }

  /** Nothing may be answered for long, so time is looked after by itself too, and so are instances that are trusted again. */
  #tick(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.now();
    this.#admit(nowMs);
    this.#look(nowMs);
    for (const waiter of this.#waiters) if (nowMs >= waiter.deadlineMs) this.#end(waiter, "late");
    if (this.waiting > 0) this.#timer = this.#clock.after(limits.admissionQueue.lookMs, () => this.#tick());
  }

  /** Turns away who has waited too long; and of a queue that has, all but the newest. */
  #look(nowMs: number): void {
    if (this.waiting === 0) return;
    const capacity = this.#capacity();
    const patience = patienceMs(capacity);
    if (nowMs - this.#shortMs > patience) this.#strainedUntilMs = Math.max(this.#strainedUntilMs, nowMs + patience);
    const most = mostWaiting(capacity, nowMs < this.#strainedUntilMs);
    for (const waiter of this.#waiters) {
      if (this.waiting <= most && nowMs - waiter.sinceMs <= patience) return;
      this.#end(waiter, "late");
    }
  }

  #admit(nowMs: number): void {
    for (const waiter of this.#waiters) {
      if (nowMs >= waiter.deadlineMs) {
        this.#end(waiter, "late");
        continue;
      }
      const instance = this.#roomy(nowMs);
      if (!instance) return;
      if (nowMs - waiter.sinceMs <= shortWaitMs(this.#capacity())) this.#shortMs = nowMs;
      this.#end(waiter, { instance, counter: instance.enter() });
    }
  }

  /** The instance with the most room for its size, suspects only when they are all that is left. */
  #roomy(nowMs: number): LiveInstance | undefined {
    let best: LiveInstance | undefined;
    for (const each of usable(this.#instances, nowMs)) {
      if (each.inFlight >= each.meter.limit) continue;
      if (!best || each.inFlight * best.meter.limit < best.inFlight * each.meter.limit) best = each;
    }
    return best;
  }

  #capacity(): { limit: number; perMs: number } {
    let limit = 0;
    let perMs = 0;
    let known = 0;
    for (const { meter } of this.#instances) {
      limit += meter.limit;
      perMs += meter.perMs;
      if (meter.perMs > 0) known += meter.limit;
    }
    return { limit, perMs: known === 0 ? 0 : (perMs * limit) / known }; // those that are not known yet may be like the others
  }

  #end(waiter: Waiter, outcome: Admitted | Turned): void {
    if (!this.#waiters.delete(waiter)) return;
    waiter.client.removeEventListener("abort", waiter);
    this.#count(-1, -waiter.bytes);
    waiter.resolve(outcome);
  }

  #count(requests: number, bytes: number): void {
    this.waiting += requests;
    this.#bytes += bytes;
    this.#all.requests += requests;
    this.#all.bytes += bytes;
  }
}

type WaiterParts = Pick<Waiter, "client" | "bytes" | "sinceMs" | "deadlineMs" | "resolve"> & { readonly leave: (waiter: Waiter) => void };

class Waiter implements DepartureListener {
  readonly client: Departure;
  readonly bytes: number;
  readonly sinceMs: number;
  /** Nobody wants the answer later. */
  readonly deadlineMs: number;
  readonly resolve: (outcome: Admitted | Turned) => void;
  readonly #leave: (waiter: Waiter) => void;

  constructor({ client, bytes, sinceMs, deadlineMs, resolve, leave }: WaiterParts) {
    this.client = client;
    this.bytes = bytes;
    this.sinceMs = sinceMs;
    this.deadlineMs = deadlineMs;
    this.resolve = resolve;
    this.#leave = leave;
  }

  /** The client has left. */
  handleEvent(): void {
    this.#leave(this);
  }
}
