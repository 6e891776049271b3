/** PutMetricData: samples of a user's own metrics. */
import type { Dimension, MetricDatum, PutMetricDataInput } from "../../../api/gen/cloudwatch.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { MetricSample, MetricStore } from "../../../store/metric-store.ts";
import { cloudwatchErrors } from "../../metrics/cloudwatch-errors.ts";
import { metricKey } from "../../metrics/metric-key.ts";

const mostDatums = 1000;
const mostValues = 150;
/** Values are within ±2^360. */
const largest = 2 ** 360;

export async function putMetricData(
  ctx: { metrics: MetricStore; clock: Clock },
  { input, principal: { region } }: Call<PutMetricDataInput>,
): Promise<void> {
  const { Namespace, MetricData = [], EntityMetricData = [] } = input;
  if (Namespace.startsWith("AWS/")) throw cloudwatchErrors.badValue("AWS/", "Namespace");
  const data = [
    ...MetricData.map((datum, at) => ({ datum, path: `MetricData.member.${at + 1}` })),
    ...EntityMetricData.flatMap((entity, of) =>
      (entity.MetricData ?? []).map((datum, at) => ({ datum, path: `EntityMetricData.member.${of + 1}.MetricData.member.${at + 1}` })),
    ),
  ];
  if (data.length === 0) throw cloudwatchErrors.missing("The parameter MetricData is required.");
  if (data.length > mostDatums) throw cloudwatchErrors.tooMany("MetricData", mostDatums);
  const now = ctx.clock.now();
  // All or nothing: the first datum that is wrong refuses the request.
  ctx.metrics.record(data.map(({ datum, path }) => sampleOf({ region, namespace: Namespace }, datum, path, now)));
}

function sampleOf(
  { region, namespace }: { region: string; namespace: string },
  datum: MetricDatum,
  path: string,
  now: number,
): MetricSample {
  const { MetricName, Dimensions = [], StorageResolution = 60, Unit = "None" } = datum;
  if (StorageResolution !== 1 && StorageResolution !== 60) throw cloudwatchErrors.badValue(StorageResolution, `${path}.StorageResolution`);
  checkDimensions(Dimensions, path);
  return {
    key: metricKey(region, namespace, MetricName, Dimensions),
    atMs: timeOf(datum, path, now),
    unit: Unit,
    ...(datum.StatisticValues ? statisticsOf(datum, path) : valuesOf(datum, path)),
  };
}

function checkDimensions(dimensions: readonly Dimension[], path: string): void {
  const names = new Set<string>();
  for (const { Name } of dimensions) {
    if (names.has(Name)) throw cloudwatchErrors.invalidValue(`The parameter ${path}.Dimensions names the dimension ${Name} twice.`);
    names.add(Name);
  }
}

function timeOf({ Timestamp }: MetricDatum, path: string, now: number): number {
  const atMs = Timestamp?.getTime() ?? now;
  const must = (what: string): Error => cloudwatchErrors.invalidValue(`The parameter ${path}.Timestamp must specify a time ${what}.`);
  if (atMs < now - limits.metrics.pastMs) throw must("no more than two weeks in the past");
  if (atMs > now + limits.metrics.futureMs) throw must("no more than two hours in the future");
  return atMs;
}

function valuesOf({ Value, Values, Counts }: MetricDatum, path: string): Pick<MetricSample, "values" | "counts"> {
  if (Value !== undefined && Values) throw cloudwatchErrors.exclusive(`${path}.Value`, `${path}.Values`);
  if (Value !== undefined) {
    checkNumber(Value, `${path}.Value`);
    return { values: [Value] };
  }
  if (!Values || Values.length === 0)
    throw cloudwatchErrors.missing(`One of the parameters ${path}.Value, ${path}.Values and ${path}.StatisticValues is required.`);
  if (Values.length > mostValues) throw cloudwatchErrors.tooMany(`${path}.Values`, mostValues);
  if (Counts && Counts.length !== Values.length)
    throw cloudwatchErrors.invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  Values.forEach((value, at) => {
    checkNumber(value, `${path}.Values.member.${at + 1}`);
  });
  Counts?.forEach((count, at) => {
    checkCount(count, `${path}.Counts.member.${at + 1}`);
  });
  return { values: Values, counts: Counts };
}

function statisticsOf({ Value, Values, StatisticValues }: MetricDatum, path: string): Pick<MetricSample, "values" | "statistics"> {
  if (Value !== undefined) throw cloudwatchErrors.exclusive(`${path}.Value`, `${path}.StatisticValues`);
  if (Values) throw cloudwatchErrors.exclusive(`${path}.Values`, `${path}.StatisticValues`);
  const { SampleCount, Sum, Minimum, Maximum } = StatisticValues!;
  for (const [name, value] of Object.entries({ Sum, Minimum, Maximum })) checkNumber(value, `${path}.StatisticValues.${name}`);
  checkCount(SampleCount, `${path}.StatisticValues.SampleCount`);
  if (Minimum > Maximum)
    throw cloudwatchErrors.invalidValue(
      `The parameter ${path}.StatisticValues.Maximum must be greater than or equal to the parameter ${path}.StatisticValues.Minimum.`,
    );
  return { values: [], statistics: { sampleCount: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum } };
}

function checkNumber(value: number, parameter: string): void {
  if (!(Math.abs(value) <= largest)) throw cloudwatchErrors.badValue(value, parameter);
}

function checkCount(count: number, parameter: string): void {
  if (!(count > 0 && count <= largest)) throw cloudwatchErrors.badValue(count, parameter);
}
