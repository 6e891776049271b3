/** How requests are split over variants, end to end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { UpdateEndpointWeightsAndCapacitiesCommand } from "@aws-sdk/client-sagemaker";
import { settled } from "../harness/deployment.ts";
import { contraryVariant, EndpointName, startContrary, type World } from "./contrary.ts";

const total = 10_000;

/** Sends `total` requests over some connections and counts who answered; every one of them has to be answered. */
async function counts(world: World): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  let left = total;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        const { status, headers, body } = await world.invoke();
        assert.equal(status, 200, body.toString());
        const variant = String(headers["x-amzn-invoked-production-variant"]);
        found[variant] = (found[variant] ?? 0) + 1;
      }
    }),
  );
  return found;
}

test("weights are honoured, changed weights are, and a weight of 0 leaves a variant reachable by name", async (t) => {
  await using world = await startContrary([contraryVariant("a", 0.7), contraryVariant("b", 0.3), contraryVariant("none", 0)]);

  await t.test("0.7 and 0.3: over 10,000 requests each share is within one percentage point", async () => {
    const { a = 0, b = 0, ...others } = await counts(world);
    assert.deepEqual([a + b, others], [total, {}]);
    assert.ok(Math.abs(a / total - 0.7) < 0.01, `a has ${a / total}`);
  });

  await t.test("TargetVariant overrides the weights, 0 included", async () => {
    for (const name of ["a", "b", "none"]) {
      const { status, headers } = await world.invoke({ headers: { "x-amzn-sagemaker-target-variant": name } });
      assert.deepEqual([status, headers["x-amzn-invoked-production-variant"]], [200, name]);
    }
  });

  await t.test("a change of weights is in effect when the endpoint is InService again", async () => {
    const DesiredWeightsAndCapacities = [
      { VariantName: "a", DesiredWeight: 0 },
      { VariantName: "none", DesiredWeight: 5 },
    ];
    await world.clients.sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName, DesiredWeightsAndCapacities }));
    await settled(world.clients, EndpointName);
    const names = await Promise.all(
      Array.from({ length: 300 }, async () => (await world.invoke()).headers["x-amzn-invoked-production-variant"]),
    );
    assert.deepEqual([...new Set(names)].sort(), ["b", "none"]);
  });
});
