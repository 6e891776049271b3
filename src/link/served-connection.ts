/** The instance's end of one connection of the framed link. */
import type { Socket } from "node:net";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import type { BodyBudget } from "./body-budget.ts";
import { FrameWriter } from "./frame-writer.ts";
import { FrameError, FrameReader, failures, kinds, uint32 } from "./frames.ts";
import { type HeadFields, HeadReader, headBytesOf, unknownBytes, writeHead, writeUint32 } from "./head.ts";
import { InFlight } from "./in-flight.ts";
import { IncomingBody } from "./incoming-body.ts";
import { LinkCall } from "./link-call.ts";
import { OutgoingBodies } from "./outgoing-bodies.ts";

export interface LinkHandler {
  /** A request with its whole body. */
  call(call: LinkCall): void;
  /** A request whose body is longer than it may be; it comes without it. */
  tooLarge(call: LinkCall): void;
}

export interface ServedConnectionPorts {
  readonly handler: LinkHandler;
  readonly clock: Clock;
  readonly budget: BodyBudget;
  readonly closed: (connection: ServedConnection) => void;
}

const noBody = Buffer.alloc(0);

export class ServedConnection {
  readonly #socket: Socket;
  readonly #ports: ServedConnectionPorts;
  readonly #writer: FrameWriter;
  readonly #outgoing: OutgoingBodies;
  readonly #reader: FrameReader;
  readonly #head = new HeadReader();
  /** Calls that were handed on and have not ended, or whose answers are not sent yet. */
  readonly #calls = new InFlight<LinkCall>();
  readonly #incoming = new InFlight<IncomingBody>();
  #lastId = 0;
  #away = false;
  #awayTimer: Disposable | undefined;

  /** On a socket that has been greeted; `receive` is then given what it brings. */
  constructor(socket: Socket, ports: ServedConnectionPorts) {
    this.#socket = socket;
    this.#ports = ports;
    this.#writer = new FrameWriter(socket, () => this.#outgoing.pump());
    this.#outgoing = new OutgoingBodies(this.#writer);
    this.#reader = new FrameReader((kind, last, id, bytes, start, end) => this.#frame(kind, last, id, bytes, start, end));
    socket.on("error", () => undefined); // "close" follows
    socket.on("end", () => socket.destroySoon());
    socket.on("close", () => this.#break());
  }

  receive(chunk: Buffer): void {
    try {
      this.#reader.push(chunk);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#reader.stop();
      this.#writer.fault(error.message);
      this.#socket.destroySoon();
    }
  }

  /** Asks the router to begin no more requests here. What it has sent until it hears of that is answered. */
  away(): void {
    if (this.#away) return;
    this.#away = true;
    this.#writer.commit(kinds.away, false, 0, this.#writer.reserve(0));
    this.#closeWhenIdle();
  }

  answer(call: LinkCall, status: number, fields: HeadFields, body: Buffer | string): void {
    if (call.cancelled) return void this.#ended(call);
    if (typeof body === "string") {
      if (body.length <= shortText) return void this.#answerText(call, status, fields, body);
      return void this.answer(call, status, fields, Buffer.from(body));
    }
    const whole = body.length <= limits.link.pieceBytes;
    const at = this.#writer.reserve(headBytesOf(fields) + (whole ? FrameWriter.roomFor(body) : 0));
    const end = writeHead(this.#writer.block, at, status, body.length, fields);
    if (whole) {
      this.#writer.commitWithBody(kinds.answer, true, call.id, end, body);
      return void this.#ended(call);
    }
    call.answered = true;
    this.#writer.commit(kinds.answer, false, call.id, end);
    this.#outgoing.begin(call.id, 0);
    this.#outgoing.add(call.id, body, () => this.#ended(call));
    this.#outgoing.end(call.id);
  }

  /** Straight into the writer's block: the length in bytes is known afterwards. */
  #answerText(call: LinkCall, status: number, fields: HeadFields, text: string): void {
    const at = this.#writer.reserve(headBytesOf(fields) + 3 * text.length);
    const { block } = this.#writer;
    const bodyAt = writeHead(block, at, status, 0, fields);
    const bytes = block.write(text, bodyAt);
    writeUint32(block, at + 4, bytes);
    this.#writer.commit(kinds.answer, true, call.id, bodyAt + bytes);
    this.#ended(call);
  }

  begin(call: LinkCall, status: number, fields: HeadFields): void {
    if (call.cancelled) return;
    const at = this.#writer.reserve(headBytesOf(fields));
    this.#writer.commit(kinds.answer, false, call.id, writeHead(this.#writer.block, at, status, unknownBytes, fields));
    this.#outgoing.begin(call.id, 0);
  }

  write(call: LinkCall, piece: Buffer): Promise<boolean> {
    if (call.cancelled) return Promise.resolve(false);
    return new Promise((resolve) => {
      call.onCancel = () => resolve(false);
      this.#outgoing.add(call.id, piece, () => resolve(true));
    });
  }

  end(call: LinkCall): void {
    if (!call.cancelled) this.#outgoing.end(call.id);
    this.#ended(call);
  }

  fail(call: LinkCall, failure: number, sentence: string): void {
    if (!call.cancelled) {
      this.#outgoing.drop(call.id);
      this.#sendFailure(call.id, failure, sentence);
    }
    this.#ended(call);
  }

  #sendFailure(id: number, failure: number, sentence: string): void {
    const { sentenceBytes } = limits.link;
    const at = this.#writer.reserve(1 + sentenceBytes);
    this.#writer.block[at] = failure;
    this.#writer.commit(kinds.failure, false, id, at + 1 + this.#writer.block.write(sentence, at + 1, sentenceBytes));
  }

  #frame(kind: number, last: boolean, id: number, bytes: Buffer, start: number, end: number): void {
    switch (kind) {
      case kinds.request:
        return void this.#request(last, id, bytes, start, end);
      case kinds.data: {
        const incoming = this.#incoming.get(this.#known(id));
        incoming?.take(bytes.subarray(start, end), last);
        return;
      }
      case kinds.credit:
        return void this.#outgoing.grant(this.#known(id), uint32(bytes, start));
      case kinds.cancel:
        return void this.#cancel(this.#known(id));
      case kinds.ping: {
        const at = this.#writer.reserve(8);
        bytes.copy(this.#writer.block, at, start, end);
        return void this.#writer.commit(kinds.pong, false, 0, at + 8);
      }
      case kinds.pong:
        return;
      case kinds.fault:
        this.#socket.destroy();
        return;
      default:
        throw new FrameError(`A router sends no frame of kind ${kind}.`);
    }
  }

  #known(id: number): number {
    if (id > this.#lastId) throw new FrameError(`There was no request ${id}.`);
    return id;
  }

  #request(last: boolean, id: number, bytes: Buffer, start: number, end: number): void {
    if (id <= this.#lastId) throw new FrameError(`Request ${id} came after request ${this.#lastId}.`);
    this.#lastId = id;
    const head = this.#head;
    const bodyAt = head.read(bytes, start, end);
    if (last && head.bodyBytes !== unknownBytes && head.bodyBytes !== end - bodyAt)
      throw new FrameError(`A body of ${head.bodyBytes} bytes was announced, and ${end - bodyAt} came.`);
    if (this.#calls.size + this.#incoming.size >= limits.link.requests)
      return void this.#sendFailure(id, failures.refused, "Too many requests are in flight on this connection.");
    if (this.#writer.backlogBytes > limits.link.backlogBytes) return void this.#socket.destroy();
    const call = new LinkCall(this, id, head, this.#ports.clock.now());
    if (last) {
      call.body = bytes.subarray(bodyAt, end);
      this.#calls.set(id, call);
      this.#ports.handler.call(call);
    } else this.#collect(call, head.bodyBytes, bytes.subarray(bodyAt, end));
  }

  /** The body comes in pieces. */
  #collect(call: LinkCall, announced: number, first: Buffer): void {
    const { id } = call;
    const { handler, clock, budget } = this.#ports;
    const incoming = new IncomingBody({
      announced,
      clock,
      budget,
      deadlineMs: call.deadlineMs,
      grant: (bytes) => {
        const at = this.#writer.reserve(4);
        writeUint32(this.#writer.block, at, bytes);
        this.#writer.commit(kinds.credit, false, id, at + 4);
      },
      ended: (body) => {
        this.#incoming.delete(id);
        this.#calls.set(id, call);
        if (body === "late") return call.late();
        if (body === "too large") return handler.tooLarge(call);
        call.body = body;
        call.room = incoming;
        handler.call(call);
      },
    });
    this.#incoming.set(id, incoming);
    incoming.begin(first);
  }

  #cancel(id: number): void {
    const incoming = this.#incoming.get(id);
    if (incoming) {
      this.#incoming.delete(id);
      incoming[Symbol.dispose]();
      return void this.#closeWhenIdle();
    }
    const call = this.#calls.get(id);
    if (!call) return void this.#outgoing.drop(id); // the end of its answer is still on its way
    call.cancelled = true;
    this.#outgoing.drop(id);
    call.onCancel?.();
    if (!call.begun || call.answered) this.#ended(call);
  }

  #ended(call: LinkCall): void {
    call.onCancel = undefined;
    call.room?.[Symbol.dispose]();
    call.body = noBody;
    this.#calls.delete(call.id);
    if (this.#away) this.#closeWhenIdle();
  }

  /** The router closes the connection when it has heard that we go; one that does not is not waited for without end. */
  #closeWhenIdle(): void {
    if (!this.#away || this.#awayTimer || this.#calls.size + this.#incoming.size > 0) return;
    this.#awayTimer = this.#ports.clock.after(limits.link.awayMs, () => {
      this.#awayTimer = undefined;
      if (this.#calls.size + this.#incoming.size === 0) this.#socket.destroySoon();
    });
  }

  #break(): void {
    this.#reader.stop();
    this.#awayTimer?.[Symbol.dispose]();
    for (const incoming of this.#incoming.takeAll()) incoming[Symbol.dispose]();
    for (const { id } of this.#calls.values()) this.#cancel(id);
    this.#ports.closed(this);
  }
}

/** Texts up to this many characters are laid out without a buffer of their own. */
const shortText = 8 * 1024;
