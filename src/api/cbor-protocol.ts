/** RPC v2 CBOR: POST /service/PREFIX/operation/NAME, everything in one CBOR map (CloudWatch of current SDKs). */
import { parseCbor } from "./cbor-reader.ts";
import { cborStructure } from "./cbor-writer.ts";
import type { Codec } from "./codec.ts";
import { errorShape, operationOf, queryErrorHeader } from "./codec.ts";
import { readStructure, serializationException } from "./json-reader.ts";
import { structureOf } from "./service-model.ts";
import type { WireResponse } from "./wire.ts";

export const cborProtocol: Codec = {
  parse(target, _request, body) {
    const { input } = operationOf(target);
    const value = body.length === 0 ? {} : parseCbor(body);
    if (!input) return {};
    return readStructure({ model: target.model, fail: serializationException }, structureOf(target.model, input), value ?? {});
  },

  answer(target, output, requestId) {
    const { model } = target;
    const operation = operationOf(target);
    if (!operation.output) return response(operation.status ?? 200, undefined, requestId);
    const body = cborStructure(model, structureOf(model, operation.output), { ...output });
    return response(operation.status ?? 200, body, requestId);
  },

  refuse(model, error, requestId) {
    // Clients look for the message under one spelling or the other, as in JSON.
    const message: Record<string, string> = error.message ? { message: error.message, Message: error.message } : {};
    const body = cborStructure(model, errorShape(model, error.code), { ...error.members }, { __type: error.code, ...message });
    const answer = response(error.status, body, requestId);
    Object.assign(answer.headers, error.headers, queryErrorHeader(model, error));
    return answer;
  },
};

function response(status: number, body: Buffer | undefined, requestId: string): WireResponse {
  const headers: Record<string, string> = { "smithy-protocol": "rpc-v2-cbor", "x-amzn-requestid": requestId };
  if (body) headers["content-type"] = "application/cbor";
  return { status, headers, body: body ?? Buffer.alloc(0) };
}
