import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf } from "../../test/harness/link-of.ts";
import type { Call } from "../api/handlers.ts";
import { ApiError } from "../api/wire.ts";
import { sumTraffic, trafficOf } from "../core/receipt.ts";
import type { EndpointRoute, VariantRoute } from "../core/routes.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { seededRng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { LinkError, type LinkRequest, type LinkResponse, type LinkTrouble } from "../link/instance-link.ts";
import { InvocationLedger } from "./invocation-ledger.ts";
import { invokeEndpoint } from "./invoke-endpoint.ts";
import { LiveRoutes } from "./live-routes.ts";

const ok: LinkResponse = { status: 200, contentType: "text/plain", customAttributes: undefined, body: Buffer.from("ok") };

type Behaviour = LinkTrouble | ((request: LinkRequest) => Promise<LinkResponse>);

/** A router whose instances, one per behaviour and all of variant `v`, are only these; `asked` are the ports that were. */
function routerTo(
  behaviours: readonly Behaviour[],
  variants?: (instances: VariantRoute["fleets"]) => VariantRoute[],
  more: Partial<EndpointRoute> = {},
  stopwatch = () => 0,
) {
  const asked: number[] = [];
  let retried = 0;
  const rng = seededRng(1);
  const ledger = new InvocationLedger();
  const routes = new LiveRoutes({
    openLink: (address) =>
      linkOf(async (request) => {
        const port = "port" in address ? address.port : -1;
        asked.push(port);
        const behaviour = behaviours[port]!;
        if (typeof behaviour === "string") throw new LinkError(behaviour);
        return behaviour(request);
      }),
    idle: () => undefined,
    rng,
    clock,
    ledger,
  });
  const instances = behaviours.map((_, port) => ({ id: `i-${port}`, zone: "a", address: { port } }));
  const fleets = [{ id: "f", configName: "c", share: 1, instances }];
  const route = variants ?? (() => [{ name: "v", weight: 1, routing: "LEAST_OUTSTANDING_REQUESTS", fleets }]);
  routes.replace({ term: 1, epoch: 1, endpoints: [{ name: "e", region: "r", status: "InService", variants: route(fleets), ...more }] });
  const invoke = (input = {}) =>
    invokeEndpoint({ routes, rng, clock, stopwatch }, {
      input: { EndpointName: "e", Body: Buffer.from("x"), ...input },
      principal: { accessKeyId: "", accountId: "000000000000", region: "r", arn: "" },
      signal: new AbortController().signal,
      headers: {},
    } as unknown as Call<{ EndpointName: string; Body: Uint8Array }>);
  /** What was counted: the sum over instances. */
  const counted = () => {
    const taken = ledger.take();
    const { served, clientErrors, serverErrors, broken, refused, abandoned } = sumTraffic(taken.map(trafficOf));
    retried = taken.reduce((sum, count) => sum + count.retried, retried);
    return { served, clientErrors, serverErrors, broken, refused, abandoned };
  };
  return { asked, routes, invoke, counted, retried: () => retried };
}

const nothing = { served: 0, clientErrors: 0, serverErrors: 0, broken: 0, refused: 0, abandoned: 0 };

async function errorOf(answer: Promise<unknown>): Promise<ApiError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("The invocation was answered.");
}

test("a model that takes too long is told in AWS's words, with status 0", async () => {
  const { asked, invoke } = routerTo(["timeout", async () => ok]);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => errorOf(invoke()).catch(() => undefined)));
  const error = outcomes.find((each) => each !== undefined)!;
  assert.deepEqual([error.code, error.status, error.members.OriginalStatusCode], ["ModelError", 424, 0]);
  assert.equal(
    error.message,
    'Received server error (0) from primary with message "Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again."',
  );
  assert.equal(asked.length, 20, "each was sent once");
});

test("the link is given the limits of an invocation", async () => {
  let seen: LinkRequest | undefined;
  const { invoke } = routerTo([
    async (request) => {
      seen = request;
      return ok;
    },
  ]);
  await invoke();
  assert.deepEqual([seen?.timeoutMs, seen?.maxResponseBytes], [limits.invocationMs, limits.invocationBodyBytes]);
});

test("an instance that was never reached costs nothing: another one answers", async () => {
  for (const good of [0, 1, 2]) {
    const behaviours: Behaviour[] = ["not-sent", "not-sent", "not-sent"];
    behaviours[good] = async () => ok;
    const { asked, invoke, counted } = routerTo(behaviours);
    assert.equal((await invoke()).InvokedProductionVariant, "v");
    assert.equal(new Set(asked).size, asked.length, "none was asked twice");
    assert.deepEqual(counted(), { ...nothing, served: 1 });
  }
});

test("when none can be reached it is 503 after three tries", async () => {
  const { asked, invoke, counted } = routerTo(["not-sent", "not-sent", "not-sent", "not-sent", "not-sent"]);
  const error = await errorOf(invoke());
  assert.deepEqual([error.code, error.status], ["ServiceUnavailable", 503]);
  assert.equal(asked.length, 3);
  assert.deepEqual(counted(), { ...nothing, refused: 1 });
});

for (const trouble of ["broken", "timeout", "too-large", "gone"] as const) {
  test(`what may have been seen by a model is not sent again: ${trouble}`, async () => {
    const { asked, invoke, counted } = routerTo([trouble, trouble, trouble]);
    assert.equal((await errorOf(invoke())).status, 424);
    assert.equal(asked.length, 1);
    assert.deepEqual(counted(), { ...nothing, [trouble === "gone" ? "abandoned" : "broken"]: 1 });
  });
}

const idempotent = { idempotent: true } as const;

test("with idempotent invocations, what broke off is answered by another instance and counts as served", async () => {
  for (const good of [0, 1, 2]) {
    const behaviours: Behaviour[] = ["broken", "broken", "broken"];
    behaviours[good] = async () => ok;
    const { asked, invoke, counted, retried } = routerTo(behaviours, undefined, idempotent);
    assert.equal((await invoke()).InvokedProductionVariant, "v");
    assert.equal(new Set(asked).size, asked.length, "none was asked twice");
    assert.deepEqual(counted(), { ...nothing, served: 1 });
    assert.equal(retried(), asked.length - 1);
  }
});

test("three attempts are all: the last that broke off is the failure", async () => {
  const { asked, invoke, counted, retried } = routerTo(["broken", "broken", "broken", "broken"], undefined, idempotent);
  assert.equal((await errorOf(invoke())).status, 424);
  assert.equal(asked.length, 3);
  assert.deepEqual(counted(), { ...nothing, broken: 1 });
  assert.equal(retried(), 2);
});

test("with nobody else to ask, what broke off has failed", async () => {
  const { asked, invoke, counted, retried } = routerTo(["broken"], undefined, idempotent);
  assert.equal((await errorOf(invoke())).status, 424);
  assert.deepEqual([asked.length, retried()], [1, 0]);
  assert.deepEqual(counted(), { ...nothing, broken: 1 });
});

for (const trouble of ["timeout", "too-large", "gone"] as const) {
  test(`idempotent or not, this is not sent again: ${trouble}`, async () => {
    const { asked, invoke } = routerTo([trouble, trouble, trouble], undefined, idempotent);
    assert.equal((await errorOf(invoke())).status, 424);
    assert.equal(asked.length, 1);
  });
}

test("idempotent or not, an answer is an answer: a model's 500 is not tried elsewhere", async () => {
  const { asked, invoke } = routerTo([async () => ({ ...ok, status: 500 }), async () => ({ ...ok, status: 500 })], undefined, idempotent);
  assert.equal((await errorOf(invoke())).status, 424);
  assert.equal(asked.length, 1);
});

test("a fleet that breaks everything is soon asked hardly more often than its clients ask", async () => {
  const { asked, invoke, counted } = routerTo(["broken", "broken", "broken"], undefined, idempotent);
  for (let request = 0; request < 2000; request++) await errorOf(invoke());
  assert.ok(asked.length >= 2000 + 1000 && asked.length < 2000 + 1000 + 500, `${asked.length} attempts`);
  assert.deepEqual(counted(), { ...nothing, broken: 2000 });
});

test("all attempts together have the time of one", async () => {
  const timeouts: number[] = [];
  let nowUs = 0;
  const late = async ({ timeoutMs }: LinkRequest): Promise<LinkResponse> => {
    timeouts.push(timeoutMs);
    nowUs += 50_000_000;
    if (timeouts.length < 2) throw new LinkError("broken");
    return ok;
  };
  const { invoke } = routerTo([late, late], undefined, idempotent, () => nowUs);
  await invoke();
  assert.deepEqual(timeouts, [60_000, 10_000]);
});

test("a request that fell between two instances is counted on neither afterwards", async () => {
  const { routes, invoke } = routerTo(["not-sent", async () => ok]);
  await Promise.all([invoke(), invoke(), invoke()]);
  const counts = routes
    .find("r", "e")
    ?.variants.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances.map(({ inFlight }) => inFlight)));
  assert.deepEqual(counts, [0, 0]);
});

test("a variant without a healthy instance loses its share; the others keep theirs and no more", async () => {
  const { invoke } = routerTo([async () => ok], (fleets) => [
    { name: "v", weight: 1, routing: "RANDOM", fleets },
    { name: "w", weight: 1, routing: "RANDOM", fleets: [{ id: "g", configName: "c", share: 1, instances: [] }] },
  ]);
  const outcomes = await Promise.all(
    Array.from({ length: 256 }, () =>
      invoke().then(
        ({ InvokedProductionVariant }) => InvokedProductionVariant,
        (error: ApiError) => error.code,
      ),
    ),
  );
  assert.equal(outcomes.filter((each) => each === "v").length, 128);
  assert.equal(outcomes.filter((each) => each === "ServiceUnavailable").length, 128);
});

test("when all weights are 0 the caller is told so, and may name a variant", async () => {
  const { invoke } = routerTo([async () => ok], (fleets) => [{ name: "v", weight: 0, routing: "RANDOM", fleets }]);
  const error = await errorOf(invoke());
  assert.deepEqual(
    [error.status, error.message],
    [503, "All production variants of endpoint e have weight 0. Name one with TargetVariant, or give one a weight."],
  );
  assert.equal((await invoke({ TargetVariant: "v" })).InvokedProductionVariant, "v");
});

test("an endpoint that takes no requests says which status it has", async () => {
  const { invoke } = routerTo([], () => [], { status: "Creating" });
  assert.equal((await errorOf(invoke())).message, "Endpoint e of account 000000000000 is not in service: its status is Creating.");
});

test("every answer of a model is counted by its status", async () => {
  const statuses = [200, 204, 400, 429, 500, 302];
  const { invoke, counted } = routerTo([async () => ({ ...ok, status: statuses.shift()! })]);
  while (statuses.length > 0) await invoke().catch(() => undefined);
  assert.deepEqual(counted(), { ...nothing, served: 2, clientErrors: 2, serverErrors: 1, broken: 1 });
});
