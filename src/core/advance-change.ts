/** Moves the change in progress (create, update, scale, delete) one stage on, when what is seen allows it (AWS: endpoint status values). */
import { advanceUpdate } from "./advance-update.ts";
import type { Change, Endpoint } from "./endpoint.ts";
import { clipReason, ended, hasAll, impossible, inService, noZone } from "./endpoint-state.ts";
import type { Failure, Seen } from "./step-endpoint.ts";

/** The endpoint after this look; undefined when its deletion is complete. */
export function advanceChange(endpoint: Endpoint, failures: readonly Failure[], seen: Seen): Endpoint | undefined {
  const { change } = endpoint;
  switch (change?.kind) {
    case undefined:
      return endpoint;
    case "create":
      return awaitCreated(endpoint, failures, seen);
    case "update":
      return advanceUpdate(endpoint, change, failures, seen);
    case "scale":
      return awaitScale(endpoint, change, failures, seen);
    case "delete":
      return endpoint.instances.length === 0 ? undefined : endpoint;
  }
}

function awaitCreated(endpoint: Endpoint, failures: readonly Failure[], seen: Seen): Endpoint {
  const [fleet] = endpoint.fleets;
  const reason = impossible(fleet) ?? noZone(fleet, seen) ?? failures[0]?.reason;
  if (reason) return { ...ended(endpoint), status: "Failed", failureReason: clipReason(reason) };
  return seen.settled && hasAll(endpoint, fleet, endpoint.desired, seen) ? inService(endpoint) : endpoint;
}

/** Counts and weights are in effect once instances serve, surplus ones are gone and every router knows. */
function awaitScale(endpoint: Endpoint, change: Extract<Change, { kind: "scale" }>, failures: readonly Failure[], seen: Seen): Endpoint {
  const starting = failures.find(({ instance }) => instance.phase === "starting");
  if (starting && !change.failed) {
    return { ...endpoint, status: "RollingBack", desired: change.before, change: { ...change, failed: starting.reason } };
  }
  const leaving = endpoint.instances.some(({ phase }) => phase === "draining" || phase === "stopping");
  if (leaving || !seen.settled || !hasAll(endpoint, endpoint.fleets[0], endpoint.desired, seen)) return endpoint;
  const done = inService(endpoint);
  return change.failed ? { ...done, failureReason: clipReason(change.failed) } : done;
}
