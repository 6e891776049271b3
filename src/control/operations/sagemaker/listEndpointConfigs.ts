import type { ListEndpointConfigsInput, ListEndpointConfigsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { listPage } from "../../listing.ts";
import type { EndpointConfigDocument } from "../../resources.ts";

export async function listEndpointConfigs(
  ctx: { store: Pick<Store, "documents"> },
  input: ListEndpointConfigsInput,
  caller: Principal,
): Promise<ListEndpointConfigsOutput> {
  const { rows, ...page } = await listPage<EndpointConfigDocument>(ctx.store.documents, "endpoint-config", caller, input);
  const EndpointConfigs = rows.map(({ name, createdMs, document }) => ({
    EndpointConfigName: name,
    EndpointConfigArn: document.arn,
    CreationTime: new Date(createdMs),
  }));
  return { EndpointConfigs, ...page };
}
