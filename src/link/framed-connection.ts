/** The router's end of one connection of the framed link: many requests in flight, each with an id, answered in any order. */
import type { Socket } from "node:net";
import { limits } from "../limits.ts";
import type { Exchange } from "./exchange.ts";
import { FrameWriter } from "./frame-writer.ts";
import { FrameError, FrameReader, failures, kinds, uint32 } from "./frames.ts";
import { HeadReader, writeHead, writeUint32 } from "./head.ts";
import { InFlight } from "./in-flight.ts";
import type { LinkTrouble } from "./instance-link.ts";
import { OutgoingBodies } from "./outgoing-bodies.ts";

/** What an instance says instead of an answer, and what that means for the request. */
const troubles: Readonly<Record<number, LinkTrouble>> = {
  [failures.refused]: "not-sent",
  [failures.late]: "timeout",
  [failures.failed]: "broken",
};
const lastId = 0xffff_ffff;

export class FramedConnection {
  readonly #socket: Socket;
  readonly #writer: FrameWriter;
  readonly #bodies: OutgoingBodies;
  readonly #reader: FrameReader;
  readonly #head = new HeadReader();
  readonly #exchanges = new InFlight<Exchange>();
  readonly #closed: (connection: FramedConnection) => void;
  #nextId = 1;
  #leaving = false;
  #why: unknown;

  /** On a socket whose two sides have agreed on a version; `first` came behind that. `closed` is called when the socket is. */
  constructor(socket: Socket, first: Buffer, closed: (connection: FramedConnection) => void) {
    this.#socket = socket;
    this.#closed = closed;
    this.#writer = new FrameWriter(socket, () => this.#bodies.pump());
    this.#bodies = new OutgoingBodies(this.#writer);
    this.#reader = new FrameReader((kind, last, id, bytes, start, end) => this.#frame(kind, last, id, bytes, start, end));
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("end", () => socket.destroy());
    socket.on("error", (error) => {
      this.#why ??= error;
    });
    socket.on("close", () => this.#break());
    socket.unref(); // requests in flight are watched by a timer, and idle connections keep nobody alive
    if (first.length > 0) this.#receive(first);
  }

  /** Whether requests may still begin here. */
  get takesMore(): boolean {
    return !this.#leaving && this.#nextId <= lastId && !this.#socket.destroyed;
  }

  send(exchange: Exchange, nowMs: number): void {
    if (this.#exchanges.size >= limits.link.requests || this.#writer.backlogBytes > limits.link.backlogBytes)
      return void exchange.fail("not-sent");
    const { request } = exchange;
    const { body } = request;
    const whole = body.length <= limits.link.pieceBytes;
    const room = exchange.headBytes + (whole ? FrameWriter.roomFor(body) : 0);
    const id = this.#nextId++;
    exchange.connection = this;
    exchange.id = id;
    exchange.turn = this.#writer.turn;
    this.#exchanges.set(id, exchange);
    const at = this.#writer.reserve(room);
    const leftMs = Math.max(1, Math.ceil(exchange.deadlineMs - nowMs));
    const end = writeHead(this.#writer.block, at, leftMs, body.length, request);
    if (whole) return void this.#writer.commitWithBody(kinds.request, true, id, end, body);
    this.#writer.commit(kinds.request, false, id, end);
    this.#bodies.begin(id, 0);
    this.#bodies.add(id, body);
    this.#bodies.end(id);
  }

  /** The answer is not wanted any more. */
  cancel(exchange: Exchange): void {
    if (!this.#exchanges.has(exchange.id)) return;
    this.#writer.commit(kinds.cancel, false, exchange.id, this.#writer.reserve(0));
    this.#drop(exchange.id);
  }

  /** Lets the instance send so many bytes more of its answer. */
  grant(id: number, bytes: number): void {
    const at = this.#writer.reserve(4);
    writeUint32(this.#writer.block, at, bytes);
    this.#writer.commit(kinds.credit, false, id, at + 4);
  }

  /** Gives up what is too late; returns whether anything is left. */
  expire(nowMs: number): boolean {
    for (const exchange of this.#exchanges.values()) if (exchange.deadlineMs <= nowMs) exchange.giveUp("timeout");
    return this.#exchanges.size > 0;
  }

  /** Nothing begins here any more; closes when the last answer is there. */
  leave(): void {
    this.#leaving = true;
    if (this.#exchanges.size > 0) return;
    this.#writer.finish();
    this.#socket.destroySoon();
  }

  #receive(chunk: Buffer): void {
    try {
      this.#reader.push(chunk);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#fault(error);
    }
  }

  #frame(kind: number, last: boolean, id: number, bytes: Buffer, start: number, end: number): void {
    switch (kind) {
      case kinds.answer: {
        const bodyAt = this.#head.read(bytes, start, end);
        const exchange = this.#find(id);
        if (!exchange) return;
        exchange.takeHead(this.#head, bytes, bodyAt, end, last);
        if (last) this.#complete(exchange);
        return;
      }
      case kinds.data: {
        const exchange = this.#find(id);
        if (!exchange) return;
        exchange.takeData(bytes, start, end, last);
        if (last) this.#complete(exchange);
        return;
      }
      case kinds.failure: {
        const trouble = troubles[bytes[start]!];
        if (!trouble) throw new FrameError(`There is no failure ${bytes[start]}.`);
        const exchange = this.#find(id);
        if (!exchange) return;
        this.#drop(id);
        exchange.fail(trouble, new Error(bytes.toString("utf8", start + 1, end)));
        return;
      }
      case kinds.credit:
        if (this.#find(id)) this.#bodies.grant(id, uint32(bytes, start));
        return;
      case kinds.ping: {
        const at = this.#writer.reserve(8);
        bytes.copy(this.#writer.block, at, start, end);
        return void this.#writer.commit(kinds.pong, false, 0, at + 8);
      }
      case kinds.pong:
        return;
      case kinds.away:
        return void this.leave();
      case kinds.fault:
        this.#why ??= new FrameError(`The instance gave up the connection: ${bytes.toString("utf8", start, end)}`);
        this.#socket.destroy();
        return;
      default:
        throw new FrameError(`An instance sends no frame of kind ${kind}.`);
    }
  }

  /** Undefined when the request has ended already and this crossed its end. */
  #find(id: number): Exchange | undefined {
    if (id >= this.#nextId) throw new FrameError(`There was no request ${id}.`);
    return this.#exchanges.get(id);
  }

  #complete(exchange: Exchange): void {
    if (!exchange.over) exchange.finish();
    if (this.#exchanges.has(exchange.id)) this.#drop(exchange.id);
  }

  #drop(id: number): void {
    this.#exchanges.delete(id);
    this.#bodies.drop(id);
    if (this.#leaving && this.#exchanges.size === 0) this.leave();
  }

  /** The instance sent what it may not: it is told, and the connection ends. */
  #fault(error: FrameError): void {
    this.#why ??= error;
    this.#reader.stop();
    this.#writer.fault(error.message);
    this.#socket.destroySoon();
  }

  #break(): void {
    this.#reader.stop();
    this.#leaving = true;
    const written = this.#writer.turn;
    for (const exchange of this.#exchanges.takeAll()) exchange.fail(exchange.turn === written ? "not-sent" : "broken", this.#why);
    this.#closed(this);
  }
}
