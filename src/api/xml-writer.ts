/** From an output object to XML text. */
import { writeScalar } from "./scalars.ts";
import type { MemberRef, ServiceModel, StructureShape, XmlNamespace } from "./service-model.ts";
import { inOutputBody, shapeOf } from "./service-model.ts";
import { isFlat } from "./xml-reader.ts";

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** One element; `inner` is finished XML. */
export function xmlElement(name: string, attributes: string, inner: string): string {
  return inner === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

/** One element with text. */
export function xmlText(name: string, text: string): string {
  return xmlElement(name, "", escapeXml(text));
}

/** The `xmlns` attribute, with a leading space; nothing without a namespace. */
export function xmlns(namespace: XmlNamespace | undefined): string {
  if (!namespace) return "";
  return ` xmlns${namespace.prefix ? `:${namespace.prefix}` : ""}="${escapeXml(namespace.uri)}"`;
}

/** The members of a structure that stand in the body, as elements one after the other. */
export function writeXmlMembers(model: ServiceModel, shape: StructureShape, value: Record<string, unknown>): string {
  let xml = "";
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const member = value[name];
    if (!inOutputBody(ref) || ref.xmlAttribute || member === undefined || member === null) continue;
    xml += writeXml(model, ref, ref.locationName ?? name, member);
  }
  return xml;
}

/** The members of a structure that are attributes of its element, each with a leading space. */
export function writeXmlAttributes(model: ServiceModel, shape: StructureShape, value: Record<string, unknown>): string {
  let attributes = "";
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const member = value[name];
    if (!ref.xmlAttribute || member === undefined || member === null) continue;
    attributes += ` ${ref.locationName ?? name}="${escapeXml(writeScalar(model, ref, member, "iso8601"))}"`;
  }
  return attributes;
}

/** `value` as an element called `name`; a flattened list or map as several. */
function writeXml(model: ServiceModel, ref: MemberRef, name: string, value: unknown): string {
  const shape = shapeOf(model, ref);
  const namespace = xmlns(ref.xmlNamespace ?? ("xmlNamespace" in shape ? shape.xmlNamespace : undefined));
  switch (shape.type) {
    case "structure": {
      const members = value as Record<string, unknown>;
      return xmlElement(name, namespace + writeXmlAttributes(model, shape, members), writeXmlMembers(model, shape, members));
    }
    case "list": {
      const flat = isFlat(ref, shape);
      const inner = flat ? name : (shape.member.locationName ?? "member");
      const items = (value as unknown[]).map((each) =>
        each === null ? xmlElement(inner, "", "") : writeXml(model, shape.member, inner, each),
      );
      return flat ? items.join("") : xmlElement(name, namespace, items.join(""));
    }
    case "map": {
      const flat = isFlat(ref, shape);
      const pairs = Object.entries(value as object)
        .filter(([, each]) => each !== undefined && each !== null)
        .map(([key, each]) => {
          const pair =
            writeXml(model, shape.key, shape.key.locationName ?? "key", key) +
            writeXml(model, shape.value, shape.value.locationName ?? "value", each);
          return flat ? xmlElement(name, namespace, pair) : xmlElement("entry", "", pair);
        });
      return flat ? pairs.join("") : xmlElement(name, namespace, pairs.join(""));
    }
    default:
      return xmlElement(name, namespace, escapeXml(writeScalar(model, ref, value, "iso8601")));
  }
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for elements and attributes; characters a parser would fold or refuse become references. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape
  return text.replace(/[&<>"'\u0000-\u001f\u0085\u2028]/g, (each) => escapes[each] ?? `&#x${each.codePointAt(0)!.toString(16)};`);
}
