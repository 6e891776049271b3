/**
 * A new instance among others gets little at first and its full part after a few seconds: its caches are cold and its code is not compiled
 * yet. Only within a fleet, so that the shares of fleets stay what was asked for.
 */
const rampMs = 5_000;
/** What it gets of a full part to begin with. */
const floor = 0.1;

export interface Warming {
  readonly inFlight: number;
  /** When its ramp began, in ms; 0 when it has none. */
  readonly newSinceMs: number;
}

/** When an instance that is new since `newSinceMs` has its full part. */
export const warmAtMs = (newSinceMs: number): number => (newSinceMs === 0 ? 0 : newSinceMs + rampMs);

/** The part of a full share that an instance gets, 0.1 to 1. A clock that was set back ends the ramp. */
export function warmth({ newSinceMs }: Pick<Warming, "newSinceMs">, now: number): number {
  const age = now - newSinceMs;
  return newSinceMs === 0 || age < 0 || age >= rampMs ? 1 : floor + (1 - floor) * (age / rampMs);
}

/**
 * Chooses an instance while some are new. At RANDOM each has a chance in proportion to its warmth; LEAST_OUTSTANDING_REQUESTS takes a new one
 * for as busy as an old one when it has in flight what its warmth leaves it. When most are new there is nobody to take their part: they
 * count as old. `draw` gives numbers in [0, 1); `tried` are instances that already refused this request.
 *
 * With u and warmth w, the least of -ln(1 - u) / w falls on each in proportion to its w; and among equally warm ones the least of
 * (in flight + u) / w is one with fewest in flight, ties by lot.
 */
export function pickWarming<I extends Warming>(
  instances: readonly I[],
  routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS",
  now: number,
  draw: () => number,
  tried?: ReadonlySet<I>,
): I | undefined {
  let fresh = 0;
  for (const instance of instances) if (warmth(instance, now) < 1) fresh++;
  const mostAreNew = fresh * 2 > instances.length;
  let picked: I | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const instance of instances) {
    if (tried?.has(instance)) continue;
    const load = routing === "RANDOM" ? -Math.log(1 - draw()) : instance.inFlight + draw();
    const score = mostAreNew ? load : load / warmth(instance, now);
    if (score >= least) continue;
    least = score;
    picked = instance;
  }
  return picked;
}
