/** One connection of the strict lane: requests one after another, in the order they came, each answered before the next is read. */
import type { Socket } from "node:net";
import { lateAnswer } from "../api/wire-http.ts";
import { Pieces } from "../lib/pieces.ts";
import { sharingReads } from "../lib/shared-reads.ts";
import { limits } from "../limits.ts";
import { readStrictRequest, type StrictRequest } from "./strict-request.ts";

/** What a connection needs of the lane it belongs to. */
export interface Lane {
  /**
   * Takes a request and answers it with `connection.answer`, then or later; or leaves it, and all that follows on the connection, to
   * `node:http`: then nothing may have come of it.
   */
  take(request: StrictRequest, body: Buffer, connection: StrictConnection): boolean;
  /** Takes memory for a body that is still coming; false when there is none. What was taken is given back. */
  hold(bytes: number): boolean;
  giveBack(bytes: number): void;
  /** Gives the socket to `node:http`. */
  handOver(socket: Socket): void;
  /** The connection is closed, or somebody else's. */
  left(connection: StrictConnection): void;
}

type Awaited = "first request" | "rest of a head" | "rest of a body" | "answer" | "reader" | "next request";

/** Bytes of pipelined requests that are held while an answer is awaited. Up to there it reads on, to notice a client that leaves. */
const heldBytes = limits.strictHeadBytes;

/** Up to this size head and body go out as one string, which Node writes without a buffer of its own: 1 µs less than one. */
const joinedBytes = 4096;

const nothing = Buffer.alloc(0);

/** Not within the class: what is made there holds the connection for as long as the socket is there, and Node's sockets outlive many others. */
const ignore = (): void => undefined;

/** As the client of a request it also tells when it has left, to one listener: the link that works on the request. */
export class StrictConnection {
  #socket: Socket;
  readonly #lane: Lane;
  /** Bytes of requests not yet taken, how many, and how many are worth another look. */
  readonly #parts = new Pieces();
  #size = 0;
  #worthwhile = 0;
  /** The request whose body is still coming. */
  #begun: StrictRequest | undefined;
  /** What was taken for that body. */
  #held = 0;
  #waitsFor: Awaited = "first request";
  #reading = false;
  #departure: { handleEvent(): void } | undefined;
  #triedToShare = false;
  /** Whether the connection is not the lane's any more. */
  #left = false;
  /** Whether the client has left. */
  aborted = false;
  /** How often the lane has looked at it since anything happened. */
  sweeps = 0;
  /** Whether the server closes. */
  closing = false;
  /** Where the lane has it. */
  place = -1;

  constructor(socket: Socket, lane: Lane) {
    this.#lane = lane;
    this.#socket = socket;
    this.#listen(socket.on("data", this.#read));
  }

  get waitsFor(): Awaited {
    return this.#waitsFor;
  }

  /** Bytes of answers that the client has not taken yet. */
  get unread(): number {
    return this.#socket.writableLength;
  }

  /** Whether the next answer is the last, and shall say so. */
  get ending(): boolean {
    return this.closing && this.#size === 0;
  }

  addEventListener(_: "abort", listener: { handleEvent(): void }): void {
    this.#departure = listener;
  }

  removeEventListener(): void {
    this.#departure = undefined;
  }

  /** Answers the request that was taken. */
  answer(head: string, body: Buffer): void {
    if (this.aborted) return;
    const taken = body.length <= joinedBytes ? this.#socket.write(head + body.toString("latin1"), "latin1") : this.#writeBoth(head, body);
    if (this.ending) {
      this.end();
      return;
    }
    this.#await(taken ? "next request" : "reader");
    // A reader that takes nothing for long is let go; Node's own time limit knows what of an answer has been taken.
    if (!taken) {
      this.#socket.setTimeout(limits.requestIdleMs, this.destroy);
      return;
    }
    if (!this.#triedToShare && !this.#reading) this.#share();
    this.#next();
  }

  /** Who has been answered mostly asks again. Those that come and go, or bring no request, would only pay for it. */
  #share(): void {
    const socket = this.#socket;
    if (socket.writableLength > 0 || socket.readableLength > 0 || socket.isPaused()) return;
    this.#triedToShare = true;
    const sharing = sharingReads(socket, this.#readShared);
    if (!sharing) return;
    this.#unlisten(socket);
    this.#socket = sharing;
    this.#listen(sharing);
  }

  #listen(socket: Socket): void {
    socket.on("end", this.#ended).on("error", this.#gone).on("close", this.#gone).on("drain", this.#drained);
  }

  #unlisten(socket: Socket): void {
    socket.removeListener("data", this.#read).removeListener("end", this.#ended).removeListener("error", this.#gone);
    socket.removeListener("close", this.#gone).removeListener("drain", this.#drained);
  }

  #writeBoth(head: string, body: Buffer): boolean {
    const socket = this.#socket;
    socket.cork();
    socket.write(head, "latin1");
    const taken = socket.write(body);
    socket.uncork();
    return taken;
  }

  /** Ends the connection when what was written is sent. */
  end(): void {
    const socket = this.#socket;
    this.#leave();
    socket.end();
    // What is still coming is read and dropped: a socket that is closed with bytes unread resets the connection, answers included.
    socket.on("error", ignore).on("end", () => socket.destroy());
    socket.setTimeout(limits.lingerMs, () => socket.destroy()).resume();
  }

  /** Refuses a request that does not come in time, in the words of `node:http`. */
  endLate(): void {
    this.#socket.write(lateAnswer);
    this.end();
  }

  readonly destroy = (): void => {
    this.#gone();
  };

  /** Gives the connection away, with all that was not taken. */
  giveToNode(): void {
    const socket = this.#socket;
    this.#leave();
    socket.pause(); // a socket that flows would not give out again what is put back
    if (this.#size > 0) socket.unshift(this.#parts.whole());
    this.#lane.handOver(socket);
    socket.resume();
  }

  /** Of bytes that are about to be overwritten: a request that came alone and whole is taken from there, and everything else copied. */
  readonly #readShared = (bytes: Buffer, count: number): boolean => {
    if (this.#left) return false;
    if (this.#waitsFor !== "next request" || this.#size > 0 || !this.#takeWhole(bytes, count))
      this.#read(Buffer.from(bytes.subarray(0, count)));
    return true;
  };

  #takeWhole(bytes: Buffer, count: number): boolean {
    const request = readStrictRequest(bytes, count);
    if (typeof request === "string" || request.headBytes + request.bodyBytes !== count) return false;
    const body = Buffer.allocUnsafe(request.bodyBytes);
    bytes.copy(body, 0, request.headBytes, count);
    this.#await("answer");
    if (this.#lane.take(request, body, this)) return true;
    this.#await("next request");
    return false;
  }

  readonly #read = (bytes: Buffer): void => {
    this.#parts.push(bytes);
    this.#size += bytes.length;
    if (this.#waitsFor === "answer" || this.#waitsFor === "reader") {
      if (this.#size > heldBytes) this.#socket.pause();
    } else if (this.#size >= this.#worthwhile) this.#next();
  };

  readonly #drained = (): void => {
    if (this.#waitsFor !== "reader") return;
    this.#socket.setTimeout(0);
    this.#await("next request");
    this.#next();
  };

  /** A client that ends only its own side has left too, as for `node:http`, which also answers half a request like this. */
  readonly #ended = (): void => {
    if (this.#waitsFor.startsWith("rest")) this.#socket.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    this.#gone();
  };

  readonly #gone = (): void => {
    if (this.aborted) return;
    this.aborted = true;
    this.#leave();
    this.#socket.on("error", ignore).destroy();
    this.#departure?.handleEvent();
  };

  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#unlisten(this.#socket);
    if (this.#held > 0) this.#giveBack();
    this.#lane.left(this);
  }

  #await(what: Awaited): void {
    this.#waitsFor = what;
    this.sweeps = 0;
  }

  #hold(bytes: Buffer): void {
    this.#parts.clear();
    if (bytes.length > 0) this.#parts.push(bytes);
    this.#size = bytes.length;
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  /** Reads what has come, request by request, until one is not answered at once. */
  #next(): void {
    if (this.#reading) return; // answered while it was taken: the loop below goes on
    this.#reading = true;
    while (this.#size > 0 && this.#one());
    this.#reading = false;
  }

  /** Reads one request; says whether the next may be read. */
  #one(): boolean {
    const bytes = this.#parts.whole();
    const request = this.#begun ?? readStrictRequest(bytes, bytes.length);
    if (request === "more") return this.#partial(undefined, 0);
    if (request !== "other") {
      const wholeBytes = request.headBytes + request.bodyBytes;
      if (wholeBytes > bytes.length) return this.#partial(request, wholeBytes);
      this.#begun = undefined;
      if (this.#held > 0) this.#giveBack();
      this.#worthwhile = 0;
      this.#await("answer");
      this.#hold(wholeBytes === bytes.length ? nothing : bytes.subarray(wholeBytes));
      if (this.#lane.take(request, bytes.subarray(request.headBytes, wholeBytes), this)) return this.#waitsFor === "next request";
      this.#hold(bytes);
    }
    this.giveToNode();
    return false;
  }

  #giveBack(): void {
    this.#lane.giveBack(this.#held);
    this.#held = 0;
  }

  #partial(begun: StrictRequest | undefined, worthwhile: number): false {
    if (begun && begun !== this.#begun) {
      if (!this.#lane.hold(begun.bodyBytes)) {
        this.giveToNode(); // which refuses it
        return false;
      }
      this.#held = begun.bodyBytes;
    }
    this.#begun = begun;
    this.#worthwhile = worthwhile;
    if (this.#socket.isPaused()) this.#socket.resume(); // while an answer was awaited there was enough of it
    const awaited = begun ? "rest of a body" : "rest of a head";
    if (this.#waitsFor !== awaited) this.#await(awaited);
    return false;
  }
}
