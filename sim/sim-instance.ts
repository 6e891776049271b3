/** One simulated instance as its host knows it: what it reports, what it works on, and what has befallen it. */
import type { InstanceOwner } from "../src/backends/backend.ts";
import type { SeenInstance } from "../src/core/endpoint.ts";
import { LinkError, type LinkTrouble } from "../src/link/instance-link.ts";

export type Report = SeenInstance & InstanceOwner;

export class SimInstance {
  readonly port: number;
  readonly image: string;
  /** Answers every request with an error of its own. */
  readonly isFaulty: boolean;
  report: Report;
  /** Takes connections. */
  accepting = false;
  /** Takes requests and answers none. */
  hanging = false;
  /** When a fault last befell it, in the world's time. */
  hitMs = Number.NEGATIVE_INFINITY;
  /** Since when it has accepted without a break. */
  acceptingSinceMs = 0;
  /** Counts the starts of its process, so that what an earlier process had in mind is void. */
  life = 0;
  readonly #inFlight = new Set<(trouble: LinkTrouble) => void>();
  #emptied: (() => void) | undefined;

  constructor(port: number, image: string, report: Report) {
    this.port = port;
    this.image = image;
    this.isFaulty = image === "faulty";
    this.report = report;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** A request in flight: `answer` resolves it, and so does whatever ends the process first. */
  work(begin: (answer: () => void, fail: (trouble: LinkTrouble) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (then: () => void): void => {
        if (!this.#inFlight.delete(fail)) return;
        then();
        if (this.#inFlight.size === 0) this.#emptied?.();
      };
      const fail = (trouble: LinkTrouble): void => leave(() => reject(new LinkError(trouble)));
      this.#inFlight.add(fail);
      begin(() => leave(resolve), fail);
    });
  }

  /** Calls `emptied` once nothing is in flight. */
  whenEmpty(emptied: () => void): void {
    this.#emptied = emptied;
    if (this.#inFlight.size === 0) emptied();
  }

  /** The process is no more: what it worked on is broken. */
  breakAll(): void {
    this.accepting = false;
    this.hanging = false;
    this.life++;
    for (const fail of [...this.#inFlight]) fail("broken");
  }
}
