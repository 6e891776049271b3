/** Periods as CloudWatch allows them, and where they begin. */

const minuteMs = 60_000;

/** 1, 5, 10, 20, 30 seconds, or whole minutes. */
export function isPeriod(seconds: number): boolean {
  return [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
}

/** Where the first period begins: the start, rounded down to the minute or, of finer data, to the period. The others follow from there. */
export function firstPeriod(startMs: number, periodMs: number): number {
  const step = Math.min(periodMs, minuteMs);
  return Math.floor(startMs / step) * step;
}
