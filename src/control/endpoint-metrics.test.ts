import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../../test/harness/counts.ts";
import type { InvocationCounts } from "../core/metrics/invocation-counts.ts";
import type { EndpointRoute } from "../core/routes.ts";
import type { MetricSample } from "../store/metric-store.ts";
import { EndpointMetrics } from "./endpoint-metrics.ts";

const instance = (id: string) => ({ id, zone: "a", address: { port: 1 } });

/** Endpoint `e` in the middle of a canary: two blue instances and a green one. */
const route: EndpointRoute = {
  name: "e",
  region: "r",
  status: "Updating",
  variants: [
    {
      name: "v",
      weight: 1,
      routing: "RANDOM",
      fleets: [
        { id: "blue", configName: "c1", share: 0.75, instances: [instance("i-1"), instance("i-2")] },
        { id: "green", configName: "c2", share: 0.25, instances: [instance("i-3")] },
      ],
    },
  ],
};

function metricsOf() {
  const recorded: MetricSample[] = [];
  const metrics = new EndpointMetrics({ record: (samples) => void recorded.push(...samples) }, () => [route]);
  /** The samples of a metric, by configuration ("" for all of the variant), as value × count. */
  const found = (name: string) =>
    Object.fromEntries(
      recorded
        .filter(({ key }) => key.name === name)
        .map(({ key, values, counts, unit }) => [
          key.dimensions.find((dimension) => dimension.name === "EndpointConfigName")?.value ?? "",
          { unit, is: values.map((value, at) => [value, counts?.[at] ?? 1]) },
        ]),
    );
  return { metrics, recorded, found };
}

const batch = (number: number, ...counts: InvocationCounts[]) =>
  ({ kind: "counts", life: "r-1", batch: number, atMs: 1_000, counts }) as const;

test("a sample a request, with and without the configuration; errors are ones among zeros", () => {
  const { metrics, recorded, found } = metricsOf();
  metrics.count(
    batch(
      1,
      countOf({ instance: "i-1", served: 5, clientErrors: 1, tookUs: [1_000, 1_000, 1_000, 1_000, 1_000, 1_000] }),
      countOf({ instance: "i-3", fleet: "green", config: "c2", served: 1, serverErrors: 2, broken: 1, tookUs: [4_000, 4_000, 4_000] }),
      countOf({ instance: "", fleet: "", config: "", refused: 2 }),
    ),
  );
  assert.deepEqual(found("Invocations"), {
    "": { unit: "None", is: [[1, 12]] },
    c1: { unit: "None", is: [[1, 6]] },
    c2: { unit: "None", is: [[1, 4]] },
  });
  assert.deepEqual(found("InvocationsPerInstance")[""], { unit: "None", is: [[1 / 3, 12]] });
  assert.deepEqual(found("Invocation4XXErrors")[""]?.is, [
    [1, 1],
    [0, 11],
  ]);
  assert.deepEqual(found("Invocation5XXErrors"), {
    "": {
      unit: "None",
      is: [
        [1, 2],
        [0, 10],
      ],
    },
    c1: { unit: "None", is: [[0, 6]] },
    c2: {
      unit: "None",
      is: [
        [1, 2],
        [0, 2],
      ],
    },
  });
  assert.deepEqual(found("InvocationModelErrors")[""]?.is, [
    [1, 4],
    [0, 8],
  ]);
  const latency = found("ModelLatency")[""];
  assert.equal(latency?.unit, "Microseconds");
  assert.deepEqual(
    latency.is.map(([, count]) => count),
    [6, 3],
  );
  for (const [at, exact] of [1_000, 4_000].entries()) assert.ok(Math.abs(latency.is[at]![0]! / exact - 1) < 0.006);
  assert.deepEqual(
    found("OverheadLatency").c2?.is.map(([, count]) => count),
    [3],
  );
  for (const { key, atMs } of recorded) {
    assert.equal(key.namespace, "AWS/SageMaker");
    assert.equal(atMs, 1_000);
    const names = key.dimensions.map(({ name }) => name);
    assert.deepEqual(names, names.toSorted());
  }
});

test("a batch that comes again is not counted again", () => {
  const { metrics, recorded } = metricsOf();
  metrics.count(batch(1, countOf({ served: 1 })));
  const before = recorded.length;
  metrics.count(batch(1, countOf({ served: 1 })));
  assert.equal(recorded.length, before);
});

test("every instance has a sample of its requests in flight, the sum over routers, zero without any", () => {
  const { metrics, found } = metricsOf();
  metrics.count(batch(1, countOf({ instance: "i-1", served: 1, mostInFlight: 3 })));
  metrics.count(batch(2, countOf({ instance: "i-1", served: 1, mostInFlight: 2 })));
  metrics.count({ ...batch(1, countOf({ instance: "i-1", served: 1, mostInFlight: 4 })), life: "r-2" });
  metrics.sample(10_000, undefined);
  assert.deepEqual(found("ConcurrentRequestsPerModel"), {
    "": {
      unit: "Count",
      is: [
        [7, 1],
        [0, 1],
        [0, 1],
      ],
    },
    c1: {
      unit: "Count",
      is: [
        [7, 1],
        [0, 1],
      ],
    },
    c2: { unit: "Count", is: [[0, 1]] },
  });
});

test("a variant without requests says so once a minute, and one with requests does not", () => {
  const { metrics, recorded } = metricsOf();
  const zeros = (): number => recorded.filter(({ key, values }) => key.name === "InvocationsPerInstance" && values[0] === 0).length;
  for (let now = 0; now <= 50_000; now += 10_000) metrics.sample(now, undefined);
  assert.equal(zeros(), 0);
  metrics.sample(60_000, undefined);
  assert.equal(zeros(), 3); // the variant, and each of its configurations
  metrics.count({ ...batch(1, countOf({ served: 1 })), atMs: 61_000 });
  for (let now = 70_000; now <= 120_000; now += 10_000) metrics.sample(now, undefined);
  assert.equal(zeros(), 3);
  metrics.sample(130_000, undefined);
  assert.equal(zeros(), 6);
});

test("once a minute, a sample of what each instance uses", () => {
  const { metrics, recorded } = metricsOf();
  const used = (cpuPercent: number) => ({ cpuPercent, memoryPercent: 20, diskPercent: 30 });
  const usage = new Map([
    ["i-1", used(150)],
    ["i-3", used(10)],
    ["stranger", used(99)],
  ]);
  for (let now = 60_000; now < 180_000; now += 5_000) metrics.sample(now, usage);
  const found = recorded.filter(({ key }) => key.namespace === "/aws/sagemaker/Endpoints");
  assert.equal(found.length, 6);
  assert.deepEqual(
    found.slice(0, 3).map(({ key, unit, values }) => [key.name, unit, values]),
    [
      ["CPUUtilization", "Percent", [150, 10]],
      ["MemoryUtilization", "Percent", [20, 20]],
      ["DiskUtilization", "Percent", [30, 30]],
    ],
  );
});

test("endpoints of the same name in two regions have their metrics for themselves", () => {
  const { metrics, recorded } = metricsOf();
  metrics.count(batch(1, countOf({ served: 3 }), countOf({ region: "r2", served: 4 })));
  const invocations = recorded.filter(({ key }) => key.name === "Invocations" && key.dimensions.length === 2);
  assert.deepEqual(
    invocations.map(({ key, counts }) => [key.region, counts]),
    [
      ["r", [3]],
      ["r2", [4]],
    ],
  );
  const usage = new Map([["i-1", { cpuPercent: 1, memoryPercent: 2, diskPercent: 3 }]]);
  metrics.sample(60_000, usage);
  assert.deepEqual([...new Set(recorded.filter(({ key }) => key.name !== "Invocations").map(({ key }) => key.region))], ["r", "r2"]);
});
