import type { CreateEndpointInput, CreateEndpointOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Endpoint } from "../../../core/endpoint.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import { checkInstanceQuota, totalCount } from "../../capacity.ts";
import { type FleetPorts, initialDesired, resolveFleet } from "../../fleet.ts";
import type { EndpointConfigDocument } from "../../resources.ts";
import { checkTags } from "../../tag-rules.ts";

/**
 * Records an endpoint and what it runs, and lets the reconciler bring it up. Everything that can go wrong with images and archives shows
 * later, as status `Failed` with a reason. `DeploymentConfig` is only stored: it is for later updates (AWS).
 */
export async function createEndpoint(
  ctx: FleetPorts & { store: Pick<Store, "tags">; wake: (region: string, name: string) => void },
  input: CreateEndpointInput,
  caller: Principal,
): Promise<CreateEndpointOutput> {
  const { EndpointName: name, EndpointConfigName, DeploymentConfig, Tags } = input;
  checkTags(Tags ?? []);
  const arn = arnOf(caller, "endpoint", name);
  if (await ctx.store.documents.find("endpoint", caller.region, name)) throw apiErrors.alreadyExists("endpoint", arn);
  const config = await ctx.store.documents.find<EndpointConfigDocument>("endpoint-config", caller.region, EndpointConfigName);
  if (!config) throw apiErrors.notFound("endpoint-config", arnOf(caller, "endpoint-config", EndpointConfigName));
  const desired = initialDesired(config.document);
  await checkInstanceQuota(ctx.store.documents, totalCount(desired));
  const fleet = await resolveFleet(ctx, config.document, caller);
  const now = ctx.clock.now();
  const document: Endpoint = {
    name,
    arn,
    region: caller.region,
    createdMs: now,
    modifiedMs: now,
    status: "Creating",
    configName: config.name,
    ...(DeploymentConfig && { lastDeploymentConfig: DeploymentConfig }),
    fleets: [fleet],
    desired,
    currentWeights: {},
    instances: [],
    change: { kind: "create", startedMs: now },
    replacements: 0,
    retryAtMs: 0,
  };
  const row = { kind: "endpoint", region: caller.region, name, status: "Creating", createdMs: now, modifiedMs: now, document } as const;
  if (!(await ctx.store.documents.insert<Endpoint>(row))) throw apiErrors.alreadyExists("endpoint", arn);
  await ctx.store.tags.put(arn, Tags ?? []);
  ctx.wake(caller.region, name);
  return { EndpointArn: arn };
}
