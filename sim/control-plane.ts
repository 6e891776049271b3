/**
 * One life of the control plane, wired as `roles/control.ts` does it: the real reconciler, route publisher, alarm evaluator, receipts and
 * operations on a store, hosts and routers that are far away. It ends between any two of its awaits, without a word to anybody, and may be
 * stopped for a while and go on as if nothing had happened.
 */
import type { Principal } from "../src/api/wire.ts";
import { AlarmEvaluator } from "../src/control/alarm-evaluator.ts";
import { EndpointMetrics } from "../src/control/endpoint-metrics.ts";
import { ReceiptWriter } from "../src/control/receipt-writer.ts";
import { Reconciler } from "../src/control/reconciler.ts";
import { RoutePublisher } from "../src/control/route-publisher.ts";
import type { InvocationCounts } from "../src/core/metrics/invocation-counts.ts";
import type { FromRouter, ToRouter } from "../src/core/router-protocol.ts";
import type { Peer, PeerEvents } from "../src/lib/channel.ts";
import type { Clock } from "../src/lib/clock.ts";
import type { Agent } from "./agent.ts";
import { AgentLink } from "./agent-link.ts";
import type { Chance } from "./chance.ts";
import { Gate } from "./gate.ts";
import type { MemoryAlarms } from "./memory-alarms.ts";
import type { Author, MemoryDocuments } from "./memory-documents.ts";
import { MemoryMetrics } from "./memory-metrics.ts";
import type { MemoryReceipts } from "./memory-receipts.ts";
import { remoteStore, StoreFault } from "./remote-store.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** As `roles/control.ts` has it. */
const sweepMs = 5_000;

export const caller: Principal = { accessKeyId: "", accountId: "000000000000", region: "r", arn: "arn:sim" };

interface ControlPlanePorts {
  readonly name: string;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly documents: MemoryDocuments;
  readonly alarms: MemoryAlarms;
  readonly receipts: MemoryReceipts;
  readonly agent: Agent;
  readonly routers: () => readonly string[];
  readonly stormy: () => boolean;
  /** A router has told of these. */
  readonly told: (counts: readonly InvocationCounts[]) => void;
  /** It ends by itself: its start failed, or somebody else leads. */
  readonly ended: () => void;
}

/** What there is once it has begun its term. */
interface Parts {
  readonly link: AgentLink;
  readonly publisher: RoutePublisher;
  readonly reconciler: Reconciler;
}

export class ControlPlane {
  readonly name: string;
  readonly #ports: ControlPlanePorts;
  readonly #clock: Clock;
  readonly #gate = new Gate();
  readonly #log;
  readonly #closed: (() => void)[] = [];
  /** When it last went on after it was stopped, in the world's time. */
  wentOnMs = Number.NEGATIVE_INFINITY;
  #parts: Parts | undefined;
  #over = false;

  constructor(ports: ControlPlanePorts) {
    const { name, timeline, trace } = ports;
    this.name = name;
    this.#ports = ports;
    this.#clock = {
      now: () => timeline.now(),
      sleep: (ms) => timeline.sleep(ms).then(() => this.#gate.pass()),
      after: (ms, action) => timeline.after(ms, () => this.#gate.run(() => !this.#over && action())),
    };
    this.#log = {
      info: () => undefined,
      warn: (fields: object, text: string) => trace.note("warning", `${text} ${JSON.stringify(fields)}`),
      error: (fields: object, text: string) => {
        const cause = "error" in fields ? fields.error : undefined;
        if (!(cause instanceof StoreFault))
          trace.violate(`${name}: ${text}: ${cause instanceof Error ? cause.stack : JSON.stringify(fields)}`);
      },
    };
    this.#start().catch((error: unknown) => this.#fail(error));
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** It has begun and runs. */
  get isThere(): boolean {
    return this.#parts !== undefined && !this.#gate.isShut;
  }

  get isStopped(): boolean {
    return this.#gate.isShut;
  }

  get link(): AgentLink | undefined {
    return this.#parts?.link;
  }

  /** What operations of the API are given. */
  context() {
    return {
      store: this.#store("api"),
      objects: { pin: async () => undefined },
      backend: { view: () => this.#parts?.link.view() },
      blobs: "",
      clock: this.#clock,
      rng: this.#ports.chance.rng,
      log: this.#log,
      wake: this.#wake,
    };
  }

  /** A router connects; `closed` tells it that this life is over. */
  accept(peer: Peer<ToRouter>, closed: () => void): PeerEvents<FromRouter> {
    this.#closed.push(closed);
    const events = this.#parts!.publisher.accept(peer);
    return {
      message: (message) => this.#gate.run(() => !this.#over && events.message(message)),
      closed: () => this.#gate.run(() => !this.#over && events.closed()),
    };
  }

  /** SIGSTOP: from outside it is there, and does nothing. */
  stop(): void {
    this.#gate.shut();
  }

  /** SIGCONT. */
  goOn(): void {
    this.wentOnMs = this.#ports.timeline.elapsedMs;
    this.#gate.open();
  }

  /** The end: no timer runs, nothing is answered, connections break. */
  crash(): void {
    this.#over = true;
    this.#parts?.link.break();
    for (const closed of this.#closed) closed();
  }

  async #start(): Promise<void> {
    const { timeline, chance } = this.#ports;
    const clock = this.#clock;
    const log = this.#log;
    const store = this.#store("reconciler");
    const term = await store.terms.begin();
    const receipts = await ReceiptWriter.open({ store, clock, log, term });
    if (this.#over) return;
    const metrics = new MemoryMetrics(() => timeline.now());
    const endpointMetrics = new EndpointMetrics(metrics, () => publisher.routes());
    const link = new AgentLink({ ...this.#ports, term, gate: this.#gate, isOver: () => this.#over });
    const publisher: RoutePublisher = new RoutePublisher({
      term,
      aliveRouters: () => link.view()?.roles.map(({ role }) => role) ?? [],
      acked: () => reconciler.wakeMoving(),
      counted: (batch) => {
        this.#ports.told(batch.counts);
        endpointMetrics.count(batch);
        return receipts.count(batch);
      },
      afterTurn: (action) => void clock.after(0, action),
    });
    const reconciler: Reconciler = new Reconciler({ store, receipts, backend: link, publisher, clock, rng: chance.rng, log });
    new AlarmEvaluator({ store, metrics, clock, log, wake: this.#wake });
    this.#parts = { link, publisher, reconciler };
    const sweep = async (): Promise<void> => {
      reconciler.wakeAll();
      endpointMetrics.sample(clock.now(), undefined);
      await receipts.tidy();
      const latest = await store.terms.current();
      if (latest > term) throw new Deposed(`term ${latest} has begun`);
      clock.after(sweepMs, () => void sweep().catch((error: unknown) => this.#fail(error)));
    };
    await sweep();
  }

  /** What a process does about an error that nobody catches. */
  #fail(error: unknown): void {
    const { trace, ended, name } = this.#ports;
    if (this.#over) return;
    if (error instanceof Deposed || error instanceof StoreFault) trace.note("control", `${name}: ${error.message}`);
    else trace.violate(`${name} ended: ${error instanceof Error ? error.stack : String(error)}`);
    ended();
  }

  /** A wake-up may be lost. */
  readonly #wake = (region: string, name: string): void => {
    const { stormy, chance } = this.#ports;
    if (!this.#over && !(stormy() && chance.happens(0.2))) this.#parts?.reconciler.wake(region, name);
  };

  #store(author: Author) {
    const { stormy } = this.#ports;
    return remoteStore({ ...this.#ports, author, gate: this.#gate, trouble: () => (stormy() ? 0.01 : 0), isOver: () => this.#over });
  }
}

class Deposed extends Error {}
