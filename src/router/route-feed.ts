/** A router's line to control: the table comes from there, or from the file of the last one while control is away; what was counted goes there. */
import type { FromRouter, ToRouter } from "../core/router-protocol.ts";
import type { RouteTable } from "../core/routes.ts";
import { type KeptConnection, keepConnected, type Peer } from "../lib/channel.ts";
import type { Clock } from "../lib/clock.ts";
import { failpoint } from "../lib/failpoint.ts";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { CountSender } from "./count-sender.ts";
import type { LiveRoutes } from "./live-routes.ts";

/** How often control is told what was counted. */
const tellMs = 1_000;

/** Grows when a table means something else: a router of another version then waits for control instead of misreading the file. */
const format = 2;

interface Kept extends RouteTable {
  readonly format: number;
}

/** Writes the table that a router starts from while control is away. Throws when the disk does not take it. */
export function keepRoutes(file: string, table: RouteTable): void {
  writeFileDurably(file, JSON.stringify({ format, ...table } satisfies Kept));
}

export class RouteFeed implements Disposable {
  readonly #routes: LiveRoutes;
  readonly #file: string;
  readonly #name: string;
  readonly #log: Logger;
  readonly #counts: CountSender;
  #telling: Disposable | undefined;
  #connection: KeptConnection | undefined;
  #peer: Peer<FromRouter> | undefined;
  #fresh = false;

  constructor(options: { routes: LiveRoutes; file: string; name: string; log: Logger; counts: CountSender }) {
    this.#routes = options.routes;
    this.#file = options.file;
    this.#name = options.name;
    this.#log = options.log;
    this.#counts = options.counts;
  }

  /** Starts from the table on disk and follows control at `socket` from then on. */
  follow(socket: string, clock: Clock): void {
    const last = readJsonFile<Kept>(this.#file);
    if (last?.format === format) this.#routes.replace(last);
    this.#connection = keepConnected<FromRouter, ToRouter>(socket, clock, (peer) => {
      this.#peer = peer;
      peer.send({ kind: "hello", router: this.#name });
      this.#counts.connected((batch) => peer.send(batch));
      return {
        message: (message) => {
          if (message.kind === "routes") this.#take(message.table);
          else this.#counts.kept(message.batch);
        },
        closed: () => {
          this.#peer = undefined;
          this.#counts.disconnected();
          this.#fresh = false;
        },
      };
    });
    const tell = (): void => {
      this.#counts.tell(clock.now());
      this.#telling = clock.after(tellMs, tell);
    };
    tell();
  }

  /** Tells control what is left to tell, and waits for it to be kept, but not for long: control may be going too. */
  async finish(clock: Clock): Promise<void> {
    const giveUpMs = clock.now() + tellMs;
    for (let told = 0; told < 2 && clock.now() < giveUpMs; ) {
      if (this.#counts.idle) {
        this.#counts.tell(clock.now());
        told++;
      }
      await clock.sleep(10);
    }
  }

  /** Whether the table is control's latest, not only the one on disk. */
  get fresh(): boolean {
    return this.#fresh;
  }

  /** Whether there is no control to have a table from. */
  get alone(): boolean {
    return this.#connection?.refused ?? false;
  }

  /** Tells control that an instance it took out of the table works on nothing of ours any more. */
  idle(instance: string): void {
    this.#peer?.send({ kind: "idle", instance });
  }

  [Symbol.dispose](): void {
    this.#telling?.[Symbol.dispose]();
    this.#connection?.[Symbol.dispose]();
  }

  /** The file comes before the acknowledgement: what control believes us to know should survive us. A full disk does not stop the traffic. */
  #take(table: RouteTable): void {
    if (table.term < this.#routes.term) {
      this.#log.warn({ term: table.term, latest: this.#routes.term }, "a control plane of an earlier term is not followed");
      this.#peer?.close(); // the next connection finds who leads now
      return;
    }
    try {
      keepRoutes(this.#file, table);
    } catch (error) {
      this.#log.error({ error }, "the route table could not be kept on disk");
    }
    failpoint("routes.kept", () => this.#name);
    this.#routes.replace(table);
    this.#fresh = true;
    failpoint("routes.taken", () => this.#name);
    this.#peer?.send({ kind: "ack", epoch: table.epoch, busy: this.#routes.busy() });
    failpoint("routes.acked", () => this.#name);
  }
}
