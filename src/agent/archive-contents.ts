/** Says what is in an archive that no model server knows, and what could be done with it: half of such archives hold a model all the same. */
import { type Dirent, readdirSync } from "node:fs";
import { serverOfModel, sniffServer } from "./launch-plan.ts";

interface Kind {
  readonly name: RegExp;
  readonly what: string;
  /** Continues "It can be served once …". */
  readonly once?: string;
}

/** Files by their usual names. The first line that matches counts. */
const kinds: readonly Kind[] = [
  { name: /^saved_model\.pb$/, what: "a TensorFlow SavedModel", once: "it is converted to ONNX, for example by tf2onnx" },
  { name: /\.(pt|pth)$|^pytorch_model.*\.bin$/, what: "a PyTorch model", once: "it is exported to ONNX by torch.onnx.export" },
  { name: /\.safetensors$/, what: "weights without the model around them", once: "the whole model is exported to ONNX" },
  { name: /\.(joblib|pkl|pickle)$/, what: "a Python pickle", once: "it is exported to ONNX, for example by skl2onnx" },
  { name: /\.(h5|keras)$/, what: "a Keras model", once: "it is converted to ONNX, for example by tf2onnx" },
  { name: /-symbol\.json$|\.params$/, what: "an MXNet network", once: "it is exported to ONNX by mxnet.onnx" },
  { name: /^model_algo[-_]\d+$/, what: "a model of a SageMaker algorithm" },
  { name: /\.onnx$/i, what: "an ONNX model" },
];

const mostNames = 8;

/** Some sentences about the top level of an unpacked archive, and about a folder when that is all there is at the top. */
export function contentsOf(modelDir: string): string {
  const { inside, entries } = lookInto(modelDir);
  if (entries.length === 0) return "The archive is empty.";
  const shown = entries.slice(0, mostNames).map((entry) => describe(entry));
  const more = entries.length > mostNames ? ` and ${entries.length - mostNames} more` : "";
  const nested = inside === undefined ? "" : ` in the folder ${quoted(inside)}; models are looked for at the top level`;
  return [`It holds ${shown.join(", ")}${more}${nested}.`, advice(modelDir, entries)].join(" ").trimEnd();
}

function advice(modelDir: string, entries: readonly Dirent[]): string {
  const server = serverOfModel(modelDir);
  if (server !== undefined && sniffServer(modelDir, [server]) === undefined)
    return `Its folder "code" decides what requests look like, which takes a container or a registered command; the model alone is served under the image hostler/${server}.`;
  if (server !== undefined) return "Under the image hostler/auto it is served as what it is.";
  const once = entries.map((entry) => kindOf(entry)?.once).find((advice) => advice !== undefined);
  return once === undefined ? "" : `It can be served natively once ${once}.`;
}

/** People pack the folder instead of what is in it. */
function lookInto(modelDir: string): { inside: string | undefined; entries: Dirent[] } {
  const entries = visible(modelDir);
  const [only] = entries;
  if (entries.length !== 1 || !only?.isDirectory()) return { inside: undefined, entries };
  const below = visible(`${modelDir}/${only.name}`);
  return below.length > 0 ? { inside: only.name, entries: below } : { inside: undefined, entries };
}

const visible = (dir: string): Dirent[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const kindOf = (entry: Dirent): Kind | undefined => (entry.isDirectory() ? undefined : kinds.find(({ name }) => name.test(entry.name)));

function describe(entry: Dirent): string {
  const what = entry.isDirectory() ? "a folder" : kindOf(entry)?.what;
  return what === undefined ? quoted(entry.name) : `${quoted(entry.name)} (${what})`;
}

/** Names come from a stranger's archive. */
const quoted = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name);
