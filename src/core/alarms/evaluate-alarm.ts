/**
 * Decides the state of an alarm from the datapoints there are, as AWS documents it ("Configuring how CloudWatch alarms treat missing
 * data"): real datapoints of the whole range come first, missing ones are filled in as few times as possible.
 */
import { type AlarmRule, type AlarmState, breaches, type Datapoint, type Evaluated, evaluationRange } from "./alarm-rule.ts";
import { significantSamples } from "./low-samples.ts";
import { reasonOf } from "./state-reason.ts";
import { reasonDataOf } from "./state-reason-data.ts";

export interface Evaluation {
  readonly state: AlarmState;
  /** In AWS's words, for a person. */
  readonly reason: string;
  /** The same as JSON, for a program. */
  readonly reasonData: string;
}

/** The state at `now`; undefined when what there is does not decide, and the alarm stays as it is. The order of `datapoints` is no matter. */
export function evaluateAlarm(rule: AlarmRule, datapoints: readonly Datapoint[], now: number): Evaluation | undefined {
  const { startMs, endMs } = evaluationRange(rule, now);
  const real = datapoints
    .filter(({ atMs }) => atMs >= startMs && atMs < endMs)
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, rule.evaluationPeriods);
  const evaluated: Evaluated = { real, missing: rule.evaluationPeriods - real.length };
  const state = decide(rule, evaluated, endMs);
  if (state === undefined) return undefined;
  return { state, reason: reasonOf(rule, evaluated, state), reasonData: reasonDataOf(rule, evaluated, endMs, now) };
}

function decide(rule: AlarmRule, { real, missing }: Evaluated, endMs: number): AlarmState | undefined {
  const needed = rule.datapointsToAlarm ?? rule.evaluationPeriods;
  if (rule.ignoreLowSamples && real.some(({ sampleCount = 1 }) => sampleCount < significantSamples(rule.statistic))) return undefined;
  const breaching = real.filter((point) => breaches(rule, point)).length;
  if (breaching >= needed) return "ALARM";
  if (missing === 0) return "OK";
  switch (rule.missingData) {
    case "breaching":
      return breaching + missing >= needed ? "ALARM" : "OK";
    case "notBreaching":
      return "OK";
    case "ignore":
      return breaching < real.length ? "OK" : undefined;
    case "missing":
      if (real.length === 0) return "INSUFFICIENT_DATA";
      if (breaching < real.length) return "OK";
      return isOldEnough(real.at(-1)!, needed, rule, endMs) ? "ALARM" : undefined;
  }
}

/**
 * All that there is breaches, but there is too little of it. AWS waits ("- - - - X" with M = 3 may still become "- - - X O") until the
 * oldest datapoint is M periods old ("- - X - -"), when no newer one can undo it.
 */
function isOldEnough(oldest: Datapoint, needed: number, { periodMs }: AlarmRule, endMs: number): boolean {
  return endMs - oldest.atMs >= needed * periodMs;
}
