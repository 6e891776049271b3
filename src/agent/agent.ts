/**
 * The parent of instance processes. It does what control asks for over a socket, restarts what dies, and outlives control; after its own
 * restart it takes up every instance that it was asked for before, running or not.
 */
import { mkdirSync, readdirSync } from "node:fs";
import type { Peer } from "../lib/channel.ts";
import { listenChannel } from "../lib/channel.ts";
import { readJsonFile } from "../lib/files.ts";
import { limits } from "../limits.ts";
import type { ArchiveCache } from "./archive-cache.ts";
import { type InstancePorts, InstanceProcess } from "./instance.ts";
import { specFile } from "./layout.ts";
import type { Fault, FromAgent, InstanceSpec, RoleReport, ToAgent } from "./protocol.ts";
import { UsageMeter } from "./usage.ts";

/** How often control hears what instances use. */
const usageMs = 10_000;

export interface AgentOptions {
  readonly ports: Omit<InstancePorts, "changed" | "unpack">;
  readonly archives: ArchiveCache;
  readonly zones: readonly string[];
  readonly socket: string;
}

export class Agent implements AsyncDisposable {
  readonly #ports: InstancePorts;
  readonly #zones: readonly string[];
  /** Zones that a drill has taken away. */
  readonly #down = new Set<string>();
  readonly #archives: Pick<ArchiveCache, "retain">;
  readonly #instances = new Map<string, InstanceProcess>();
  /** Control planes, with their terms. */
  readonly #peers = new Map<Peer<FromAgent>, number>();
  /** The last term that was heard of. */
  #term = 0;
  readonly #roles = new Map<string, RoleReport>();
  readonly #usage: UsageMeter;
  #measuring: Disposable | undefined;
  #server: AsyncDisposable | undefined;

  private constructor({ ports, zones, archives }: AgentOptions) {
    const unpack: InstancePorts["unpack"] = ({ sha256 }, timeoutMs, signal) => archives.unpack(sha256, timeoutMs, signal);
    this.#ports = { ...ports, unpack, changed: (instance) => this.#tell({ kind: "instance", instance }) };
    this.#zones = zones;
    this.#archives = archives;
    this.#usage = new UsageMeter(ports.layout.instances);
  }

  /** Takes up earlier instances, then listens for control at `socket`. */
  static async open(options: AgentOptions): Promise<Agent> {
    const agent = new Agent(options);
    const { layout } = options.ports;
    mkdirSync(layout.instances, { recursive: true });
    for (const id of readdirSync(layout.instances)) {
      const spec = readJsonFile<InstanceSpec>(specFile(layout, id));
      if (spec) agent.#launch(spec);
    }
    // Control must not hear "not healthy yet" of instances that have been serving all the while.
    const known = Promise.all([...agent.#instances.values()].map((instance) => instance.known));
    await Promise.race([known, options.ports.clock.sleep(limits.pingTimeoutMs + 1_000)]);
    agent.#measure();
    agent.#server = await listenChannel<FromAgent, ToAgent>(options.socket, (peer) => agent.#accept(peer));
    return agent;
  }

  /** A role process has changed: `hostler status` shows it, and control waits for every router that is alive. */
  roleChanged(report: RoleReport): void {
    this.#roles.set(report.role, report);
    this.#tell({ kind: "roles", roles: [...this.#roles.values()] });
  }

  /** Ends every instance. */
  async stopAll(graceMs: number): Promise<void> {
    await Promise.all([...this.#instances.values()].map((instance) => instance.stop(graceMs)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#measuring?.[Symbol.dispose]();
    await this.#server?.[Symbol.asyncDispose]();
  }

  #accept(peer: Peer<FromAgent>) {
    this.#peers.set(peer, 0);
    const instances = [...this.#instances.values()].map(({ report }) => report);
    peer.send({ kind: "snapshot", zones: this.#zonesUp(), instances, roles: [...this.#roles.values()] });
    return {
      message: (message: ToAgent) => {
        if (message.kind === "term") this.#enter(peer, message.term);
        else if ((this.#peers.get(peer) ?? 0) < this.#term) return;
        else if (message.kind === "launch") this.#launch(message.spec);
        else if (message.kind === "terminate") void this.#terminate(message.id, message.graceMs);
        else if (message.kind === "retain") this.#retain(message.digests);
        else this.#inflict(message.fault);
      },
      closed: () => void this.#peers.delete(peer),
    };
  }

  /** A control plane says what its term is; whoever has an earlier one than the last leads no more, and is told by being cut off. */
  #enter(peer: Peer<FromAgent>, term: number): void {
    this.#peers.set(peer, term);
    this.#term = Math.max(this.#term, term);
    for (const [other, its] of this.#peers) if (its < this.#term) other.close();
  }

  #launch(spec: InstanceSpec): void {
    if (this.#down.has(spec.zone)) return; // a launch that was on its way when the zone went
    if (this.#instances.has(spec.id) || this.#instances.size >= limits.instancesPerHost * 2) return; // twice: both fleets of an update
    const instance = new InstanceProcess(spec, this.#ports);
    this.#instances.set(spec.id, instance);
    this.#tell({ kind: "instance", instance: instance.report });
    instance.start();
  }

  async #terminate(id: string, graceMs: number): Promise<void> {
    const instance = this.#instances.get(id);
    if (!instance) return;
    await instance.stop(graceMs);
    this.#instances.delete(id);
    this.#tell({ kind: "gone", id });
  }

  #inflict(fault: Fault): void {
    const { clock } = this.#ports;
    if (fault.kind === "instance-kill") this.#instances.get(fault.id)?.signal("SIGKILL");
    else if (fault.kind === "instance-hang") {
      const instance = this.#instances.get(fault.id);
      instance?.signal("SIGSTOP");
      clock.after(fault.forMs, () => instance?.signal("SIGCONT"));
    } else if (this.#zones.includes(fault.zone) && !this.#down.has(fault.zone)) {
      this.#down.add(fault.zone);
      for (const [id, instance] of this.#instances) {
        if (instance.spec.zone !== fault.zone) continue;
        instance.signal("SIGKILL");
        void this.#terminate(id, 0);
      }
      this.#tellZones();
      clock.after(fault.forMs, () => {
        this.#down.delete(fault.zone);
        this.#tellZones();
      });
    }
  }

  #tellZones(): void {
    this.#tell({ kind: "zones", zones: this.#zonesUp() });
  }

  #zonesUp(): string[] {
    return this.#zones.filter((zone) => !this.#down.has(zone));
  }

  #retain(digests: readonly string[]): void {
    const inUse = [...this.#instances.values()].flatMap(({ spec }) => (spec.artifact ? [spec.artifact.sha256] : []));
    this.#archives.retain(new Set([...digests, ...inUse]));
  }

  #measure(): void {
    const { clock } = this.#ports;
    const running = [...this.#instances.values()].flatMap(({ spec: { id, memoryBytes }, report: { pid } }) =>
      pid === undefined ? [] : [{ id, pid, memoryBytes }],
    );
    const usages = this.#usage.measure(running, clock.now());
    if (usages.length > 0) this.#tell({ kind: "usage", usages });
    this.#measuring = clock.after(usageMs, () => this.#measure());
  }

  #tell(message: FromAgent): void {
    for (const peer of this.#peers.keys()) peer.send(message);
  }
}
