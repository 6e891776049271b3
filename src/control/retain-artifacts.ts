/** Tells the backend which pinned archives endpoints still need; the others may go. */
import type { Backend } from "../backends/backend.ts";
import type { Endpoint } from "../core/endpoint.ts";
import type { Store } from "../store/store.ts";

export async function retainArtifacts(ctx: { store: Pick<Store, "documents">; backend: Pick<Backend, "retain" | "view"> }): Promise<void> {
  if (!ctx.backend.view()) return;
  const endpoints = await ctx.store.documents.all<Endpoint>("endpoint");
  const variants = endpoints.flatMap(({ document }) => document.fleets.flatMap((fleet) => fleet.variants));
  ctx.backend.retain([...new Set(variants.flatMap(({ artifact }) => (artifact ? [artifact.sha256] : [])))]);
}
