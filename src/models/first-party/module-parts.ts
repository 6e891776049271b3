/** The zip that Factorization Machines and NTM leave: `symbol.json`, `params` and `meta.json`. */

import { Malformed } from "../codecs/malformed.ts";
import { type NdArray, readNdArrays } from "../codecs/ndarray.ts";
import { type JsonObject, jsonObject, objectIn } from "./parameters.ts";
import { type Graph, readGraph } from "./symbol.ts";

export interface ModuleParts extends Graph {
  readonly arrays: readonly NdArray[];
  /** Hyperparameters, which are texts. */
  readonly training: JsonObject;
}

export function readModuleParts(members: ReadonlyMap<string, Buffer>): ModuleParts {
  const params = members.get("params");
  if (!params) throw new Malformed("it has no params");
  const graph = readGraph(members.get("symbol.json"), "symbol.json");
  return {
    arrays: readNdArrays(params),
    ...graph,
    training: objectIn(jsonObject(members.get("meta.json"), "meta.json"), "training_parameters"),
  };
}
