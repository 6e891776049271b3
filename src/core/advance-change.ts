/** Moves the change in progress (create, update, scale, delete) one stage on, when what is seen allows it (AWS: endpoint status values). */
import type { DesiredByVariant, Endpoint, Fleet, Instance } from "./endpoint.ts";
import type { Failure, Seen } from "./step-endpoint.ts";

/** The endpoint after this look; undefined when its deletion is complete. */
export function advanceChange(endpoint: Endpoint, failures: readonly Failure[], seen: Seen): Endpoint | undefined {
  const { change } = endpoint;
  switch (change?.kind) {
    case undefined:
      return endpoint;
    case "create": {
      const reason = impossible(endpoint.fleets[0]) ?? noZone(endpoint.fleets[0], seen) ?? failures[0]?.reason;
      if (reason) return { ...ended(endpoint), status: "Failed", failureReason: clip(reason) };
      return seen.settled && hasAll(endpoint, endpoint.fleets[0], endpoint.desired) ? inService(endpoint) : endpoint;
    }
    case "update":
      return change.stage === "launching" ? awaitGreen(endpoint, change, failures, seen) : awaitBlueGone(endpoint);
    case "scale":
      return awaitScale(endpoint, change, failures, seen);
    case "delete":
      return endpoint.instances.length === 0 ? undefined : endpoint;
  }
}

type Update = Extract<Endpoint["change"], { kind: "update" }>;
type Scale = Extract<Endpoint["change"], { kind: "scale" }>;

/** Blue takes the traffic until every green instance is healthy; a green that cannot be started is given up and nothing has changed. */
function awaitGreen(endpoint: Endpoint, change: Update, failures: readonly Failure[], seen: Seen): Endpoint {
  const green = endpoint.fleets.find(({ id }) => id === change.greenId);
  const greenFailure = failures.find(({ instance }) => instance.fleetId === change.greenId);
  const late = seen.now > (change.deadlineMs ?? Number.POSITIVE_INFINITY);
  const tooLate = late ? "The update took longer than its MaximumExecutionTimeoutInSeconds." : undefined;
  const reason = impossible(green) ?? noZone(green, seen) ?? greenFailure?.reason ?? tooLate;
  if (reason || !green) {
    const fleets = endpoint.fleets.filter(({ id }) => id !== change.greenId);
    return { ...ended(endpoint), fleets, status: "InService", failureReason: clip(reason ?? "The new fleet is gone.") };
  }
  if (!hasAll(endpoint, green, change.desired)) return endpoint;
  const blue = endpoint.fleets.filter(({ id }) => id !== green.id);
  return { ...endpoint, fleets: [green, ...blue], desired: change.desired, change: { ...change, stage: "terminating" } };
}

/** The update is complete when the last blue instance has ended. */
function awaitBlueGone(endpoint: Endpoint): Endpoint {
  const green = endpoint.fleets[0]!;
  if (endpoint.instances.some(({ fleetId }) => fleetId !== green.id)) return endpoint;
  return inService({ ...endpoint, fleets: [green], configName: green.configName });
}

/** Counts and weights are in effect once instances serve, surplus ones are gone and every router knows. */
function awaitScale(endpoint: Endpoint, change: Scale, failures: readonly Failure[], seen: Seen): Endpoint {
  const starting = failures.find(({ instance }) => instance.phase === "starting");
  if (starting && !change.failed) {
    return { ...endpoint, status: "RollingBack", desired: change.before, change: { ...change, failed: starting.reason } };
  }
  const leaving = endpoint.instances.some(({ phase }) => phase === "draining" || phase === "stopping");
  if (leaving || !seen.settled || !hasAll(endpoint, endpoint.fleets[0], endpoint.desired)) return endpoint;
  const done = inService(endpoint);
  return change.failed ? { ...done, failureReason: clip(change.failed) } : done;
}

function ended({ change: _, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

function inService(endpoint: Endpoint): Endpoint {
  const { failureReason: _, ...done } = ended(endpoint);
  const currentWeights = Object.fromEntries(Object.entries(endpoint.desired).map(([name, { weight }]) => [name, weight]));
  return { ...done, status: "InService", currentWeights, replacements: 0, retryAtMs: 0 };
}

/** Whether every variant of `fleet` has as many serving instances as `desired` says. */
function hasAll(endpoint: Endpoint, fleet: Fleet | undefined, desired: DesiredByVariant): boolean {
  const serves = (variant: string) => (instance: Instance) =>
    instance.fleetId === fleet?.id && instance.variant === variant && instance.phase === "serving";
  return Object.entries(desired).every(([name, { count }]) => endpoint.instances.filter(serves(name)).length >= count);
}

function impossible(fleet: Fleet | undefined): string | undefined {
  return fleet?.variants.find((variant) => variant.impossible !== undefined)?.impossible;
}

function noZone(fleet: Fleet | undefined, seen: Seen): string | undefined {
  const stuck = fleet?.variants.find(({ zones }) => !seen.zones.some((zone) => zones === undefined || zones.includes(zone)));
  if (!stuck) return undefined;
  return `Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. No zone that production variant ${stuck.name} may use is up.`;
}

/** FailureReason holds at most 1024 characters (DescribeEndpoint). */
function clip(reason: string): string {
  return reason.length <= 1024 ? reason : `${reason.slice(0, 1023)}…`;
}
