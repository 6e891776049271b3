import type { GetRolloutInput, GetRolloutOutput } from "../../../api/rollout-shapes.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Receipt } from "../../../core/receipt.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import { rolloutInFull } from "../../rollout-view.ts";

/** The receipt of one change of an endpoint, or of its latest. */
export async function getRollout(
  ctx: { store: Pick<Store, "receipts"> },
  { EndpointName: name, RolloutId: id }: GetRolloutInput,
  caller: Principal,
): Promise<GetRolloutOutput> {
  const arn = arnOf(caller, "endpoint", name);
  const receipt = id === undefined ? (await ctx.store.receipts.of<Receipt>(arn, 1))[0] : await ctx.store.receipts.find<Receipt>(arn, id);
  if (receipt) return rolloutInFull(receipt);
  throw apiErrors.invalid(id === undefined ? `Nothing was ever done to an endpoint ${name}.` : `Endpoint ${name} has no rollout ${id}.`);
}
