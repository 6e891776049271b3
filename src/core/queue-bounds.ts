/**
 * How many requests may wait for the instances of a variant, and how long. A queue is there for a burst: it gives the instances time to catch
 * up. One in which nobody's wait gets short any more only makes everybody wait (CoDel, RFC 8289), so it is then cut to what the instances
 * take up in one go. Who waits is served in order, and it is the newest who is refused, because that can be said at once: to serve the newest
 * first would give some of them shorter waits, and all the others their refusals late.
 */
export interface Capacity {
  /** Requests that the instances may be given at once, all together. */
  readonly limit: number;
  /** Answers a millisecond while they had as many as that; 0 when it has not been seen yet. */
  readonly perMs: number;
}

const leastPatienceMs = 500;
const mostPatienceMs = 10_000;
/** A burst is waited for so many times as long as the instances take for a request when all of them have their fill. */
const patience = 5;

/** How long a request may wait, in ms, and how long all may wait long before the queue counts as strained. */
export function patienceMs({ limit, perMs }: Capacity): number {
  if (perMs === 0) return mostPatienceMs;
  return Math.min(mostPatienceMs, Math.max(leastPatienceMs, (patience * limit) / perMs));
}

/** A wait up to this is short, in ms. */
export const shortWaitMs = (capacity: Capacity): number => patienceMs(capacity) / patience;

/** The most requests that may wait: those whose turn comes before their time is over, or when `strained` as many as are in flight. */
export function mostWaiting(capacity: Capacity, strained: boolean): number {
  const { limit, perMs } = capacity;
  if (strained) return limit;
  return perMs === 0 ? Number.POSITIVE_INFINITY : Math.max(limit, Math.floor(perMs * patienceMs(capacity)));
}

/** When it is worth trying again, in whole seconds: when what is there now has been answered. */
export function retryAfterSeconds({ limit, perMs }: Capacity, waiting: number): number {
  if (perMs === 0) return 1;
  return Math.min(60, Math.max(1, Math.ceil((limit + waiting) / perMs / 1000)));
}
