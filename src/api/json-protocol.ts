/** AWS JSON 1.0 and 1.1: POST /, the operation in `X-Amz-Target`, everything in one JSON object. */
import type { Codec } from "./codec.ts";
import { errorShape, operationOf, queryErrorHeader, unmodelledMembers } from "./codec.ts";
import { parseJson, readStructure, serializationException } from "./json-reader.ts";
import { writeStructure } from "./json-writer.ts";
import { type ServiceModel, structureOf } from "./service-model.ts";
import type { ApiError, WireResponse } from "./wire.ts";

export const jsonProtocol: Codec = {
  parse(target, _request, body) {
    const { input } = operationOf(target);
    // An operation without input still parses what was sent: a client that sends broken JSON should hear of it.
    const json = body.length === 0 ? {} : parseJson(body);
    if (!input) return {};
    return readStructure({ model: target.model, fail: serializationException }, structureOf(target.model, input), json ?? {});
  },

  answer(target, output, requestId) {
    const { model } = target;
    const operation = operationOf(target);
    const json = operation.output ? JSON.stringify(writeStructure(model, structureOf(model, operation.output), { ...output })) : "";
    return response(model, operation.status ?? 200, json, requestId);
  },

  refuse(model, error, requestId) {
    const answer = response(model, error.status, JSON.stringify(errorBody(model, error)), requestId);
    Object.assign(answer.headers, error.headers, queryErrorHeader(model, error));
    return answer;
  },
};

/** Both spellings of the message: SageMaker's exceptions declare `Message`, most others `message`, and clients read either. */
function errorBody(model: ServiceModel, error: ApiError): Record<string, unknown> {
  const shape = errorShape(model, error.code);
  const body: Record<string, unknown> = { __type: error.code };
  if (error.message) Object.assign(body, { message: error.message, Message: error.message });
  if (shape) Object.assign(body, writeStructure(model, shape, error.members));
  for (const [name, value] of unmodelledMembers(shape, error)) body[name] = value;
  return body;
}

function response(model: ServiceModel, status: number, json: string, requestId: string): WireResponse {
  const headers = { "content-type": `application/x-amz-json-${model.jsonVersion ?? "1.1"}`, "x-amzn-requestid": requestId };
  return { status, headers, body: Buffer.from(json) };
}
