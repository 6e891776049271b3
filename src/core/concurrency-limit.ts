/**
 * How many requests an instance is given at once when nobody has said it. More of them only help as long as more get answered; past that
 * point they wait within the instance, where nobody can take them back.
 *
 * The limit climbs towards the most *power* (Kleinrock, "Power and deterministic rules of thumb", 1979): throughput against the time that a
 * request takes. At the limit that time is limit / throughput (Little), so throughput is all that has to be measured, and models that are
 * slow, or slow now and then, are not mistaken for busy ones as they are by limits that compare latencies. Each window is compared with the
 * last one only: what the model was like before is forgotten, so a limit recovers from whatever made it small.
 */
export interface ConcurrencyLimit {
  /** Requests in flight on the instance, a whole number. */
  readonly limit: number;
  /** By what it was changed last and will be next: the factor, and whether up or down. */
  readonly factor: number;
  readonly rising: boolean;
  /** What the last window was worth; more is better. */
  readonly score: number;
  /** Changes in one direction in a row. */
  readonly run: number;
}

/** A stretch of time in which the instance always had as many requests as its limit allows. */
export interface FullWindow {
  /** Requests that the model answered. */
  readonly answers: number;
  readonly ms: number;
}

/** One is worked on while the next is on its way: less would leave an instance idle between two requests. */
export const leastLimit = 2;
/** Also what one instance may have in flight by `limits.ts`. */
export const mostLimit = 1000;
const firstLimit = 16;
/** An instance that answers within this time at its limit may have more: what waits there costs nobody anything. */
const promptMs = 20;
/** A quarter more requests at once are worth it when they bring an eighth more answers, or nearly. */
const worth = 2 / 3;
const mostFactor = 2;
const leastFactor = 1.2;

export const firstConcurrencyLimit: ConcurrencyLimit = {
  limit: firstLimit,
  factor: mostFactor,
  rising: true,
  score: Number.NEGATIVE_INFINITY,
  run: 0,
};

/**
 * Answers to be left out of a window after a change, until the instance feels it, and those that make a window: whole rounds, because what
 * was sent together is often answered together.
 */
export const unsettledAnswers = (limit: number): number => limit;
export const windowAnswers = (limit: number): number => limit * Math.ceil(10 / limit);

/**
 * The limit after one more window. It goes on in its direction while that pays and turns round when it does not, by smaller steps the more
 * often it turns. `sharers` send to the instance, this router among them: who shares it gets more answers by asking more often even when
 * the instance has no more to give, so more is asked of each step.
 */
export function nextConcurrencyLimit(last: ConcurrencyLimit, { answers, ms }: FullWindow, sharers = 1): ConcurrencyLimit {
  const { limit } = last;
  const throughput = answers / ms;
  const score = Math.log(throughput) - (1 - worth / sharers) * Math.log(limit);
  const prompt = limit / throughput < promptMs;
  const goesOn = prompt || score >= last.score;
  const rising = limit <= leastLimit || (limit < mostLimit && (prompt || goesOn === last.rising));
  const run = rising === last.rising ? last.run + 1 : 0;
  const factor =
    run === 0 ? Math.max(leastFactor, Math.sqrt(last.factor)) : run >= 3 ? Math.min(mostFactor, last.factor ** 2) : last.factor;
  const next = rising ? Math.max(limit + 1, Math.round(limit * factor)) : Math.min(limit - 1, Math.round(limit / factor));
  return { limit: Math.min(mostLimit, Math.max(leastLimit, next)), factor, rising, score, run };
}
