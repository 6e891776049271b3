/** Reads a DeploymentConfig: its limits and exclusions as AWS documents them (deployment guardrails), and what the engine makes of it. */
import type { CapacitySize, DeploymentConfig } from "../api/gen/sagemaker.gen.ts";
import { sizeInInstances } from "../core/deployment-policy.ts";
import type { DeploymentPolicy, DesiredByVariant, StepSize } from "../core/endpoint.ts";
import { apiErrors } from "./api-errors.ts";

const invalid = apiErrors.invalid;

const toSize = ({ Type, Value }: CapacitySize): StepSize => ({ unit: Type === "INSTANCE_COUNT" ? "instances" : "percent", value: Value });

/** The policy of an update to `desired`; all at once without waiting when there is no configuration. Throws what AWS would refuse. */
export function policyOf(config: DeploymentConfig | undefined, desired: DesiredByVariant): DeploymentPolicy {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config ?? {};
  if (blueGreen && rolling) throw invalid("Specify one of either BlueGreenUpdatePolicy or RollingUpdatePolicy, not both.");
  const counts = Object.values(desired).map(({ count }) => count);
  if (rolling) {
    if (counts.length > 1) throw invalid("RollingUpdatePolicy is not supported for endpoints with more than one production variant.");
    const { MaximumBatchSize, RollbackMaximumBatchSize, WaitIntervalInSeconds } = rolling;
    checkSize("MaximumBatchSize", MaximumBatchSize, 5, 50, counts);
    return {
      kind: "rolling",
      size: toSize(MaximumBatchSize),
      waitMs: WaitIntervalInSeconds * 1000,
      ...(RollbackMaximumBatchSize && { rollbackSize: toSize(RollbackMaximumBatchSize) }),
    };
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  const terminationWaitMs = (blueGreen?.TerminationWaitInSeconds ?? 0) * 1000;
  if (routing?.Type === "CANARY") {
    const size = required("CanarySize", routing.CanarySize, routing.LinearStepSize, "LinearStepSize");
    checkSize("CanarySize", size, 0, 50, counts);
    return { kind: "canary", size: toSize(size), waitMs: routing.WaitIntervalInSeconds * 1000, terminationWaitMs };
  }
  if (routing?.Type === "LINEAR") {
    const size = required("LinearStepSize", routing.LinearStepSize, routing.CanarySize, "CanarySize");
    checkSize("LinearStepSize", size, 10, 50, counts);
    return { kind: "linear", size: toSize(size), waitMs: routing.WaitIntervalInSeconds * 1000, terminationWaitMs };
  }
  if (routing?.CanarySize || routing?.LinearStepSize)
    throw invalid("CanarySize and LinearStepSize are not supported with traffic routing type ALL_AT_ONCE.");
  return { kind: "allAtOnce", terminationWaitMs };
}

/** MaximumExecutionTimeoutInSeconds of whichever policy there is. */
export function timeoutMsOf(config: DeploymentConfig | undefined): number | undefined {
  const policy = config?.BlueGreenUpdatePolicy ?? config?.RollingUpdatePolicy;
  const seconds = policy?.MaximumExecutionTimeoutInSeconds;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Names of the alarms of AutoRollbackConfiguration, each once. */
export function alarmsOf(config: DeploymentConfig | undefined): string[] {
  return [...new Set(config?.AutoRollbackConfiguration?.Alarms?.flatMap(({ AlarmName }) => AlarmName ?? []))];
}

/** With a policy, old and new configuration must have the same variants (AWS: exclusions). */
export function checkSameVariants(config: DeploymentConfig | undefined, before: DesiredByVariant, after: DesiredByVariant): void {
  const shifts =
    config?.RollingUpdatePolicy ??
    (config?.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type !== "ALL_AT_ONCE" && config?.BlueGreenUpdatePolicy);
  if (!shifts) return;
  const names = (desired: DesiredByVariant): string => Object.keys(desired).sort().join(", ");
  if (names(before) !== names(after)) {
    throw invalid(
      `An update that shifts traffic in steps needs the same production variants before and after. The endpoint has ${names(before)}; the new configuration has ${names(after)}.`,
    );
  }
}

function required(name: string, size: CapacitySize | undefined, other: CapacitySize | undefined, otherName: string): CapacitySize {
  if (!size) throw invalid(`${name} is required with this traffic routing type.`);
  if (other) throw invalid(`${otherName} is not supported with this traffic routing type.`);
  return size;
}

/** A step of one instance is always allowed: an endpoint with one instance could not be updated otherwise. */
function checkSize(name: string, size: CapacitySize, minPercent: number, maxPercent: number, counts: readonly number[]): void {
  const outOfBounds = (percent: number): boolean => percent < minPercent || percent > maxPercent;
  const bad =
    size.Type === "CAPACITY_PERCENT"
      ? outOfBounds(size.Value)
      : counts.some((count) => sizeInInstances(toSize(size), count) > 1 && (size.Value > count || outOfBounds((size.Value * 100) / count)));
  if (bad)
    throw invalid(
      `${name} must be between ${Math.max(1, minPercent)} and ${maxPercent} percent of the variant's instances; ${size.Value} ${size.Type} is not.`,
    );
}
