/**
 * One life of the control plane: the real reconciler, route publisher and operations on a store, hosts and routers that are far away. It
 * ends between any two of its awaits, without a word to anybody.
 */
import type { Principal } from "../src/api/wire.ts";
import { AlarmEvaluator } from "../src/control/alarm-evaluator.ts";
import { EndpointMetrics } from "../src/control/endpoint-metrics.ts";
import { Reconciler } from "../src/control/reconciler.ts";
import { RoutePublisher } from "../src/control/route-publisher.ts";
import type { FromRouter, ToRouter } from "../src/core/router-protocol.ts";
import type { Peer, PeerEvents } from "../src/lib/channel.ts";
import type { Clock } from "../src/lib/clock.ts";
import type { Agent } from "./agent.ts";
import { AgentLink } from "./agent-link.ts";
import type { Chance } from "./chance.ts";
import type { MemoryAlarms } from "./memory-alarms.ts";
import type { Author, MemoryDocuments } from "./memory-documents.ts";
import { MemoryMetrics } from "./memory-metrics.ts";
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
  readonly agent: Agent;
  readonly routers: () => readonly string[];
  readonly stormy: () => boolean;
}

export class ControlPlane {
  readonly name: string;
  readonly link: AgentLink;
  readonly #ports: ControlPlanePorts;
  readonly #clock: Clock;
  readonly #publisher: RoutePublisher;
  readonly #reconciler: Reconciler;
  readonly #endpointMetrics: EndpointMetrics;
  readonly #log;
  readonly #closed: (() => void)[] = [];
  #over = false;

  constructor(ports: ControlPlanePorts) {
    const { name, timeline, chance, trace } = ports;
    this.name = name;
    this.#ports = ports;
    const isOver = (): boolean => this.#over;
    this.#clock = {
      now: () => timeline.now(),
      sleep: (ms) => timeline.sleep(ms),
      after: (ms, action) => timeline.after(ms, () => !this.#over && action()),
    };
    this.link = new AgentLink({ ...ports, isOver });
    const metrics = new MemoryMetrics(() => timeline.now());
    this.#endpointMetrics = new EndpointMetrics(metrics, () => this.#publisher.routes());
    this.#publisher = new RoutePublisher({
      now: timeline.now(),
      aliveRouters: () => this.link.view()?.roles.map(({ role }) => role) ?? [],
      acked: () => this.#reconciler.wakeMoving(),
      counted: async (batch) => {
        this.#endpointMetrics.count(batch);
        return true;
      },
      afterTurn: (action) => void this.#clock.after(0, action),
    });
    this.#log = {
      info: () => undefined,
      warn: (fields: object, text: string) => trace.note("warning", `${text} ${JSON.stringify(fields)}`),
      error,
    };
    function error(fields: object, text: string): void {
      const cause = "error" in fields ? fields.error : undefined;
      if (!(cause instanceof StoreFault))
        trace.violate(`${name}: ${text}: ${cause instanceof Error ? cause.stack : JSON.stringify(fields)}`);
    }
    this.#reconciler = new Reconciler({
      store: this.#store("reconciler"),
      receipts: { observe: async () => undefined },
      backend: this.link,
      publisher: this.#publisher,
      clock: this.#clock,
      rng: chance.rng,
      log: this.#log,
    });
    new AlarmEvaluator({ store: this.#store("reconciler"), metrics, clock: this.#clock, log: this.#log, wake: this.#wake });
    this.#sweep();
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** What operations of the API are given. */
  context() {
    return {
      store: this.#store("api"),
      objects: { pin: async () => undefined },
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
    return this.#publisher.accept(peer);
  }

  /** The end: no timer runs, nothing is answered, connections break. */
  crash(): void {
    this.#over = true;
    this.link.break();
    for (const closed of this.#closed) closed();
  }

  /** A wake-up may be lost. */
  readonly #wake = (region: string, name: string): void => {
    const { stormy, chance } = this.#ports;
    if (!this.#over && !(stormy() && chance.happens(0.2))) this.#reconciler.wake(region, name);
  };

  #store(author: Author) {
    const { stormy } = this.#ports;
    return remoteStore({ ...this.#ports, author, trouble: () => (stormy() ? 0.01 : 0), isOver: () => this.#over });
  }

  #sweep(): void {
    if (this.#over) return;
    this.#reconciler.wakeAll();
    this.#endpointMetrics.sample(this.#ports.timeline.now(), undefined);
    this.#clock.after(sweepMs, () => this.#sweep());
  }
}
