/** Where `crashes.ts` kills control: every failpoint in every stage of every policy in which an update passes it. */
import { type Failpoint, failpoints } from "../src/lib/failpoint.ts";
import type { UpdatePolicy } from "../test/harness/crash-site.ts";

export interface CrashCase {
  readonly policy: UpdatePolicy;
  readonly point: Failpoint;
  /** A stage of the update, or a window of its traffic; undefined where the point knows of none. */
  readonly state: string | undefined;
  /** Control dies again when it has just come back (`reconciler.swept`, which nothing passes at any other time). */
  readonly twice: boolean;
}

const oneStep = ["launching 1", "shifting 1", "baking 1"];
const blueGreen = [...oneStep, "shifting 2", "baking 2", "terminating", "rest"];
const rolling = [...oneStep, "launching 2", "shifting 2", "baking 2"];

/** The stages of an update in two steps, as `crash-site.ts` asks for it. */
const stages: Readonly<Record<UpdatePolicy, readonly string[]>> = {
  allAtOnce: [...oneStep, "terminating", "rest"],
  canary: blueGreen,
  linear: blueGreen,
  rolling: [...rolling, "terminating", "rest"],
  rollback: [...rolling, "rollingBack", "rest"],
};

/** The windows of traffic: `core/rollout-window.ts`. */
const windows: Readonly<Record<UpdatePolicy, readonly string[]>> = {
  allAtOnce: ["shift-0", "shift-1", "rest"],
  canary: ["shift-0", "shift-1", "shift-2", "rest"],
  linear: ["shift-0", "shift-1", "shift-2", "rest"],
  rolling: ["shift-0", "shift-1", "shift-2", "rest"],
  rollback: ["shift-0", "shift-1", "shift-2", "back-2", "rest"],
};

/** Blue/green starts all of green at first and ends blue at last; rolling does both batch by batch, and back again. */
const launching: Readonly<Record<UpdatePolicy, readonly string[]>> = {
  allAtOnce: ["launching 1"],
  canary: ["launching 1"],
  linear: ["launching 1"],
  rolling: ["launching 1", "launching 2"],
  rollback: ["launching 1", "launching 2", "rollingBack"],
};
const terminating: Readonly<Record<UpdatePolicy, readonly string[]>> = {
  allAtOnce: ["terminating"],
  canary: ["terminating"],
  linear: ["terminating"],
  rolling: ["launching 2", "terminating"],
  rollback: ["launching 2", "rest"],
};

const stateless: readonly Failpoint[] = ["updateEndpoint.storing", "updateEndpoint.stored", "publisher.counted"];

/** The states of a policy in which an update passes the point; [undefined] where the point knows of no state. */
function statesOf(policy: UpdatePolicy, point: Failpoint): readonly (string | undefined)[] {
  if (stateless.includes(point)) return [undefined];
  if (point === "reconciler.swept") return [];
  if (point === "reconciler.launched") return launching[policy];
  if (point === "reconciler.terminated") return terminating[policy];
  return point.startsWith("publisher.") ? windows[policy] : stages[policy];
}

export function crashCases(policy: UpdatePolicy): CrashCase[] {
  const once = failpoints.control.flatMap((point) => statesOf(policy, point).map((state) => ({ policy, point, state, twice: false })));
  return [...once, ...stages[policy].map((state) => ({ policy, point: "reconciler.stored" as const, state, twice: true }))];
}

/** Every point in every state that any point of its kind has, to see which of them are passed. */
export function pointsInStates(): Pick<CrashCase, "point" | "state">[] {
  const policies = Object.keys(stages) as UpdatePolicy[];
  const kinds = [new Set(policies.flatMap((policy) => stages[policy])), new Set(policies.flatMap((policy) => windows[policy]))] as const;
  return failpoints.control.flatMap((point): Pick<CrashCase, "point" | "state">[] => {
    if (point === "reconciler.swept") return [];
    if (stateless.includes(point)) return [{ point, state: undefined }];
    return [...kinds[point.startsWith("publisher.") ? 1 : 0]].map((state) => ({ point, state }));
  });
}
