/** The page that Prometheus reads, in its text format. Labels are bounded: endpoints, variants and zones that exist, and six classes of answers. */
import { countsUpTo, type LatencyCounts } from "../core/metrics/latency-histogram.ts";
import type { EndpointRoute } from "../core/routes.ts";
import type { InvocationTotals, VariantTotals } from "./invocation-totals.ts";

/** Upper bounds of the histograms, in seconds. */
const boundsSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

type Labels = Readonly<Record<string, string>>;

export function prometheusPage(counted: Pick<InvocationTotals, "all" | "bodiesRefused">, routes: readonly EndpointRoute[]): string {
  const totals = counted.all();
  return [
    ...family("hostler_invocations_total", "counter", "Requests by the class of the model's answer, or none, refused, gone."),
    ...totals.flatMap((variant) =>
      [...variant.requests.values()].map(({ zone, code, count }) =>
        line("hostler_invocations_total", { ...labelsOf(variant), zone, code }, count),
      ),
    ),
    ...family("hostler_retried_attempts_total", "counter", "Attempts that broke off and were made again on another instance."),
    ...totals.flatMap((variant) =>
      [...variant.retried].map(([zone, count]) => line("hostler_retried_attempts_total", { ...labelsOf(variant), zone }, count)),
    ),
    ...family(
      "hostler_refused_invocations_total",
      "counter",
      "Requests that were never sent: unserved, no instance; full, too many waiting; late, too long a wait.",
    ),
    ...totals.flatMap((variant) =>
      Object.entries(variant.refused).map(([reason, count]) =>
        line("hostler_refused_invocations_total", { ...labelsOf(variant), reason }, count),
      ),
    ),
    ...family("hostler_queued_invocations_total", "counter", "Requests that had to wait for an instance with room."),
    ...totals.map((variant) => line("hostler_queued_invocations_total", labelsOf(variant), variant.queued)),
    ...family("hostler_refused_bodies_total", "counter", "Requests refused because the bodies of others took all the memory for them."),
    line("hostler_refused_bodies_total", {}, counted.bodiesRefused),
    ...histogram("hostler_model_latency_seconds", "From sending a request to the last byte of the model's answer.", totals, "model"),
    ...histogram("hostler_overhead_latency_seconds", "From the head of a request to its answer, without the model.", totals, "overhead"),
    ...family("hostler_instances_in_service", "gauge", "Instances that take traffic."),
    ...routes.flatMap(instanceLines),
    "",
  ].join("\n");
}

function instanceLines({ region, name: endpoint, variants }: EndpointRoute): string[] {
  return variants.flatMap(({ name: variant, fleets }) =>
    [
      ...Map.groupBy(
        fleets.flatMap(({ instances }) => instances),
        ({ zone }) => zone,
      ),
    ].map(([zone, instances]) =>
      line("hostler_instances_in_service", { ...labelsOf({ region, endpoint, variant }), zone }, instances.length),
    ),
  );
}

function histogram(name: string, help: string, totals: readonly VariantTotals[], which: "model" | "overhead"): string[] {
  return [...family(name, "histogram", help), ...totals.flatMap((variant) => histogramLines(name, labelsOf(variant), variant[which]))];
}

function histogramLines(name: string, labels: Labels, latencies: LatencyCounts): string[] {
  const counts = countsUpTo(
    latencies,
    boundsSeconds.map((seconds) => seconds * 1e6),
  );
  return [
    ...boundsSeconds.map((bound, at) => line(`${name}_bucket`, { ...labels, le: String(bound) }, counts[at]!)),
    line(`${name}_bucket`, { ...labels, le: "+Inf" }, latencies.count),
    line(`${name}_sum`, labels, latencies.sumUs / 1e6),
    line(`${name}_count`, labels, latencies.count),
  ];
}

const labelsOf = ({ region, endpoint, variant }: { region: string; endpoint: string; variant: string }): Labels => ({
  region,
  endpoint,
  variant,
});

const family = (name: string, type: string, help: string): string[] => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

function line(name: string, labels: Labels, value: number): string {
  const written = Object.entries(labels).map(([label, text]) => `${label}="${text.replace(/[\\"\n]/g, escaped)}"`);
  return `${name}${written.length > 0 ? `{${written.join(",")}}` : ""} ${value}`;
}

const escaped = (character: string): string => (character === "\n" ? "\\n" : `\\${character}`);
