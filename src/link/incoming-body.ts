/** A request body that arrives in pieces: collected within what was announced and granted, and within its time. */
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import type { BodyBudget } from "./body-budget.ts";
import { FrameError } from "./frames.ts";
import { unknownBytes } from "./head.ts";

export interface IncomingBodyPorts {
  /** `unknownBytes` when the router does not know. */
  readonly announced: number;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly budget: BodyBudget;
  /** Lets the router send so many bytes more. */
  grant(bytes: number): void;
  /** Called once, unless it is disposed first. */
  ended(body: Buffer | "too large" | "late"): void;
}

export class IncomingBody implements Disposable {
  readonly #ports: IncomingBodyPorts;
  #pieces: Buffer[] = [];
  /** The whole body, filled as far as it is there, once there is room for it. */
  #whole: Buffer | undefined;
  #received = 0;
  #granted = limits.link.windowBytes;
  #room: Disposable | undefined;
  #timer: Disposable | undefined;

  constructor(ports: IncomingBodyPorts) {
    this.#ports = ports;
  }

  /** `first` came with the head. */
  begin(first: Buffer): void {
    const { announced, budget, clock, deadlineMs, grant } = this.#ports;
    const most = limits.invocationBodyBytes;
    if (announced !== unknownBytes && announced > most) return void this.#end("too large");
    const needed = announced === unknownBytes ? most + 1 : announced;
    this.take(first, false);
    if (needed > this.#granted) {
      this.#room = budget.reserve(needed, () => {
        const more = needed - this.#granted;
        this.#granted = needed;
        grant(more);
        if (announced !== unknownBytes) this.#makeWhole(announced);
      });
    }
    if (deadlineMs < Number.POSITIVE_INFINITY)
      this.#timer = clock.after(Math.min(deadlineMs - clock.now(), longestTimerMs), () => this.#end("late"));
  }

  take(piece: Buffer, last: boolean): void {
    const { announced } = this.#ports;
    this.#received += piece.length;
    if (this.#received > this.#granted) throw new FrameError("A router sent more of a body than it was granted.");
    if (announced === unknownBytes && this.#received > limits.invocationBodyBytes) return void this.#end("too large");
    if (announced !== unknownBytes && (this.#received > announced || (last && this.#received < announced)))
      throw new FrameError(`A body of ${announced} bytes was announced, and ${this.#received} came.`);
    if (this.#whole) piece.copy(this.#whole, this.#received - piece.length);
    else this.#pieces.push(piece);
    if (last) this.#end(this.#whole ?? Buffer.concat(this.#pieces));
  }

  #makeWhole(bytes: number): void {
    const whole = Buffer.allocUnsafe(bytes);
    let at = 0;
    for (const piece of this.#pieces) at += piece.copy(whole, at);
    this.#pieces = [];
    this.#whole = whole;
  }

  /** Gives up its room; of a body that has ended, when nobody needs it any more. */
  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#room?.[Symbol.dispose]();
    this.#pieces = [];
    this.#whole = undefined;
  }

  #end(body: Buffer | "too large" | "late"): void {
    this.#timer?.[Symbol.dispose]();
    this.#pieces = [];
    this.#whole = undefined;
    if (typeof body === "string") this[Symbol.dispose]();
    this.#ports.ended(body);
  }
}

/** Timers take no more than 31 bits; a month is no limit in earnest. */
const longestTimerMs = 2 ** 31 - 1;
