/** Which batches of which routers were taken already: a router sends one again when it has not heard that it was kept. */
import type { CountBatch } from "../core/router-protocol.ts";

/** Router lives whose last batch is remembered. */
const mostLives = 100;

export class SeenBatches {
  readonly #last = new Map<string, number>();

  /** True the first time; batches of one life come in order. */
  isNew({ life, batch }: Pick<CountBatch, "life" | "batch">): boolean {
    if (batch <= (this.#last.get(life) ?? 0)) return false;
    this.#last.delete(life);
    this.#last.set(life, batch);
    if (this.#last.size > mostLives) this.#last.delete(this.#last.keys().next().value!);
    return true;
  }

  /** The last batch of each life. */
  all(): Record<string, number> {
    return Object.fromEntries(this.#last);
  }
}
