import type { ListModelsInput, ListModelsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { listPage } from "../../listing.ts";
import type { ModelDocument } from "../../resources.ts";

export async function listModels(
  ctx: { store: Pick<Store, "documents"> },
  input: ListModelsInput,
  caller: Principal,
): Promise<ListModelsOutput> {
  const { rows, ...page } = await listPage<ModelDocument>(ctx.store.documents, "model", caller, input);
  const Models = rows.map(({ name, createdMs, document }) => ({
    ModelName: name,
    ModelArn: document.arn,
    CreationTime: new Date(createdMs),
  }));
  return { Models, ...page };
}
