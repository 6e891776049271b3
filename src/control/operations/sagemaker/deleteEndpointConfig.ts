import type { DeleteEndpointConfigInput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";

/** Removes the record. AWS allows it while an endpoint uses it (the sagemaker SDK deletes it first), and endpoints here keep a copy. */
export async function deleteEndpointConfig(
  ctx: { store: Pick<Store, "documents" | "tags"> },
  input: DeleteEndpointConfigInput,
  caller: Principal,
): Promise<void> {
  const arn = arnOf(caller, "endpoint-config", input.EndpointConfigName);
  if (!(await ctx.store.documents.remove("endpoint-config", caller.region, input.EndpointConfigName))) {
    throw apiErrors.notFound("endpoint-config", arn);
  }
  await ctx.store.tags.removeAll(arn);
}
