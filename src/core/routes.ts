/** What routers need to know of endpoints, derived from what is stored and what is seen. Routers keep it on disk and serve without us. */

import type { Address } from "../lib/address.ts";
import { greenShare } from "./advance-update.ts";
import type { DesiredByVariant, Endpoint, Fleet, SeenInstance } from "./endpoint.ts";
import type { RolloutWindow } from "./metrics/invocation-counts.ts";
import { countedWindow } from "./rollout-window.ts";

export interface InstanceRoute {
  readonly id: string;
  readonly zone: string;
  readonly address: Address;
}

/** Instances that share a part of a variant's traffic; during an update there may be two fleets. */
export interface FleetRoute {
  readonly id: string;
  readonly configName: string;
  /** Part of the variant's traffic, 0 to 1; the shares of a variant add up to 1. */
  readonly share: number;
  /** Requests that each of its instances may be given at once; absent when nobody has said it. */
  readonly maxConcurrency?: number;
  readonly instances: readonly InstanceRoute[];
}

export interface VariantRoute {
  readonly name: string;
  readonly weight: number;
  readonly routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS";
  readonly fleets: readonly FleetRoute[];
}

export interface EndpointRoute {
  readonly name: string;
  readonly region: string;
  readonly status: string;
  /** What requests are counted under while a change or a drill is in progress. */
  readonly window?: RolloutWindow;
  /** A request that broke off may be sent again, to another instance: its owner says that twice does no harm. */
  readonly idempotent?: true;
  /** Empty while the endpoint takes no invocations. */
  readonly variants: readonly VariantRoute[];
}

export interface RouteTable {
  /** Of the control plane that published it. A table of an earlier term than one that was seen is of somebody who leads no more. */
  readonly term: number;
  /** Grows with every publication of a term. */
  readonly epoch: number;
  readonly endpoints: readonly EndpointRoute[];
}

type Seen = ReadonlyMap<string, SeenInstance>;

/**
 * The route of one endpoint: serving, healthy instances of the fleet in effect, and of the one coming up as far as it takes traffic. An
 * endpoint that is deleted or failed has none; one being created has one as soon as every instance serves, so that routers know it before
 * anybody is told `InService`. `idempotent`: its invocations may be sent again.
 */
export function routeOf(endpoint: Endpoint, seen: Seen, idempotent = false): EndpointRoute {
  const { name, region, status, change } = endpoint;
  const fleet = endpoint.fleets[0];
  const answers = status === "InService" || status === "Updating" || status === "RollingBack" || isComplete(endpoint);
  if (!fleet || !answers) return { name, region, status, variants: [] };
  const window = countedWindow(endpoint);
  const head = { name, region, status, ...(window && { window }), ...(idempotent && ({ idempotent } as const)) };
  const green = change?.kind === "update" ? endpoint.fleets.find(({ id }) => id === change.greenId) : undefined;
  if (change?.kind !== "update" || !green || green === fleet)
    return { ...head, variants: variantsOf(endpoint, fleet, endpoint.desired, seen) };
  const shares = fleet.variants.map((variant) => greenShare(change, variant.name));
  // All of it on green: then green's own variants and weights count, whatever their names.
  if (shares.every((share) => share === 1)) return { ...head, variants: variantsOf(endpoint, green, change.desired, seen) };
  const variants = variantsOf(endpoint, fleet, endpoint.desired, seen).map((variant, index) => {
    const share = shares[index]!;
    if (share === 0) return variant;
    return { ...variant, fleets: [{ ...variant.fleets[0]!, share: 1 - share }, fleetOf(endpoint, green, variant.name, share, seen)] };
  });
  return { ...head, variants };
}

function variantsOf(endpoint: Endpoint, fleet: Fleet, desired: DesiredByVariant, seen: Seen): VariantRoute[] {
  return fleet.variants.map(({ name, routing }) => ({
    name,
    weight: desired[name]?.weight ?? 0,
    routing,
    fleets: [fleetOf(endpoint, fleet, name, 1, seen)],
  }));
}

function fleetOf(endpoint: Endpoint, fleet: Fleet, variant: string, share: number, seen: Seen): FleetRoute {
  const { id, configName, variants } = fleet;
  const maxConcurrency = variants.find(({ name }) => name === variant)?.maxConcurrency;
  const instances = instancesOf(endpoint, fleet, variant, seen);
  return { id, configName, share, ...(maxConcurrency !== undefined && { maxConcurrency }), instances };
}

function instancesOf(endpoint: Endpoint, fleet: Fleet, variant: string, seen: Seen): InstanceRoute[] {
  return endpoint.instances
    .filter((instance) => instance.fleetId === fleet.id && instance.variant === variant && instance.phase === "serving")
    .flatMap(({ id, zone }): InstanceRoute[] => {
      const instance = seen.get(id);
      return instance?.healthy && instance.address ? [{ id, zone, address: instance.address }] : [];
    });
}

/** The instances that a router may choose for the endpoint. */
export function routedInstances({ variants }: EndpointRoute): ReadonlySet<string> {
  return new Set(variants.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances.map(({ id }) => id))));
}

/** Whether a new endpoint has everything it asked for. */
function isComplete(endpoint: Endpoint): boolean {
  if (endpoint.status !== "Creating") return false;
  const wanted = Object.values(endpoint.desired).reduce((sum, { count }) => sum + count, 0);
  return endpoint.instances.filter(({ phase }) => phase === "serving").length >= wanted;
}
