/**
 * Reaches a native model server over the framed link (docs/link.md): one connection, made when it is needed, shared by all requests. Nothing
 * is sent twice: a request belongs to the connection it was written to.
 */
import type { Socket } from "node:net";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { type Exchange, WholeExchange } from "./exchange.ts";
import { FramedConnection } from "./framed-connection.ts";
import { type Greeted, greet } from "./greeting.ts";
import type { Asker, LinkRequest, LinkResponse, StreamedResponse, StreamingLink } from "./instance-link.ts";
import { StreamedExchange } from "./streamed-exchange.ts";

export interface FramedLinkOptions {
  /** Begins a connection. */
  readonly connect: () => Socket;
  readonly clock: Clock;
  /** Opens the link for a server that greets as one of HTTP does: an instance that an older Hostler started. Without, none may be met. */
  readonly otherwise?: () => StreamingLink;
}

export class FramedLink implements StreamingLink {
  readonly #options: FramedLinkOptions;
  readonly #clock: Clock;
  /** Where requests begin. */
  #current: FramedConnection | undefined;
  /** All connections that are not closed. */
  readonly #connections = new Set<FramedConnection>();
  #opening = false;
  /** What waits for a connection. */
  #waiting: Exchange[] = [];
  /** Looks after the time of all requests in flight. */
  #sweep: Disposable | undefined;
  /** In use while the server speaks HTTP only. */
  #plain: StreamingLink | undefined;
  #closed: PromiseWithResolvers<void> | undefined;

  constructor(options: FramedLinkOptions) {
    this.#options = options;
    this.#clock = options.clock;
  }

  ask(request: LinkRequest, asker: Asker, nowMs: number): void {
    this.#begin(new WholeExchange(request, nowMs + request.timeoutMs, asker), nowMs);
  }

  invoke(request: LinkRequest): Promise<LinkResponse> {
    return new Promise((answered, failed) => this.ask(request, { answered, failed }, this.#clock.now()));
  }

  stream(request: LinkRequest): Promise<StreamedResponse> {
    return new Promise((resolve, reject) => {
      const nowMs = this.#clock.now();
      this.#begin(new StreamedExchange(request, nowMs + request.timeoutMs, resolve, reject), nowMs);
    });
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = Promise.withResolvers<void>();
      for (const connection of this.#connections) connection.leave();
      this.#settle();
    }
    return this.#closed.promise;
  }

  #begin(exchange: Exchange, nowMs: number): void {
    const { signal } = exchange.request;
    if (signal.aborted) return void exchange.fail("gone");
    if (this.#closed) return void exchange.fail("not-sent");
    signal.addEventListener("abort", exchange);
    this.#sweep ??= this.#clock.after(limits.link.sweepMs, () => this.#expire());
    const connection = this.#current;
    if (connection?.takesMore) connection.send(exchange, nowMs);
    else this.#wait(exchange);
  }

  #wait(exchange: Exchange): void {
    if (this.#plain) return void this.#handOver(exchange, this.#plain);
    if (this.#waiting.length >= limits.link.requests) return void exchange.fail("not-sent");
    this.#waiting.push(exchange);
    if (this.#opening) return;
    this.#opening = true;
    const socket = this.#options.connect();
    greet(socket, this.#clock, (greeted) => this.#greeted(socket, greeted));
  }

  #greeted(socket: Socket, greeted: Greeted): void {
    this.#opening = false;
    const waiting = this.#waiting.filter(({ over }) => !over);
    this.#waiting = [];
    const { otherwise } = this.#options;
    if (greeted.kind === "http" && otherwise) {
      this.#plain = otherwise();
      for (const exchange of waiting) this.#handOver(exchange, this.#plain);
    } else if (greeted.kind !== "framed") {
      const why = greeted.kind === "failed" ? greeted.why : new Error("The instance knows only HTTP.");
      for (const exchange of waiting) exchange.fail("not-sent", why);
    } else {
      const connection = new FramedConnection(socket, greeted.first, (closed) => this.#ended(closed));
      this.#connections.add(connection);
      this.#current = connection;
      const nowMs = this.#clock.now();
      for (const exchange of waiting) connection.send(exchange, nowMs);
      if (this.#closed) connection.leave();
    }
    this.#settle();
  }

  /** A server of HTTP that fails may be gone, and its successor knows better: the next request asks. */
  #handOver(exchange: Exchange, plain: StreamingLink): void {
    exchange.handOver(plain, this.#clock.now(), () => {
      if (this.#plain !== plain) return;
      this.#plain = undefined;
      void plain.close();
    });
  }

  #ended(connection: FramedConnection): void {
    this.#connections.delete(connection);
    if (this.#current === connection) this.#current = undefined;
    this.#settle();
  }

  #settle(): void {
    if (!this.#closed || this.#opening || this.#connections.size > 0) return;
    const plain = this.#plain;
    this.#plain = undefined;
    this.#closed.resolve(plain?.close());
  }

  #expire(): void {
    const nowMs = this.#clock.now();
    let left = false;
    for (const exchange of this.#waiting) if (exchange.deadlineMs <= nowMs) exchange.giveUp("timeout");
    for (const connection of this.#connections) if (connection.expire(nowMs)) left = true;
    left ||= this.#waiting.length > 0;
    this.#sweep = left ? this.#clock.after(limits.link.sweepMs, () => this.#expire()) : undefined;
  }
}
