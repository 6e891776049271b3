/** A backend without processes: instances are healthy as soon as they are launched, unless the test says otherwise. */
import type { Backend, BackendView, InstanceOwner, LaunchRequest } from "../../src/backends/backend.ts";
import type { Fault, SeenInstance } from "../../src/core/endpoint.ts";

type Shown = SeenInstance & InstanceOwner;

export class FakeBackend implements Backend {
  readonly name = "fake";
  /** While set, launched instances go on starting. */
  holdStarts = false;
  /** While set, instances that were told to end go on ending. */
  holdEnds = false;
  /** While set, launched instances fail with this reason. */
  failure: string | undefined;
  readonly #instances = new Map<string, Shown>();
  readonly #listeners: ((owner: InstanceOwner | undefined) => void)[] = [];

  view(): BackendView {
    return {
      zones: ["zone-a", "zone-b", "zone-c"],
      instances: this.#instances,
      roles: [{ role: "router-1", pid: 1, restarts: 0 }],
    };
  }

  launch({ endpoint, region, instance, variant }: LaunchRequest): void {
    if (this.#instances.has(instance.id)) return;
    const owner = { endpoint, region, variant: variant.name, zone: instance.zone };
    const instanceStarting: Shown = { ...owner, id: instance.id, state: "starting", healthy: false, exits: 0, sinceMs: 0 };
    if (this.failure !== undefined)
      this.#show({ ...instanceStarting, state: "failed", failure: { stage: "startup", message: this.failure } });
    else this.#show(this.holdStarts ? instanceStarting : started(instanceStarting));
  }

  terminate(id: string): void {
    const instance = this.#instances.get(id);
    if (!instance || instance.state === "stopping") return;
    this.#show({ ...instance, state: "stopping", healthy: false });
    if (!this.holdEnds) this.#end(id);
  }

  /** What drills have asked for, in order. */
  readonly faults: Fault[] = [];
  inflict(fault: Fault): void {
    this.faults.push(fault);
  }

  retain(): void {}

  onChange(listener: (owner: InstanceOwner | undefined) => void): void {
    this.#listeners.push(listener);
  }

  /** Holds nothing and fails nothing any more: what was starting has started, what was ending has ended. */
  release(): void {
    this.holdStarts = false;
    this.holdEnds = false;
    this.failure = undefined;
    for (const instance of [...this.#instances.values()]) {
      if (instance.state === "starting") this.#show(started(instance));
      else if (instance.state === "stopping") this.#end(instance.id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #show(instance: Shown): void {
    this.#instances.set(instance.id, instance);
    this.#tell(instance);
  }

  #end(id: string): void {
    const owner = this.#instances.get(id);
    this.#instances.delete(id);
    this.#tell(owner);
  }

  /** In a turn of its own, as messages from another process come. */
  #tell(owner: InstanceOwner | undefined): void {
    setImmediate(() => {
      for (const listener of this.#listeners) listener(owner);
    });
  }
}

const started = (instance: Shown): Shown => ({ ...instance, state: "running", healthy: true, address: { port: 1 } });
