/**
 * The law of receipts: the receipt of a change has every request that clients sent while routers worked by one of its windows, by outcome,
 * and no other; but for those that a router had counted and not told of yet when it was killed, or told of when the receipt was closed.
 */
import { ApiError } from "../src/api/wire.ts";
import type { InvocationCounts, Outcomes, RolloutWindow } from "../src/core/metrics/invocation-counts.ts";
import { type Receipt, trafficDuring } from "../src/core/receipt.ts";
import type { MemoryReceipts } from "./memory-receipts.ts";

type Outcome = keyof Outcomes;
const outcomes = ["served", "clientErrors", "serverErrors", "broken", "refused", "abandoned"] as const satisfies Outcome[];

/** A receipt is open so long after the end of its change, and a little longer. */
const openMs = 120_000;

type Tally = Record<Outcome, number>;

export class ReceiptLaws {
  readonly #seen = new Map<string, Tally>();
  readonly #lost = new Map<string, Tally>();

  /** A client has its answer; `window` is the one the request was routed by last. */
  answered(endpoint: string, window: RolloutWindow | undefined, error: unknown): void {
    const outcome = outcomeOf(error);
    if (window && outcome) tallyOf(this.#seen, endpoint, window.change)[outcome]++;
  }

  /** Control hears of these at the wall clock's `now`. */
  told(counts: readonly InvocationCounts[], receipts: Pick<MemoryReceipts, "all" | "isClosed">, now: number): void {
    const isOver = ({ endedMs }: Receipt): boolean => endedMs !== undefined && now > endedMs + openMs;
    const closed = receipts.all().filter((receipt) => isOver(receipt) || receipts.isClosed(receipt));
    this.lost(counts.filter(({ endpoint, window }) => closed.some((each) => each.endpoint === endpoint && each.id === window?.change)));
  }

  /** A router is killed that has counted this and not heard that it is kept. */
  lost(counts: readonly InvocationCounts[]): void {
    for (const count of counts) {
      if (!count.window) continue;
      const tally = tallyOf(this.#lost, count.endpoint, count.window.change);
      for (const outcome of outcomes) tally[outcome] += count[outcome];
    }
  }

  /** What is wrong with the receipts there are, once everything is told. */
  wrong(receipts: readonly Receipt[]): string[] {
    const told = new Map(receipts.map((receipt) => [`${receipt.endpoint}/${receipt.id}`, trafficDuring(receipt)]));
    return [...this.#seen].flatMap(([key, seen]) =>
      outcomes.flatMap((outcome) => {
        const least = seen[outcome] - (this.#lost.get(key)?.[outcome] ?? 0);
        const has = told.get(key)?.[outcome] ?? 0;
        if (has >= least && has <= seen[outcome]) return [];
        return [
          `The receipt of ${key} has ${has} requests ${outcome}; clients saw ${seen[outcome]}, of which at least ${least} were told.`,
        ];
      }),
    );
  }
}

function tallyOf(tallies: Map<string, Tally>, endpoint: string, change: string): Tally {
  const key = `${endpoint}/${change}`;
  const tally = tallies.get(key) ?? { served: 0, clientErrors: 0, serverErrors: 0, broken: 0, refused: 0, abandoned: 0 };
  tallies.set(key, tally);
  return tally;
}

/** As the router has to count it; undefined of what is counted nowhere, since no variant could be found. */
function outcomeOf(error: unknown): Outcome | undefined {
  if (error === undefined) return "served";
  if (isModelsOwn(error)) return "serverErrors";
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === "ModelError") return "broken";
  return isRefusal(error) ? "refused" : undefined;
}

/** No instance could be found for the request, or none that had room in time. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === "ServiceUnavailable" || error.code === "ThrottlingException");

/** The model itself has answered with an error. */
export const isModelsOwn = (error: unknown): boolean => error instanceof Error && error.message.startsWith("Received server error (500)");
