/** One request on its way over the framed link, and the two ways to take its answer: whole, or piece by piece. */
import { limits } from "../limits.ts";
import type { FramedConnection } from "./framed-connection.ts";
import { FrameError } from "./frames.ts";
import { type HeadReader, headBytesOf, unknownBytes } from "./head.ts";
import {
  type Asker,
  type DepartureListener,
  LinkError,
  type LinkRequest,
  type LinkResponse,
  type LinkTrouble,
  type StreamingLink,
} from "./instance-link.ts";

export abstract class Exchange implements DepartureListener {
  readonly request: LinkRequest;
  readonly deadlineMs: number;
  readonly headBytes: number;
  /** Where it was sent; undefined while it waits for a connection. */
  connection: FramedConnection | undefined;
  id = 0;
  /** The writer's turn in which its first frame was laid out: while that turn lasts nothing has left. */
  turn = 0;
  /** Answered, failed or given up: nothing that still arrives is for it. */
  over = false;
  #headSeen = false;
  #received = 0;
  #announced = unknownBytes;
  #granted: number = limits.link.windowBytes;

  /** Throws a RangeError when the headers are more than the link carries. */
  constructor(request: LinkRequest, deadlineMs: number) {
    this.headBytes = headBytesOf(request);
    this.request = request;
    this.deadlineMs = deadlineMs;
  }

  /** The client has left. */
  handleEvent(): void {
    this.giveUp("gone");
  }

  /** Ends it from our side; the instance is told if it may know of it. */
  giveUp(trouble: LinkTrouble, cause?: unknown): void {
    if (this.over) return;
    this.connection?.cancel(this);
    this.fail(trouble, cause);
  }

  fail(trouble: LinkTrouble, cause?: unknown): void {
    if (this.over) return;
    this.finish();
    this.failed(new LinkError(trouble, cause));
  }

  /** Called once, when nothing more is expected. */
  finish(): void {
    this.over = true;
    this.request.signal.removeEventListener("abort", this);
  }

  /** The head of the answer, with the beginning of its body. */
  takeHead(head: HeadReader, bytes: Buffer, bodyAt: number, end: number, last: boolean): void {
    if (this.#headSeen) throw new FrameError("An answer has two heads.");
    this.#headSeen = true;
    this.#announced = head.bodyBytes;
    if (head.bodyBytes !== unknownBytes && head.bodyBytes > this.request.maxResponseBytes) return void this.giveUp("too-large");
    this.#count(end - bodyAt, last);
    if (!this.over) this.began(head, bytes, bodyAt, end, last);
  }

  takeData(bytes: Buffer, start: number, end: number, last: boolean): void {
    if (!this.#headSeen) throw new FrameError("The body of an answer came before its head.");
    this.#count(end - start, last);
    if (!this.over) this.continued(bytes.subarray(start, end), last);
  }

  /** Lets the instance send so many bytes more. */
  protected grant(bytes: number): void {
    this.#granted += bytes;
    this.connection!.grant(this.id, bytes);
  }

  #count(bytes: number, last: boolean): void {
    this.#received += bytes;
    if (this.#received > this.#granted) throw new FrameError("An instance sent more of an answer than it was granted.");
    const announced = this.#announced;
    if (announced !== unknownBytes && (last ? this.#received !== announced : this.#received > announced))
      throw new FrameError(`An answer of ${announced} bytes was announced, and ${this.#received} came.`);
    if (this.#received > this.request.maxResponseBytes) this.giveUp("too-large");
  }

  protected abstract began(head: HeadReader, bytes: Buffer, bodyAt: number, end: number, last: boolean): void;
  protected abstract continued(piece: Buffer, last: boolean): void;
  protected abstract failed(error: LinkError): void;
  /** Another link takes it over; `failed` is called when it fails there. */
  abstract handOver(link: StreamingLink, nowMs: number, failed: () => void): void;
}

/** An answer that is wanted whole. */
export class WholeExchange extends Exchange {
  readonly #asker: Asker;
  #head: Omit<LinkResponse, "body"> | undefined;
  /** The body as far as it is there: in one buffer of its length when that was announced, otherwise in pieces. */
  #whole: Buffer | undefined;
  #wholeBytes = 0;
  #pieces: Buffer[] | undefined;
  /** Bytes taken for which no credit was given back yet. */
  #owed = 0;

  constructor(request: LinkRequest, deadlineMs: number, asker: Asker) {
    super(request, deadlineMs);
    this.#asker = asker;
  }

  protected began(head: HeadReader, bytes: Buffer, bodyAt: number, end: number, last: boolean): void {
    const { number: status, contentType, customAttributes } = head;
    if (last) return void this.#answer({ status, contentType, customAttributes, body: bytes.subarray(bodyAt, end) });
    this.#head = { status, contentType, customAttributes };
    if (head.bodyBytes !== unknownBytes) this.#whole = Buffer.allocUnsafe(head.bodyBytes);
    this.#keep(bytes.subarray(bodyAt, end));
  }

  protected continued(piece: Buffer, last: boolean): void {
    this.#keep(piece);
    if (last) this.#answer({ ...this.#head!, body: this.#whole ?? Buffer.concat(this.#pieces ?? []) });
  }

  #keep(piece: Buffer): void {
    if (this.#whole) this.#wholeBytes += piece.copy(this.#whole, this.#wholeBytes);
    else {
      this.#pieces ??= [];
      this.#pieces.push(piece);
    }
    this.#owed += piece.length;
    if (this.#owed < limits.link.windowBytes / 2) return;
    this.grant(this.#owed);
    this.#owed = 0;
  }

  #answer(answer: LinkResponse): void {
    this.finish(); // first: the client may have room for one listener, and the asker may ask for it again at once
    this.#asker.answered(answer);
  }

  protected failed(error: LinkError): void {
    this.#asker.failed(error);
  }

  handOver(link: StreamingLink, nowMs: number, failed: () => void): void {
    const asker = this.#asker;
    this.finish();
    const told: Asker = {
      answered: (answer) => asker.answered(answer),
      failed: (error) => {
        failed();
        asker.failed(error);
      },
    };
    link.ask(this.request, told, nowMs);
  }
}
