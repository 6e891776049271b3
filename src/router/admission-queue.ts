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
import type { LiveFleet, LiveInstance } from "./live-routes.ts";

type QueuedFleet = Pick<LiveFleet, "id" | "instances">;

/** A request that was let in is in flight on the instance already. */
export interface Admitted {
  readonly instance: LiveInstance;
  readonly counter: InvocationCounter;
}

/** `full`: refused at once. `late`: it has waited too long. `gone`: its client has left. `moved`: there is no instance here any more. */
export type Turned = "full" | "late" | "gone" | "moved";

/** A request that looks for a place. */
export interface Placed {
  readonly client: Departure;
  readonly bytes: number;
  /** How long its client and model would still have for it. */
  readonly leftMs: number;
  /** The fleet that was drawn for it, when there are several. */
  readonly fleet: string | undefined;
}

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
  #fleets: readonly QueuedFleet[] = [];
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

  /** The fleets of the variant by the latest route table. Nobody waits for none. */
  setFleets(fleets: readonly QueuedFleet[]): void {
    this.#fleets = fleets;
    this.#instances = fleets.flatMap(({ instances }) => instances);
    if (this.waiting === 0) return;
    if (this.#instances.length === 0) for (const waiter of this.#waiters) this.#end(waiter, "moved");
    else this.#admit(this.#clock.now());
  }

  /**
   * Lets a request in, if not now then when its turn comes in the time that it has left. It waits a moment for the fleet that was drawn for it,
   * so that an instance that falls behind does not move the shares of a change; then, or rather than be refused, it goes to any.
   */
  place(placed: Placed): Admitted | "full" | Promise<Admitted | Turned> {
    const { bytes, fleet } = placed;
    const nowMs = this.#clock.now();
    const instance = this.#roomy(this.#instancesOf(fleet), nowMs);
    if (instance) return enter(instance);
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
      const another = fleet === undefined ? undefined : this.#roomy(this.#instances, nowMs);
      if (another) return enter(another);
      if (strained) this.#strainedUntilMs = nowMs + patienceMs(capacity);
      return "full";
    }
    return this.#wait(placed, nowMs);
  }

  /** A request has left an instance of the variant while others wait; `status` is the model's, or 0. */
  left(instance: LiveInstance, status: number): void {
    const nowMs = this.#clock.now();
    if (instance.inFlight + 1 >= instance.meter.limit) instance.meter.left(nowMs, this.#sinceMs, status);
    else instance.meter.notFull(nowMs);
    this.#admit(nowMs);
  }

  retryAfterSeconds(): number {
    return retryAfterSeconds(this.#capacity(), this.waiting);
  }

  #wait({ client, bytes, leftMs, fleet }: Placed, nowMs: number): Promise<Admitted | Turned> {
    return new Promise((resolve) => {
      const leave = (waiter: Waiter): void => this.#end(waiter, "gone");
      const waiter = new Waiter({ client, bytes, fleet, sinceMs: nowMs, deadlineMs: nowMs + leftMs, resolve, leave });
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
      const instance = nowMs < waiter.deadlineMs ? this.#roomy(this.#instances, nowMs) : undefined;
      this.#end(waiter, instance ? enter(instance) : "late");
    }
  }

  #admit(nowMs: number): void {
    let full: string | undefined; // a fleet without room, while another has some
    for (const waiter of this.#waiters) {
      if (nowMs >= waiter.deadlineMs) {
        this.#end(waiter, "late");
        continue;
      }
      const fleet = nowMs - waiter.sinceMs < limits.admissionQueue.fleetMs ? waiter.fleet : undefined;
      if (fleet !== undefined && fleet === full) continue;
      const instance = this.#roomy(this.#instancesOf(fleet), nowMs);
      if (!instance) {
        if (fleet === undefined || !this.#roomy(this.#instances, nowMs)) return;
        full = fleet;
        continue;
      }
      if (nowMs - waiter.sinceMs <= shortWaitMs(this.#capacity())) this.#shortMs = nowMs;
      this.#end(waiter, enter(instance));
    }
  }

  /** All of them when there is no such fleet any more. */
  #instancesOf(fleet: string | undefined): readonly LiveInstance[] {
    const drawn = fleet === undefined ? undefined : this.#fleets.find(({ id }) => id === fleet)?.instances;
    return drawn && drawn.length > 0 ? drawn : this.#instances;
  }

  /** The instance with the most room for its size, suspects only when they are all that is left. */
  #roomy(instances: readonly LiveInstance[], nowMs: number): LiveInstance | undefined {
    let best: LiveInstance | undefined;
    for (const each of usable(instances, nowMs)) {
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

const enter = (instance: LiveInstance): Admitted => ({ instance, counter: instance.enter() });

type WaiterParts = Pick<Waiter, "client" | "bytes" | "fleet" | "sinceMs" | "deadlineMs" | "resolve"> & {
  readonly leave: (waiter: Waiter) => void;
};

class Waiter implements DepartureListener {
  readonly client: Departure;
  readonly bytes: number;
  readonly fleet: string | undefined;
  readonly sinceMs: number;
  /** Nobody wants the answer later. */
  readonly deadlineMs: number;
  readonly resolve: (outcome: Admitted | Turned) => void;
  readonly #leave: (waiter: Waiter) => void;

  constructor({ client, bytes, fleet, sinceMs, deadlineMs, resolve, leave }: WaiterParts) {
    this.client = client;
    this.bytes = bytes;
    this.fleet = fleet;
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
