/** Tells control once a second what this router has counted: one batch at a time, again and again until control has kept it, so that none counts twice. */
import type { BodyRoom } from "../api/body-room.ts";
import type { CountBatch } from "../core/router-protocol.ts";
import type { InvocationLedger } from "./invocation-ledger.ts";

export class CountSender {
  readonly #ledger: InvocationLedger;
  readonly #life: string;
  readonly #bodyRoom: Pick<BodyRoom, "takeRefused"> | undefined;
  #batches = 0;
  #waiting: CountBatch | undefined;
  #send: ((batch: CountBatch) => void) | undefined;

  /** `life` names this life of this router: batches are numbered within it. */
  constructor(ledger: InvocationLedger, life: string, bodyRoom?: Pick<BodyRoom, "takeRefused">) {
    this.#ledger = ledger;
    this.#bodyRoom = bodyRoom;
    this.#life = life;
  }

  /** Control is there; what it may not have heard is sent again. */
  connected(send: (batch: CountBatch) => void): void {
    this.#send = send;
    if (this.#waiting) send(this.#waiting);
  }

  disconnected(): void {
    this.#send = undefined;
  }

  /** Control has kept a batch. */
  kept(batch: number): void {
    if (this.#waiting?.batch === batch) this.#waiting = undefined;
  }

  /** Closes a batch if there is anything to tell. While one is on its way or control is away, the ledger goes on adding up. */
  tell(atMs: number): void {
    if (!this.#send || this.#waiting) return;
    const counts = this.#ledger.take();
    const bodiesRefused = this.#bodyRoom?.takeRefused() ?? 0;
    if (counts.length === 0 && bodiesRefused === 0) return;
    this.#waiting = { kind: "counts", life: this.#life, batch: ++this.#batches, atMs, counts, ...(bodiesRefused > 0 && { bodiesRefused }) };
    this.#send(this.#waiting);
  }

  /** Whether everything that was closed is kept. */
  get idle(): boolean {
    return this.#waiting === undefined;
  }
}
