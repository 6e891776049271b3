/** Which variant and which instance take a request (AWS: model-ab-testing; RoutingConfig). */

/** Chooses a variant in proportion to weight. `draw` is a number in [0, 1). Undefined only when no variant takes traffic. */
export function pickVariant<V extends { readonly weight: number }>(variants: readonly V[], draw: number): V | undefined {
  let total = 0;
  for (const variant of variants) total += variant.weight;
  let left = draw * total;
  let last: V | undefined;
  for (const variant of variants) {
    if (variant.weight <= 0) continue;
    left -= variant.weight;
    if (left < 0) return variant;
    last = variant;
  }
  return last; // rounding may leave a crumb: it belongs to the last variant that takes traffic
}

/**
 * Chooses an instance. RANDOM is uniform; LEAST_OUTSTANDING_REQUESTS takes one with the fewest requests in flight, ties drawn by lot.
 * `draw` is a number in [0, 1). `tried` are instances that already refused this request.
 */
export function pickInstance<I extends { readonly inFlight: number }>(
  instances: readonly I[],
  routing: "RANDOM" | "LEAST_OUTSTANDING_REQUESTS",
  draw: number,
  tried?: ReadonlySet<I>,
): I | undefined {
  const pool = tried && tried.size > 0 ? instances.filter((instance) => !tried.has(instance)) : instances;
  if (pool.length === 0) return undefined;
  if (routing === "RANDOM") return pool[Math.floor(draw * pool.length)];
  let fewest = Number.POSITIVE_INFINITY;
  let ties = 0;
  for (const { inFlight } of pool) {
    if (inFlight < fewest) {
      fewest = inFlight;
      ties = 1;
    } else if (inFlight === fewest) ties++;
  }
  let nth = Math.floor(draw * ties);
  for (const instance of pool) {
    if (instance.inFlight === fewest && nth-- === 0) return instance;
  }
  return undefined;
}
