/** Counts as a router would send them. */
import type { InvocationCounts } from "../../src/core/metrics/invocation-counts.ts";
import { LatencyHistogram } from "../../src/core/metrics/latency-histogram.ts";

/** Of endpoint `e` and variant `v`; `tookUs` is what the model needed for each request, and a tenth of it is overhead. */
export function countOf({ tookUs = [], ...more }: Partial<InvocationCounts> & { readonly tookUs?: readonly number[] }): InvocationCounts {
  const latency = (part: number) => {
    const histogram = new LatencyHistogram();
    for (const us of tookUs) histogram.add(us * part);
    return histogram.take();
  };
  return {
    region: "r",
    endpoint: "e",
    variant: "v",
    fleet: "blue",
    config: "c1",
    instance: "i",
    zone: "a",
    served: 0,
    clientErrors: 0,
    serverErrors: 0,
    broken: 0,
    refused: 0,
    abandoned: 0,
    retried: 0,
    mostInFlight: 1,
    modelLatency: latency(1),
    overheadLatency: latency(0.1),
    totalLatency: latency(1.1),
    ...more,
  };
}
