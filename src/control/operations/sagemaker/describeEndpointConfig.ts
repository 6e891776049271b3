import type { DescribeEndpointConfigInput, DescribeEndpointConfigOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import type { EndpointConfigDocument } from "../../resources.ts";

/** Shows an endpoint configuration as it was created, weights filled in. */
export async function describeEndpointConfig(
  ctx: { store: Pick<Store, "documents"> },
  input: DescribeEndpointConfigInput,
  caller: Principal,
): Promise<DescribeEndpointConfigOutput> {
  const row = await ctx.store.documents.find<EndpointConfigDocument>("endpoint-config", caller.region, input.EndpointConfigName);
  if (!row) throw apiErrors.notFound("endpoint-config", arnOf(caller, "endpoint-config", input.EndpointConfigName));
  const { Tags: _, ...created } = row.document.input;
  return { ...created, EndpointConfigArn: row.document.arn, CreationTime: new Date(row.createdMs) };
}
