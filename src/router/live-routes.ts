/**
 * The route table at work: an immutable snapshot for look-ups, and beside it what lives longer than a snapshot, the instances with their
 * links and their requests in flight. An instance that a new table no longer names gets nothing new and is let go when its last request ends.
 */

import type { Suspicion } from "../core/passive-health.ts";
import type { EndpointRoute, InstanceRoute, RouteTable, VariantRoute } from "../core/routes.ts";
import type { Rng } from "../lib/rng.ts";
import { stratifiedDraws } from "../lib/stratified-draws.ts";
import type { InstanceLink, OpenLink } from "../link/instance-link.ts";

export class LiveInstance {
  readonly id: string;
  readonly zone: string;
  readonly link: InstanceLink;
  readonly address: string;
  inFlight = 0;
  suspicion: Suspicion = { failures: 0, untilMs: 0 };
  named = true;

  constructor(route: InstanceRoute, link: InstanceLink) {
    this.id = route.id;
    this.zone = route.zone;
    this.link = link;
    this.address = JSON.stringify(route.address);
  }
}

export interface LiveFleet {
  readonly weight: number;
  readonly instances: readonly LiveInstance[];
}

export interface LiveVariant extends Omit<VariantRoute, "fleets"> {
  readonly fleets: readonly LiveFleet[];
}

export interface LiveEndpoint extends Omit<EndpointRoute, "variants"> {
  readonly variants: readonly LiveVariant[];
  /** The chance that splits its traffic; it outlives a snapshot. */
  readonly draw: () => number;
  /** Chance for the choice between fleets, in a hand of its own: taking turns would make neither fair. */
  readonly drawFleet: () => number;
}

export class LiveRoutes {
  readonly #openLink: OpenLink;
  readonly #idle: (instance: string) => void;
  readonly #rng: Rng;
  readonly #instances = new Map<string, LiveInstance>();
  /** No longer named, still working. */
  readonly #leaving = new Set<LiveInstance>();
  #endpoints: ReadonlyMap<string, LiveEndpoint> = new Map();
  #epoch = 0;

  /** `idle` is called when an instance that is no longer named has answered its last request. */
  constructor(openLink: OpenLink, idle: (instance: string) => void, rng: Rng) {
    this.#openLink = openLink;
    this.#idle = idle;
    this.#rng = rng;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** The endpoint of exactly this name (InvokeEndpoint minds the case). */
  find(region: string, name: string): LiveEndpoint | undefined {
    return this.#endpoints.get(`${region}/${name}`);
  }

  /** Instances that requests are still in flight on although the table does not name them. */
  busy(): string[] {
    return [...this.#leaving].map(({ id }) => id);
  }

  /** From this call on requests go by the new table. */
  replace(table: RouteTable): void {
    const before = new Set(this.#instances.values());
    const endpoints = new Map<string, LiveEndpoint>();
    for (const endpoint of table.endpoints) {
      const variants = endpoint.variants.map((variant) => ({
        ...variant,
        fleets: variant.fleets.map(({ share, instances }) => ({
          weight: share,
          instances: instances.map((route) => this.#live(route, before)),
        })),
      }));
      const key = `${endpoint.region}/${endpoint.name}`;
      const known = this.#endpoints.get(key);
      const draw = known?.draw ?? stratifiedDraws(this.#rng);
      const drawFleet = known?.drawFleet ?? stratifiedDraws(this.#rng);
      endpoints.set(key, { ...endpoint, variants, draw, drawFleet });
    }
    this.#endpoints = endpoints;
    this.#epoch = table.epoch;
    for (const instance of before) {
      if (this.#instances.get(instance.id) === instance) this.#instances.delete(instance.id);
      instance.named = false;
      if (instance.inFlight === 0) void instance.link.close();
      else this.#leaving.add(instance);
    }
  }

  /** Counts a request in flight until the result is disposed. */
  enter(instance: LiveInstance): Disposable {
    instance.inFlight++;
    return {
      [Symbol.dispose]: () => {
        instance.inFlight--;
        if (instance.named || instance.inFlight > 0) return;
        this.#leaving.delete(instance);
        this.#idle(instance.id);
        void instance.link.close();
      },
    };
  }

  #live(route: InstanceRoute, gone: Set<LiveInstance>): LiveInstance {
    const known = this.#instances.get(route.id);
    if (known && known.address === JSON.stringify(route.address)) {
      gone.delete(known);
      return known;
    }
    const fresh = new LiveInstance(route, this.#openLink(route.address));
    this.#instances.set(route.id, fresh);
    return fresh;
  }
}
