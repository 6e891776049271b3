/**
 * A world without processes for stories about one endpoint: instances that start when they are launched, routers that learn a route one
 * turn after it was set, a clock that moves when it is told. The decisions are the real ones.
 */
import type { DeploymentPolicy, DesiredByVariant, Endpoint, Fault, Fleet, SeenInstance } from "../../src/core/endpoint.ts";
import { type EndpointRoute, routeOf } from "../../src/core/routes.ts";
import { stepEndpoint } from "../../src/core/step-endpoint.ts";
import { seededRng } from "../../src/lib/rng.ts";

export interface WorldOptions {
  readonly zones?: readonly string[];
  readonly desired?: DesiredByVariant;
  readonly fleet?: Fleet;
}

export function fleetOf(
  id: string,
  configName: string,
  variants: readonly string[] = ["v"],
  change: Partial<Fleet["variants"][number]> = {},
): Fleet {
  return {
    id,
    configName,
    resolvedMs: 0,
    variants: variants.map((name) => ({
      name,
      modelName: "m",
      instanceType: "ml.m5.large",
      vcpus: 2,
      memoryBytes: 1,
      routing: "RANDOM",
      image: "xgboost",
      runtime: { kind: "native", server: "xgboost" },
      environment: {},
      artifact: undefined,
      downloadTimeoutMs: 1,
      startupTimeoutMs: 1,
      zones: undefined,
      ...change,
    })),
  };
}

const allAtOnce: DeploymentPolicy = { kind: "allAtOnce", terminationWaitMs: 0 };

export class EndpointWorld {
  readonly seen = new Map<string, SeenInstance>();
  zones: string[];
  endpoint: Endpoint | undefined;
  now = 1_000_000;
  /** Fleets whose instances fail to start. */
  readonly broken = new Set<string>();
  /** Names of alarms in ALARM. */
  readonly alarming = new Set<string>();
  /** While set, launched instances stay `starting`. */
  slow = false;
  /** Fewest instances in the route since the endpoint first had one. */
  fewestRouted = Number.POSITIVE_INFINITY;
  readonly events: string[] = [];
  /** When the last step wanted to be asked again. */
  lastWakeAt: number | undefined;
  /** Green's share of the traffic, each time it changed. */
  readonly shares: number[] = [];
  /** Faults that drills have asked for; the test lets them happen. */
  readonly faults: Fault[] = [];
  /** Most instances there ever were. */
  mostInstances = 0;
  #routed: string[] = [];
  #route = "";
  #acked = "";
  #ids = seededRng(1);

  constructor({ zones = ["a", "b", "c"], desired = { v: { count: 3, weight: 1 } }, fleet = fleetOf("blue", "c1") }: WorldOptions = {}) {
    this.zones = [...zones];
    this.endpoint = {
      name: "e",
      arn: "arn:e",
      region: "r",
      createdMs: 0,
      modifiedMs: 0,
      status: "Creating",
      configName: fleet.configName,
      fleets: [fleet],
      desired,
      currentWeights: {},
      instances: [],
      change: { kind: "create", startedMs: 0 },
      replacements: 0,
      retryAtMs: 0,
    };
  }

  change(change: (endpoint: Endpoint) => Endpoint): void {
    this.endpoint = change(this.endpoint!);
  }

  update(green: Fleet, desired: DesiredByVariant, { deadlineMs = 0, policy = allAtOnce, alarms = [] as readonly string[] } = {}): void {
    this.change((endpoint) => ({
      ...endpoint,
      status: "Updating",
      fleets: [...endpoint.fleets, green],
      change: {
        kind: "update",
        startedMs: this.now,
        greenId: green.id,
        desired,
        policy,
        stage: { kind: "launching", step: 1 },
        ...(deadlineMs && { deadlineMs }),
        ...(alarms.length > 0 && { alarms }),
      },
    }));
  }

  scale(desired: DesiredByVariant): void {
    this.change((endpoint) => ({
      ...endpoint,
      status: "Updating",
      desired,
      change: { kind: "scale", startedMs: this.now, before: endpoint.desired },
    }));
  }

  /** One turn: decide once, do it, let routers catch up with the turn before. `crash` forgets to do it. */
  turn({ crash = false } = {}): void {
    if (!this.endpoint) return;
    const ackedBefore = this.#acked;
    const route = JSON.stringify(routeOf(this.endpoint, this.seen));
    const step = stepEndpoint(
      this.endpoint,
      {
        now: this.now,
        instances: this.seen,
        zones: this.zones,
        load: {},
        settled: ackedBefore === route,
        alarming: [...this.alarming],
        drained: (id) => !ackedBefore.includes(id) && !this.#routed.includes(id),
      },
      () => `i-${this.#ids.id(4)}`,
    );
    this.events.push(...step.events);
    if (step.strike) this.faults.push(step.strike);
    this.lastWakeAt = step.wakeAt;
    this.endpoint = step.endpoint;
    this.#acked = this.#route;
    this.#publish();
    if (!crash) for (const action of step.actions) this.#do(action);
    this.now += 100;
  }

  run(turns: number, each: () => void = () => undefined): void {
    for (let i = 0; i < turns; i++) {
      this.turn();
      each();
    }
  }

  die(id: string): void {
    this.seen.set(id, { ...this.seen.get(id)!, state: "failed", healthy: false, failure: { stage: "startup", message: "it died" } });
  }

  /** A zone goes, and every instance in it. */
  lose(zone: string): void {
    this.zones = this.zones.filter((other) => other !== zone);
    for (const instance of this.endpoint?.instances ?? []) if (instance.zone === zone) this.seen.delete(instance.id);
  }

  healthy(): string[] {
    return [...this.seen.values()].filter(({ healthy }) => healthy).map(({ id }) => id);
  }

  #publish(): void {
    if (!this.endpoint) return;
    const route = routeOf(this.endpoint, this.seen);
    this.#route = JSON.stringify(route);
    const share = route.variants[0]?.fleets[1]?.share ?? (this.endpoint.change?.kind === "update" && this.#isOnGreen(route) ? 1 : 0);
    if (share !== (this.shares.at(-1) ?? 0)) this.shares.push(share);
    this.mostInstances = Math.max(this.mostInstances, this.endpoint.instances.length);
    this.#routed = route.variants.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances.map(({ id }) => id)));
    if (this.#routed.length > 0 || this.fewestRouted < Number.POSITIVE_INFINITY)
      this.fewestRouted = Math.min(this.fewestRouted, this.#routed.length);
  }

  #isOnGreen(route: EndpointRoute): boolean {
    const { change, instances } = this.endpoint!;
    const first = route.variants[0]?.fleets[0]?.instances[0]?.id;
    return change?.kind === "update" && instances.some(({ id, fleetId }) => id === first && fleetId === change.greenId);
  }

  #do(action: ReturnType<typeof stepEndpoint>["actions"][number]): void {
    if (action.kind === "terminate") {
      this.seen.delete(action.id);
      return;
    }
    const { id, fleetId } = action.instance;
    const broken = this.broken.has(fleetId);
    this.seen.set(id, {
      id,
      state: broken ? "failed" : "running",
      healthy: !broken && !this.slow,
      address: { port: 1 },
      exits: 0,
      sinceMs: this.now,
      ...(broken && { failure: { stage: "startup" as const, message: `${fleetId} cannot start` } }),
    });
  }
}
