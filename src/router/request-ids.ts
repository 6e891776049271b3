/**
 * Ids of requests: UUIDs of which only the last three digits count on, for 4096 requests, and then all are drawn anew. They have to be
 * unique, not secret; a drawn one costs 0.4 µs more.
 */
import type { Rng } from "../lib/rng.ts";

const endings = Array.from({ length: 4096 }, (_, nth) => nth.toString(16).padStart(3, "0"));

/** Gives an id with each call. */
export function requestIds(rng: Pick<Rng, "uuid">): () => string {
  let beginning = "";
  let used = endings.length;
  return () => {
    if (used === endings.length) {
      beginning = rng.uuid().slice(0, -3);
      used = 0;
    }
    return beginning + endings[used++];
  };
}
