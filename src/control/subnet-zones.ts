/** Subnets stand for zones. One that nobody configured is given the zone with the fewest subnets, once, and remembered. */
import { pickZone } from "../core/placement.ts";
import type { Subnets } from "../store/store.ts";

export interface SubnetZones {
  readonly subnets: Subnets;
  zones(): readonly string[];
}

/** The zones of these subnets, each once. */
export async function zonesOfSubnets({ subnets, zones }: SubnetZones, ids: readonly string[]): Promise<string[]> {
  const known = new Map((await subnets.list()).map(({ subnet, zone }) => [subnet, zone]));
  for (const id of ids) {
    if (known.has(id)) continue;
    const zone = pickZone(zones(), [...known.values()]);
    if (zone === undefined) continue; // no zone is known yet: the model may run anywhere
    await subnets.put(id, zone);
    known.set(id, zone);
  }
  return [...new Set(ids.flatMap((id) => known.get(id) ?? []))];
}
