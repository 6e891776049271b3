import type { DeploymentConfig, DescribeEndpointInput, DescribeEndpointOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Backend } from "../../../backends/backend.ts";
import type { Store } from "../../../store/store.ts";
import { findEndpoint } from "../../change-endpoint.ts";
import { changeSummary, variantSummaries } from "../../describe-variants.ts";

/** Shows an endpoint: the fleet that takes traffic on top, one that is coming up in `PendingDeploymentSummary`. */
export async function describeEndpoint(
  ctx: { store: Pick<Store, "documents">; backend: Pick<Backend, "view"> },
  input: DescribeEndpointInput,
  caller: Principal,
): Promise<DescribeEndpointOutput> {
  const endpoint = await findEndpoint(ctx.store.documents, caller, input.EndpointName);
  const seen = ctx.backend.view()?.instances;
  const pending = changeSummary(endpoint, seen);
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    EndpointStatus: endpoint.status,
    CreationTime: new Date(endpoint.createdMs),
    LastModifiedTime: new Date(endpoint.modifiedMs),
    ...(endpoint.status !== "Failed" && { ProductionVariants: variantSummaries(endpoint, seen) }),
    ...(endpoint.failureReason !== undefined && { FailureReason: endpoint.failureReason }),
    ...(endpoint.lastDeploymentConfig !== undefined && { LastDeploymentConfig: endpoint.lastDeploymentConfig as DeploymentConfig }),
    ...(pending && { PendingDeploymentSummary: pending }),
  };
}
