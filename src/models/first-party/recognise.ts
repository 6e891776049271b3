/** From the bytes of `model_algo-1` to a model: the image says which algorithm it should be, the content which one it is. */
import { Malformed } from "../codecs/malformed.ts";
import { looksLikeNdArrays, type NdArray, readNdArrays } from "../codecs/ndarray.ts";
import { looksLikeZip, readZip } from "../codecs/zip.ts";
import { type AlgorithmName, algorithms } from "./algorithms.ts";
import { isFactorization, readFactorization } from "./factorization-machines.ts";
import { looksLikeIndex } from "./flat-index.ts";
import { readKmeans } from "./kmeans.ts";
import { readKnn } from "./knn.ts";
import { dirichletArrays, readLda } from "./lda.ts";
import { readLinearLearner } from "./linear-learner.ts";
import type { FirstPartyModel } from "./model.ts";
import type { ModelFiles } from "./model-files.ts";
import { readModuleParts } from "./module-parts.ts";
import { isTopicModel, readNtm } from "./ntm.ts";
import { readPca } from "./pca.ts";

export interface Recognised {
  readonly algorithm: AlgorithmName;
  readonly model: FirstPartyModel;
}

/** Throws `Malformed`. `wanted` is the algorithm of the image, if it is for one. */
export async function readModel(files: ModelFiles, wanted: AlgorithmName | undefined): Promise<Recognised> {
  const { algorithm, read } = recognise(files);
  if (wanted !== undefined && wanted !== algorithm) {
    throw new Malformed(
      `it is a ${algorithms[algorithm].title} model and the image is for ${algorithms[wanted].title}; use the image ${algorithm} or hostler/auto`,
    );
  }
  return { algorithm, model: await read() };
}

interface Candidate {
  readonly algorithm: AlgorithmName;
  read(): FirstPartyModel | Promise<FirstPartyModel>;
}

function recognise(files: ModelFiles): Candidate {
  const { bytes } = files;
  if (looksLikeZip(bytes)) return recogniseMembers(readZip(bytes));
  if (looksLikeNdArrays(bytes)) return recogniseArrays(readNdArrays(bytes));
  if (looksLikeIndex(bytes)) return { algorithm: "knn", read: () => readKnn(files) };
  throw unknown(bytes.length === 0 ? "it is empty" : `it begins with the bytes ${bytes.toString("hex", 0, 8)}`);
}

function recogniseMembers(members: ReadonlyMap<string, Buffer>): Candidate {
  if (members.has("additional-params.json")) return { algorithm: "linear-learner", read: () => readLinearLearner(members) };
  if (members.has("meta.json") && members.has("params")) {
    const parts = readModuleParts(members);
    if (isFactorization(parts.arrays)) return { algorithm: "factorization-machines", read: () => readFactorization(parts) };
    if (isTopicModel(parts.arrays)) return { algorithm: "ntm", read: () => readNtm(parts) };
    throw unknown(`it is a zip of an MXNet module with ${listed(parts.arrays.map(({ name }) => name))}`);
  }
  throw unknown(`it is a zip of ${listed([...members.keys()])}`);
}

function recogniseArrays(arrays: readonly NdArray[]): Candidate {
  const names = arrays.map(({ name }) => name);
  if (names.includes("v")) return { algorithm: "pca", read: () => readPca(arrays) };
  if (arrays.length === 1) return { algorithm: "kmeans", read: () => readKmeans(arrays) };
  const topics = dirichletArrays(arrays);
  if (topics) return { algorithm: "lda", read: () => readLda(topics) };
  throw unknown(`it is a list of ${arrays.length} arrays (${listed(names)})`);
}

const listed = (names: readonly string[]): string =>
  names
    .slice(0, 6)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(", ") + (names.length > 6 ? ", …" : "");

const unknown = (found: string): Malformed =>
  new Malformed(
    `${found}, which is none of the algorithms served natively: ${Object.values(algorithms)
      .map(({ title }) => title)
      .join(", ")}. Serve it with its own container: hostler image add NAME --command '…'`,
  );
