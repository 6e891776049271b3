/** The Query protocol: a form with `Action` and `Version` in, XML out (STS, IAM, CloudWatch of older clients). */
import { limits } from "../limits.ts";
import type { Codec } from "./codec.ts";
import { operationOf } from "./codec.ts";
import { parseQuery } from "./http-bindings.ts";
import type { Reading } from "./scalars.ts";
import { readScalar, setKey } from "./scalars.ts";
import type { MemberRef, StructureShape } from "./service-model.ts";
import { shapeOf, structureOf } from "./service-model.ts";
import { ApiError, type WireResponse } from "./wire.ts";
import { wrappedXmlError } from "./xml-errors.ts";
import { isFlat } from "./xml-reader.ts";
import { writeXmlMembers, xmlDeclaration, xmlElement, xmlns, xmlText } from "./xml-writer.ts";

/** `A.member.1=x` as a tree: every dot is a level. */
interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

const malformedInput = (message: string): ApiError => new ApiError("MalformedInput", 400, message);

export const queryProtocol: Codec = {
  parse(target, request, body) {
    const { input } = operationOf(target);
    if (!input) return {};
    const reading = { model: target.model, fail: malformedInput };
    const form = [request.query, body.toString("utf8")].filter((part) => part !== "").join("&");
    return readStructure(reading, structureOf(target.model, input), formTree(form, reading));
  },

  answer(target, output, requestId) {
    const { model, operation: name } = target;
    const operation = operationOf(target);
    const members = operation.output
      ? writeXmlMembers(model, structureOf(model, operation.output), { ...output } as Record<string, unknown>)
      : "";
    const result = operation.output ? xmlElement(operation.resultWrapper ?? `${name}Result`, "", members) : "";
    const namespace = xmlns(model.xmlNamespace ? { uri: model.xmlNamespace } : undefined);
    const metadata = xmlElement("ResponseMetadata", "", xmlText("RequestId", requestId));
    return xmlResponse(200, xmlDeclaration + xmlElement(`${name}Response`, namespace, result + metadata), requestId);
  },

  refuse(model, error, requestId) {
    const answer = xmlResponse(error.status, wrappedXmlError(model, error, requestId), requestId);
    Object.assign(answer.headers, error.headers);
    return answer;
  },
};

function xmlResponse(status: number, xml: string, requestId: string): WireResponse {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body: Buffer.from(xml) };
}

function formTree(form: string, reading: Pick<Reading, "fail">): FormNode {
  const root: FormNode = { children: new Map() };
  for (const [key, values] of parseQuery(form, reading)) {
    const path = key.split(".");
    if (path.length > limits.bodyDepth) throw reading.fail(`A parameter is nested deeper than ${limits.bodyDepth} levels.`);
    let node = root;
    for (const step of path) {
      const next = node.children.get(step) ?? { children: new Map<string, FormNode>() };
      node.children.set(step, next);
      node = next;
    }
    node.value = values[0]!;
  }
  return root;
}

function readStructure(reading: Reading, shape: StructureShape, node: FormNode): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const child = node.children.get(ref.locationName ?? name);
    const value = child && readNode(reading, ref, child);
    if (value !== undefined) structure[name] = value;
  }
  return structure;
}

function readNode(reading: Reading, ref: MemberRef, node: FormNode): unknown {
  const shape = shapeOf(reading.model, ref);
  switch (shape.type) {
    case "structure":
      return readStructure(reading, shape, node);
    case "list": {
      const items = isFlat(ref, shape) ? node : node.children.get(shape.member.locationName ?? "member");
      return items ? numbered(items).map((item) => readNode(reading, shape.member, item)) : [];
    }
    case "map": {
      const entries = isFlat(ref, shape) ? node : node.children.get("entry");
      const map = {};
      for (const entry of entries ? numbered(entries) : []) {
        const key = entry.children.get(shape.key.locationName ?? "key")?.value;
        const value = entry.children.get(shape.value.locationName ?? "value");
        if (key !== undefined && value) setKey(map, key, readNode(reading, shape.value, value));
      }
      return map;
    }
    default:
      return node.value === undefined ? undefined : readScalar(reading, ref, node.value);
  }
}

/** The children in the order of their numbers; gaps are closed. */
function numbered(node: FormNode): FormNode[] {
  return [...node.children]
    .filter(([key]) => /^\d{1,9}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
