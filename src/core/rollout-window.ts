/**
 * The windows of a change: in each, traffic is shared between blue and green in one way; and those of a drill: before routers have noticed
 * the fault, until as many instances serve as before, and from then on. Routers carry the name with every request they
 * count, so that a request belongs to the window by which it was routed, however late it is answered.
 */
import { lastStep } from "./deployment-policy.ts";
import type { Change, Drill, Endpoint } from "./endpoint.ts";
import type { RolloutWindow } from "./metrics/invocation-counts.ts";

/** Names a change for good. An endpoint has one change at a time, so its kind and start are enough. */
export const changeId = ({ kind, startedMs }: Change): string => `${kind}-${startedMs}`;

/**
 * The window a change is in, if it is one that takes place under traffic: `shift-0` before traffic is shifted for the first time, `shift-1`
 * after the first shift, and so on; `back-2` on the way back while two instances of the new fleet still take traffic.
 */
export function windowOf(change: Change | undefined): RolloutWindow | undefined {
  if (change?.kind !== "update" && change?.kind !== "scale") return undefined;
  return { change: changeId(change), name: change.kind === "scale" ? "shift-0" : nameOf(change) };
}

/** Names a drill for good. */
export const drillId = ({ startedMs }: Drill): string => `drill-${startedMs}`;

/** Where a drill is, as its windows are named. */
export function drillStage({ detectedMs, recoveredMs }: Drill): "undetected" | "degraded" | "recovered" {
  return recoveredMs !== undefined ? "recovered" : detectedMs !== undefined ? "degraded" : "undetected";
}

/** What routers count the requests of an endpoint under. While it changes, the change's window wins over that of a drill. */
export function countedWindow({ change, drill }: Pick<Endpoint, "change" | "drill">): RolloutWindow | undefined {
  return windowOf(change) ?? (drill && { change: drillId(drill), name: drillStage(drill) });
}

function nameOf({ stage, policy, desired }: Extract<Change, { kind: "update" }>): string {
  switch (stage.kind) {
    case "launching":
      return `shift-${stage.step - 1}`;
    case "shifting":
    case "baking":
      return `shift-${stage.step}`;
    case "terminating":
      return `shift-${lastStep(
        policy,
        Object.values(desired).map(({ count }) => count),
      )}`; // as routers have it since the last shift: nothing changes for them
    case "rollingBack":
      return `back-${stage.green}`;
  }
}
