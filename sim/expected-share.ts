/** Which part of a variant's traffic the new fleet should have after so many shifts, told apart from the engine's own arithmetic. */
import type { DeploymentPolicy } from "../src/core/endpoint.ts";

export function shareAfter(policy: DeploymentPolicy, counts: readonly number[], count: number, step: number): number {
  const instances = counts.map((each) => instancesAfter(policy, each, step));
  if (instances.every((each, index) => each === counts[index])) return 1;
  return instancesAfter(policy, count, step) / count;
}

function instancesAfter(policy: DeploymentPolicy, count: number, step: number): number {
  if (policy.kind === "allAtOnce" || (policy.kind === "canary" && step > 1)) return count;
  const { unit, value } = policy.size;
  const batch = Math.max(1, unit === "instances" ? value : Math.floor((count * value) / 100));
  return Math.min(count, batch * (policy.kind === "canary" ? 1 : step));
}
