/** From an XML element to the members a model knows. */
import type { Reading } from "./scalars.ts";
import { readScalar, setKey } from "./scalars.ts";
import type { MemberRef, Shape, StructureShape } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";
import type { XmlElement } from "./xml-tree.ts";
import { childOf, childrenOf } from "./xml-tree.ts";

/** Reads the members of a structure that stand in the body. */
export function readXmlStructure(reading: Reading, shape: StructureShape, element: XmlElement): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    if (ref.location) continue;
    const value = readMember(reading, ref, ref.locationName ?? name, element);
    if (value !== undefined) structure[name] = value;
  }
  return structure;
}

export function isFlat(ref: MemberRef, shape: Shape): boolean {
  return ref.flattened === true || ((shape.type === "list" || shape.type === "map") && shape.flattened === true);
}

/** Reads an element as the shape `ref` names. */
export function readXml(reading: Reading, ref: MemberRef, element: XmlElement): unknown {
  const shape = shapeOf(reading.model, ref);
  switch (shape.type) {
    case "structure":
      return readXmlStructure(reading, shape, element);
    case "list":
      return childrenOf(element, shape.member.locationName ?? "member").map((child) => readXml(reading, shape.member, child));
    case "map":
      return readEntries(reading, ref, childrenOf(element, "entry"));
    case "string":
      return element.text;
    default:
      return readScalar(reading, ref, element.text.trim());
  }
}

function readMember(reading: Reading, ref: MemberRef, name: string, element: XmlElement): unknown {
  if (ref.xmlAttribute) {
    const text = element.attributes.get(name);
    return text === undefined ? undefined : readScalar(reading, ref, text);
  }
  const shape = shapeOf(reading.model, ref);
  if (isFlat(ref, shape)) {
    const children = childrenOf(element, name);
    if (children.length === 0) return undefined;
    return shape.type === "list" ? children.map((child) => readXml(reading, shape.member, child)) : readEntries(reading, ref, children);
  }
  const child = childOf(element, name);
  return child && readXml(reading, ref, child);
}

function readEntries(reading: Reading, ref: MemberRef, entries: readonly XmlElement[]): object {
  const shape = shapeOf(reading.model, ref);
  if (shape.type !== "map") throw new Error(`${reading.model.name}.${ref.shape} is no map`);
  const map = {};
  for (const entry of entries) {
    const key = childOf(entry, shape.key.locationName ?? "key");
    const value = childOf(entry, shape.value.locationName ?? "value");
    if (key && value) setKey(map, key.text, readXml(reading, shape.value, value));
  }
  return map;
}
