import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../../test/harness/counts.ts";
import type { EndpointRoute } from "../core/routes.ts";
import { InvocationTotals } from "./invocation-totals.ts";
import { prometheusPage } from "./prometheus-page.ts";

const batch = (number: number, ...counts: ReturnType<typeof countOf>[]) =>
  ({ kind: "counts", life: "r", batch: number, atMs: 0, counts }) as const;

test("totals grow batch by batch, and a batch that comes again counts once", () => {
  const totals = new InvocationTotals();
  totals.count(batch(1, countOf({ served: 3, clientErrors: 1, tookUs: [900, 900, 900, 20_000] }), countOf({ zone: "b", served: 2 })));
  totals.count(
    batch(
      2,
      countOf({ served: 1, serverErrors: 2, broken: 1, refused: 4, refusedFull: 2, refusedLate: 1, queued: 7, abandoned: 5, retried: 6 }),
    ),
  );
  totals.count(batch(2, countOf({ served: 1 })));
  for (const number of [3, 4, 4]) totals.count({ ...batch(number), bodiesRefused: 2 });
  const page = prometheusPage(totals, []);
  const requests = (zone: string, code: string, count: number): void => {
    const line = `hostler_invocations_total{region="r",endpoint="e",variant="v",zone="${zone}",code="${code}"} ${count}\n`;
    assert.ok(page.includes(line), `${line} is not in\n${page}`);
  };
  requests("a", "2xx", 4);
  requests("b", "2xx", 2);
  requests("a", "4xx", 1);
  requests("a", "5xx", 2);
  requests("a", "none", 1);
  requests("a", "refused", 4);
  requests("a", "gone", 5);
  for (const [reason, count] of Object.entries({ unserved: 1, full: 2, late: 1 }))
    assert.ok(page.includes(`hostler_refused_invocations_total{region="r",endpoint="e",variant="v",reason="${reason}"} ${count}\n`));
  assert.match(page, /^hostler_refused_bodies_total 4$/m);
  assert.match(page, /hostler_queued_invocations_total\{region="r",endpoint="e",variant="v"\} 7\n/);
  assert.match(page, /hostler_retried_attempts_total\{region="r",endpoint="e",variant="v",zone="a"\} 6\n/);
  assert.match(page, /hostler_model_latency_seconds_bucket\{region="r",endpoint="e",variant="v",le="0.0005"\} 0\n/);
  assert.match(page, /hostler_model_latency_seconds_bucket\{region="r",endpoint="e",variant="v",le="0.001"\} 3\n/);
  assert.match(page, /hostler_model_latency_seconds_bucket\{region="r",endpoint="e",variant="v",le="\+Inf"\} 4\n/);
  assert.match(page, /hostler_model_latency_seconds_sum\{region="r",endpoint="e",variant="v"\} 0.0227\n/);
});

test("every line is of Prometheus's text format, whatever a name has in it", () => {
  const totals = new InvocationTotals();
  totals.count(batch(1, countOf({ zone: 'a"\\\n', served: 1, tookUs: [5] })));
  const route: EndpointRoute = {
    name: "e",
    region: "r",
    status: "InService",
    variants: [
      {
        name: "v",
        weight: 1,
        routing: "RANDOM",
        fleets: [{ id: "f", configName: "c", share: 1, instances: [{ id: "i", zone: "a", address: { port: 1 } }] }],
      },
    ],
  };
  const lines = prometheusPage(totals, [route]).split("\n").slice(0, -1);
  for (const line of lines) assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\})? [0-9.e+-]+)$/);
  assert.equal(lines.at(-1), 'hostler_instances_in_service{region="r",endpoint="e",variant="v",zone="a"} 1');
});
