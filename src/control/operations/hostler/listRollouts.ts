import type { ListRolloutsInput, ListRolloutsOutput } from "../../../api/rollout-shapes.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Receipt } from "../../../core/receipt.ts";
import type { Store } from "../../../store/store.ts";
import { arnOf } from "../../arns.ts";
import { rolloutSummary } from "../../rollout-view.ts";

/** What was done to an endpoint, the latest first. Receipts outlive their endpoint. */
export async function listRollouts(
  ctx: { store: Pick<Store, "receipts"> },
  input: ListRolloutsInput,
  caller: Principal,
): Promise<ListRolloutsOutput> {
  const receipts = await ctx.store.receipts.of<Receipt>(arnOf(caller, "endpoint", input.EndpointName), input.MaxResults ?? 20);
  return { Rollouts: receipts.map(rolloutSummary) };
}
