/**
 * The backend of one life of the control plane: what the agent says arrives late and in order, what changed may not be mentioned or be
 * mentioned twice, and the connection may break, after which nothing is known until the next snapshot.
 */
import type { Backend, BackendView, InstanceOwner, LaunchRequest } from "../src/backends/backend.ts";
import type { Fault } from "../src/core/endpoint.ts";
import type { Agent, AgentNews } from "./agent.ts";
import type { Chance } from "./chance.ts";
import type { Gate } from "./gate.ts";
import type { Report } from "./sim-instance.ts";
import type { Timeline } from "./timeline.ts";
import { Wire } from "./wire.ts";

interface AgentLinkPorts {
  readonly agent: Agent;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly stormy: () => boolean;
  /** Router processes that run. */
  readonly routers: () => readonly string[];
  readonly isOver: () => boolean;
  readonly term: number;
  readonly gate: Gate;
}

type ToLife =
  | Exclude<AgentNews, { kind: "all" | "term" }>
  | { readonly kind: "snapshot"; readonly zones: readonly string[]; readonly reports: readonly Report[] };

export class AgentLink implements Backend {
  readonly name = "simulated";
  readonly #ports: AgentLinkPorts;
  readonly #listeners: ((owner: InstanceOwner | undefined) => void)[] = [];
  #instances: Map<string, Report> | undefined;
  #zones: readonly string[] = [];
  #toLife: Wire<ToLife> | undefined;
  #toAgent: Wire<() => void> | undefined;

  constructor(ports: AgentLinkPorts) {
    this.#ports = ports;
    this.#connect();
  }

  view(): BackendView | undefined {
    const roles = this.#ports.routers().map((role) => ({ role, pid: 1, restarts: 0 }));
    return this.#instances && { zones: this.#zones, instances: this.#instances, roles };
  }

  launch(request: LaunchRequest): void {
    this.#order((agent) => agent.launch(request));
  }

  terminate(id: string, graceMs: number): void {
    this.#order((agent) => agent.terminate(id, graceMs));
  }

  retain(): void {}

  inflict(fault: Fault): void {
    this.#order((agent) => agent.inflict(fault));
  }

  onChange(listener: (owner: InstanceOwner | undefined) => void): void {
    this.#listeners.push(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** The agent has something to say. */
  tell(news: AgentNews): void {
    if (news.kind === "term") {
      if (news.term > this.#ports.term) this.break();
    } else if (news.kind === "all") this.#sendAll();
    else this.#toLife?.send(news);
  }

  /** The connection is lost with all that was on its way, and made again a little later. */
  break(): void {
    this.#toLife?.break();
    this.#toAgent?.break();
    this.#toLife = undefined;
    this.#toAgent = undefined;
    this.#instances = undefined;
    this.#ports.timeline.after(this.#ports.chance.between(100, 2_000), () => {
      this.#ports.gate.run(() => {
        if (!this.#toLife && !this.#ports.isOver()) this.#connect();
      });
    });
  }

  #order(act: (agent: Agent) => void): void {
    const { agent, isOver, term } = this.#ports;
    if (!isOver()) this.#toAgent?.send(() => agent.term === term && act(agent));
  }

  #connect(): void {
    const { timeline, chance, stormy, agent, term, gate } = this.#ports;
    const delay = (): number => chance.delay(0, stormy() && chance.happens(0.02) ? 2_000 : 10);
    const toLife = new Wire<ToLife>(timeline, delay, (news) => gate.run(() => this.#toLife === toLife && this.#receive(news)));
    this.#toLife = toLife;
    this.#toAgent = new Wire(timeline, delay, (act) => act());
    this.#toAgent.send(() => agent.enter(term));
    this.#sendAll();
  }

  #sendAll(): void {
    const { agent } = this.#ports;
    this.#toLife?.send({ kind: "snapshot", zones: agent.zones, reports: [...agent.instances.values()].map(({ report }) => report) });
  }

  #receive(news: ToLife): void {
    if (this.#ports.isOver()) return;
    switch (news.kind) {
      case "snapshot":
        this.#zones = news.zones;
        this.#instances = new Map(news.reports.map((report) => [report.id, report]));
        this.#wake(undefined);
        break;
      case "instance":
        this.#instances?.set(news.report.id, news.report);
        this.#wake(news.report);
        break;
      case "gone": {
        const owner = this.#instances?.get(news.id);
        this.#instances?.delete(news.id);
        this.#wake(owner);
        break;
      }
    }
  }

  /** A wake-up may be lost, or come twice. */
  #wake(owner: InstanceOwner | undefined): void {
    const { chance, stormy } = this.#ports;
    const times = !stormy() ? 1 : chance.happens(0.1) ? 0 : chance.happens(0.1) ? 2 : 1;
    for (let time = 0; time < times; time++) for (const listener of this.#listeners) listener(owner);
  }
}
