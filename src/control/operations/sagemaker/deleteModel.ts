import type { DeleteModelInput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";

/** Removes the record only. AWS does not refuse a model in use, and here endpoints keep all they need of it. */
export async function deleteModel(
  ctx: { store: Pick<Store, "documents" | "tags"> },
  input: DeleteModelInput,
  caller: Principal,
): Promise<void> {
  const arn = arnOf(caller, "model", input.ModelName);
  if (!(await ctx.store.documents.remove("model", caller.region, input.ModelName))) throw apiErrors.notFound("model", arn);
  await ctx.store.tags.removeAll(arn);
}
