/** The order in which a native server works on what came over the link: what was cancelled or is too late meanwhile is not begun. */
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import type { LinkCall } from "../link/link-call.ts";

export class RunQueue {
  readonly #run: (call: LinkCall) => void | Promise<void>;
  readonly #clock: Clock;
  #waiting: LinkCall[] = [];
  /** The first that waits. */
  #next = 0;
  #running = 0;
  #scheduled = false;

  /** `run` ends the calls it is given. */
  constructor(run: (call: LinkCall) => void | Promise<void>, clock: Clock) {
    this.#run = run;
    this.#clock = clock;
  }

  /** At most as many wait as connections may bring: the link refuses what is beyond. */
  push(call: LinkCall): void {
    this.#waiting.push(call);
    if (this.#scheduled) return;
    this.#scheduled = true;
    process.nextTick(() => this.#work());
  }

  /** A call that somebody else had begun and did not end. */
  takeBack(call: LinkCall): void {
    call.begun = false;
    if (call.cancelled)
      call.refuse("Nobody waits for it any more."); // which only ends it here
    else this.push(call);
  }

  /** Works for a while, then lets the event loop see who cancels, asks or pings. */
  #work(): void {
    this.#scheduled = false;
    const startedMs = this.#clock.now();
    let nowMs = startedMs;
    while (this.#next < this.#waiting.length && this.#running < limits.modelConcurrency) {
      if (nowMs - startedMs >= limits.modelTurnMs) return void this.#continueLater();
      const call = this.#waiting[this.#next++]!;
      if (call.cancelled) continue;
      if (nowMs >= call.deadlineMs) call.late();
      else {
        call.begun = true;
        this.#start(call);
        nowMs = this.#clock.now();
      }
    }
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
  }

  #start(call: LinkCall): void {
    const done = this.#run(call);
    if (!done) return;
    this.#running++;
    void done.finally(() => {
      this.#running--;
      if (this.#next < this.#waiting.length) this.#continueLater();
    });
  }

  #continueLater(): void {
    if (this.#next > 1_000) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#work());
  }
}
