import type {
  DesiredWeightAndCapacity,
  UpdateEndpointWeightsAndCapacitiesInput,
  UpdateEndpointWeightsAndCapacitiesOutput,
} from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { DesiredByVariant, Endpoint } from "../../../core/endpoint.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { checkInstanceQuota, totalCount } from "../../capacity.ts";
import { changeEndpoint, findEndpoint } from "../../change-endpoint.ts";

/** Changes weights and instance counts of the fleet in place: no new fleet, no new archive, no request lost. */
export async function updateEndpointWeightsAndCapacities(
  ctx: { store: Pick<Store, "documents">; clock: Clock; wake: (region: string, name: string) => void },
  input: UpdateEndpointWeightsAndCapacitiesInput,
  caller: Principal,
): Promise<UpdateEndpointWeightsAndCapacitiesOutput> {
  const before = await findEndpoint(ctx.store.documents, caller, input.EndpointName);
  const wanted = desiredAfter(before, input.DesiredWeightsAndCapacities);
  await checkInstanceQuota(ctx.store.documents, totalCount(wanted) - totalCount(before.desired));
  const startedMs = ctx.clock.now();
  const changed = await changeEndpoint(ctx.store.documents, caller, input.EndpointName, (endpoint) => ({
    ...endpoint,
    status: "Updating",
    modifiedMs: startedMs,
    desired: desiredAfter(endpoint, input.DesiredWeightsAndCapacities),
    change: { kind: "scale", startedMs, before: endpoint.desired },
  }));
  ctx.wake(caller.region, input.EndpointName);
  return { EndpointArn: changed.arn };
}

/** What each variant should have; members that are absent keep their values. */
function desiredAfter(endpoint: Endpoint, wanted: readonly DesiredWeightAndCapacity[]): DesiredByVariant {
  const names = new Set<string>();
  for (const { VariantName, ServerlessUpdateConfig } of wanted) {
    if (names.has(VariantName)) throw apiErrors.invalid(`The variant name "${VariantName}" was non-unique within the request.`);
    names.add(VariantName);
    if (ServerlessUpdateConfig) throw apiErrors.unsupported(`ServerlessUpdateConfig (in variant ${VariantName})`);
  }
  const unknown = [...names].filter((name) => endpoint.desired[name] === undefined);
  if (unknown.length > 0) {
    const list = unknown.map((name) => `"${name}"`).join(", ");
    throw apiErrors.invalid(`The variant name(s) ${list} is/are not present within endpoint configuration "${endpoint.configName}".`);
  }
  const desired = { ...endpoint.desired };
  for (const { VariantName, DesiredWeight, DesiredInstanceCount } of wanted) {
    if (DesiredInstanceCount === 0) {
      throw apiErrors.invalid(`The desired instance count of variant "${VariantName}" must be at least 1 for a real-time endpoint.`);
    }
    const now = desired[VariantName]!;
    desired[VariantName] = { count: DesiredInstanceCount ?? now.count, weight: DesiredWeight ?? now.weight };
  }
  if (Object.values(desired).every(({ weight }) => weight === 0)) {
    throw apiErrors.invalid("At least one production variant must have a weight greater than 0.");
  }
  return desired;
}
