/**
 * What a router learns of instances by using them. One that could not be reached, broke off or timed out gets nothing for a moment, twice
 * as long each time in a row; one good answer and all is forgotten. When most look bad, the fault is likely elsewhere and all are used.
 */
export interface Suspicion {
  /** Failures in a row. */
  failures: number;
  /** No requests before this time, ms. */
  untilMs: number;
}

const firstMs = 500;
const maxMs = 10_000;

/** Failures while a suspicion lasts are of what was sent before: one death breaks many requests, and is one failure. */
export function afterFailure(suspicion: Suspicion, now: number): Suspicion {
  const { failures, untilMs } = suspicion;
  if (now < untilMs) return suspicion;
  return { failures: failures + 1, untilMs: now + Math.min(maxMs, firstMs * 2 ** Math.min(failures, 10)) };
}

/** The instances to choose from: those that are not suspect, or all of them when more than half are. */
export function usable<I extends { readonly suspicion: Suspicion }>(instances: readonly I[], now: number): readonly I[] {
  let suspects = 0;
  for (const { suspicion } of instances) if (suspicion.untilMs > now) suspects++;
  if (suspects === 0 || suspects * 2 > instances.length) return instances;
  return instances.filter(({ suspicion }) => suspicion.untilMs <= now);
}
