/** Time comes in by the door: shells take a Clock, `core` takes `now`. */
import { performance } from "node:perf_hooks";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted (it never rejects: the caller looks at its signal). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `action` after `ms` unless the returned handle is disposed first. */
  after(ms: number, action: () => void): Disposable;
}

/** Microseconds since some moment, never backwards: for how long something took, not for when. */
export type Stopwatch = () => number;

export const systemStopwatch: Stopwatch = () => performance.now() * 1000;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      signal?.addEventListener("abort", done);
    }),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
