/**
 * Writes frames to a socket: those of one turn of the event loop together. Frames are laid one after another into a block of memory; long
 * pieces of bodies go between them as they are. While the socket does not drain, frames stay here.
 */
import type { Socket } from "node:net";
import { limits } from "../limits.ts";
import { headerBytes, kinds, writeHeader } from "./frames.ts";

const blockBytes = 64 * 1024;
/** From this size on copying costs more than a further piece of the write. */
const copyBytes = 16 * 1024;

export class FrameWriter {
  readonly #socket: Socket;
  readonly #onTurn: () => void;
  /** The block at hand: written up to `#start`, filled up to `#used`. */
  #block: Buffer = Buffer.allocUnsafeSlow(blockBytes);
  #start = 0;
  #used = 0;
  /** What goes before the block at hand. */
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #scheduled = false;
  #turn = 0;

  /** `onTurn` is called whenever there is room again after frames were given to the socket. */
  constructor(socket: Socket, onTurn: () => void) {
    this.#socket = socket;
    this.#onTurn = onTurn;
    socket.on("drain", () => this.#flush());
  }

  /** Grows when what was there to write has been given to the socket: a frame of this turn or a later one has not left yet. */
  get turn(): number {
    return this.#turn;
  }

  /** Bytes that the peer has not been given, here and in the socket. */
  get backlogBytes(): number {
    return this.#pieceBytes + this.#used - this.#start + this.#socket.writableLength;
  }

  /** The block to write the payload of the next frame into, from where `reserve` says; until the next call of `reserve` only. */
  get block(): Buffer {
    return this.#block;
  }

  /** Makes room for a payload of up to `payloadBytes` and returns where in `block` it begins. `commit` must follow. */
  reserve(payloadBytes: number): number {
    const bytes = headerBytes + payloadBytes;
    if (this.#used + bytes > this.#block.length) {
      this.#seal();
      this.#block = Buffer.allocUnsafeSlow(Math.max(blockBytes, bytes));
      this.#start = 0;
      this.#used = 0;
    }
    return this.#used + headerBytes;
  }

  /** Completes the frame whose payload in the block ends at `end`; `body` belongs to its payload too, and must not change any more. */
  commit(kind: number, last: boolean, id: number, end: number, body?: Buffer): void {
    const payloadBytes = end - this.#used - headerBytes + (body ? body.length : 0);
    writeHeader(this.#block, this.#used, kind, last, id, payloadBytes);
    this.#used = end;
    if (body) {
      this.#seal();
      this.#pieces.push(body);
      this.#pieceBytes += body.length;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  /** A frame with a head or none in `block` up to `end`, for which `room` was reserved, and `body` behind it, copied when it fits in `room`. */
  commitWithBody(kind: number, last: boolean, id: number, end: number, body: Buffer): void {
    if (body.length >= copyBytes) return void this.commit(kind, last, id, end, body);
    body.copy(this.#block, end);
    this.commit(kind, last, id, end + body.length);
  }

  /** The last frame of a connection: why it is given up. */
  fault(sentence: string): void {
    const at = this.reserve(limits.link.sentenceBytes);
    this.commit(kinds.fault, false, 0, at + this.#block.write(sentence, at, limits.link.sentenceBytes));
    this.finish();
  }

  /** Room to reserve for a body that `commitWithBody` is given. */
  static roomFor(body: Buffer): number {
    return body.length >= copyBytes ? 0 : body.length;
  }

  /** Writes what there is at once, before the connection is closed. */
  finish(): void {
    if (this.#used > this.#start || this.#pieces.length > 0) this.#write();
  }

  #seal(): void {
    if (this.#used === this.#start) return;
    this.#pieces.push(this.#block.subarray(this.#start, this.#used));
    this.#pieceBytes += this.#used - this.#start;
    this.#start = this.#used;
  }

  #flush(): void {
    const socket = this.#socket;
    if (socket.destroyed || (socket.writableNeedDrain && socket.writableLength >= limits.link.socketBytes)) return;
    this.#scheduled = false;
    if (this.#used > this.#start || this.#pieces.length > 0) this.#write();
    this.#onTurn();
  }

  #write(): void {
    const socket = this.#socket;
    this.#turn++;
    if (this.#pieces.length === 0) socket.write(this.#block.subarray(this.#start, this.#used));
    else {
      this.#seal();
      const pieces = this.#pieces;
      this.#pieces = [];
      this.#pieceBytes = 0;
      socket.cork();
      for (const piece of pieces) socket.write(piece);
      socket.uncork();
    }
    this.#start = this.#used;
    if (socket.writableLength === 0) this.#start = this.#used = 0; // all of it is with the system: the block may be used again
  }
}
