/** Instances as processes of this host, run by the agent: a view of what it reports, and its orders. */
import type { FromAgent, InstanceReport, InstanceUsage, RoleReport, ToAgent } from "../../agent/protocol.ts";
import type { Fault } from "../../core/endpoint.ts";
import { keepConnected, type Peer } from "../../lib/channel.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Backend, BackendView, InstanceOwner, LaunchRequest } from "../backend.ts";

export class ProcessBackend implements Backend {
  readonly name = "process";
  readonly #listeners: ((owner: InstanceOwner | undefined) => void)[] = [];
  #connection: Disposable | undefined;
  #peer: Peer<ToAgent> | undefined;
  #instances: Map<string, InstanceReport> | undefined;
  #usage: ReadonlyMap<string, InstanceUsage> = new Map();
  #zones: readonly string[] = [];
  #roles: readonly RoleReport[] = [];

  /** Connects to the agent's socket, again and again. The agent sends us away once a control plane of a later `term` is there. */
  static open(options: { socket: string; clock: Clock; term: number }): ProcessBackend {
    const backend = new ProcessBackend();
    backend.#connection = keepConnected<ToAgent, FromAgent>(options.socket, options.clock, (peer) => {
      backend.#peer = peer;
      peer.send({ kind: "term", term: options.term });
      return { message: (message) => backend.#receive(message), closed: () => backend.#lost() };
    });
    return backend;
  }

  view(): BackendView | undefined {
    return this.#instances && { zones: this.#zones, instances: this.#instances, usage: this.#usage, roles: this.#roles };
  }

  launch({ endpoint, region, instance, variant }: LaunchRequest): void {
    const { id, zone } = instance;
    const { name, image, runtime, environment, artifact, downloadTimeoutMs, startupTimeoutMs, vcpus, memoryBytes } = variant;
    const spec = { id, endpoint, variant: name, zone, image, runtime, environment, region, artifact, downloadTimeoutMs, startupTimeoutMs };
    this.#peer?.send({ kind: "launch", spec: { ...spec, vcpus, memoryBytes } });
  }

  terminate(id: string, graceMs: number): void {
    this.#peer?.send({ kind: "terminate", id, graceMs });
  }

  inflict(fault: Fault): void {
    this.#peer?.send({ kind: "fault", fault });
  }

  retain(digests: readonly string[]): void {
    this.#peer?.send({ kind: "retain", digests });
  }

  onChange(listener: (owner: InstanceOwner | undefined) => void): void {
    this.#listeners.push(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection?.[Symbol.dispose]();
  }

  #receive(message: FromAgent): void {
    switch (message.kind) {
      case "snapshot":
        this.#zones = message.zones;
        this.#roles = message.roles;
        this.#instances = new Map(message.instances.map((instance) => [instance.id, instance]));
        this.#changed(undefined);
        break;
      case "instance":
        this.#instances?.set(message.instance.id, message.instance);
        this.#changed(message.instance);
        break;
      case "gone": {
        const owner = this.#instances?.get(message.id);
        this.#instances?.delete(message.id);
        this.#changed(owner);
        break;
      }
      case "zones":
        this.#zones = message.zones;
        this.#changed(undefined);
        break;
      case "usage":
        this.#usage = new Map(message.usages.map((usage) => [usage.id, usage])); // nothing is decided by it, so nobody is woken
        break;
      case "roles":
        this.#roles = message.roles;
        this.#changed(undefined);
        break;
    }
  }

  /** The agent is gone for now: its instances may well be alive, so nothing is known rather than nothing there. */
  #lost(): void {
    this.#peer = undefined;
    this.#instances = undefined;
  }

  #changed(owner: InstanceOwner | undefined): void {
    for (const listener of this.#listeners) listener(owner);
  }
}
