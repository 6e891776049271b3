/** The body of an answer for one loop that takes it piece by piece: what has come waits here, in order, until it is taken. */
import type { LinkError } from "./instance-link.ts";

type Taken = IteratorResult<Buffer, undefined>;
const done: Taken = { done: true, value: undefined };

export class StreamedBody implements AsyncIterable<Buffer>, AsyncIterator<Buffer, undefined> {
  readonly #taken: (bytes: number) => void;
  readonly #left: () => void;
  readonly #pieces: Buffer[] = [];
  #ended = false;
  #error: LinkError | undefined;
  #waiting: { resolve: (result: Taken) => void; reject: (error: LinkError) => void } | undefined;

  /** `taken` is called with the bytes of each piece that the loop has taken, `left` when the loop was left before the end. */
  constructor(taken: (bytes: number) => void, left: () => void) {
    this.#taken = taken;
    this.#left = left;
  }

  /** A piece has come; it is not empty. */
  push(piece: Buffer): void {
    const waiting = this.#waiting;
    if (!waiting) return void this.#pieces.push(piece);
    this.#waiting = undefined;
    this.#taken(piece.length);
    waiting.resolve({ done: false, value: piece });
  }

  /** Everything has come. */
  end(): void {
    this.#ended = true;
    this.#waiting?.resolve(done);
  }

  /** Nothing more comes: the loop throws, after what has come. */
  fail(error: LinkError): void {
    this.#error = error;
    this.#waiting?.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next piece. One call at a time, as `for await` makes them. */
  next(): Promise<Taken> {
    const value = this.#pieces.shift();
    if (value) {
      this.#taken(value.length);
      return Promise.resolve({ done: false, value });
    }
    if (this.#error) return Promise.reject(this.#error);
    if (this.#ended) return Promise.resolve(done);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** The loop was left: the rest is not wanted. */
  return(): Promise<Taken> {
    this.#pieces.length = 0;
    this.#left();
    return Promise.resolve(done);
  }
}
