/**
 * A simulated router process: the real route table and the real InvokeEndpoint, with a disk that outlives the process and a connection to
 * one of the control planes there are. It takes up a new table as `router/route-feed.ts` does: disk, work, acknowledgement.
 */
import type { Call } from "../src/api/handlers.ts";
import type { InvocationCounts } from "../src/core/metrics/invocation-counts.ts";
import type { CountBatch, FromRouter, ToRouter } from "../src/core/router-protocol.ts";
import type { EndpointRoute, RouteTable } from "../src/core/routes.ts";
import { drainDeadlineMs } from "../src/core/step-endpoint.ts";
import type { Departure, OpenLink } from "../src/link/instance-link.ts";
import { CountSender } from "../src/router/count-sender.ts";
import { InvocationLedger } from "../src/router/invocation-ledger.ts";
import { invokeEndpoint } from "../src/router/invoke-endpoint.ts";
import { LiveRoutes } from "../src/router/live-routes.ts";
import type { Chance } from "./chance.ts";
import { type ControlPlane, caller } from "./control-plane.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";
import { Wire } from "./wire.ts";

/** How often control is told what was counted; rarer than in reality, to let worlds run faster. */
const tellMs = 2_000;

/** A router without a control plane for longer may send to what is gone. */
const longAloneMs = 30_000;
/** What a control plane has missed may be so long on its way to it, and from there to routers. */
const newsMs = 15_000;

interface SimRouterPorts {
  readonly name: string;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly stormy: () => boolean;
  readonly openLink: OpenLink;
  readonly planes: () => readonly ControlPlane[];
  /** It is killed, and with it goes what it has counted and not heard is kept. */
  readonly forget: (counts: readonly InvocationCounts[]) => void;
}

export class SimRouter {
  readonly name: string;
  readonly #ports: SimRouterPorts;
  #routes: LiveRoutes | undefined;
  #table: RouteTable | undefined;
  #counts: CountSender | undefined;
  #ledger: InvocationLedger | undefined;
  /** The batch that control has not kept yet. */
  #unkept: CountBatch | undefined;
  #connection: { plane: ControlPlane; toControl: Wire<FromRouter>; toRouter: Wire<ToRouter>; closed: () => void } | undefined;
  /** Counts the starts of the process. */
  life = 0;
  /** When it was last seen with a control plane that runs. */
  #ledMs = 0;
  /** Works from a table that it was given in this life, and since it was last alone for long. */
  #fresh = false;
  /** When it was given that table. */
  #takenMs = 0;
  /** When it was last with a control plane again after it had been alone for long. */
  #backMs = Number.NEGATIVE_INFINITY;

  constructor(ports: SimRouterPorts) {
    this.name = ports.name;
    this.#ports = ports;
    this.start();
  }

  get isUp(): boolean {
    return this.#routes !== undefined;
  }

  /** How long it has been without a control plane, in milliseconds. */
  get aloneMs(): number {
    return this.#isLed ? 0 : this.#ports.timeline.elapsedMs - this.#ledMs;
  }

  /** Of the control plane whose table it works by. */
  get term(): number | undefined {
    return this.#routes?.term;
  }

  get #isLed(): boolean {
    return this.#connection !== undefined && !this.#connection.plane.isStopped;
  }

  /**
   * It may well know only instances that are gone: no table has come since it started, or was alone for long, or since the wall clock was
   * put forward so that what drains had waited for it long enough; or the control plane itself has just gone on and hears the news late.
   */
  get isLost(): boolean {
    const { elapsedMs, hurriedMs } = this.#ports.timeline;
    const hurried = this.#takenMs < hurriedMs && elapsedMs - hurriedMs < drainDeadlineMs;
    return !this.#fresh || hurried || elapsedMs - this.#ledMs > longAloneMs || elapsedMs - this.#backMs < newsMs;
  }

  /** The route it works by. */
  route(endpoint: string): EndpointRoute | undefined {
    return this.#routes && this.#table?.endpoints.find(({ name }) => name === endpoint);
  }

  start(): void {
    const { openLink, chance, timeline } = this.#ports;
    this.life++;
    this.#fresh = false;
    const ledger = new InvocationLedger();
    this.#routes = new LiveRoutes({
      openLink,
      idle: (instance) => this.#connection?.toControl.send({ kind: "idle", instance }),
      rng: chance.rng,
      clock: timeline,
      ledger,
    });
    this.#ledger = ledger;
    this.#counts = new CountSender(ledger, `${this.name}/${this.life}`);
    this.#tellLater(this.#counts);
    if (this.#table) this.#routes.replace(this.#table); // from its disk
    this.#ledMs = timeline.elapsedMs;
    this.#connectLater();
  }

  /** Its process ends; what it was answering is lost. */
  crash(): void {
    this.#ports.trace.note("fault", `${this.name} ends`);
    this.#ports.forget([...(this.#unkept?.counts ?? []), ...(this.#ledger?.take() ?? [])]);
    this.#unkept = undefined;
    this.#routes = undefined;
    this.#counts = undefined;
    this.life++;
    this.disconnect();
  }

  invoke(endpoint: string, signal: Departure): Promise<unknown> {
    const { chance, timeline } = this.#ports;
    const call = {
      input: { EndpointName: endpoint, Body: empty },
      principal: caller,
      receivedUs: timeline.elapsedMs * 1000,
      signal,
      headers: {},
    };
    return invokeEndpoint(
      { routes: this.#routes!, rng: chance.rng, clock: timeline, stopwatch: () => timeline.elapsedMs * 1000 },
      call as unknown as Call<typeof call.input>,
    );
  }

  disconnect(): void {
    const connection = this.#connection;
    if (!connection) return;
    this.#noteLed();
    this.#connection = undefined;
    this.#counts?.disconnected();
    connection.toControl.break();
    connection.toRouter.break();
    this.#ports.timeline.after(1, connection.closed);
    this.#connectLater();
  }

  #connectLater(): void {
    const { timeline, chance, stormy } = this.#ports;
    const { life } = this;
    const late = stormy() && chance.happens(0.2);
    timeline.after(late ? chance.between(100, 10_000) : 100, () => {
      if (this.life === life && this.#routes && !this.#connection) this.#connect();
    });
  }

  #connect(): void {
    const { chance, planes } = this.#ports;
    const there = planes();
    if (there.length === 0) this.#connectLater();
    else this.#connectTo(chance.pick(there));
  }

  #connectTo(plane: ControlPlane): void {
    const { timeline, chance, stormy } = this.#ports;
    const slow = (): number => chance.delay(0, stormy() && chance.happens(0.05) ? 10_000 : 20);
    const toRouter = new Wire<ToRouter>(timeline, slow, (message) => {
      if (message.kind === "routes") this.#take(message.table);
      else this.#kept(message.batch);
    });
    const events = plane.accept({ send: (message) => toRouter.send(message), close: () => this.disconnect() }, () => {
      if (this.#connection?.toRouter === toRouter) this.disconnect();
    });
    const toControl = new Wire<FromRouter>(timeline, slow, (message) => events.message(message));
    this.#connection = { plane, toControl, toRouter, closed: events.closed };
    toControl.send({ kind: "hello", router: this.name });
    this.#counts?.connected((batch) => {
      this.#unkept = batch;
      toControl.send(batch);
    });
  }

  #kept(batch: number): void {
    this.#counts?.kept(batch);
    if (this.#unkept?.batch === batch) this.#unkept = undefined;
  }

  #tellLater(counts: CountSender): void {
    const { timeline } = this.#ports;
    timeline.after(tellMs, () => {
      if (this.#counts !== counts) return; // its process has ended
      this.#noteLed();
      counts.tell(timeline.now());
      this.#tellLater(counts);
    });
  }

  #noteLed(): void {
    if (!this.#isLed) return;
    if (this.#comesBack()) this.#fresh = false;
    this.#ledMs = this.#ports.timeline.elapsedMs;
  }

  /** Whether it has been alone for long until now. */
  #comesBack(): boolean {
    const { elapsedMs } = this.#ports.timeline;
    const isBack = elapsedMs - this.#ledMs > longAloneMs;
    if (isBack) this.#backMs = elapsedMs;
    return isBack;
  }

  #take(table: RouteTable): void {
    if (table.term < this.#routes!.term) {
      this.disconnect();
      return;
    }
    this.#table = table;
    this.#comesBack();
    this.#fresh = true;
    this.#takenMs = this.#ports.timeline.elapsedMs;
    this.#ledMs = this.#takenMs;
    this.#routes!.replace(table);
    this.#connection?.toControl.send({ kind: "ack", epoch: table.epoch, busy: this.#routes!.busy() });
  }
}

const empty = Buffer.alloc(0);
