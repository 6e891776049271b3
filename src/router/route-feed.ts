/** Where a router gets its table from: control while it is there, the file of the last table while it is not. */
import type { FromRouter, ToRouter } from "../core/router-protocol.ts";
import type { RouteTable } from "../core/routes.ts";
import { keepConnected, type Peer } from "../lib/channel.ts";
import type { Clock } from "../lib/clock.ts";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { LiveRoutes } from "./live-routes.ts";

export class RouteFeed implements Disposable {
  readonly #routes: LiveRoutes;
  readonly #file: string;
  readonly #name: string;
  readonly #log: Logger;
  #connection: Disposable | undefined;
  #peer: Peer<FromRouter> | undefined;
  #fresh = false;

  constructor(options: { routes: LiveRoutes; file: string; name: string; log: Logger }) {
    this.#routes = options.routes;
    this.#file = options.file;
    this.#name = options.name;
    this.#log = options.log;
  }

  /** Starts from the table on disk and follows control at `socket` from then on. */
  follow(socket: string, clock: Clock): void {
    const last = readJsonFile<RouteTable>(this.#file);
    if (last) this.#routes.replace(last);
    this.#connection = keepConnected<FromRouter, ToRouter>(socket, clock, (peer) => {
      this.#peer = peer;
      peer.send({ kind: "hello", router: this.#name });
      return {
        message: ({ table }) => this.#take(table),
        closed: () => {
          this.#peer = undefined;
          this.#fresh = false;
        },
      };
    });
  }

  /** Whether the table is control's latest, not only the one on disk. */
  get fresh(): boolean {
    return this.#fresh;
  }

  /** Tells control that an instance it took out of the table works on nothing of ours any more. */
  idle(instance: string): void {
    this.#peer?.send({ kind: "idle", instance });
  }

  [Symbol.dispose](): void {
    this.#connection?.[Symbol.dispose]();
  }

  /** The file comes before the acknowledgement: what control believes us to know should survive us. A full disk does not stop the traffic. */
  #take(table: RouteTable): void {
    try {
      writeFileDurably(this.#file, JSON.stringify(table));
    } catch (error) {
      this.#log.error({ error }, "the route table could not be kept on disk");
    }
    this.#routes.replace(table);
    this.#fresh = true;
    this.#peer?.send({ kind: "ack", epoch: table.epoch, busy: this.#routes.busy() });
  }
}
