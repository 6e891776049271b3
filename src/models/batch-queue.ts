/** Gathers what came over the link for one evaluation: until the window is over, or there is enough. What was cancelled or is too late is left out. */
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import type { LinkCall } from "../link/link-call.ts";
import type { BatchSettings } from "./batching.ts";

export interface BatchQueuePorts {
  /** Ends the calls it is given. */
  readonly run: (calls: readonly LinkCall[]) => Promise<void>;
  readonly clock: Clock;
}

export class BatchQueue {
  readonly #settings: BatchSettings;
  readonly #ports: BatchQueuePorts;
  #waiting: LinkCall[] = [];
  #bytes = 0;
  #running = false;
  #scheduled = false;
  #window: Disposable | undefined;

  constructor(settings: BatchSettings, ports: BatchQueuePorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  /** At most as many wait as connections may bring: the link refuses what is beyond. */
  push(call: LinkCall): void {
    this.#waiting.push(call);
    this.#bytes += call.body.length;
    if (this.#running || this.#scheduled) return;
    const { windowMs, requests } = this.#settings;
    if (windowMs === 0 || this.#waiting.length >= requests || this.#bytes >= limits.batchBytes) this.#soon();
    else this.#window ??= this.#ports.clock.after(windowMs, () => this.#soon());
  }

  /** When the event loop has been round: what other connections bring in the same turn is there by then. */
  #soon(): void {
    this.#window?.[Symbol.dispose]();
    this.#window = undefined;
    this.#scheduled = true;
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    this.#scheduled = false;
    const calls = this.#take();
    if (calls.length > 0) {
      this.#running = true;
      await this.#ports.run(calls);
      this.#running = false;
    }
    // They came while others were evaluated, or were too many for them: that was wait enough.
    if (this.#waiting.length > 0) this.#soon();
  }

  /** The next ones that are still wanted, within count and bytes but at least one. */
  #take(): LinkCall[] {
    const nowMs = this.#ports.clock.now();
    const calls: LinkCall[] = [];
    let bytes = 0;
    let seen = 0;
    for (const call of this.#waiting) {
      const more = bytes + call.body.length;
      if (calls.length === this.#settings.requests || (calls.length > 0 && more > limits.batchBytes)) break;
      seen++;
      if (call.cancelled) continue;
      if (nowMs >= call.deadlineMs) call.late();
      else {
        bytes = more;
        call.begun = true;
        calls.push(call);
      }
    }
    this.#waiting = this.#waiting.slice(seen);
    this.#bytes = this.#waiting.reduce((sum, { body }) => sum + body.length, 0);
    return calls;
  }
}
