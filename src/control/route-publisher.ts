/**
 * Gives every router the same table and knows what each has acknowledged: a change counts only when every router alive works from it, and
 * an instance may be stopped only when none of them can send to it any more.
 */
import type { CountBatch, FromRouter, ToRouter } from "../core/router-protocol.ts";
import type { EndpointRoute, VariantRoute } from "../core/routes.ts";
import { listenChannel, type Peer, type PeerEvents } from "../lib/channel.ts";
import { failpoint } from "../lib/failpoint.ts";

interface Router {
  readonly peer: Peer<ToRouter>;
  name: string | undefined;
  ackedEpoch: number;
  busy: Set<string>;
}

interface Published {
  readonly route: EndpointRoute;
  readonly text: string;
  readonly epoch: number;
}

export interface PublisherPorts {
  /** Of this control plane; goes with every table. */
  readonly term: number;
  /** The names of the router processes that exist. */
  aliveRouters(): readonly string[];
  /** Called when what routers know has moved on. */
  acked(): void;
  /** Resolves when a batch of counts is kept, and the router may forget it; with false when it will not be. */
  counted(batch: CountBatch): Promise<boolean>;
  /** Runs its argument when this turn is over, so that the changes of a turn are one table. */
  readonly afterTurn?: (action: () => void) => void;
}

export class RoutePublisher implements AsyncDisposable {
  readonly #routers = new Set<Router>();
  readonly #published = new Map<string, Published>();
  /** The last epoch whose table named the instance; those that none of ours has named may be in tables of an earlier term. */
  readonly #lastNamed = new Map<string, number>();
  readonly #term: number;
  readonly #aliveRouters: () => readonly string[];
  readonly #acked: () => void;
  readonly #counted: (batch: CountBatch) => Promise<boolean>;
  readonly #afterTurn: (action: () => void) => void;
  #epoch = 0;
  #complete = false;
  #pushing = false;
  #server: AsyncDisposable | undefined;

  /** Serves the connections that are handed to `accept`; `open` listens for them itself. */
  constructor({ term, aliveRouters, acked, counted, afterTurn = setImmediate }: PublisherPorts) {
    this.#term = term;
    this.#aliveRouters = aliveRouters;
    this.#acked = acked;
    this.#counted = counted;
    this.#afterTurn = afterTurn;
  }

  /** Listens for routers at `socket`. */
  static async open({ socket, ...ports }: PublisherPorts & { readonly socket: string }): Promise<RoutePublisher> {
    const publisher = new RoutePublisher(ports);
    publisher.#server = await listenChannel<ToRouter, FromRouter>(socket, (peer) => publisher.accept(peer));
    return publisher;
  }

  /** Sets the route of an endpoint; routers hear of it at the end of this turn. */
  set(key: string, route: EndpointRoute): void {
    const text = JSON.stringify(route);
    if (this.#published.get(key)?.text === text) return;
    this.#published.set(key, { route, text, epoch: this.#epoch + 1 });
    this.#push();
  }

  remove(key: string): void {
    if (this.#published.delete(key)) this.#push();
  }

  /** The routes as they were set last. */
  routes(): readonly EndpointRoute[] {
    return [...this.#published.values()].map(({ route }) => route);
  }

  /** Endpoints that take invocations and that not every router could answer for yet, each variant. */
  unanswered(): string[] {
    return [...this.#published.values()]
      .filter(({ route: { variants }, epoch }) => variants.some((variant) => !hasInstance(variant)) || !this.#ackedByAll(epoch))
      .map(({ route: { name } }) => name);
  }

  /** From now on the table holds every endpoint, so it may replace what routers have from before. */
  complete(): void {
    if (this.#complete) return;
    this.#complete = true;
    this.#push();
  }

  /** Whether every router alive works from this route of this endpoint. */
  settled(key: string, route: EndpointRoute): boolean {
    const published = this.#published.get(key);
    return published !== undefined && published.text === JSON.stringify(route) && this.#ackedByAll(published.epoch);
  }

  /** Whether no router can send to the instance any more, nor waits for it. */
  drained(id: string): boolean {
    const epoch = (this.#lastNamed.get(id) ?? 0) + 1;
    return this.#ackedByAll(epoch) && [...this.#routers].every(({ busy }) => !busy.has(id));
  }

  /** Takes up a router's connection: `peer` is where it hears from us, and the result is what it calls. */
  accept(peer: Peer<ToRouter>): PeerEvents<FromRouter> {
    const router: Router = { peer, name: undefined, ackedEpoch: 0, busy: new Set() };
    this.#routers.add(router);
    if (this.#complete && !this.#pushing) peer.send({ kind: "routes", table: this.#table() });
    return {
      message: (message) => {
        if (message.kind === "counts") {
          const { batch } = message;
          void this.#counted(message).then((kept) => {
            failpoint("publisher.counted");
            if (kept) peer.send({ kind: "counted", batch });
          });
          return;
        }
        if (message.kind === "hello") router.name = message.router;
        else if (message.kind === "idle") router.busy.delete(message.instance);
        else {
          failpoint("publisher.acked", () => this.#windows());
          router.ackedEpoch = message.epoch;
          router.busy = new Set(message.busy);
        }
        this.#acked();
      },
      closed: () => {
        this.#routers.delete(router);
        this.#acked();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  #ackedByAll(epoch: number): boolean {
    if (!this.#complete || this.#pushing) return false;
    const acked = new Set([...this.#routers].filter(({ ackedEpoch }) => ackedEpoch >= epoch).map(({ name }) => name));
    const alive = this.#aliveRouters();
    return alive.length > 0 && alive.every((name) => acked.has(name));
  }

  #table() {
    return { term: this.#term, epoch: this.#epoch, endpoints: this.routes() };
  }

  /** For failpoints: the windows of the changes under way. */
  #windows(): string {
    return this.routes()
      .map(({ window }) => window?.name ?? "rest")
      .join();
  }

  /** One message for all changes of a turn. */
  #push(): void {
    if (!this.#complete || this.#pushing) return;
    this.#pushing = true;
    this.#afterTurn(() => {
      this.#pushing = false;
      this.#epoch++;
      this.#noteNamed();
      failpoint("publisher.publishing", () => this.#windows());
      const table = this.#table();
      for (const { peer } of this.#routers) peer.send({ kind: "routes", table });
      failpoint("publisher.published", () => this.#windows());
    });
  }

  #noteNamed(): void {
    for (const { route } of this.#published.values()) {
      for (const variant of route.variants)
        for (const { instances } of variant.fleets) for (const { id } of instances) this.#lastNamed.set(id, this.#epoch);
    }
    if (this.#lastNamed.size > 100_000) this.#lastNamed.clear(); // forgetting is safe only for instances long gone; the bound is far above any host
  }
}

const hasInstance = ({ fleets }: VariantRoute): boolean => fleets.some(({ instances }) => instances.length > 0);
