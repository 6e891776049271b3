/** XML as a tree of plain elements. Document types are refused, so the only entities are the five of XML and character references. */
import { XMLParser } from "fast-xml-parser";
import { limits } from "../limits.ts";

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, white space kept. */
  readonly text: string;
}

/** One node in the order-keeping form of fast-xml-parser: the tag's name is the one key beside `:@`. */
type Node = Record<string, unknown> & { ":@"?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
  maxNestedTags: limits.bodyDepth,
});

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The root element; undefined when the text is no well-formed XML or nests too deep. */
export function parseXml(text: string): XmlElement | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
  try {
    const nodes = parser.parse(text.replace(/^\uFEFF/, ""), true) as Node[];
    const root = nodes.find((node) => !tagOf(node).startsWith("?") && !tagOf(node).startsWith("#"));
    return root && elementOf(root);
  } catch {
    return undefined;
  }
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function tagOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ":@") ?? "#";
}

function elementOf(node: Node): XmlElement {
  const tag = tagOf(node);
  const children: XmlElement[] = [];
  let text = "";
  for (const child of node[tag] as Node[]) {
    if ("#text" in child) text += decode(String(child["#text"]));
    else if ("#cdata" in child) for (const part of child["#cdata"] as Node[]) text += String(part["#text"] ?? "");
    else children.push(elementOf(child));
  }
  const attributes = new Map(Object.entries(node[":@"] ?? {}).map(([name, value]) => [name, decode(String(value))]));
  return { name: tag.slice(tag.indexOf(":") + 1), attributes, children, text };
}

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return entities[name] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
