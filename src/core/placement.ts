/**
 * Spreads the instances of a variant over zones: the difference between any two usable zones is at most one when placing from scratch,
 * and every further instance goes where there are fewest. (AWS: "deploy to at least two Availability Zones",
 * deployment-best-practices; the rule itself is ours.)
 */

/** Chooses the zone of one more instance: the one with the fewest of `taken`; ties go to the zone with less in `load`, then by order. */
export function pickZone(
  zones: readonly string[],
  taken: readonly string[],
  load: Readonly<Record<string, number>> = {},
): string | undefined {
  const count = (zone: string): number => taken.filter((other) => other === zone).length;
  return zones.toSorted((a, b) => count(a) - count(b) || (load[a] ?? 0) - (load[b] ?? 0))[0];
}

/** Zones for `wanted` more instances, one by one, beside those at `taken`. Empty when there is no zone. */
export function placeInstances(
  zones: readonly string[],
  taken: readonly string[],
  wanted: number,
  load: Readonly<Record<string, number>> = {},
): string[] {
  const placed: string[] = [];
  const weight = { ...load };
  for (let i = 0; i < wanted; i++) {
    const zone = pickZone(zones, [...taken, ...placed], weight);
    if (zone === undefined) return placed;
    placed.push(zone);
    weight[zone] = (weight[zone] ?? 0) + 1;
  }
  return placed;
}

/** Whether the instances at `taken` are spread over `zones`: no zone has more than one above another. */
export function isSpread(zones: readonly string[], taken: readonly string[]): boolean {
  const counts = zones.map((zone) => taken.filter((other) => other === zone).length);
  return Math.max(0, ...counts) - Math.min(Number.POSITIVE_INFINITY, ...counts) <= 1;
}

/** Which `surplus` instances to take away: from the fullest zone first, the youngest first, so that what stays is spread. */
export function pickSurplus<I extends { readonly zone: string; readonly sinceMs: number }>(instances: readonly I[], surplus: number): I[] {
  const left = [...instances];
  const gone: I[] = [];
  while (gone.length < surplus && left.length > 0) {
    const count = (zone: string): number => left.filter((instance) => instance.zone === zone).length;
    const victim = left.toSorted((a, b) => count(b.zone) - count(a.zone) || b.sinceMs - a.sinceMs)[0]!;
    left.splice(left.indexOf(victim), 1);
    gone.push(victim);
  }
  return gone;
}
