/**
 * Evaluates alarms on a timer: those with periods of seconds every 10 s, the others once a minute and as soon as they are new. What it
 * finds is stored by compare-and-swap, so two control planes may both do it.
 */
import { evaluationRange } from "../core/alarms/alarm-rule.ts";
import { evaluateAlarm } from "../core/alarms/evaluate-alarm.ts";
import type { Clock } from "../lib/clock.ts";
import type { MetricStore } from "../store/metric-store.ts";
import type { AlarmRow } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import { type Alarm, ruleOf, watchedBy } from "./alarms/alarm.ts";
import { readDatapoints } from "./alarms/alarm-datapoints.ts";
import { type StatePorts, setState } from "./alarms/set-state.ts";

export interface AlarmEvaluatorPorts extends StatePorts {
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly log: Logger;
}

const roundMs = 10_000;
const minuteMs = 60_000;
/** A period counts as complete when its last samples have had this long to arrive. */
const lateMs = 2_000;

export class AlarmEvaluator implements AsyncDisposable {
  readonly #ports: AlarmEvaluatorPorts;
  /** By alarm: the definition and the moment that were last evaluated. */
  #evaluated = new Map<string, string>();
  #timer: Disposable | undefined;
  #round: Promise<void> = Promise.resolve();
  #over = false;

  constructor(ports: AlarmEvaluatorPorts) {
    this.#ports = ports;
    this.#sleep();
  }

  /** Evaluates what is due; a round that is still going on is finished first. */
  evaluateDue(): Promise<void> {
    this.#round = this.#round
      .then(() => this.#evaluateAll())
      .catch((error: unknown) => this.#ports.log.error({ error }, "evaluating alarms failed; trying again in the next round"));
    return this.#round;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    this.#timer?.[Symbol.dispose]();
    await this.#round;
  }

  /** Rounds begin when the samples of the 10 s that just ended have arrived. */
  #sleep(): void {
    const { clock } = this.#ports;
    const waitMs = roundMs - ((clock.now() - lateMs) % roundMs);
    this.#timer = clock.after(waitMs, () => void this.evaluateDue().then(() => !this.#over && this.#sleep()));
  }

  async #evaluateAll(): Promise<void> {
    const { store, clock, log } = this.#ports;
    const asOf = clock.now() - lateMs;
    const evaluated = new Map<string, string>();
    for (const row of await store.alarms.all<Alarm>()) {
      if (this.#over) return;
      const key = `${row.region}/${row.name}`;
      const due = dueOf(row.document, asOf);
      const done = this.#evaluated.get(key) === due || (await this.#evaluate(row, asOf).catch((error: unknown) => failed(log, row, error)));
      if (done) evaluated.set(key, due);
    }
    this.#evaluated = evaluated;
  }

  /** False when the alarm changed meanwhile: it is looked at again in the next round. */
  async #evaluate(row: AlarmRow<Alarm>, asOf: number): Promise<boolean> {
    const { metrics, clock } = this.#ports;
    const rule = ruleOf(row.document.input);
    const points = await readDatapoints(metrics, row.document, evaluationRange(rule, asOf), asOf);
    const found = evaluateAlarm(rule, points, asOf);
    if (!found || found.state === row.document.state) return true;
    return setState(this.#ports, row, found, clock.now());
  }
}

/** What stands for an evaluation: nothing new comes of another one with the same definition in the same ten seconds, or minute. */
function dueOf({ input, configuredMs }: Alarm, asOf: number): string {
  const everyMs = watchedBy(input).period * 1000 < minuteMs ? roundMs : minuteMs;
  return `${configuredMs}/${Math.floor(asOf / everyMs)}`;
}

function failed(log: Logger, { document }: AlarmRow<Alarm>, error: unknown): false {
  log.error({ alarm: document.arn, error }, "evaluating the alarm failed; trying again in the next round");
  return false;
}
