/** Which runtime runs an image here. The list of images with a native server is short on purpose: everything else is registered by name. */
import type { Runtime } from "./endpoint.ts";

/** `registry/repository:tag@digest` → `repository` without its path: the last segment decides (spec: image URI is the best discriminator). */
function repositoryOf(image: string): string {
  const path = image.split("@")[0]!.split("/").at(-1)!;
  return path.split(":")[0]!;
}

/** Repositories of the images of SageMaker's own algorithms. */
const firstParty = ["linear-learner", "kmeans", "pca", "factorization-machines", "knn", "ntm", "lda"] as const;

const native: Readonly<Record<string, Runtime>> = {
  "sagemaker-xgboost": { kind: "native", server: "xgboost" },
  xgboost: { kind: "native", server: "xgboost" },
  "hostler/xgboost": { kind: "native", server: "xgboost" },
  "hostler/lightgbm": { kind: "native", server: "lightgbm" },
  "hostler/catboost": { kind: "native", server: "catboost" },
  blazingtext: { kind: "native", server: "blazingtext" },
  "hostler/blazingtext": { kind: "native", server: "blazingtext" },
  "hostler/onnx": { kind: "native", server: "onnx" },
  ...Object.fromEntries(firstParty.map((name): [string, Runtime] => [name, { kind: "native", server: "first-party" }])),
};

/** Servers for archives under any image: JumpStart runs its tabular algorithms on images of frameworks. */
const byContent = ["onnx", "lightgbm", "catboost"] as const;

/** Images with a runtime of their own, for messages. */
export const nativeImages = [
  "sagemaker-xgboost",
  "blazingtext",
  ...firstParty,
  "hostler/xgboost",
  "hostler/lightgbm",
  "hostler/catboost",
  "hostler/blazingtext",
  "hostler/onnx",
  "hostler/auto",
] as const;

/**
 * The runtime of `image`: a registered command (by exact reference, or by its name without tag), a native server, or, when there is an
 * archive to look into, whatever its content shows. Undefined when nothing here can run it.
 */
export function runtimeOf(image: string, registered: ReadonlyMap<string, string>, hasArchive: boolean): Runtime | undefined {
  const untagged = image.split("@")[0]!.replace(/:[^:/]+$/, "");
  const command = registered.get(image) ?? registered.get(untagged);
  if (command !== undefined) return { kind: "command", command };
  const byName = native[untagged] ?? (untagged.startsWith("hostler/") ? undefined : native[repositoryOf(image)]);
  if (byName) return byName;
  if (!hasArchive) return undefined;
  if (untagged === "hostler/auto")
    return { kind: "sniff", servers: ["xgboost", "first-party", ...byContent, "blazingtext"], otherwise: nothingKnown };
  return { kind: "sniff", servers: byContent, otherwise: noRuntimeReason(image, registered.keys()) };
}

const nothingKnown =
  "The archive holds no model that runs natively: expected a file model_algo-1, an XGBoost, LightGBM, CatBoost or fastText model, or exactly one .onnx file, at its top level. " +
  "Name an image that serves it: hostler image list shows those that are here, hostler image add NAME --command '…' adds one.";

/** Says what could run here instead, and how to add the image: the sentence ends up in FailureReason. */
export function noRuntimeReason(image: string, registered: Iterable<string>): string {
  const known = [...nativeImages, ...registered].join(", ");
  return (
    `No runtime here can run image "${image}". Images that run: ${known}; and any image whose archive holds exactly one .onnx file, or a LightGBM or CatBoost model without code. ` +
    `To add this one: hostler image add '${image}' --command '<a command that serves /ping and /invocations on $SAGEMAKER_BIND_TO_PORT>'.`
  );
}
