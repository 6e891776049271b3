/**
 * The fast lane of the front door: reads the common request straight from a connection and answers it there. A connection that brings
 * anything else is given to `node:http`, together with every byte that was not taken, and stays there.
 */
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { BodyRoom } from "../api/body-room.ts";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { type Lane, StrictConnection } from "./strict-connection.ts";

/** How often connections are looked at: one timer for all, instead of one for each request. */
const sweepMs = 1_000;

/** Sweeps after which something has lasted too long. */
const tooLong = {
  /** A connection that never asked anything. */
  first: limits.requestHeadMs / sweepMs,
  /** One that may be used again; a second more than clients are told, as `node:http` does it. */
  next: limits.requestIdleMs / sweepMs + 1,
  /** An answer that a client takes, or does not. */
  reader: limits.unreadAnswerMs / sweepMs,
  /** A request of which only a part has come. */
  head: limits.requestHeadMs / sweepMs,
  body: limits.requestBodyMs / sweepMs,
  /** One without a request when the server closes: until then one that is on its way is still answered. */
  closing: 2,
};

export class StrictLane implements Disposable {
  readonly #lane: Lane;
  /** Each knows its place. A set of what comes and goes is made anew all the time, and holds what has gone until it is collected. */
  readonly #connections: StrictConnection[] = [];
  readonly #clock: Clock;
  #sweeping: Disposable;
  #closing = false;

  /** Stands between the connections that `server` accepts and its own reading of them. `bodyRoom` is for bodies that are still coming. */
  constructor(server: Server, take: Lane["take"], clock: Clock, bodyRoom = new BodyRoom(limits.heldBodyBytes)) {
    const [toNode] = server.listeners("connection") as [(socket: Socket) => void];
    this.#lane = {
      take,
      hold: (bytes) => bodyRoom.take(bytes),
      giveBack: (bytes) => bodyRoom.give(bytes),
      handOver: (socket) => toNode.call(server, socket),
      left: (connection) => this.#forget(connection),
    };
    server.removeListener("connection", toNode);
    server.on("connection", (socket) => this.#accept(socket));
    this.#clock = clock;
    this.#sweeping = clock.after(sweepMs, () => this.#sweep());
  }

  /** From now on an answer is the last of its connection, and connections without a request end soon. */
  close(): void {
    this.#closing = true;
    for (const connection of this.#connections) {
      connection.closing = true;
      connection.sweeps = 0;
    }
  }

  [Symbol.dispose](): void {
    this.#sweeping[Symbol.dispose]();
    for (const connection of this.#connections.slice()) connection.destroy();
  }

  #accept(socket: Socket): void {
    const connection = new StrictConnection(socket, this.#lane);
    connection.closing = this.#closing;
    connection.place = this.#connections.push(connection) - 1;
  }

  /** The last one takes its place. */
  #forget({ place }: StrictConnection): void {
    const last = this.#connections.pop()!;
    if (last.place === place) return;
    this.#connections[place] = last;
    last.place = place;
  }

  /** Looks at all connections, again and again. */
  #sweep(): void {
    let unread = 0;
    for (let place = this.#connections.length - 1; place >= 0; place--) {
      const connection = this.#connections[place]; // from the end, as one that goes is replaced by one that was looked at
      if (!connection) continue;
      this.#look(connection);
      if (connection.waitsFor === "reader") unread += connection.unread;
    }
    if (unread > limits.unreadAnswerBytes) this.#shed(unread);
    this.#sweeping = this.#clock.after(sweepMs, () => this.#sweep());
  }

  #look(connection: StrictConnection): void {
    const sweeps = ++connection.sweeps;
    const { waitsFor } = connection;
    if (waitsFor === "first request" || waitsFor === "next request") {
      const most = this.#closing ? tooLong.closing : waitsFor === "first request" ? tooLong.first : tooLong.next;
      if (sweeps > most) connection.end();
    } else if (waitsFor === "rest of a head" || waitsFor === "rest of a body") {
      if (sweeps > (waitsFor === "rest of a head" ? tooLong.head : tooLong.body)) connection.endLate();
    } else if (waitsFor === "reader" && sweeps > tooLong.reader) connection.destroy(); // an answer has the time limit of its link
  }

  /** Ends those that have been reading for the longest until the rest is not too much. */
  #shed(unread: number): void {
    const readers = this.#connections.filter(({ waitsFor }) => waitsFor === "reader").sort((a, b) => b.sweeps - a.sweeps);
    let left = unread;
    for (const reader of readers) {
      if (left <= limits.unreadAnswerBytes) return;
      left -= reader.unread;
      reader.destroy();
    }
  }
}
