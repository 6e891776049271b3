/** The arithmetic of deployment policies: how many instances of the new fleet take traffic after each step (AWS: deployment guardrails). */
import type { DeploymentPolicy, StepSize } from "./endpoint.ts";

/** Instances of a step. AWS does not say how it rounds: down, but at least one (10 % of 25 instances are 2; 10 % of 3 are 1). */
export function sizeInInstances({ unit, value }: StepSize, count: number): number {
  const instances = unit === "instances" ? value : Math.floor((count * value) / 100);
  return Math.min(count, Math.max(1, instances));
}

/** Instances of `count` that take traffic after `step` shifts; 0 before the first. */
export function greenAt(policy: DeploymentPolicy, count: number, step: number): number {
  if (step <= 0) return 0;
  switch (policy.kind) {
    case "allAtOnce":
      return count;
    case "canary":
      return step === 1 ? sizeInInstances(policy.size, count) : count;
    case "linear":
    case "rolling":
      return Math.min(count, step * sizeInInstances(policy.size, count));
  }
}

/** Whether after `step` shifts every variant has all its traffic on green. */
export function isLastStep(policy: DeploymentPolicy, counts: readonly number[], step: number): boolean {
  return counts.every((count) => greenAt(policy, count, step) >= count);
}

/** Shifts until every variant has all its traffic on green. */
export function lastStep(policy: DeploymentPolicy, counts: readonly number[]): number {
  let step = 1;
  while (!isLastStep(policy, counts, step)) step++;
  return step;
}

/** How long to watch after a step: the final bake is TerminationWaitInSeconds, the others are WaitIntervalInSeconds. */
export function bakeMs(policy: DeploymentPolicy, last: boolean): number {
  if (policy.kind === "allAtOnce") return policy.terminationWaitMs;
  return last && policy.kind !== "rolling" ? policy.terminationWaitMs : policy.waitMs;
}

/** Instances that blue keeps in a rolling update while `green` of `greenCount` take traffic: its share, rounded up. */
export function blueBeside(blueCount: number, green: number, greenCount: number): number {
  return blueCount - Math.floor((blueCount * green) / Math.max(1, greenCount));
}
