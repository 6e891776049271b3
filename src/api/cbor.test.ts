import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { limits } from "../limits.ts";
import { parseCbor } from "./cbor-reader.ts";
import { cborStructure } from "./cbor-writer.ts";
import { Dispatch } from "./dispatch.ts";
import { cloudwatchModel } from "./gen/cloudwatch.gen.ts";
import { protocols } from "./protocols.ts";
import { structureOf } from "./service-model.ts";
import { ApiError, type WireRequest } from "./wire.ts";

const model = { ...cloudwatchModel, protocol: "cbor" as const };
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const readings = [
  { what: "a small number", bytes: "17", value: 23 },
  { what: "a number of two bytes", bytes: "19 03e8", value: 1000 },
  { what: "a negative number", bytes: "39 03e7", value: -1000 },
  { what: "a number of eight bytes", bytes: "1b 0000 0100 0000 0000", value: 2 ** 40 },
  { what: "half a float", bytes: "f9 3e00", value: 1.5 },
  { what: "a double", bytes: "fb 3ff1 9999 9999 999a", value: 1.1 },
  { what: "text in pieces", bytes: "7f 62 6162 61 63 ff", value: "abc" },
  { what: "a list without a length", bytes: "9f 01 f5 f6 ff", value: [1, true, null] },
  { what: "a map", bytes: "a1 61 61 80", value: { a: [] } },
  { what: "a time", bytes: "c1 1a 6553f100", value: new Date(1_700_000_000_000) },
  { what: "an unknown tag around a value", bytes: "d8 20 61 78", value: "x" },
];
for (const { what, bytes, value } of readings) {
  test(`CBOR: ${what} is read`, () => assert.deepEqual(parseCbor(hex(bytes)), value));
}

const broken = [
  { what: "nothing", bytes: "" },
  { what: "text longer than the body", bytes: "7a 7fffffff 61" },
  { what: "a list of four billion items", bytes: "9b 0000 0000 ffff ffff" },
  { what: "a map of four billion pairs", bytes: "bb 0000 0000 ffff ffff" },
  { what: "an end without a beginning", bytes: "ff" },
  { what: "an end inside a list that has a length", bytes: "82 01 ff" },
  { what: "a map whose key is a number", bytes: "a1 01 02" },
  { what: "bytes behind the value", bytes: "01 02" },
  { what: "a time that is text", bytes: "c1 61 61" },
  { what: "text in pieces of bytes", bytes: "7f 41 61 ff" },
  { what: "deep nesting", bytes: "81".repeat(limits.bodyDepth + 2) },
];
for (const { what, bytes } of broken) {
  test(`CBOR: ${what} is refused`, () => {
    assert.throws(() => parseCbor(hex(bytes)), { name: "ApiError", code: "SerializationException" });
  });
}

test("CBOR: whatever arrives is read or refused, never worse", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        parseCbor(Buffer.from(bytes));
      } catch (error) {
        assert.ok(error instanceof ApiError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test("CBOR: what is written is read again as it was", () => {
  const shape = structureOf(model, "MetricDataResult");
  fc.assert(
    fc.property(fc.array(fc.double()), fc.string(), fc.array(fc.integer({ min: 0, max: 4e12 })), (Values, Label, times) => {
      const result = { Label, Timestamps: times.map((ms) => new Date(ms)), Values };
      assert.deepEqual(parseCbor(cborStructure(model, shape, result)), result);
    }),
  );
});

test("CBOR: an error has its type, its message in both spellings, and the code of Query", () => {
  const error = new ApiError("InvalidParameterValueException", 400, "The parameter StartTime must be less than the parameter EndTime.");
  const { status, headers, body } = protocols.cbor.refuse(model, error, "id-1");
  assert.equal(status, 400);
  assert.equal(headers["x-amzn-query-error"], "InvalidParameterValue;Sender");
  assert.equal(headers["smithy-protocol"], "rpc-v2-cbor");
  assert.deepEqual(parseCbor(body as Buffer), { __type: error.code, message: error.message, Message: error.message });
});

test("one service of three protocols: each request is for the model in its own protocol", () => {
  const dispatch = new Dispatch([cloudwatchModel], []);
  const find = (request: Partial<WireRequest>): string | undefined => {
    const whole = { method: "POST", path: "/", query: "", headers: {}, ...request };
    const { target, model: found } = dispatch.find(whole);
    if (target === "form") {
      const inForm = dispatch.findInForm(whole, Buffer.from("Action=ListMetrics&Version=2010-08-01"));
      return inForm instanceof ApiError ? inForm.code : `${inForm.model.protocol} ${inForm.operation}`;
    }
    return target instanceof ApiError ? target.code : `${found.protocol} ${target.operation}`;
  };
  const rpc = { "smithy-protocol": "rpc-v2-cbor" };
  assert.equal(find({ headers: rpc, path: "/service/GraniteServiceVersion20100801/operation/ListMetrics" }), "cbor ListMetrics");
  assert.equal(find({ headers: rpc, path: "/service/GraniteServiceVersion20100801/operation/Nothing" }), "UnknownOperationException");
  assert.equal(find({ headers: rpc, path: "/service/Another/operation/ListMetrics" }), "UnknownOperationException");
  assert.equal(find({ headers: { "x-amz-target": "GraniteServiceVersion20100801.ListMetrics" } }), "json ListMetrics");
  assert.equal(find({ headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } }), "query ListMetrics");
});
