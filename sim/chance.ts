/** Chance of the simulated world: the questions it asks of one seeded sequence. */
import { type Rng, seededRng } from "../src/lib/rng.ts";

export class Chance {
  readonly rng: Rng;

  constructor(seed: number) {
    this.rng = seededRng(seed);
  }

  happens(probability: number): boolean {
    return this.rng.draw() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.rng.draw() * (high - low + 1));
  }

  /** Like `between`, but mostly near `low`: how long things take. */
  delay(low: number, high: number): number {
    return low + Math.floor(this.rng.draw() ** 4 * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.rng.draw() * list.length)]!;
  }

  /** A sequence of its own, so that what one part of the world asks does not change what another is told. */
  fork(): Chance {
    return new Chance(this.between(0, 2 ** 31));
  }
}
