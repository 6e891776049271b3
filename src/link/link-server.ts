/** The framed link as a native model server speaks it: takes up connections whose first bytes are its greeting, and hands on their requests. */
import type { Socket } from "node:net";
import type { Clock } from "../lib/clock.ts";
import { sharingReads } from "../lib/shared-reads.ts";
import { limits } from "../limits.ts";
import { BodyBudget } from "./body-budget.ts";
import { preface, prefaceByte, prefaceBytes, version, versionOf } from "./frames.ts";
import { type LinkHandler, ServedConnection } from "./served-connection.ts";

export class LinkServer {
  readonly #handler: LinkHandler;
  readonly #clock: Clock;
  readonly #budget = new BodyBudget(limits.link.longBodyBytes);
  readonly #connections = new Set<ServedConnection>();
  #away = false;

  constructor(handler: LinkHandler, clock: Clock) {
    this.#handler = handler;
    this.#clock = clock;
  }

  /** Whether a connection that begins with this byte is meant for us. */
  static isGreeting(byte: number | undefined): boolean {
    return byte === prefaceByte;
  }

  /** Takes up a connection; `first` is what was read of it already. */
  accept(accepted: Socket, first: Buffer): void {
    const socket = sharingReads(accepted) ?? accepted;
    if (socket !== accepted) accepted.once("close", () => socket.destroy());
    let greeting = first;
    let connection = this.#greet(socket, greeting);
    socket.on("data", (chunk) => {
      if (connection) return connection.receive(chunk);
      greeting = Buffer.concat([greeting, chunk]);
      connection = this.#greet(socket, greeting);
    });
    socket.on("error", () => undefined);
  }

  /** No request begins any more but those that are on their way. */
  away(): void {
    this.#away = true;
    for (const connection of this.#connections) connection.away();
  }

  /** Undefined while the greeting is not complete, and when it is none. A router of a later version is offered ours. */
  #greet(socket: Socket, greeting: Buffer): ServedConnection | undefined {
    if (socket.destroyed || greeting.length < prefaceBytes) return undefined;
    if (versionOf(greeting) === undefined) {
      socket.destroy();
      return undefined;
    }
    socket.write(preface(version));
    const connection = new ServedConnection(socket, {
      handler: this.#handler,
      clock: this.#clock,
      budget: this.#budget,
      closed: (closed) => this.#connections.delete(closed),
    });
    this.#connections.add(connection);
    if (this.#away) connection.away();
    if (greeting.length > prefaceBytes) connection.receive(greeting.subarray(prefaceBytes));
    return connection;
  }
}
