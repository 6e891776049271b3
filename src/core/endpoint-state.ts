/** What can be said of an endpoint by looking at its record, and the ways a change of it ends. */
import type { DesiredByVariant, Endpoint, Fleet, Instance } from "./endpoint.ts";

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

/** Whether every variant of `fleet` has as many serving instances as `desired` says. */
export function hasAll(endpoint: Endpoint, fleet: Fleet | undefined, desired: DesiredByVariant): boolean {
  const serves = (variant: string) => (instance: Instance) =>
    instance.fleetId === fleet?.id && instance.variant === variant && instance.phase === "serving";
  return Object.entries(desired).every(([name, { count }]) => endpoint.instances.filter(serves(name)).length >= count);
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
