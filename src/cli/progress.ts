/** Says how something is getting on: one line that changes on a terminal, a line for every change anywhere else. */
import type { WriteStream } from "node:tty";
import type { Clock } from "../lib/clock.ts";

export class Progress implements Disposable {
  readonly #out: Pick<WriteStream, "write" | "isTTY" | "columns">;
  readonly #clock: Clock;
  readonly #startedMs: number;
  #shown = "";

  constructor(out: Pick<WriteStream, "write" | "isTTY" | "columns">, clock: Clock) {
    this.#out = out;
    this.#clock = clock;
    this.#startedMs = clock.now();
  }

  /** What is true at the moment. */
  now(text: string): void {
    if (!this.#out.isTTY) {
      if (text !== this.#shown && !text.startsWith("Uploading ")) this.#out.write(`${text}\n`);
      this.#shown = text;
      return;
    }
    const seconds = ((this.#clock.now() - this.#startedMs) / 1000).toFixed(1);
    this.#shown = `${text}  ${seconds} s`.slice(0, (this.#out.columns || 80) - 1);
    this.#out.write(`\r\x1b[2K${this.#shown}`);
  }

  /** Something that stays to be read. */
  line(text: string): void {
    this.done();
    this.#out.write(`${text}\n`);
  }

  /** Takes the changing line away. */
  done(): void {
    if (this.#out.isTTY && this.#shown !== "") this.#out.write("\r\x1b[2K");
    this.#shown = "";
  }

  [Symbol.dispose](): void {
    this.done();
  }
}
