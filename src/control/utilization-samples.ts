/** What instances use, in the words of CloudWatch. One sample a minute for each instance: people count instances by counting samples. */
import type { BackendView } from "../backends/backend.ts";
import type { EndpointRoute } from "../core/routes.ts";
import type { MetricSample } from "../store/metric-store.ts";
import { variantDimensions } from "./invocation-samples.ts";

export type Usage = NonNullable<BackendView["usage"]>;

const metrics = [
  ["CPUUtilization", "cpuPercent"],
  ["MemoryUtilization", "memoryPercent"],
  ["DiskUtilization", "diskPercent"],
] as const;

/** Of the instances that take traffic and have been measured. */
export function utilizationSamples(routes: readonly EndpointRoute[], usage: Usage, atMs: number): MetricSample[] {
  return routes.flatMap(({ region, name: endpoint, variants }) =>
    variants.flatMap(({ name: variant, fleets }) => {
      const measured = fleets.flatMap(({ instances }) => instances.flatMap(({ id }) => usage.get(id) ?? []));
      if (measured.length === 0) return [];
      const dimensions = variantDimensions(endpoint, variant);
      return metrics.map(([name, member]) => ({
        key: { region, namespace: "/aws/sagemaker/Endpoints", name, dimensions },
        atMs,
        unit: "Percent",
        values: measured.map((each) => each[member]),
      }));
    }),
  );
}
