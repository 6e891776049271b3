/**
 * The shell around `stepEndpoint`: load, decide, remember, carry out. What is decided is stored before it is done, and every action may be
 * done again, so a crash between any two lines is harmless.
 */
import type { Backend, BackendView } from "../backends/backend.ts";
import type { Endpoint } from "../core/endpoint.ts";
import { stepName } from "../core/receipt-steps.ts";
import { type EndpointRoute, routeOf } from "../core/routes.ts";
import { type Step, stepEndpoint } from "../core/step-endpoint.ts";
import type { Clock } from "../lib/clock.ts";
import { failpoint } from "../lib/failpoint.ts";
import { KeyedQueue } from "../lib/keyed-queue.ts";
import type { Rng } from "../lib/rng.ts";
import type { Row, Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { ReceiptWriter } from "./receipt-writer.ts";
import type { RoutePublisher } from "./route-publisher.ts";
import { isIdempotent } from "./tag-rules.ts";

export interface ReconcilerPorts {
  readonly store: Pick<Store, "alarms" | "documents" | "events" | "tags">;
  readonly backend: Backend;
  readonly publisher: RoutePublisher;
  readonly receipts: Pick<ReceiptWriter, "observe" | "observeAll">;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly log: Logger;
}

/** A change may need several steps at once; more than this many in a row is a mistake of ours. */
const stepsInARow = 50;

export class Reconciler implements AsyncDisposable {
  readonly #ports: ReconcilerPorts;
  readonly #queue = new KeyedQueue();
  readonly #pending = new Set<string>();
  readonly #timers = new Map<string, Disposable>();
  /** Endpoints with a change or a drill in progress, or instances on their way out: the ones that wait for routers. */
  readonly #moving = new Map<string, { region: string; name: string }>();
  readonly #over = new AbortController();
  #loaded = false;
  #sweeping = false;

  constructor(ports: ReconcilerPorts) {
    this.#ports = ports;
    ports.backend.onChange((owner) => {
      if (owner && this.#loaded) this.wake(owner.region, owner.endpoint);
      else void this.#sweep();
    });
  }

  /** Looks at an endpoint soon. */
  wake(region: string, name: string): void {
    const key = `${region}/${name.toLowerCase()}`;
    if (this.#pending.has(key) || this.#over.signal.aborted) return;
    this.#pending.add(key);
    void this.#queue
      .run(key, async () => {
        this.#pending.delete(key);
        await this.#reconcile(key, region, name);
      })
      .catch((error: unknown) => {
        this.#ports.log.error({ endpoint: name, error }, "reconciling the endpoint failed; trying again");
        this.#ports.clock.after(1_000, () => this.wake(region, name));
      });
  }

  /** What routers know has moved on: looks at the endpoints that may have waited for it. */
  wakeMoving(): void {
    for (const { region, name } of this.#moving.values()) this.wake(region, name);
  }

  /** Looks at everything, now and then, in case a message was lost. */
  wakeAll(): void {
    void this.#sweep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    for (const timer of this.#timers.values()) timer[Symbol.dispose]();
  }

  /** Looks at every endpoint, and ends instances that belong to none. */
  async #sweep(): Promise<void> {
    const { store, backend, publisher, receipts, clock, log } = this.#ports;
    const view = backend.view();
    if (!view || this.#sweeping || this.#over.signal.aborted) return;
    this.#sweeping = true;
    await this.#queue
      .run("*", async () => {
        const running = [...view.instances]; // before the records are read: one launched meanwhile is in none of them
        const rows = await store.documents.all<Endpoint>("endpoint");
        const owned = new Set(rows.flatMap(({ document }) => document.instances.map(({ id }) => id)));
        for (const [id, { state }] of running) {
          if (owned.has(id) || state === "stopping") continue;
          log.warn({ instance: id }, "the instance belongs to no endpoint; ending it");
          backend.terminate(id, 30_000);
        }
        if (this.#loaded) return rows;
        if (!(await receipts.observeAll(rows.map(({ document }) => document)))) {
          clock.after(1_000, () => this.wakeAll());
          return [];
        }
        const idempotent = await Promise.all(rows.map(({ document }) => this.#isIdempotent(document)));
        for (const [at, { region, document }] of rows.entries())
          publisher.set(keyOf(region, document.name), routeOf(document, view.instances, idempotent[at]));
        publisher.complete();
        failpoint("reconciler.swept");
        this.#loaded = true;
        return rows;
      })
      .then((rows) => {
        for (const { region, name } of rows) this.wake(region, name);
      })
      .catch((error: unknown) => log.error({ error }, "looking at all endpoints failed"));
    this.#sweeping = false;
  }

  async #reconcile(key: string, region: string, name: string): Promise<void> {
    for (let round = 0; round < stepsInARow && !this.#over.signal.aborted; round++) {
      if (!this.#loaded) return;
      const row = await this.#ports.store.documents.find<Endpoint>("endpoint", region, name);
      const alarming = row ? await this.#alarming(row.document) : [];
      if (!(await this.#ports.receipts.observe(region, name, row?.document, alarming))) {
        this.#ports.clock.after(1_000, () => this.wake(region, name));
        return;
      }
      if (!row) return this.#ports.publisher.remove(key);
      const idempotent = await this.#isIdempotent(row.document);
      const view = this.#ports.backend.view(); // after all waiting: what is decided upon is what there is now
      if (!view) return;
      const routeIn = (endpoint: Endpoint): EndpointRoute => routeOf(endpoint, view.instances, idempotent);
      const step = this.#decide(key, row.document, view, { alarming, route: routeIn(row.document) });
      const route = step.endpoint && JSON.stringify(routeIn(step.endpoint));
      if (!(await this.#remember(row, step))) continue; // somebody changed it meanwhile: decide again
      if (step.strike) this.#ports.backend.inflict(step.strike);
      // Instances came or went while this was stored: what was decided may give all traffic to one that is gone. Decide again.
      if (step.endpoint && round < stepsInARow / 2 && JSON.stringify(routeIn(step.endpoint)) !== route) continue;
      failpoint("reconciler.remembered", () => stageOf(step));
      this.#carryOut(key, row.document, step, routeIn);
      if (!step.endpoint || JSON.stringify(step.endpoint) === JSON.stringify(row.document))
        return this.#sleepUntil(key, region, name, step.wakeAt);
    }
    this.wake(region, name);
  }

  /** Which of the alarms that an update watches are in ALARM. One that was deleted meanwhile is not. */
  async #alarming({ region, change }: Endpoint): Promise<string[]> {
    if (change?.kind !== "update" || !change.alarms) return [];
    const found = await this.#ports.store.alarms.find(region, change.alarms);
    return found.filter(({ state }) => state === "ALARM").map(({ name }) => name);
  }

  /** Whether its tags say that its invocations may be sent again. */
  async #isIdempotent({ arn }: Endpoint): Promise<boolean> {
    return isIdempotent(await this.#ports.store.tags.of(arn));
  }

  #decide(
    key: string,
    endpoint: Endpoint,
    view: BackendView,
    { alarming, route }: { alarming: readonly string[]; route: EndpointRoute },
  ): Step {
    const { publisher, clock, rng } = this.#ports;
    const load: Record<string, number> = {};
    for (const { zone } of view.instances.values()) load[zone] = (load[zone] ?? 0) + 1;
    const seen = {
      now: clock.now(),
      instances: view.instances,
      zones: view.zones,
      load,
      drained: (id: string) => publisher.drained(id),
      settled: publisher.settled(key, route),
      alarming,
    };
    return stepEndpoint(endpoint, seen, () => `i-${rng.id(10)}`);
  }

  /** Stores what was decided; false when the endpoint has changed since it was read. */
  async #remember(row: Row<Endpoint>, step: Step): Promise<boolean> {
    const { store, clock, log } = this.#ports;
    if (!step.endpoint) {
      if (!(await store.documents.remove("endpoint", row.region, row.name, row.version))) return false;
      await store.tags.removeAll(row.document.arn);
    } else if (JSON.stringify(step.endpoint) !== JSON.stringify(row.document)) {
      const { status, modifiedMs } = step.endpoint;
      failpoint("reconciler.storing", () => stageOf(step));
      if (!(await store.documents.replace({ ...row, status, modifiedMs, document: step.endpoint }))) return false;
      failpoint("reconciler.stored", () => stageOf(step));
    }
    for (const text of step.events) {
      log.info({ endpoint: row.name }, text);
      await store.events.add(row.document.arn, clock.now(), text);
    }
    return true;
  }

  #carryOut(key: string, before: Endpoint, step: Step, routeIn: (endpoint: Endpoint) => EndpointRoute): void {
    const { publisher, backend } = this.#ports;
    const { region, name } = before;
    if (step.endpoint && isMoving(step.endpoint)) this.#moving.set(key, { region, name });
    else this.#moving.delete(key);
    if (step.endpoint) publisher.set(key, routeIn(step.endpoint));
    else publisher.remove(key);
    for (const action of step.actions) {
      if (action.kind === "terminate") backend.terminate(action.id, action.graceMs);
      else backend.launch({ endpoint: name, region, instance: action.instance, variant: action.variant });
      failpoint(action.kind === "terminate" ? "reconciler.terminated" : "reconciler.launched", () => stageOf(step));
    }
  }

  #sleepUntil(key: string, region: string, name: string, wakeAt: number | undefined): void {
    this.#timers.get(key)?.[Symbol.dispose]();
    this.#timers.delete(key);
    if (wakeAt === undefined || this.#over.signal.aborted) return;
    const waitMs = Math.max(0, wakeAt - this.#ports.clock.now());
    this.#timers.set(
      key,
      this.#ports.clock.after(waitMs, () => this.wake(region, name)),
    );
  }
}

const keyOf = (region: string, name: string): string => `${region}/${name.toLowerCase()}`;

/** For failpoints: the stage of the change that the step leads to. */
const stageOf = ({ endpoint }: Step): string => (endpoint?.change ? stepName(endpoint.change) : "rest");

function isMoving({ change, drill, instances }: Endpoint): boolean {
  return change !== undefined || drill !== undefined || instances.some(({ phase }) => phase !== "serving");
}
