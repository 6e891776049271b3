/** REST-XML: the operation is method and path, members stand in path, query, headers and an XML body (S3). */
import type { Codec, Target } from "./codec.ts";
import { errorShape, operationOf } from "./codec.ts";
import { readBindings, writeBindings } from "./http-bindings.ts";
import { isRawPayload, isStreaming, rawAnswer, readRawPayload } from "./payloads.ts";
import { s3Namespace, s3Roots } from "./s3-roots.ts";
import type { Reading } from "./scalars.ts";
import type { ServiceModel, StructureShape } from "./service-model.ts";
import { inOutputBody, shapeOf, structureOf } from "./service-model.ts";
import { ApiError, type WireResponse } from "./wire.ts";
import { bareXmlError, wrappedXmlError } from "./xml-errors.ts";
import { readXml, readXmlStructure } from "./xml-reader.ts";
import { parseXml, type XmlElement } from "./xml-tree.ts";
import { writeXmlAttributes, writeXmlMembers, xmlDeclaration, xmlElement, xmlns, xmlText } from "./xml-writer.ts";

const isS3 = (model: ServiceModel): boolean => model.name === "s3";

export const restXmlProtocol: Codec = {
  parse(target, request, body) {
    const { model } = target;
    const operation = operationOf(target);
    if (!operation.input) return {};
    const shape = structureOf(model, operation.input);
    const reading: Reading = {
      model,
      fail: (message) => new ApiError(isS3(model) ? "InvalidArgument" : "SerializationException", 400, message),
    };
    const input = readBindings(reading, shape, request, target.labels);
    if (shape.payload) {
      if (isStreaming(model, shape)) return input;
      const ref = shape.members[shape.payload]!;
      const payload = isRawPayload(model, ref)
        ? readRawPayload(model, ref, body, shape.required?.includes(shape.payload) === true)
        : body.length > 0
          ? readXml(reading, ref, rootOf(body))
          : undefined;
      return payload === undefined ? input : { ...input, [shape.payload]: payload };
    }
    if (body.length === 0 || !Object.values(shape.members).some((ref) => !ref.location)) return input;
    return { ...input, ...readXmlStructure(reading, shape, rootOf(body)) };
  },

  answer(target, output, requestId) {
    const { model } = target;
    const operation = operationOf(target);
    const ids = requestIds(model, requestId);
    const values = { ...output } as Record<string, unknown>;
    if (!operation.output) return { status: operation.status ?? 200, headers: ids, body: Buffer.alloc(0) };
    const shape = structureOf(model, operation.output);
    const bound = writeBindings(model, shape, values);
    // The one status S3's model leaves out: part of an object.
    const partial = isS3(model) && bound.headers["content-range"] !== undefined ? 206 : undefined;
    const status = bound.status ?? partial ?? operation.status ?? 200;
    if (shape.payload) {
      const ref = shape.members[shape.payload]!;
      const payload = values[shape.payload];
      if (payload === undefined || isRawPayload(model, ref)) return rawAnswer(status, bound.headers, payload, ids);
    }
    const xml = target.operation === "GetBucketLocation" && isS3(model) ? bucketLocation(values) : outputXml(target, shape, values);
    return xml === ""
      ? { status, headers: { ...bound.headers, ...ids }, body: Buffer.alloc(0) }
      : xmlAnswer(status, xml, { ...bound.headers, ...ids });
  },

  refuse(model, error, requestId) {
    const shape = errorShape(model, error.code);
    const bound = shape ? writeBindings(model, shape, error.members) : { headers: {} };
    const xml = isS3(model) ? bareXmlError(model, error, requestId) : wrappedXmlError(model, error, requestId);
    return xmlAnswer(error.status, xml, { ...bound.headers, ...error.headers, ...requestIds(model, requestId) });
  },
};

function rootOf(body: Buffer): XmlElement {
  const root = parseXml(body.toString("utf8"));
  if (!root)
    throw new ApiError("MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema");
  return root;
}

/** The body's XML: the payload structure, or the members that are bound nowhere else. Empty when there are none. */
function outputXml(target: Target, shape: StructureShape, values: Record<string, unknown>): string {
  const { model } = target;
  const payload = shape.payload ? shape.members[shape.payload] : undefined;
  const structure = payload ? shapeOf(model, payload) : shape;
  if (structure.type !== "structure") throw new Error(`${target.operation} has a payload that is neither bytes nor a structure`);
  if (!payload && !Object.values(shape.members).some(inOutputBody)) return "";
  const members = payload ? (values[shape.payload!] as Record<string, unknown>) : values;
  const ownName = payload?.locationName === shape.payload ? undefined : payload?.locationName;
  const usual = ownName ?? structure.locationName ?? payload?.shape ?? operationOf(target).output!;
  const root = isS3(model) ? (s3Roots[target.operation] ?? usual) : usual;
  const namespace = isS3(model) ? { uri: s3Namespace } : (payload?.xmlNamespace ?? structure.xmlNamespace ?? modelNamespace(model));
  return (
    xmlDeclaration +
    xmlElement(root, xmlns(namespace) + writeXmlAttributes(model, structure, members), writeXmlMembers(model, structure, members))
  );
}

/** The one answer of S3 whose root element is the value itself; empty means us-east-1. */
function bucketLocation(values: Record<string, unknown>): string {
  const region = values.LocationConstraint;
  if (region === undefined) return `${xmlDeclaration}<LocationConstraint xmlns="${s3Namespace}"/>`;
  return xmlDeclaration + xmlText("LocationConstraint", String(region)).replace(">", ` xmlns="${s3Namespace}">`);
}

function modelNamespace(model: ServiceModel): { uri: string } | undefined {
  return model.xmlNamespace ? { uri: model.xmlNamespace } : undefined;
}

function requestIds(model: ServiceModel, requestId: string): Record<string, string> {
  return isS3(model) ? { "x-amz-request-id": requestId, "x-amzn-requestid": requestId } : { "x-amzn-requestid": requestId };
}

function xmlAnswer(status: number, xml: string, headers: Record<string, string>): WireResponse {
  return { status, headers: { "content-type": "application/xml", ...headers }, body: Buffer.from(xml) };
}
