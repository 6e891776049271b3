/** The native model servers by name. Each is imported on demand, so that an xgboost instance never pays for ONNX Runtime. */
import type { LoadModel } from "./contract.ts";

const runtimes: Readonly<Record<string, () => Promise<LoadModel>>> = {
  xgboost: async () => (await import("./xgboost/xgboost.ts")).loadXgboost,
  lightgbm: async () => (await import("./lightgbm/lightgbm.ts")).loadLightgbm,
  "first-party": async () => (await import("./first-party/first-party.ts")).loadFirstParty,
  catboost: async () => (await import("./catboost/catboost.ts")).loadCatboost,
  blazingtext: async () => (await import("./blazingtext/blazingtext.ts")).loadBlazingText,
  onnx: async () => (await import("./onnx/onnx.ts")).loadOnnx,
};

export const runtimeNames = Object.keys(runtimes);

/** How models of that runtime are loaded; undefined when there is no such runtime. */
export const loaderOf = (runtime: string): Promise<LoadModel> | undefined =>
  Object.hasOwn(runtimes, runtime) ? runtimes[runtime]?.() : undefined;
