/** Opens a model with ONNX Runtime, an optional dependency: docs/adr/0002-onnx-runtime.md says why this one. */
import { basename } from "node:path";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { ModelLoadError } from "../contract.ts";
import type { Cells } from "./datatypes.ts";
import type { TensorSpec, TensorValue } from "./signature.ts";

export interface OpenModel {
  readonly session: InferenceSession;
  /** Runs the model; gives `wanted` in its order. */
  run(inputs: readonly TensorValue[], wanted: readonly TensorSpec[]): Promise<TensorValue[]>;
}

/** Loads the model for the CPU. Small models lose time when shared between threads, so one is the default. */
export async function openModel(path: string, threads: number): Promise<OpenModel> {
  const ort = await importRuntime();
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(path, {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3, // errors; they also arrive as exceptions
    });
  } catch (cause) {
    const reason = (cause as Error).message.replaceAll(path, basename(path)).replace(/\s+/g, " ").slice(0, 400);
    throw new ModelLoadError(`${basename(path)} cannot be loaded by ONNX Runtime: ${reason}`, { cause });
  }
  const run = async (inputs: readonly TensorValue[], wanted: readonly TensorSpec[]): Promise<TensorValue[]> => {
    const feeds: Record<string, Tensor> = Object.create(null);
    for (const { spec, data, dims } of inputs) feeds[spec.name] = new ort.Tensor(spec.type, data as unknown as Tensor.DataType, dims);
    const fetches = wanted.map((spec) => spec.name);
    const results = await session.run(feeds, fetches);
    return wanted.map((spec) => {
      const { dims, data } = results[spec.name] as Tensor;
      return { spec, dims, data: data as unknown as Cells };
    });
  };
  return { session, run };
}

async function importRuntime(): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === "ERR_MODULE_NOT_FOUND" ? "is not installed" : `does not start here (${message.split("\n")[0]})`;
    throw new ModelLoadError(
      `ONNX models need ONNX Runtime, which ${why}. It is an optional dependency: run "npm install onnxruntime-node" where Hostler is installed.`,
      { cause },
    );
  }
}
