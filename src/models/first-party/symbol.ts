/** The graph that MXNet saves as JSON (apache/mxnet `Symbol.save`), as far as hosting looks at it: what its output is made by. */
import { Malformed } from "../codecs/malformed.ts";
import { type JsonObject, jsonObject, textIn } from "./parameters.ts";

export interface Operator {
  /** Such as `SoftmaxOutput`. */
  readonly name: string;
  /** Parameters by name, as texts: `act_type` → `sigmoid`. */
  parameter(name: string): string | undefined;
}

export interface Graph {
  /** In the order they are computed in, variables left out. */
  readonly operators: readonly Operator[];
  /** What makes the first output. */
  readonly head: Operator | undefined;
  /** The MXNet that wrote it, where it says so. */
  readonly version: string | undefined;
}

export function readGraph(bytes: Buffer | undefined, file: string): Graph {
  const symbol = jsonObject(bytes, file);
  const nodes = symbol.get("nodes");
  const heads = symbol.get("heads");
  if (!Array.isArray(nodes)) throw new Malformed(`${file} has no nodes`);
  const first = Array.isArray(heads) ? heads[0] : undefined;
  const headAt = Array.isArray(first) ? first[0] : first;
  const all = nodes.map((node) => (node instanceof Map ? operatorOf(node) : undefined));
  const operators = all.filter((operator) => operator !== undefined && operator.name !== "null") as Operator[];
  return { operators, head: typeof headAt === "number" ? all[headAt] : undefined, version: versionOf(symbol) };
}

/** `"attrs": {"mxnet_version": ["int", 10301]}` is 1.3.1. */
function versionOf(symbol: JsonObject): string | undefined {
  const attributes = symbol.get("attrs");
  const version = attributes instanceof Map ? attributes.get("mxnet_version") : undefined;
  const number = Array.isArray(version) ? version[1] : undefined;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number <= 0) return undefined;
  return `MXNet ${Math.floor(number / 10_000)}.${Math.floor(number / 100) % 100}.${number % 100}`;
}

/** Releases differ in where a node keeps its parameters. */
function operatorOf(node: JsonObject): Operator {
  const parameter = (name: string): string | undefined => {
    for (const key of ["attrs", "attr", "param"]) {
      const values = node.get(key);
      const value = values instanceof Map ? textIn(values, name) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return { name: textIn(node, "op") ?? "", parameter };
}
