/** An answer that is taken piece by piece: the instance may send as much ahead as fits in a window, and more only when pieces are taken. */
import { limits } from "../limits.ts";
import { Exchange } from "./exchange.ts";
import type { HeadReader } from "./head.ts";
import type { LinkError, LinkRequest, StreamedResponse, StreamingLink } from "./instance-link.ts";
import { StreamedBody } from "./streamed-body.ts";

export class StreamedExchange extends Exchange {
  readonly #resolve: (answer: StreamedResponse | Promise<StreamedResponse>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #body = new StreamedBody(
    (bytes) => this.#giveBack(bytes),
    () => this.giveUp("gone"),
  );
  #answered = false;
  #owed = 0;

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

  protected began(
    { number: status, contentType, customAttributes }: HeadReader,
    bytes: Buffer,
    bodyAt: number,
    end: number,
    last: boolean,
  ): void {
    this.#answered = true;
    this.#resolve({ status, contentType, customAttributes, body: this.#body });
    this.continued(bytes.subarray(bodyAt, end), last);
  }

  protected continued(piece: Buffer, last: boolean): void {
    if (piece.length > 0) this.#body.push(piece);
    if (last) this.#body.end();
  }

  protected failed(error: LinkError): void {
    if (this.#answered) this.#body.fail(error);
    else this.#reject(error);
  }

  handOver(link: StreamingLink, _nowMs: number, failed: () => void): void {
    this.finish();
    const answer = link.stream(this.request);
    this.#resolve(answer);
    answer.catch(failed);
  }

  #giveBack(bytes: number): void {
    this.#owed += bytes;
    if (this.over || this.#owed < limits.link.windowBytes / 2) return;
    this.grant(this.#owed);
    this.#owed = 0;
  }
}
