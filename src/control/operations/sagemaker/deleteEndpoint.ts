import type { DeleteEndpointInput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Store } from "../../../store/store.ts";
import { changeEndpoint } from "../../change-endpoint.ts";

/** Begins the end of an endpoint. It is gone when its last instance is; its configuration and models stay. */
export async function deleteEndpoint(
  ctx: { store: Pick<Store, "documents">; clock: Clock; wake: (region: string, name: string) => void },
  input: DeleteEndpointInput,
  caller: Principal,
): Promise<void> {
  const startedMs = ctx.clock.now();
  await changeEndpoint(
    ctx.store.documents,
    caller,
    input.EndpointName,
    (endpoint) => ({ ...endpoint, status: "Deleting", modifiedMs: startedMs, change: { kind: "delete", startedMs } }),
    true,
  );
  ctx.wake(caller.region, input.EndpointName);
}
