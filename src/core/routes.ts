/** What routers need to know of endpoints, derived from what is stored and what is seen. Routers keep it on disk and serve without us. */
import type { Address, Endpoint, SeenInstance } from "./endpoint.ts";

export interface InstanceRoute {
  readonly id: string;
  readonly zone: string;
  readonly address: Address;
}

export interface VariantRoute {
  readonly name: string;
  readonly weight: number;
  readonly routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS";
  readonly instances: readonly InstanceRoute[];
}

export interface EndpointRoute {
  readonly name: string;
  readonly region: string;
  readonly status: string;
  /** Empty while the endpoint takes no invocations. */
  readonly variants: readonly VariantRoute[];
}

export interface RouteTable {
  /** Grows with every publication, over restarts too. */
  readonly epoch: number;
  readonly endpoints: readonly EndpointRoute[];
}

/**
 * The route of one endpoint: the first fleet's serving, healthy instances. An endpoint that is deleted or failed has none; one being created
 * has one as soon as every instance serves, so that routers know it before anybody is told `InService`.
 */
export function routeOf(endpoint: Endpoint, seen: ReadonlyMap<string, SeenInstance>): EndpointRoute {
  const { name, region, status } = endpoint;
  const fleet = endpoint.fleets[0];
  const answers = status === "InService" || status === "Updating" || status === "RollingBack" || isComplete(endpoint);
  if (!fleet || !answers) return { name, region, status, variants: [] };
  return {
    name,
    region,
    status,
    variants: fleet.variants.map((variant) => ({
      name: variant.name,
      weight: endpoint.desired[variant.name]?.weight ?? 0,
      routing: variant.routing,
      instances: endpoint.instances
        .filter((instance) => instance.fleetId === fleet.id && instance.variant === variant.name && instance.phase === "serving")
        .flatMap(({ id, zone }): InstanceRoute[] => {
          const instance = seen.get(id);
          return instance?.healthy && instance.address ? [{ id, zone, address: instance.address }] : [];
        }),
    })),
  };
}

/** Whether a new endpoint has everything it asked for. */
function isComplete(endpoint: Endpoint): boolean {
  if (endpoint.status !== "Creating") return false;
  const wanted = Object.values(endpoint.desired).reduce((sum, { count }) => sum + count, 0);
  return endpoint.instances.filter(({ phase }) => phase === "serving").length >= wanted;
}
