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
import type { FromAgent, InstanceSpec, RoleReport, ToAgent } from "./protocol.ts";

export interface AgentOptions {
  readonly ports: Omit<InstancePorts, "changed" | "unpack">;
  readonly archives: ArchiveCache;
  readonly zones: readonly string[];
  readonly socket: string;
}

export class Agent implements AsyncDisposable {
  readonly #ports: InstancePorts;
  readonly #zones: readonly string[];
  readonly #archives: Pick<ArchiveCache, "retain">;
  readonly #instances = new Map<string, InstanceProcess>();
  readonly #peers = new Set<Peer<FromAgent>>();
  readonly #roles = new Map<string, RoleReport>();
  #server: AsyncDisposable | undefined;

  private constructor({ ports, zones, archives }: AgentOptions) {
    const unpack: InstancePorts["unpack"] = ({ sha256 }, timeoutMs, signal) => archives.unpack(sha256, timeoutMs, signal);
    this.#ports = { ...ports, unpack, changed: (instance) => this.#tell({ kind: "instance", instance }) };
    this.#zones = zones;
    this.#archives = archives;
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
    await this.#server?.[Symbol.asyncDispose]();
  }

  #accept(peer: Peer<FromAgent>) {
    this.#peers.add(peer);
    const instances = [...this.#instances.values()].map(({ report }) => report);
    peer.send({ kind: "snapshot", zones: this.#zones, instances, roles: [...this.#roles.values()] });
    return {
      message: (message: ToAgent) => {
        if (message.kind === "launch") this.#launch(message.spec);
        else if (message.kind === "terminate") void this.#terminate(message.id, message.graceMs);
        else this.#retain(message.digests);
      },
      closed: () => void this.#peers.delete(peer),
    };
  }

  #launch(spec: InstanceSpec): void {
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

  #retain(digests: readonly string[]): void {
    const inUse = [...this.#instances.values()].flatMap(({ spec }) => (spec.artifact ? [spec.artifact.sha256] : []));
    this.#archives.retain(new Set([...digests, ...inUse]));
  }

  #tell(message: FromAgent): void {
    for (const peer of this.#peers) peer.send(message);
  }
}
