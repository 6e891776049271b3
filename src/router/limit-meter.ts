/** The concurrency limit of one instance: as declared, or found out from what the instance answers while it always has its fill. */
import {
  type ConcurrencyLimit,
  firstConcurrencyLimit,
  nextConcurrencyLimit,
  unsettledAnswers,
  windowAnswers,
} from "../core/concurrency-limit.ts";

/** Answers of a shorter window would be counted too coarsely by a clock of milliseconds. */
export const leastWindowMs = 100;

export class LimitMeter {
  /** Requests that the instance may be given at once. */
  limit: number;
  /** Answers a millisecond in the last window; 0 before the first. */
  perMs = 0;
  /** Undefined when the limit is declared. */
  #found: ConcurrencyLimit | undefined;
  readonly #sharers: number;
  /** Answers to come before the window begins, and those since. */
  #unsettled: number;
  #answers = 0;
  #ms = 0;
  #lastMs = 0;

  /** `sharers` are the routers that send to the instance. Of a declared limit each may use its part. */
  constructor(declared: number | undefined, sharers: number) {
    this.#found = declared === undefined ? firstConcurrencyLimit : undefined;
    this.limit = declared === undefined ? firstConcurrencyLimit.limit : Math.max(1, Math.floor(declared / sharers));
    this.#sharers = sharers;
    this.#unsettled = unsettledAnswers(this.limit);
  }

  /**
   * A request has left the instance, which had its fill since `fullSinceMs` or the last such call. An answer that only says that there is too
   * much to do (429, 503) is none, nor is a failure.
   */
  left(nowMs: number, fullSinceMs: number, status: number): void {
    const sinceMs = Math.max(fullSinceMs, this.#lastMs);
    this.#lastMs = nowMs;
    const answered = status !== 0 && status !== 429 && status !== 503;
    if (this.#unsettled > 0) {
      if (answered) this.#unsettled--;
      return;
    }
    this.#ms += Math.max(0, nowMs - sinceMs);
    if (answered) this.#answers++;
    if (this.#ms < leastWindowMs || this.#answers < windowAnswers(this.limit)) return;
    this.perMs = this.#answers / this.#ms;
    if (this.#found) {
      this.#found = nextConcurrencyLimit(this.#found, { answers: this.#answers, ms: this.#ms }, this.#sharers);
      this.limit = this.#found.limit;
      this.#unsettled = unsettledAnswers(this.limit);
    }
    this.#answers = 0;
    this.#ms = 0;
  }

  /** A request has left the instance, which had room, while others waited for another one: no time of a window. */
  notFull(nowMs: number): void {
    this.#lastMs = nowMs;
  }
}
