/** A metric as requests name it, to the key of the store. */
import type { Dimension } from "../../api/gen/cloudwatch.gen.ts";
import type { MetricKey } from "../../store/metric-store.ts";

export function metricKey(region: string, namespace: string, name: string, dimensions: readonly Dimension[] = []): MetricKey {
  return {
    region,
    namespace,
    name,
    dimensions: dimensions.map(({ Name, Value }) => ({ name: Name, value: Value })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
