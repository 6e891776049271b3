/** The member of a REST input or output that is the whole body, where it is no structure: bytes, text or a stream. */
import { Readable } from "node:stream";
import type { MemberRef, ServiceModel, StructureShape } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";
import type { WireResponse } from "./wire.ts";

/** True for a payload that a handler reads or writes as a stream. */
export function isStreaming(model: ServiceModel, shape: StructureShape): boolean {
  if (!shape.payload) return false;
  const ref = shape.members[shape.payload]!;
  const payload = shapeOf(model, ref);
  return (
    ref.streaming === true ||
    (payload.type === "blob" && payload.streaming === true) ||
    (payload.type === "structure" && payload.eventstream === true)
  );
}

/** A payload of bytes or text from a body; undefined when it is absent. A required one is at least empty. */
export function readRawPayload(model: ServiceModel, ref: MemberRef, body: Buffer, required: boolean): unknown {
  const { type } = shapeOf(model, ref);
  if (body.length === 0 && !required) return undefined;
  return type === "blob" ? body : type === "string" ? body.toString("utf8") : undefined;
}

/** True when the payload goes out as it is. */
export function isRawPayload(model: ServiceModel, ref: MemberRef): boolean {
  const shape = shapeOf(model, ref);
  return shape.type === "blob" || shape.type === "string" || (shape.type === "structure" && shape.eventstream === true);
}

/** The body of an answer whose payload is bytes, text or a stream; its content type is the output's own if it names one. */
export function rawAnswer(
  status: number,
  headers: Record<string, string>,
  payload: unknown,
  requestHeaders: Record<string, string>,
): WireResponse {
  const body =
    payload instanceof Readable ? payload : payload instanceof Uint8Array ? bufferOf(payload) : Buffer.from(String(payload ?? ""));
  const usual = typeof payload === "string" ? "text/plain" : "application/octet-stream";
  return { status, headers: { ...(payload === undefined ? {} : { "content-type": usual }), ...headers, ...requestHeaders }, body };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
