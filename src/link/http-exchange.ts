/**
 * One request over HTTP, and the two ways to take its answer: whole, or piece by piece. It is stopped when its time is over, its client leaves
 * or its answer is too large, and knows which it was. Undici calls it directly (`dispatch`): a stream of undici's for each answer takes a
 * third more of everything, and, once one has grown old, keeps the next one from being collected (docs/performance.md).
 */
import type { Dispatcher } from "undici";
import type { Clock } from "../lib/clock.ts";
import { Pieces } from "../lib/pieces.ts";
import {
  type Asker,
  type DepartureListener,
  LinkError,
  type LinkRequest,
  type LinkResponse,
  type LinkTrouble,
  type StreamedResponse,
} from "./instance-link.ts";
import { StreamedBody } from "./streamed-body.ts";
import { onePieceBytes, type UnreadRequests } from "./unread-requests.ts";

type Head = Omit<LinkResponse, "body">;
type Headers = Record<string, string | string[] | undefined>;

export interface HttpPorts {
  readonly pool: Dispatcher;
  /** Tells which broken requests nobody has read; undefined when nobody can know. */
  readonly unread: UnreadRequests | undefined;
  readonly clock: Clock;
}

const attributesHeader = "x-amzn-sagemaker-custom-attributes";

/** Errors of a connection that was never made, besides those of `connect` itself. */
const notSent = new Set(["ECONNABORTED", "UND_ERR_CONNECT_TIMEOUT"]);

abstract class HttpExchange implements DepartureListener, Dispatcher.DispatchHandler {
  readonly #request: LinkRequest;
  readonly #ports: HttpPorts;
  #deadline: Disposable | undefined;
  #connection: Dispatcher.DispatchController | undefined;
  #received = 0;
  #answered = false;
  /** Answered, failed or stopped: nothing that still arrives is for it. */
  #over = false;

  constructor(request: LinkRequest, ports: HttpPorts) {
    this.#request = request;
    this.#ports = ports;
  }

  /** Sends it. */
  begin(): void {
    const { pool, clock } = this.#ports;
    const { signal, timeoutMs, body } = this.#request;
    if (signal.aborted) return void this.#stop("gone");
    this.#deadline = clock.after(timeoutMs, () => this.#stop("timeout"));
    signal.addEventListener("abort", this);
    pool.dispatch({ path: "/invocations", method: "POST", headers: headersOf(this.#request), body }, this);
  }

  /** The client has left. */
  handleEvent(): void {
    this.#stop("gone");
  }

  onRequestStart(connection: Dispatcher.DispatchController): void {
    if (this.#over) connection.abort(new LinkError("gone"));
    else this.#connection = connection;
  }

  onResponseStart(_connection: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (this.#over || status < 200) return;
    this.#answered = true;
    this.began({ status, contentType: single(headers["content-type"]), customAttributes: single(headers[attributesHeader]) });
  }

  onResponseData(_connection: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#over) return;
    this.#received += piece.length;
    if (this.#received > this.#request.maxResponseBytes) this.#stop("too-large");
    else this.continued(piece);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#finish();
    this.ended();
  }

  onResponseError(_connection: Dispatcher.DispatchController, error: Error): void {
    if (this.#over) return;
    this.#finish();
    const named = nameOf(error);
    const unread = this.#answered || this.#request.body.length > onePieceBytes ? undefined : this.#ports.unread;
    if (named.trouble !== "broken" || !unread) return void this.failed(named, this.#answered);
    void unread.unread(error).then((certain) => this.failed(certain ? new LinkError("not-sent", error) : named, false));
  }

  /** Holds the instance back, or lets it go on. */
  protected hold(back: boolean): void {
    if (this.#over || this.#connection?.paused === back) return;
    if (back) this.#connection?.pause();
    else this.#connection?.resume();
  }

  /** The loop over the answer was left. */
  protected leave(): void {
    this.#stop("gone");
  }

  #stop(trouble: LinkTrouble): void {
    if (this.#over) return;
    const error = new LinkError(trouble);
    this.#finish();
    this.failed(error, this.#answered);
    this.#connection?.abort(error);
  }

  #finish(): void {
    this.#over = true;
    this.#deadline?.[Symbol.dispose]();
    this.#request.signal.removeEventListener("abort", this);
  }

  protected abstract began(head: Head): void;
  protected abstract continued(piece: Buffer): void;
  protected abstract ended(): void;
  protected abstract failed(error: LinkError, answered: boolean): void;
}

/** An answer that is wanted whole. */
export class WholeHttpExchange extends HttpExchange {
  readonly #asker: Asker;
  readonly #pieces = new Pieces();
  #head: Head | undefined;

  constructor(request: LinkRequest, ports: HttpPorts, asker: Asker) {
    super(request, ports);
    this.#asker = asker;
  }

  protected began(head: Head): void {
    this.#head = head;
  }

  protected continued(piece: Buffer): void {
    this.#pieces.push(piece);
  }

  protected ended(): void {
    this.#asker.answered({ ...this.#head!, body: this.#pieces.whole() });
  }

  protected failed(error: LinkError): void {
    this.#asker.failed(error);
  }
}

/** Bytes that wait for who takes a streamed answer before its instance is held back. */
const aheadBytes = 64 * 1024;

/** An answer that is taken piece by piece. */
export class StreamedHttpExchange extends HttpExchange {
  readonly #resolve: (answer: StreamedResponse) => void;
  readonly #reject: (error: LinkError) => void;
  readonly #body = new StreamedBody(
    (bytes) => this.#waits(-bytes),
    () => this.leave(),
  );
  #waiting = 0;

  constructor(request: LinkRequest, ports: HttpPorts, resolve: (answer: StreamedResponse) => void, reject: (error: LinkError) => void) {
    super(request, ports);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  protected began(head: Head): void {
    this.#resolve({ ...head, body: this.#body });
  }

  protected continued(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#body.push(piece);
    this.#waits(piece.length);
  }

  protected ended(): void {
    this.#body.end();
  }

  protected failed(error: LinkError, answered: boolean): void {
    if (answered) this.#body.fail(error);
    else this.#reject(error);
  }

  #waits(bytes: number): void {
    this.#waiting += bytes;
    this.hold(this.#waiting >= aheadBytes);
  }
}

function nameOf(error: Error): LinkError {
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  return new LinkError(syscall === "connect" || notSent.has(code) ? "not-sent" : "broken", error);
}

/** Further headers come first, so that none of them stands in for one with a name of its own. */
function headersOf({ further, contentType, accept, customAttributes, inferenceId }: LinkRequest): Record<string, string> {
  const headers: Record<string, string> = further ? Object.fromEntries(further) : {};
  if (contentType !== undefined) headers["content-type"] = contentType;
  if (accept !== undefined) headers.accept = accept;
  if (customAttributes !== undefined) headers[attributesHeader] = customAttributes;
  if (inferenceId !== undefined) headers["x-amzn-sagemaker-inference-id"] = inferenceId;
  return headers;
}

/** A header that came several times means nothing. */
const single = (value: string | string[] | undefined): string | undefined => (typeof value === "string" ? value : undefined);
