/**
 * How often a router may send requests of one endpoint a second time. A single instance that dies is made up for in full; a fleet that
 * breaks every request is soon asked hardly more often than its clients ask.
 */
export interface RetryBudget {
  /** Retries that may be made at once. */
  readonly saved: number;
  /** Requests of the endpoint, and the time in ms, up to which `saved` is reckoned. */
  readonly requests: number;
  readonly atMs: number;
}

/** What each request and each second add, and the most that is saved: as much as one instance may have in flight (`limits.ts`). */
const perRequest = 0.2;
const perSecond = 1;
const mostSaved = 1000;

export const fullBudget: RetryBudget = { saved: mostSaved, requests: 0, atMs: 0 };

/** The budget after one more retry; undefined when there is none left. `requests` counts those of the endpoint since the budget was full. */
export function afterRetry(budget: RetryBudget, requests: number, now: number): RetryBudget | undefined {
  const earned = (requests - budget.requests) * perRequest + (Math.max(0, now - budget.atMs) / 1000) * perSecond;
  const saved = Math.min(mostSaved, budget.saved + earned);
  return saved < 1 ? undefined : { saved: saved - 1, requests, atMs: now };
}
