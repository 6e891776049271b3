/** StateReasonData: what an evaluation has looked at, as the JSON that CloudWatch gives (at most 4000 characters). */
import type { AlarmRule, Datapoint, Evaluated } from "./alarm-rule.ts";
import { javaDouble } from "./java-double.ts";

/** A datapoint takes about 100 characters when told in full and 20 as a mere value. */
const mostInFull = 20;
const mostValues = 60;

/** Written by hand because its numbers are Java doubles: `21.0`, where JSON.stringify would write `21`. */
export function reasonDataOf(rule: AlarmRule, { real, missing }: Evaluated, endMs: number, now: number): string {
  const oldestFirst = real.toReversed();
  const evaluated = [...real, ...missingPeriods(rule, real, missing, endMs)].sort((a, b) => b.atMs - a.atMs).slice(0, mostInFull);
  const values = oldestFirst.slice(-mostValues).map(({ value }) => javaDouble(value));
  return `{${[
    '"version":"1.0"',
    `"queryDate":"${longTime(now)}"`,
    ...(oldestFirst[0] ? [`"startDate":"${longTime(oldestFirst[0].atMs)}"`] : []),
    ...(rule.unit === undefined ? [] : [`"unit":${JSON.stringify(rule.unit)}`]),
    ...(rule.statistic === undefined ? [] : [`"statistic":"${rule.statistic}"`]),
    `"period":${rule.periodMs / 1000}`,
    `"recentDatapoints":[${values.join(",")}]`,
    `"threshold":${javaDouble(rule.threshold)}`,
    `"evaluatedDatapoints":[${evaluated.map(inFull).join(",")}]`,
  ].join(",")}}`;
}

interface MissingPeriod {
  readonly atMs: number;
}

/** The newest periods without a datapoint, as many as were filled in. */
function missingPeriods({ periodMs }: AlarmRule, real: readonly Datapoint[], missing: number, endMs: number): MissingPeriod[] {
  const present = new Set(real.map(({ atMs }) => atMs));
  const found: MissingPeriod[] = [];
  for (let atMs = endMs - periodMs; found.length < missing; atMs -= periodMs) if (!present.has(atMs)) found.push({ atMs });
  return found;
}

function inFull(point: Datapoint | MissingPeriod): string {
  const timestamp = `"timestamp":"${longTime(point.atMs)}"`;
  if (!("value" in point)) return `{${timestamp}}`;
  const samples = point.sampleCount === undefined ? "" : `,"sampleCount":${javaDouble(point.sampleCount)}`;
  return `{${timestamp}${samples},"value":${javaDouble(point.value)}}`;
}

const longTime = (atMs: number): string => new Date(atMs).toISOString().replace("Z", "+0000");
