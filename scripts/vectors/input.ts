/** Input suites: the request of a client must be read as the parameters it was made from. */
import assert from "node:assert/strict";
import type { Target } from "../../src/api/codec.ts";
import { Dispatch } from "../../src/api/dispatch.ts";
import { protocols } from "../../src/api/protocols.ts";
import { RestRoutes } from "../../src/api/rest-routes.ts";
import type { ServiceModel } from "../../src/api/service-model.ts";
import type { WireRequest } from "../../src/api/wire.ts";
import { bodyOf, casesOf, typed, type VectorCase } from "./suite.ts";
import { newTally, runCase, type Tally } from "./tally.ts";

export function inputSuite(folder: string, suite: string): Tally {
  const tally = newTally(`input/${suite}`);
  for (const { each, model } of casesOf(folder, "input", suite)) runCase(tally, each.id, () => check(model, each));
  return tally;
}

function check(model: ServiceModel, each: VectorCase): void {
  const { given, serialized, params } = each;
  const request = requestOf(serialized!);
  const target = targetOf(model, given.name, request);
  assert.ok(target, `no operation for ${request.method} ${request.path}`);
  assert.equal(target.operation, given.name);
  if (model.protocol === "json")
    assert.equal(request.headers["x-amz-target"] ?? `${model.targetPrefix}.${given.name}`, `${model.targetPrefix}.${given.name}`);
  const input = protocols[model.protocol].parse(target, request, bodyOf(model, serialized!.body));
  const expected = given.input ? typed(model, { shape: given.input.shape }, params) : {};
  const wanted = withoutUnsendable(model, given.input?.shape, expected as Record<string, unknown>);
  assert.deepEqual(withoutQueryMaps(model, given.input?.shape, input, wanted), wanted);
}

/** The operation as dispatch finds it, where the path names it. */
function targetOf(model: ServiceModel, name: string, request: WireRequest): Target | undefined {
  if (model.protocol.startsWith("rest-")) return new RestRoutes(model).match(request);
  if (model.protocol !== "cbor") return { model, operation: name, labels: {} };
  const { target } = new Dispatch([model], []).find(request);
  return target === "form" || target instanceof Error ? undefined : target;
}

function requestOf(serialized: NonNullable<VectorCase["serialized"]>): WireRequest {
  const [path = "/", query = ""] = serialized.uri.split("?");
  const headers = Object.fromEntries(Object.entries(serialized.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return { method: serialized.method, path, query, headers };
}

/** Queries, headers and forms have no way to say "an empty list" or "an empty map". */
function withoutUnsendable(model: ServiceModel, shapeName: string | undefined, expected: Record<string, unknown>): Record<string, unknown> {
  const shape = shapeName ? model.shapes[shapeName] : undefined;
  if (shape?.type !== "structure") return expected;
  return Object.fromEntries(
    Object.entries(expected).filter(([name, value]) => {
      const isMap = model.shapes[shape.members[name]!.shape]?.type === "map";
      const sayable = model.protocol === "query" ? !isMap : !["querystring", "headers"].includes(shape.members[name]!.location ?? "");
      return sayable || typeof value !== "object" || value === null || value instanceof Date || Object.keys(value).length > 0;
    }),
  );
}

/** A map of all query parameters is filled by a server also when the client named every parameter otherwise. */
function withoutQueryMaps(model: ServiceModel, shapeName: string | undefined, input: Record<string, unknown>, wanted: object): object {
  const shape = shapeName ? model.shapes[shapeName] : undefined;
  if (shape?.type !== "structure") return input;
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => {
      const ref = shape.members[name]!;
      return ref.location !== "querystring" || model.shapes[ref.shape]?.type !== "map" || name in wanted;
    }),
  );
}
