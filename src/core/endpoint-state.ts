/** What can be said of an endpoint by looking at its record, and the ways a change of it ends. */
import type { DesiredByVariant, Endpoint, Fleet, Instance, SeenInstance } from "./endpoint.ts";

/** The endpoint without a change in progress. */
export function ended({ change: _, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

/** The change has succeeded: weights are what was asked for, and nothing is left of earlier trouble. */
export function inService(endpoint: Endpoint): Endpoint {
  const { failureReason: _, ...done } = ended(endpoint);
  const currentWeights = Object.fromEntries(Object.entries(endpoint.desired).map(([name, { weight }]) => [name, weight]));
  return { ...done, status: "InService", currentWeights, replacements: 0, retryAtMs: 0 };
}

type SeenInstances = { readonly instances: ReadonlyMap<string, SeenInstance> };

/** Whether every variant of `fleet` has as many serving instances as `desired` says, and all of them are healthy now. */
export function hasAll(endpoint: Endpoint, fleet: Fleet | undefined, desired: DesiredByVariant, seen: SeenInstances): boolean {
  return Object.entries(desired).every(([name, { count }]) => healthyOf(endpoint, fleet, name, seen).length >= count);
}

/** Whether every variant of `fleet` has somebody to answer now. */
export function answers(endpoint: Endpoint, fleet: Fleet | undefined, seen: SeenInstances): boolean {
  return fleet?.variants.every(({ name }) => healthyOf(endpoint, fleet, name, seen).length > 0) ?? false;
}

function healthyOf(endpoint: Endpoint, fleet: Fleet | undefined, variant: string, seen: SeenInstances): Instance[] {
  const ours = endpoint.instances.filter((instance) => instance.fleetId === fleet?.id && instance.variant === variant);
  return ours.filter(({ id, phase }) => phase === "serving" && seen.instances.get(id)?.healthy);
}

/** Why the fleet can never run, known before anything is started. */
export function impossible(fleet: Fleet | undefined): string | undefined {
  return fleet?.variants.find((variant) => variant.impossible !== undefined)?.impossible;
}

/** AWS's capacity sentence when no zone is up that a variant may use. */
export function noZone(fleet: Fleet | undefined, { zones: up }: { readonly zones: readonly string[] }): string | undefined {
  const stuck = fleet?.variants.find(({ zones }) => !up.some((zone) => zones === undefined || zones.includes(zone)));
  if (!stuck) return undefined;
  return `Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. No zone that production variant ${stuck.name} may use is up.`;
}

/** FailureReason holds at most 1024 characters (DescribeEndpoint). */
export function clipReason(reason: string): string {
  return reason.length <= 1024 ? reason : `${reason.slice(0, 1023)}…`;
}
