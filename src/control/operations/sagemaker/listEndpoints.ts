import type { ListEndpointsInput, ListEndpointsOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Endpoint } from "../../../core/endpoint.ts";
import type { Store } from "../../../store/store.ts";
import { listPage } from "../../listing.ts";

export async function listEndpoints(
  ctx: { store: Pick<Store, "documents"> },
  input: ListEndpointsInput,
  caller: Principal,
): Promise<ListEndpointsOutput> {
  const { rows, ...page } = await listPage<Endpoint>(ctx.store.documents, "endpoint", caller, input);
  const Endpoints = rows.map(({ name, createdMs, modifiedMs, document }) => ({
    EndpointName: name,
    EndpointArn: document.arn,
    CreationTime: new Date(createdMs),
    LastModifiedTime: new Date(modifiedMs),
    EndpointStatus: document.status,
  }));
  return { Endpoints, ...page };
}
