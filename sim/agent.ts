/**
 * The simulated hosts: they start what they are asked for after a while or not at all, start again what dies, and have zones that go and
 * come back. They behave as `src/agent` does towards control; what it does with processes is not simulated.
 */
import type { LaunchRequest } from "../src/backends/backend.ts";
import type { Fault, SeenInstance } from "../src/core/endpoint.ts";
import type { Chance } from "./chance.ts";
import { type Report, SimInstance } from "./sim-instance.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

export const allZones = ["a", "b", "c"] as const;

export type AgentNews =
  | { readonly kind: "all" }
  | { readonly kind: "instance"; readonly report: Report }
  | { readonly kind: "gone"; readonly id: string }
  /** Control planes of earlier terms are sent away. */
  | { readonly kind: "term"; readonly term: number };

interface AgentPorts {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  /** Whether hosts misbehave at present. */
  readonly stormy: () => boolean;
  readonly tell: (news: AgentNews) => void;
}

export class Agent {
  readonly instances = new Map<string, SimInstance>();
  /** Every instance there ever was, by its port. */
  readonly #launched = new Map<number, SimInstance>();
  readonly #ports: AgentPorts;
  readonly #down = new Set<string>();
  #nextPort = 1;
  /** The last term that was heard of. */
  term = 0;

  constructor(ports: AgentPorts) {
    this.#ports = ports;
  }

  /** Zones that are up. */
  get zones(): readonly string[] {
    return allZones.filter((zone) => !this.#down.has(zone));
  }

  /** The instance at a port, also when it is gone. */
  atPort(port: number): SimInstance | undefined {
    return this.#launched.get(port);
  }

  /** When a fault last befell the instance, also when it is gone; long ago if none did. */
  hitMs(id: string): number {
    const found = this.instances.get(id) ?? [...this.#launched.values()].find(({ report }) => report.id === id);
    return found?.hitMs ?? Number.NEGATIVE_INFINITY;
  }

  /** A control plane says what its term is. */
  enter(term: number): void {
    this.term = Math.max(this.term, term);
    this.#ports.tell({ kind: "term", term: this.term });
  }

  launch({ endpoint, region, instance, variant }: LaunchRequest): void {
    const { id, zone } = instance;
    if (this.instances.has(id)) return;
    const { timeline, trace } = this.#ports;
    const report: Report = {
      id,
      region,
      endpoint,
      variant: variant.name,
      zone,
      state: "preparing",
      healthy: false,
      exits: 0,
      sinceMs: timeline.now(),
    };
    const launched = new SimInstance(this.#nextPort++, variant.image, report);
    launched.hitMs = this.hitMs(id); // of an earlier instance by this id, launched again by a control plane that was behind
    this.instances.set(id, launched);
    this.#launched.set(launched.port, launched);
    trace.note("launch", `${id} of ${endpoint} in ${zone}`);
    this.#change(launched, {});
    this.#start(launched, variant.startupTimeoutMs);
  }

  /** Its server answers what is in flight, takes nothing new, and is gone; after `graceMs` in any case. */
  terminate(id: string, graceMs: number): void {
    const instance = this.instances.get(id);
    if (!instance || instance.report.state === "stopping") return;
    const { timeline, chance, trace } = this.#ports;
    trace.note("terminate", `${id}, ${instance.inFlight} in flight`);
    instance.accepting = false;
    this.#change(instance, { state: "stopping", healthy: false });
    const gone = (): void => {
      if (this.instances.get(id) !== instance) return;
      instance.breakAll();
      this.instances.delete(id);
      trace.note("gone", id);
      this.#ports.tell({ kind: "gone", id });
    };
    timeline.after(graceMs, gone);
    if (!instance.hanging) instance.whenEmpty(() => void timeline.after(chance.delay(5, chance.happens(0.1) ? 20_000 : 300), gone));
  }

  /** The process ends on its own; it is started again, or cannot be. */
  kill(instance: SimInstance, why = "killed"): void {
    if (instance.report.state === "stopping" || instance.report.state === "failed") return;
    const { chance, trace } = this.#ports;
    trace.note("fault", `${instance.report.id} ${why}, ${instance.inFlight} in flight`);
    this.#hit(instance);
    instance.breakAll();
    const life = instance.life;
    this.#later(instance, life, chance.delay(0, 100), () =>
      this.#change(instance, { state: "backoff", healthy: false, exits: instance.report.exits + 1 }),
    );
    this.#later(instance, life, chance.delay(500, 20_000), () => {
      if (this.#ports.stormy() && chance.happens(0.15)) this.#fail(instance, "It ended twice in a row.");
      else this.#start(instance, 60_000);
    });
  }

  /** The process answers nothing any more, `/ping` included: it is seen, and ended. */
  hang(instance: SimInstance): void {
    if (!instance.accepting) return;
    const { chance, trace } = this.#ports;
    trace.note("fault", `${instance.report.id} hangs`);
    this.#hit(instance);
    instance.hanging = true;
    this.#later(instance, instance.life, chance.between(2_000, 6_000), () => {
      this.#change(instance, { state: "starting", healthy: false });
      this.#later(instance, instance.life, chance.between(6_000, 10_000), () => this.kill(instance, "hung and ended"));
    });
  }

  /** What a drill asks for. */
  inflict(fault: Fault): void {
    if (fault.kind === "zone-outage") {
      this.zoneGoes(fault.zone);
      this.#ports.timeline.after(fault.forMs, () => this.zoneReturns(fault.zone));
      return;
    }
    const instance = this.instances.get(fault.id);
    if (instance && fault.kind === "instance-kill") this.kill(instance);
    else if (instance) this.hang(instance);
  }

  zoneGoes(zone: string): void {
    if (this.#down.has(zone)) return;
    this.#ports.trace.note("fault", `zone ${zone} goes`);
    this.#down.add(zone);
    for (const instance of this.instances.values()) {
      if (instance.report.zone !== zone) continue;
      this.#hit(instance);
      instance.breakAll();
      if (instance.report.state !== "stopping") this.#fail(instance, `Zone ${zone} is gone.`);
    }
    this.#ports.tell({ kind: "all" });
  }

  zoneReturns(zone: string): void {
    if (!this.#down.delete(zone)) return;
    this.#ports.trace.note("zone", `${zone} is back`);
    this.#ports.tell({ kind: "all" });
  }

  #start(instance: SimInstance, startupTimeoutMs: number): void {
    const { chance, stormy } = this.#ports;
    const { image, life, report } = instance;
    const fails = (ms: number, why: string): void => this.#later(instance, life, ms, () => this.#fail(instance, why));
    const preparing = chance.delay(5, 3_000);
    const slow = stormy() && chance.happens(0.1);
    if (this.#down.has(report.zone)) fails(10, `Zone ${report.zone} is gone.`);
    else if (image === "refused" || (stormy() && chance.happens(0.03))) fails(preparing, "The launch was refused.");
    else {
      this.#later(instance, life, preparing, () => this.#change(instance, { state: "starting", address: { port: instance.port } }));
      if (image === "never-healthy" || (stormy() && chance.happens(0.03))) fails(preparing + startupTimeoutMs, "It did not answer /ping.");
      else this.#later(instance, life, preparing + chance.delay(50, slow ? 50_000 : 4_000), () => this.#answer(instance));
    }
  }

  #answer(instance: SimInstance): void {
    instance.accepting = true;
    instance.acceptingSinceMs = this.#ports.timeline.elapsedMs;
    this.#change(instance, { state: "running", healthy: true });
  }

  #fail(instance: SimInstance, message: string): void {
    instance.accepting = false;
    this.#change(instance, { state: "failed", healthy: false, failure: { stage: "startup", message } });
  }

  #hit(instance: SimInstance): void {
    instance.hitMs = this.#ports.timeline.elapsedMs;
  }

  #change(instance: SimInstance, change: Partial<SeenInstance>): void {
    instance.report = { ...instance.report, ...change };
    this.#ports.trace.note("instance", `${instance.report.id} ${instance.report.state}${instance.report.healthy ? " healthy" : ""}`);
    this.#ports.tell({ kind: "instance", report: instance.report });
  }

  /** Unless its process has ended meanwhile, or it was told to end. */
  #later(instance: SimInstance, life: number, ms: number, action: () => void): void {
    this.#ports.timeline.after(ms, () => {
      const { state } = instance.report;
      const there = this.instances.get(instance.report.id) === instance;
      if (there && instance.life === life && state !== "stopping" && state !== "failed") action();
    });
  }
}
