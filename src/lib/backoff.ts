/** Exponential back-off: the wait before attempt `attempt` (1 is the first retry), doubling from `firstMs`, never above `maxMs`. */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  if (attempt <= 0) return 0;
  return Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30));
}
