/**
 * The deployment engine: one look at an update, one stage further, or back. Blue/green keeps all of blue until the end, so going back is
 * a matter of routing; rolling gives up blue batch by batch, so going back starts it again first. Either way the end is one fleet.
 */
import { bakeMs, blueBeside, greenAt, isLastStep, lastStep, sizeInInstances } from "./deployment-policy.ts";
import type { Change, DesiredByVariant, Endpoint, Fleet, UpdateStage } from "./endpoint.ts";
import { answers, clipReason, ended, hasAll, impossible, inService, noZone } from "./endpoint-state.ts";
import type { Failure, Seen } from "./step-endpoint.ts";

export type Update = Extract<Change, { kind: "update" }>;

export function advanceUpdate(endpoint: Endpoint, change: Update, failures: readonly Failure[], seen: Seen): Endpoint {
  const { stage } = change;
  switch (stage.kind) {
    case "launching":
    case "shifting":
    case "baking": {
      const reason = whyNot(endpoint, change, failures, seen);
      return reason ? rollBack(endpoint, change, reason, seen) : goOn(endpoint, change, stage, seen);
    }
    case "terminating":
      return awaitBlueGone(endpoint);
    case "rollingBack":
      return goBack(endpoint, change, stage, seen);
  }
}

/** What each fleet should have in this stage of an update. */
export function wantedInUpdate(endpoint: Endpoint, change: Update): ReadonlyMap<string, DesiredByVariant> {
  const { stage, policy, desired, greenId } = change;
  const blue = endpoint.fleets.find(({ id }) => id !== greenId);
  if (stage.kind === "terminating" || !blue) return new Map([[greenId, desired]]);
  if (policy.kind !== "rolling") {
    const green = stage.kind === "rollingBack" ? servingOf(endpoint, greenId, desired) : desired;
    return new Map([
      [blue.id, endpoint.desired],
      [greenId, green],
    ]);
  }
  const [name, blueCount, greenCount] = rollingCounts(endpoint, change);
  const nowGreen = stage.kind === "rollingBack" ? stage.green : greenAt(policy, greenCount, stage.step);
  const greenBesideBlue =
    stage.kind === "rollingBack" ? nextGreenBack(change, stage.green, greenCount) : greenAt(policy, greenCount, stage.step - 1);
  // Going back adds nothing to green: what has died there stays dead.
  const aliveGreen = endpoint.instances.filter(({ fleetId, phase }) => fleetId === greenId && phase === "serving").length;
  const green = stage.kind === "rollingBack" ? Math.min(nowGreen, aliveGreen) : nowGreen;
  return new Map([
    [blue.id, { [name]: { count: blueBeside(blueCount, greenBesideBlue, greenCount), weight: 1 } }],
    [greenId, { [name]: { count: green, weight: 1 } }],
  ]);
}

/** What serves of a fleet and may stay, with nothing added to it. */
function servingOf({ instances }: Endpoint, fleetId: string, desired: DesiredByVariant): DesiredByVariant {
  const serving = instances.filter((instance) => instance.fleetId === fleetId && instance.phase === "serving");
  return Object.fromEntries(
    Object.entries(desired).map(([name, { count, weight }]) => [
      name,
      { count: Math.min(count, serving.filter(({ variant }) => variant === name).length), weight },
    ]),
  );
}

/** The part of a variant's traffic that green takes in this stage, 0 to 1. */
export function greenShare(change: Update, variant: string): number {
  const { stage, policy, desired } = change;
  const count = desired[variant]?.count ?? 0;
  switch (stage.kind) {
    case "launching":
      return count > 0 ? greenAt(policy, count, stage.step - 1) / count : 0;
    case "shifting":
    case "baking":
      if (isLastStep(policy, countsOf(desired), stage.step)) return 1;
      return count > 0 ? greenAt(policy, count, stage.step) / count : 0;
    case "terminating":
      return 1;
    case "rollingBack":
      return count > 0 ? Math.min(1, stage.green / count) : 0;
  }
}

const countsOf = (desired: DesiredByVariant): number[] => Object.values(desired).map(({ count }) => count);

function greenOf(endpoint: Endpoint, change: Update): Fleet | undefined {
  return endpoint.fleets.find(({ id }) => id === change.greenId);
}

/** Why the update must not go on; undefined when it may. */
function whyNot(endpoint: Endpoint, change: Update, failures: readonly Failure[], seen: Seen): string | undefined {
  const green = greenOf(endpoint, change);
  if (!green) return "The new fleet is gone.";
  const dark = hasAllTraffic(change) && isLost(endpoint, change, seen);
  const late = seen.now > (change.deadlineMs ?? Number.POSITIVE_INFINITY);
  return (
    impossible(green) ??
    noZone(green, seen) ??
    failures.find(({ instance }) => instance.fleetId === change.greenId)?.reason ??
    alarmed(change, seen) ??
    (dark ? "None of the instances of the new fleet passes the ping health check any more." : undefined) ??
    (late ? "The update took longer than its MaximumExecutionTimeoutInSeconds." : undefined)
  );
}

/**
 * Names the alarms that turn the update round, and where it was. Alarms are watched from the first bake on: between two bakes green has
 * traffic too. One that was in ALARM before the update began counts (AWS).
 */
function alarmed({ stage, policy, desired, alarms }: Update, { alarming }: Seen): string | undefined {
  const ringing = alarms?.filter((name) => alarming.includes(name)) ?? [];
  if (ringing.length === 0 || !("step" in stage) || (stage.kind !== "baking" && stage.step === 1)) return undefined;
  const names = ringing.map((name) => `"${name}"`).join(", ");
  const which = ringing.length === 1 ? `Alarm ${names} is` : `Alarms ${names} are`;
  const steps = lastStep(policy, countsOf(desired));
  const doing = stage.kind === "baking" ? "while baking after" : "on the way to";
  return `${which} in ALARM state: the update went back ${doing} step ${stage.step} of ${steps} of its traffic shift.`;
}

const hasAllTraffic = (change: Update): boolean => Object.keys(change.desired).every((name) => greenShare(change, name) === 1);

type Forward = Extract<UpdateStage, { step: number }>;

function goOn(endpoint: Endpoint, change: Update, stage: Forward, seen: Seen): Endpoint {
  const to = (next: UpdateStage): Endpoint => ({ ...endpoint, change: { ...change, stage: next } });
  const { step } = stage;
  const last = isLastStep(change.policy, countsOf(change.desired), step);
  switch (stage.kind) {
    case "launching":
      return isWhole(endpoint, change, seen) ? to({ kind: "shifting", step }) : endpoint;
    case "shifting":
      return seen.settled ? to({ kind: "baking", step, untilMs: seen.now + bakeMs(change.policy, last) }) : endpoint;
    case "baking":
      if (seen.now < stage.untilMs || !isWhole(endpoint, change, seen)) return endpoint;
      if (last) return giveToGreen(endpoint, change);
      return to({ kind: change.policy.kind === "rolling" ? "launching" : "shifting", step: step + 1 });
  }
}

/** Whether green has all that this stage wants of it: it is given more traffic, and the last of it for good, only then. */
function isWhole(endpoint: Endpoint, change: Update, seen: Seen): boolean {
  return hasAll(endpoint, greenOf(endpoint, change), wantedInUpdate(endpoint, change).get(change.greenId) ?? {}, seen);
}

/** Green is the endpoint from here on: blue has no traffic any more and leaves. */
function giveToGreen(endpoint: Endpoint, change: Update): Endpoint {
  const green = greenOf(endpoint, change)!;
  const blue = endpoint.fleets.filter(({ id }) => id !== green.id);
  return { ...endpoint, fleets: [green, ...blue], desired: change.desired, change: { ...change, stage: { kind: "terminating" } } };
}

/** The update is complete when the last blue instance has ended. */
function awaitBlueGone(endpoint: Endpoint): Endpoint {
  const green = endpoint.fleets[0]!;
  if (endpoint.instances.some(({ fleetId }) => fleetId !== green.id)) return endpoint;
  return inService({ ...endpoint, fleets: [green], configName: green.configName });
}

/**
 * Turns round. Blue/green is back at once, and green leaves like any surplus; unless nobody of blue answers (its zone has gone): then
 * green keeps the traffic that it has until somebody does.
 */
function rollBack(endpoint: Endpoint, change: Update, reason: string, seen: Seen): Endpoint {
  const blue = endpoint.fleets.find(({ id }) => id !== change.greenId);
  const { stage } = change;
  const greenCount = Math.max(...countsOf(change.desired));
  const step = "step" in stage ? (stage.kind === "launching" ? stage.step - 1 : stage.step) : 0;
  if (change.policy.kind !== "rolling" && (step === 0 || answers(endpoint, blue, seen))) return backToBlue(endpoint, change, reason);
  const taking = isLost(endpoint, change, seen) ? 0 : greenAt(change.policy, greenCount, step);
  return { ...endpoint, change: { ...change, stage: { kind: "rollingBack", reason, green: taking } } };
}

/** Nobody of green answers, while blue does: there is nothing to take back in batches. */
function isLost(endpoint: Endpoint, change: Update, seen: Seen): boolean {
  const blue = endpoint.fleets.find(({ id }) => id !== change.greenId);
  return !answers(endpoint, greenOf(endpoint, change), seen) && answers(endpoint, blue, seen);
}

function goBack(endpoint: Endpoint, change: Update, stage: Extract<UpdateStage, { kind: "rollingBack" }>, seen: Seen): Endpoint {
  const blue = endpoint.fleets.find(({ id }) => id !== change.greenId);
  if (change.policy.kind !== "rolling") return answers(endpoint, blue, seen) ? backToBlue(endpoint, change, stage.reason) : endpoint;
  if (stage.green > 0 && isLost(endpoint, change, seen)) return { ...endpoint, change: { ...change, stage: { ...stage, green: 0 } } };
  const [, , greenCount] = rollingCounts(endpoint, change);
  const wanted = wantedInUpdate(endpoint, change).get(blue?.id ?? "") ?? {};
  if (!hasAll(endpoint, blue, wanted, seen)) return endpoint;
  if (stage.green === 0) return backToBlue(endpoint, change, stage.reason);
  return { ...endpoint, change: { ...change, stage: { ...stage, green: nextGreenBack(change, stage.green, greenCount) } } };
}

/** Green instances left after one more batch of the way back; without RollbackMaximumBatchSize all go at once. */
function nextGreenBack({ policy }: Update, green: number, greenCount: number): number {
  const batch = policy.kind === "rolling" && policy.rollbackSize ? sizeInInstances(policy.rollbackSize, greenCount) : green;
  return Math.max(0, green - batch);
}

function backToBlue(endpoint: Endpoint, change: Update, reason: string): Endpoint {
  const fleets = endpoint.fleets.filter(({ id }) => id !== change.greenId);
  return { ...ended(endpoint), fleets, status: "InService", failureReason: clipReason(reason) };
}

/** A rolling update has one variant: its name, blue's count and green's. */
function rollingCounts(endpoint: Endpoint, change: Update): readonly [name: string, blue: number, green: number] {
  const [name = "", { count } = { count: 0 }] = Object.entries(change.desired)[0] ?? [];
  return [name, endpoint.desired[name]?.count ?? 0, count];
}
