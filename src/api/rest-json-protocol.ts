/** REST-JSON: the operation is method and path, members stand in path, query, headers and a JSON body (SageMaker Runtime). */
import type { Codec } from "./codec.ts";
import { errorShape, operationOf, unmodelledMembers } from "./codec.ts";
import { readBindings, writeBindings } from "./http-bindings.ts";
import { parseJson, readJson, readStructure, serializationException } from "./json-reader.ts";
import { writeJson, writeStructure } from "./json-writer.ts";
import { isRawPayload, isStreaming, rawAnswer, readRawPayload } from "./payloads.ts";
import type { StructureShape } from "./service-model.ts";
import { structureOf } from "./service-model.ts";

export const restJsonProtocol: Codec = {
  parse(target, request, body) {
    const { model } = target;
    const operation = operationOf(target);
    if (!operation.input) return {};
    const shape = structureOf(model, operation.input);
    const reading = { model, fail: serializationException };
    const input = readBindings(reading, shape, request, target.labels);
    if (!shape.payload) return hasBody(shape) && body.length > 0 ? { ...input, ...readStructure(reading, shape, parseJson(body)) } : input;
    if (isStreaming(model, shape)) return input;
    const ref = shape.members[shape.payload]!;
    const payload = isRawPayload(model, ref)
      ? readRawPayload(model, ref, body, shape.required?.includes(shape.payload) === true)
      : body.length > 0
        ? readJson(reading, ref, parseJson(body))
        : undefined;
    return payload === undefined ? input : { ...input, [shape.payload]: payload };
  },

  answer(target, output, requestId) {
    const { model } = target;
    const operation = operationOf(target);
    const ids = { "x-amzn-requestid": requestId };
    if (!operation.output) return { status: operation.status ?? 200, headers: ids, body: Buffer.alloc(0) };
    const shape = structureOf(model, operation.output);
    const values = { ...output } as Record<string, unknown>;
    const bound = writeBindings(model, shape, values);
    const status = bound.status ?? operation.status ?? 200;
    if (shape.payload) {
      const ref = shape.members[shape.payload]!;
      const payload = values[shape.payload];
      if (payload === undefined || isRawPayload(model, ref)) return rawAnswer(status, bound.headers, payload, ids);
      return json(status, writeJson(model, ref, payload), { ...bound.headers, ...ids });
    }
    return json(status, writeStructure(model, shape, values), { ...bound.headers, ...ids });
  },

  refuse(model, error, requestId) {
    const shape = errorShape(model, error.code);
    const bound = shape ? writeBindings(model, shape, error.members) : { headers: {} };
    // The message is `Message` here, as the runtime's exceptions declare it; smithy-based clients read only that.
    const body: Record<string, unknown> = error.message ? { Message: error.message } : {};
    if (shape) Object.assign(body, writeStructure(model, shape, error.members));
    for (const [name, value] of unmodelledMembers(shape, error)) body[name] = value;
    return json(error.status, body, { ...bound.headers, ...error.headers, "x-amzn-errortype": error.code, "x-amzn-requestid": requestId });
  },
};

function hasBody(shape: StructureShape): boolean {
  return Object.values(shape.members).some((ref) => !ref.location);
}

function json(
  status: number,
  value: unknown,
  headers: Record<string, string>,
): { status: number; headers: Record<string, string>; body: Buffer } {
  return { status, headers: { "content-type": "application/json", ...headers }, body: Buffer.from(JSON.stringify(value)) };
}
