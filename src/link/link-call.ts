/** A request as an instance sees it, with the ways to answer. Whoever is given one ends it, whether it is still wanted or not. */

import { failures } from "./frames.ts";
import type { HeadFields, HeadReader } from "./head.ts";
import type { FurtherHeaders } from "./instance-link.ts";
import type { ServedConnection } from "./served-connection.ts";

export class LinkCall implements HeadFields {
  readonly id: number;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly customAttributes: string | undefined;
  readonly inferenceId: string | undefined;
  readonly further: FurtherHeaders | undefined;
  body: Buffer = empty;
  /** When the client stops waiting, in milliseconds of our clock. */
  readonly deadlineMs: number;
  /** The client does not wait any more. */
  cancelled = false;
  /** Called when the client stops waiting before the call has ended. */
  onCancel: (() => void) | undefined;
  /** Somebody works on it; before, a cancellation is its end. */
  begun = false;
  /** Its answer is complete and on its way. */
  answered = false;
  /** Memory that its body takes. */
  room: Disposable | undefined;
  readonly #connection: ServedConnection;

  constructor(connection: ServedConnection, id: number, head: HeadReader, nowMs: number) {
    this.#connection = connection;
    this.id = id;
    this.contentType = head.contentType;
    this.accept = head.accept;
    this.customAttributes = head.customAttributes;
    this.inferenceId = head.inferenceId;
    this.further = head.further;
    this.deadlineMs = head.number === 0 ? Number.POSITIVE_INFINITY : nowMs + head.number;
  }

  /** Ends the call with the whole answer. Throws a RangeError, and does not end it, when the headers are too long. */
  answer(status: number, fields: HeadFields, body: Buffer | string): void {
    this.#connection.answer(this, status, fields, body);
  }

  /** Ends it before it began: another instance may be asked. */
  refuse(sentence: string): void {
    this.#connection.fail(this, failures.refused, sentence);
  }

  /** Ends it because its time is over. */
  late(): void {
    this.#connection.fail(this, failures.late, "The request was too late when its turn came.");
  }

  /** Ends it after it began, perhaps in the middle of its answer. */
  fail(sentence: string): void {
    this.#connection.fail(this, failures.failed, sentence);
  }

  /** Begins an answer that comes piece by piece; `write` and `end` follow. */
  begin(status: number, fields: HeadFields): void {
    this.#connection.begin(this, status, fields);
  }

  /** Resolves when the piece has been sent and the next is welcome; with false when nobody wants it any more. */
  write(piece: Buffer): Promise<boolean> {
    return this.#connection.write(this, piece);
  }

  /** Ends an answer that comes piece by piece. */
  end(): void {
    this.#connection.end(this);
  }
}

const empty = Buffer.alloc(0);
