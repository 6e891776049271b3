/** An answer that is taken piece by piece: the instance may send as much ahead as fits in a window, and more only when pieces are taken. */
import { limits } from "../limits.ts";
import { Exchange } from "./exchange.ts";
import type { HeadReader } from "./head.ts";
import type { LinkError, LinkRequest, StreamedResponse, StreamingLink } from "./instance-link.ts";

export class StreamedExchange extends Exchange implements AsyncIterator<Buffer, undefined> {
  readonly #resolve: (answer: StreamedResponse | Promise<StreamedResponse>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #pieces: Buffer[] = [];
  #answered = false;
  #ended = false;
  #error: LinkError | undefined;
  #owed = 0;
  #waiting: { resolve: (result: IteratorResult<Buffer, undefined>) => void; reject: (error: LinkError) => void } | undefined;

  constructor(
    request: LinkRequest,
    deadlineMs: number,
    resolve: (answer: StreamedResponse | Promise<StreamedResponse>) => void,
    reject: (error: unknown) => void,
  ) {
    super(request, deadlineMs);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** The next piece. One call at a time, as `for await` makes them. */
  next(): Promise<IteratorResult<Buffer, undefined>> {
    const value = this.#pieces.shift();
    if (value) {
      this.#giveBack(value.length);
      return Promise.resolve({ done: false, value });
    }
    if (this.#error) return Promise.reject(this.#error);
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** The loop was left: the rest is not wanted. */
  return(): Promise<IteratorResult<Buffer, undefined>> {
    this.#pieces.length = 0;
    this.giveUp("gone");
    return Promise.resolve({ done: true, value: undefined });
  }

  protected began(
    { number: status, contentType, customAttributes }: HeadReader,
    bytes: Buffer,
    bodyAt: number,
    end: number,
    last: boolean,
  ): void {
    this.#answered = true;
    this.#resolve({ status, contentType, customAttributes, body: { [Symbol.asyncIterator]: () => this } });
    this.continued(bytes.subarray(bodyAt, end), last);
  }

  protected continued(piece: Buffer, last: boolean): void {
    this.#ended = last;
    const waiting = this.#waiting;
    if (piece.length > 0 && waiting) {
      this.#waiting = undefined;
      this.#giveBack(piece.length);
      waiting.resolve({ done: false, value: piece });
    } else if (piece.length > 0) this.#pieces.push(piece);
    else if (last) waiting?.resolve({ done: true, value: undefined });
  }

  protected failed(error: LinkError): void {
    this.#error = error;
    if (this.#answered) this.#waiting?.reject(error);
    else this.#reject(error);
  }

  handOver(link: StreamingLink): Promise<unknown> {
    this.finish();
    const answer = link.stream(this.request);
    this.#resolve(answer);
    return answer;
  }

  #giveBack(bytes: number): void {
    this.#owed += bytes;
    if (this.over || this.#owed < limits.link.windowBytes / 2) return;
    this.grant(this.#owed);
    this.#owed = 0;
  }
}
