/** Memory of processes, from /proc. */
import { readFileSync } from "node:fs";

/** What they hold in memory together; pages that several of them share count once for each. */
export function residentBytes(pids: readonly number[]): number {
  return pids.reduce(
    (sum, pid) => sum + 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0),
    0,
  );
}

/** Looks at it again and again until it is disposed of. */
export class ResidentWatch implements Disposable {
  readonly samples: { readonly ms: number; readonly bytes: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(pids: readonly number[], everyMs = 250) {
    const look = (): void => void this.samples.push({ ms: performance.now(), bytes: residentBytes(pids) });
    look();
    this.#timer = setInterval(look, everyMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** The most within a part of the time, from 0 to 1. */
  most(from: number, to: number): number {
    const [first, last] = [this.samples[0]!.ms, this.samples.at(-1)!.ms];
    const within = this.samples.filter(({ ms }) => ms >= first + (last - first) * from && ms <= first + (last - first) * to);
    return Math.max(...within.map(({ bytes }) => bytes));
  }
}
