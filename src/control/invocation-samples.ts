/**
 * What routers have counted of a variant, in the words of CloudWatch (AWS: monitoring-cloudwatch). One sample a request: an error metric
 * has a 1 for each error and a 0 for every other request, so that its average is the error rate. A variant's numbers appear twice, with
 * and without the name of the configuration; two sets of dimensions are two metrics.
 */
import { handledOf, type InvocationCounts } from "../core/metrics/invocation-counts.ts";
import { type LatencyCounts, mergeLatencies, noLatencies, weightedValues } from "../core/metrics/latency-histogram.ts";
import type { Dimension, MetricKey, MetricSample } from "../store/metric-store.ts";

export const invocationNamespace = "AWS/SageMaker";

/** `activeInstances` of the variant, for InvocationsPerInstance; none counts as one. */
export function invocationSamples(counts: readonly InvocationCounts[], atMs: number, activeInstances: number): MetricSample[] {
  const [first] = counts;
  if (!first) return [];
  const byConfig = Map.groupBy(counts, ({ config }) => config);
  byConfig.delete(""); // requests that found no instance belong to no configuration
  const { region, endpoint, variant } = first;
  return [
    ...samplesOf(counts, { region, dimensions: variantDimensions(endpoint, variant) }, atMs, activeInstances),
    ...[...byConfig].flatMap(([config, part]) =>
      samplesOf(part, { region, dimensions: variantDimensions(endpoint, variant, config) }, atMs, activeInstances),
    ),
  ];
}

/** Sorted by name, as a metric's key wants them. */
export function variantDimensions(endpoint: string, variant: string, config?: string): Dimension[] {
  return [
    ...(config === undefined ? [] : [{ name: "EndpointConfigName", value: config }]),
    { name: "EndpointName", value: endpoint },
    { name: "VariantName", value: variant },
  ];
}

function samplesOf(
  counts: readonly InvocationCounts[],
  place: Pick<MetricKey, "region" | "dimensions">,
  atMs: number,
  activeInstances: number,
): MetricSample[] {
  const total = (of: (count: InvocationCounts) => number): number => counts.reduce((sum, count) => sum + of(count), 0);
  const requests = total(handledOf);
  if (requests === 0) return [];
  const sample = (name: string, unit: string, values: readonly number[], times: readonly number[]): MetricSample[] =>
    values.length === 0 ? [] : [{ key: { ...place, namespace: invocationNamespace, name }, atMs, unit, values, counts: times }];
  const each = (name: string, value: number): MetricSample[] => sample(name, "None", [value], [requests]);
  const errors = (name: string, count: number): MetricSample[] => {
    const parts = [[1, count] as const, [0, requests - count] as const].filter(([, times]) => times > 0);
    return sample(
      name,
      "None",
      parts.map(([value]) => value),
      parts.map(([, times]) => times),
    );
  };
  const latency = (name: string, of: (count: InvocationCounts) => LatencyCounts): MetricSample[] => {
    const { values, counts: times } = weightedValues(counts.map(of).reduce(mergeLatencies, noLatencies));
    return sample(name, "Microseconds", values, times);
  };
  const clientErrors = total((count) => count.clientErrors);
  const serverErrors = total((count) => count.serverErrors);
  return [
    ...each("Invocations", 1),
    ...each("InvocationsPerInstance", 1 / Math.max(1, activeInstances)),
    ...errors("Invocation4XXErrors", clientErrors),
    ...errors("Invocation5XXErrors", serverErrors),
    ...errors("InvocationModelErrors", clientErrors + serverErrors + total(({ broken }) => broken)),
    ...latency("ModelLatency", ({ modelLatency }) => modelLatency),
    ...latency("OverheadLatency", ({ overheadLatency }) => overheadLatency),
  ];
}
