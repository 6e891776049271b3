/** Bodies on their way out that do not fit into one frame: a piece of each in turn, as far as the other side has granted and the socket takes. */
import { limits } from "../limits.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { kinds } from "./frames.ts";

interface OutgoingBody {
  readonly id: number;
  /** What may still be sent. */
  credit: number;
  /** What is still to be sent, the first of it from `at` on. */
  readonly pieces: Buffer[];
  at: number;
  /** Nothing will be added. */
  ended: boolean;
  /** Called when all pieces have been sent. */
  emptied: (() => void) | undefined;
}

/** More than fits through one turn of the event loop only makes small answers wait. */
const turnBytes = 256 * 1024;
/** The other side grants what it has room for; no body is longer than this. */
const mostCredit = 2 ** 40;

export class OutgoingBodies {
  readonly #writer: FrameWriter;
  readonly #bodies = new Map<number, OutgoingBody>();

  constructor(writer: FrameWriter) {
    this.#writer = writer;
  }

  /** Begins a body of which `sentBytes` went with its head. */
  begin(id: number, sentBytes: number): void {
    this.#bodies.set(id, { id, credit: limits.link.windowBytes - sentBytes, pieces: [], at: 0, ended: false, emptied: undefined });
  }

  /** Adds a piece; `emptied` is called when it has been sent, not when the body is dropped. */
  add(id: number, piece: Buffer, emptied?: () => void): void {
    const body = this.#bodies.get(id);
    if (!body) return;
    if (piece.length > 0) body.pieces.push(piece);
    body.emptied = emptied;
    this.pump();
  }

  /** The body ends with what was added. */
  end(id: number): void {
    const body = this.#bodies.get(id);
    if (!body) return;
    body.ended = true;
    this.pump();
  }

  /** The other side takes so many bytes more. */
  grant(id: number, bytes: number): void {
    const body = this.#bodies.get(id);
    if (!body) return;
    body.credit = Math.min(body.credit + bytes, mostCredit);
    this.pump();
  }

  /** The rest is not wanted any more. */
  drop(id: number): void {
    this.#bodies.delete(id);
  }

  /** Sends what may be sent now; the writer calls when there is room again. */
  pump(): void {
    if (this.#bodies.size === 0) return;
    let left = turnBytes - this.#writer.backlogBytes;
    // One that sent a piece goes to the end of the order, and so is met again.
    for (const body of this.#bodies.values()) {
      left -= this.#sendPiece(body);
      if (left <= 0) break;
    }
  }

  /** Sends one piece, if there is one that may be sent, and returns its bytes. */
  #sendPiece(body: OutgoingBody): number {
    const { id, pieces, at } = body;
    const [first] = pieces;
    const bytes = first ? Math.min(first.length - at, body.credit, limits.link.pieceBytes) : 0;
    const last = body.ended && pieces.length <= 1 && (!first || at + bytes === first.length);
    if (bytes === 0 && !last) return 0;
    const piece = first?.subarray(at, at + bytes);
    const payloadAt = this.#writer.reserve(0);
    this.#writer.commit(kinds.data, last, id, payloadAt, piece);
    body.credit -= bytes;
    body.at += bytes;
    if (first && body.at === first.length) {
      pieces.shift();
      body.at = 0;
    }
    this.#bodies.delete(id);
    if (!last) this.#bodies.set(id, body);
    if (pieces.length === 0 && body.emptied) {
      const { emptied } = body;
      body.emptied = undefined;
      emptied();
    }
    return bytes;
  }
}
