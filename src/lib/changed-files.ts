/** Notices that files have changed by looking at them now and then: however they were replaced, links and all. */
import { readFileSync } from "node:fs";
import type { Clock } from "./clock.ts";

export interface ChangedFilesPorts {
  readonly clock: Clock;
  readonly everyMs: number;
  /** The files differ from what they were when it was called last; it may throw nothing. */
  changed(): void;
}

export class ChangedFiles implements Disposable {
  readonly #paths: readonly string[];
  readonly #ports: ChangedFilesPorts;
  #seen: string;
  #timer: Disposable;

  /** `inUse` is what they held when they were read, one text each. */
  constructor(paths: readonly string[], inUse: readonly string[], ports: ChangedFilesPorts) {
    this.#paths = paths;
    this.#ports = ports;
    this.#seen = inUse.join("\0");
    this.#timer = this.#later();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #later(): Disposable {
    const { clock, everyMs, changed } = this.#ports;
    return clock.after(everyMs, () => {
      const now = this.#paths.map(textOf).join("\0");
      if (now !== this.#seen) {
        this.#seen = now;
        changed();
      }
      this.#timer = this.#later();
    });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // gone for now, as between two steps of whoever renews it
  }
}
