/** One direction of a connection: messages arrive late but in order, and after a break nothing does. */
import type { Timeline } from "./timeline.ts";

export class Wire<Message> {
  readonly #timeline: Timeline;
  readonly #delay: () => number;
  readonly #deliver: (message: Message) => void;
  #lastMs = 0;
  #broken = false;

  constructor(timeline: Timeline, delay: () => number, deliver: (message: Message) => void) {
    this.#timeline = timeline;
    this.#delay = delay;
    this.#deliver = deliver;
  }

  send(message: Message): void {
    if (this.#broken) return;
    const { elapsedMs } = this.#timeline;
    this.#lastMs = Math.max(this.#lastMs, elapsedMs + this.#delay());
    this.#timeline.after(this.#lastMs - elapsedMs, () => {
      if (!this.#broken) this.#deliver(message);
    });
  }

  break(): void {
    this.#broken = true;
  }
}
