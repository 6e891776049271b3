/** The simulated world: what there is, what happens to it for so many minutes, and the calm after, in which everything has to come to rest. */
import type { Endpoint } from "../src/core/endpoint.ts";
import { Agent } from "./agent.ts";
import { AlarmLaws } from "./alarm-laws.ts";
import { AlarmWorkload } from "./alarm-workload.ts";
import { Chance } from "./chance.ts";
import { Clients } from "./clients.ts";
import { ControlPlane } from "./control-plane.ts";
import { Ledger } from "./ledger.ts";
import { MemoryAlarms } from "./memory-alarms.ts";
import { MemoryDocuments, type Written } from "./memory-documents.ts";
import { MemoryReceipts } from "./memory-receipts.ts";
import { ReceiptLaws } from "./receipt-laws.ts";
import { silent, unrest } from "./rest.ts";
import { SimRouter } from "./sim-router.ts";
import { Storm } from "./storm.ts";
import { Timeline } from "./timeline.ts";
import { Trace } from "./trace.ts";
import { Watch } from "./watch.ts";
import { Workload } from "./workload.ts";

export interface Outcome {
  readonly seed: number;
  /** The law that was broken, if one was. */
  readonly violation: string | undefined;
  /** The same for the same seed. */
  readonly digest: string;
  readonly tail: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Everything is at rest within this time after the last fault: a start-up that is never healthy, back-off, and the waits of an update. */
const settleMs = 15 * 60_000;
/** How long nothing at all may go wrong at the end. */
const flawlessMs = 60_000;

/** Runs the world of `seed` through `minutes` of faults and to its rest. */
export async function simulate(seed: number, minutes: number): Promise<Outcome> {
  const world = new World(seed);
  await world.run(minutes * 60_000);
  const { trace } = world;
  return { seed, violation: trace.violation, digest: trace.digest(), tail: trace.tail(), counts: trace.counts };
}

class World {
  readonly trace: Trace;
  readonly #timeline = new Timeline();
  readonly #chance: Chance;
  readonly #documents: MemoryDocuments;
  readonly #alarms: MemoryAlarms;
  readonly #receipts = new MemoryReceipts();
  readonly #receiptLaws = new ReceiptLaws();
  readonly #alarmLaws: AlarmLaws;
  readonly #agent: Agent;
  readonly #routers: SimRouter[];
  readonly #ledger: Ledger;
  readonly #watch: Watch;
  readonly #storm: Storm;
  #planes: ControlPlane[] = [];
  #lives = 0;
  #stormy = true;
  #flawless = false;
  #disturbedMs = 0;

  constructor(seed: number) {
    const timeline = this.#timeline;
    const chance = new Chance(seed);
    const trace = new Trace(() => timeline.elapsedMs);
    this.#chance = chance;
    this.trace = trace;
    const stormy = (): boolean => this.#stormy;
    const planes = (): readonly ControlPlane[] => this.#planes.filter(({ isThere }) => isThere);
    const common = { timeline, trace, stormy, planes };
    this.#documents = new MemoryDocuments((change) => this.#written(change));
    this.#alarmLaws = new AlarmLaws(timeline, trace, () => Math.max(...this.#planes.map(({ wentOnMs }) => wentOnMs)));
    this.#alarms = new MemoryAlarms((change) => this.#alarmLaws.alarmWritten(change));
    this.#ledger = new Ledger(trace);
    this.#agent = new Agent({
      ...common,
      chance: chance.fork(),
      tell: (news) => {
        for (const { link } of this.#planes) link?.tell(news);
      },
    });
    const agent = this.#agent;
    const endpoints = (): readonly Endpoint[] => this.#documents.endpoints();
    const endpoint = (wanted: string): Endpoint | undefined => endpoints().find(({ name }) => name === wanted);
    const routers: SimRouter[] = [];
    this.#routers = routers;
    const clients = new Clients({
      ...common,
      chance: chance.fork(),
      agent,
      routers,
      endpoint,
      receiptLaws: this.#receiptLaws,
      flawless: () => this.#flawless,
    });
    const howMany = chance.between(1, 3);
    for (let number = 1; number <= howMany; number++) {
      const router: SimRouter = new SimRouter({
        ...common,
        name: `router-${number}`,
        chance: chance.fork(),
        forget: (counts) => this.#receiptLaws.lost(counts),
        openLink: (address) => clients.link(router, "port" in address ? address.port : 0),
      });
      routers.push(router);
    }
    const disturbed = (): void => {
      this.#disturbedMs = timeline.elapsedMs;
    };
    this.#watch = new Watch({
      ...common,
      agent,
      routers,
      endpoints,
      disturbedMs: () => (this.#planes.length === 1 && this.#planes[0]!.isThere ? this.#disturbedMs : timeline.elapsedMs),
    });
    const crash = (plane: ControlPlane): void => this.#crash(plane);
    this.#storm = new Storm({
      ...common,
      planes: () => this.#planes,
      chance: chance.fork(),
      agent,
      routers,
      startPlane: () => this.#startPlane(),
      crash,
      disturbed,
    });
    const workload = new Workload({ ...common, chance: chance.fork(), documents: this.#documents, ledger: this.#ledger });
    const alarmWorkload = new AlarmWorkload({ ...common, chance: chance.fork(), alarms: this.#alarms });
    for (const name of ["one", "two"].slice(0, chance.between(1, 2))) {
      workload.begin(name);
      alarmWorkload.begin(name);
      clients.begin(name);
    }
    this.#startPlane();
    this.#storm.begin();
  }

  async run(stormMs: number): Promise<void> {
    await this.#until(stormMs, () => false);
    this.trace.note("calm");
    this.#stormy = false;
    this.#storm.end();
    const ports = {
      agent: this.#agent,
      routers: this.#routers,
      endpoints: () => this.#documents.endpoints(),
      term: () => this.#receipts.term,
    };
    await this.#until(stormMs + settleMs, () => unrest(ports).length === 0);
    for (const text of unrest(ports)) this.trace.violate(`${text} (${settleMs / 60_000} minutes after the last fault)`);
    this.#flawless = true;
    await this.#until(this.#timeline.elapsedMs + flawlessMs, () => false);
    for (const text of unrest(ports)) this.trace.violate(`${text} (after everything was at rest)`);
    for (const text of this.#receiptLaws.wrong(this.#receipts.all())) this.trace.violate(text);
    for (const text of silent(this.#documents.endpoints(), this.#alarms)) this.trace.violate(text);
  }

  /** Goes on until `done`, looked at now and then, or the time has come, or a law is broken. */
  async #until(untilMs: number, done: () => boolean): Promise<void> {
    while (this.#timeline.elapsedMs < untilMs && this.trace.violation === undefined && !done())
      await this.#timeline.run(Math.min(untilMs, this.#timeline.elapsedMs + 5_000), () => this.#watch.look());
  }

  #written(change: Written): void {
    this.#ledger.written(change);
    this.#watch.written(change);
    this.#alarmLaws.written(change);
    this.#storm.written();
  }

  #startPlane(): void {
    const { trace } = this;
    const name = `control-${++this.#lives}`;
    trace.note("control", `${name} starts`);
    this.#disturbedMs = this.#timeline.elapsedMs;
    const plane: ControlPlane = new ControlPlane({
      name,
      trace,
      timeline: this.#timeline,
      chance: this.#chance.fork(),
      documents: this.#documents,
      alarms: this.#alarms,
      receipts: this.#receipts,
      agent: this.#agent,
      routers: () => this.#routers.filter(({ isUp }) => isUp).map((router) => router.name),
      stormy: () => this.#stormy,
      told: (counts) => this.#receiptLaws.told(counts, this.#receipts, this.#timeline.now()),
      ended: () => {
        this.#crash(plane);
        this.#timeline.after(200, () => this.#planes.length === 0 && this.#startPlane());
      },
    });
    this.#planes = [...this.#planes, plane];
  }

  #crash(plane: ControlPlane): void {
    this.trace.note("control", `${plane.name} ends`);
    this.#planes = this.#planes.filter((other) => other !== plane);
    this.#disturbedMs = this.#timeline.elapsedMs;
    plane.crash();
  }
}
