import type { DeploymentConfig, UpdateEndpointInput, UpdateEndpointOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { DesiredByVariant, Endpoint } from "../../../core/endpoint.ts";
import { failpoint } from "../../../lib/failpoint.ts";
import type { Alarms, Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import { checkInstanceQuota, totalCount } from "../../capacity.ts";
import { changeEndpoint, findEndpoint } from "../../change-endpoint.ts";
import { alarmsOf, checkSameVariants, policyOf, timeoutMsOf } from "../../deployment-policy.ts";
import { type FleetPorts, initialDesired, resolveFleet } from "../../fleet.ts";
import type { EndpointConfigDocument } from "../../resources.ts";

/**
 * Begins an update: a new fleet comes up beside the old one and takes the traffic, at once or as the deployment policy says; the old one goes.
 * The configuration in effect may be given again: that takes up what its archives hold now.
 */
export async function updateEndpoint(
  ctx: FleetPorts & { store: Pick<Store, "alarms" | "documents">; wake: (region: string, name: string) => void },
  input: UpdateEndpointInput,
  caller: Principal,
): Promise<UpdateEndpointOutput> {
  const before = await findEndpoint(ctx.store.documents, caller, input.EndpointName);
  refuseUnlessIdle(before);
  const config = await ctx.store.documents.find<EndpointConfigDocument>("endpoint-config", caller.region, input.EndpointConfigName);
  if (!config) throw apiErrors.notFound("endpoint-config", arnOf(caller, "endpoint-config", input.EndpointConfigName));
  const deployment = deploymentOf(input, before);
  policyOf(deployment, desiredAfter(input, before, initialDesired(config.document))); // refused before anything is pinned
  const alarms = alarmsOf(deployment);
  await checkAlarms(ctx.store.alarms, caller, alarms);
  await checkInstanceQuota(ctx.store.documents, totalCount(initialDesired(config.document)) - totalCount(before.desired));
  const fleet = await resolveFleet(ctx, config.document, caller);
  const startedMs = ctx.clock.now();
  const timeoutMs = timeoutMsOf(deployment);
  failpoint("updateEndpoint.storing");
  const changed = await changeEndpoint(ctx.store.documents, caller, input.EndpointName, (endpoint) => {
    const desired = desiredAfter(input, endpoint, initialDesired(config.document));
    checkSameVariants(deployment, endpoint.desired, desired);
    return {
      ...endpoint,
      status: "Updating",
      modifiedMs: startedMs,
      ...(deployment && { lastDeploymentConfig: deployment }),
      fleets: [...endpoint.fleets, fleet],
      change: {
        kind: "update",
        startedMs,
        greenId: fleet.id,
        desired,
        policy: policyOf(deployment, desired),
        stage: { kind: "launching", step: 1 },
        ...(timeoutMs !== undefined && { deadlineMs: startedMs + timeoutMs }),
        ...(alarms.length > 0 && { alarms }),
      },
    };
  });
  failpoint("updateEndpoint.stored");
  ctx.wake(caller.region, input.EndpointName);
  return { EndpointArn: changed.arn };
}

/** Refuses before anything is pinned; `changeEndpoint` refuses again, for those who come at the same time. */
function refuseUnlessIdle({ status, arn }: Endpoint): void {
  if (status === "Failed") throw apiErrors.failedEndpoint(arn);
  if (status !== "InService") throw apiErrors.inProgress(arn);
}

/** An update must not be guarded by an alarm that is not there: it could never go off. */
async function checkAlarms(alarms: Alarms, { region }: Principal, names: readonly string[]): Promise<void> {
  const found = new Set((await alarms.find(region, names)).map(({ name }) => name));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw apiErrors.alarmsNotFound(missing);
}

function deploymentOf(input: UpdateEndpointInput, before: Endpoint): DeploymentConfig | undefined {
  if (input.RetainDeploymentConfig && input.DeploymentConfig) {
    throw apiErrors.invalid("Specify one of either DeploymentConfig or RetainDeploymentConfig, not both.");
  }
  return input.RetainDeploymentConfig ? (before.lastDeploymentConfig as DeploymentConfig | undefined) : input.DeploymentConfig;
}

/** With RetainAllVariantProperties, variants that exist before and after by name keep what they should have now, but for what is excluded. */
function desiredAfter(input: UpdateEndpointInput, before: Endpoint, initial: DesiredByVariant): DesiredByVariant {
  if (!input.RetainAllVariantProperties) return initial;
  const excluded = new Set(input.ExcludeRetainedVariantProperties?.map(({ VariantPropertyType }) => VariantPropertyType));
  return Object.fromEntries(
    Object.entries(initial).map(([name, given]) => {
      const now = before.desired[name];
      if (!now) return [name, given];
      const count = excluded.has("DesiredInstanceCount") ? given.count : now.count;
      const weight = excluded.has("DesiredWeight") ? given.weight : now.weight;
      return [name, { count, weight }];
    }),
  );
}
