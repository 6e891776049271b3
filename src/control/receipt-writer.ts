/**
 * Writes the receipts of changes and drills. It is shown every endpoint each time the reconciler has loaded it, and every batch that routers have
 * counted; what it learns is stored before the reconciler goes on and before the router forgets, so a crash in between loses nothing
 * and counts nothing twice. A receipt is in the store before any router can count under its change: a change that has none here is over,
 * or a later control plane's.
 */

import { observeDrill, openDrillReceipt } from "../core/drill-receipt.ts";
import type { Endpoint } from "../core/endpoint.ts";
import { type Receipt, sumTraffic } from "../core/receipt.ts";
import { countInto } from "../core/receipt-counts.ts";
import { observe, openReceipt } from "../core/receipt-steps.ts";
import { changeId, drillId } from "../core/rollout-window.ts";
import type { CountBatch } from "../core/router-protocol.ts";
import type { Clock } from "../lib/clock.ts";
import { failpoint } from "../lib/failpoint.ts";
import { KeyedQueue } from "../lib/keyed-queue.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import { alarmsThatWentOff } from "./alarms/endpoint-alarms.ts";
import { RecentTraffic } from "./recent-traffic.ts";
import { SeenBatches } from "./seen-batches.ts";

/** A receipt takes late answers so long after its end: a minute of "after", and a request that began in it. */
const openAfterEndMs = 125_000;

interface Ports {
  readonly store: Pick<Store, "receipts" | "alarms" | "terms">;
  readonly clock: Clock;
  readonly log: Logger;
  /** The term of the control plane: in a later one these receipts are somebody else's. */
  readonly term: number;
}

export class ReceiptWriter implements Disposable {
  readonly #ports: Ports;
  readonly #queue = new KeyedQueue();
  readonly #recent = new RecentTraffic();
  /** Receipts that may still change, by endpoint, oldest first. */
  readonly #open = new Map<string, readonly Receipt[]>();
  /** Open receipts that the store has never had, by endpoint and id. */
  readonly #unstored = new Set<string>();
  readonly #batches = new SeenBatches();
  /** Receipts as they are in the store: they never change, a newer one takes their place. */
  readonly #stored = new WeakSet<Receipt>();
  readonly #over = new AbortController();

  private constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Goes on with the receipts that were open when control ended. */
  static async open(ports: Ports): Promise<ReceiptWriter> {
    const writer = new ReceiptWriter(ports);
    for (const receipt of await ports.store.receipts.open<Receipt>()) {
      const key = keyOf(receipt.region, receipt.endpoint);
      writer.#open.set(key, [...(writer.#open.get(key) ?? []), receipt]);
      writer.#stored.add(receipt);
    }
    return writer;
  }

  /**
   * What is stored of an endpoint now; undefined when it is gone. `alarming`: the alarms of its deployment that are in ALARM. False while
   * a receipt that begins is not stored: no router may hear of its change yet. Once it is, a receipt does not stop a change. Never throws.
   */
  async observe(region: string, name: string, endpoint: Endpoint | undefined, alarming: readonly string[] = []): Promise<boolean> {
    const key = keyOf(region, name);
    const isDrilled = endpoint?.drill !== undefined || (this.#open.get(key) ?? []).some(({ kind }) => kind === "drill");
    const wentOff = isDrilled ? await this.#wentOff(region, name) : [];
    const now = this.#ports.clock.now();
    const receipts = [...(this.#open.get(key) ?? []), ...(endpoint ? this.#begun(key, endpoint, now) : [])];
    if (!endpoint) this.#recent.forget(key);
    this.#open.set(
      key,
      receipts.map((receipt) =>
        receipt.kind === "drill" ? observeDrill(receipt, endpoint, now, wentOff) : observe(receipt, endpoint, now, alarming),
      ),
    );
    await this.#keep(key).catch((error: unknown) => this.#ports.log.error({ endpoint: name, error }, "a receipt was not stored"));
    return !(this.#open.get(key) ?? []).some(({ id }) => this.#unstored.has(nameOf(key, id)));
  }

  /** The same for all endpoints there are, when control starts: other receipts that are open are of endpoints that went when nobody looked. */
  async observeAll(endpoints: readonly Endpoint[]): Promise<boolean> {
    const there = new Set(endpoints.map(({ region, name }) => keyOf(region, name)));
    const gone = [...this.#open].filter(([key]) => !there.has(key)).map(([, receipts]) => receipts[0]!);
    const noted = await Promise.all([
      ...endpoints.map((endpoint) => this.observe(endpoint.region, endpoint.name, endpoint)),
      ...gone.map(({ region, endpoint }) => this.observe(region, endpoint, undefined)),
    ]);
    return !noted.includes(false);
  }

  /** Resolves when the batch is counted and stored, however long that takes; false when that can no longer be, since we are ending. */
  async count({ life, batch, counts }: CountBatch): Promise<boolean> {
    const { store, clock, log, term } = this.#ports;
    const isNew = this.#batches.isNew({ life, batch });
    const changed: string[] = [];
    let strange = false;
    for (const [key, ofEndpoint] of Map.groupBy(counts, ({ region, endpoint }) => keyOf(region, endpoint))) {
      const now = clock.now();
      const open = this.#open.get(key);
      if (open) changed.push(key);
      strange ||= ofEndpoint.some(({ window }) => window && !open?.some(({ id }) => id === window.change));
      if (!isNew) continue;
      const counted = { life, batch, counts: ofEndpoint };
      if (open)
        this.#open.set(
          key,
          open.map((receipt, at) => countInto(receipt, counted, now, hasNext(open, at))),
        );
      this.#recent.add(key, ofEndpoint, now);
    }
    while (!this.#over.signal.aborted) {
      try {
        await Promise.all(changed.map((key) => this.#keep(key)));
        if (strange && (await store.terms.current()) > term) this.#over.abort();
        return !this.#over.signal.aborted;
      } catch (error) {
        log.error({ error }, "counts were not stored; trying again");
        await clock.sleep(1_000, this.#over.signal);
      }
    }
    return false;
  }

  /** Closes receipts whose time is over; to be called now and then. */
  async tidy(): Promise<void> {
    for (const key of [...this.#open.keys()]) {
      await this.#keep(key).catch((error: unknown) => this.#ports.log.error({ error }, "a receipt was not stored"));
    }
  }

  [Symbol.dispose](): void {
    this.#over.abort();
  }

  /** Receipts of what has begun since the last look. */
  #begun(key: string, endpoint: Endpoint, now: number): Receipt[] {
    const known = new Set((this.#open.get(key) ?? []).map(({ id }) => id));
    const { change, drill } = endpoint;
    const before = this.#recent.lastMinute(key, now);
    const begun: Receipt[] = [];
    if (change && !known.has(changeId(change))) begun.push(openReceipt(endpoint, change, sumTraffic(before.map(({ traffic }) => traffic))));
    if (drill && !known.has(drillId(drill))) begun.push(openDrillReceipt(endpoint, drill, before));
    for (const { id } of begun) this.#unstored.add(nameOf(key, id));
    return begun.map((receipt) => ({ ...receipt, counted: this.#batches.all() }));
  }

  async #wentOff(region: string, name: string): Promise<Receipt["alarms"]> {
    try {
      return await alarmsThatWentOff(this.#ports.store.alarms, region, name);
    } catch (error) {
      this.#ports.log.error({ endpoint: name, error }, "the alarms of a drill could not be read");
      return [];
    }
  }

  /** Stores what is new of an endpoint's receipts, and lets go of those whose time is over. */
  async #keep(key: string): Promise<void> {
    const receipts = this.#open.get(key) ?? [];
    const now = this.#ports.clock.now();
    const isOver = ({ endedMs }: Receipt): boolean => endedMs !== undefined && now > endedMs + openAfterEndMs;
    const open = receipts.filter((receipt) => !isOver(receipt));
    if (open.length > 0) this.#open.set(key, open);
    else this.#open.delete(key);
    for (const receipt of receipts) if (isOver(receipt)) this.#unstored.delete(nameOf(key, receipt.id));
    await Promise.all(receipts.map((receipt) => this.#store(key, receipt, isOver(receipt))));
  }

  /** Stores the latest of a receipt, after any older one. */
  async #store(key: string, receipt: Receipt, isOver: boolean): Promise<void> {
    if (this.#stored.has(receipt) && !isOver) return;
    await this.#queue.run(nameOf(key, receipt.id), async () => {
      const latest = this.#open.get(key)?.find(({ id }) => id === receipt.id) ?? receipt;
      if (this.#stored.has(latest) && !isOver) return;
      const { arn: endpointArn, id, startedMs } = latest;
      const { store, term } = this.#ports;
      failpoint("receipt.storing", () => stageOf(latest));
      const kept = await store.receipts.put({ endpointArn, id, startedMs, open: !isOver, term, document: latest });
      failpoint("receipt.stored", () => stageOf(latest));
      if (!kept) return this.#over.abort();
      this.#stored.add(latest);
      this.#unstored.delete(nameOf(key, id));
    });
  }
}

/** For failpoints: the last stage that the receipt tells of. */
const stageOf = ({ endedMs, steps }: Receipt): string => (endedMs === undefined ? (steps.at(-1)?.name ?? "") : "rest");

const nameOf = (key: string, id: string): string => `${key}/${id}`;

const keyOf = (region: string, name: string): string => `${region}/${name.toLowerCase()}`;

/** Whether what comes after the end of a receipt belongs to another one. A drill in the middle of a change does not take its "after" away. */
function hasNext(open: readonly Receipt[], at: number): boolean {
  const { kind, endedMs } = open[at]!;
  return open.slice(at + 1).some((later) => kind === "drill" || later.kind !== "drill" || later.startedMs >= (endedMs ?? Infinity));
}
