/** Models of a few nodes, so that a test can say by heart what the answer is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InvocationRequest, InvocationResponse } from "../../src/models/contract.ts";
import { loadXgboost } from "../../src/models/xgboost/xgboost.ts";

export interface TinyModel {
  readonly objective?: string;
  readonly features?: number;
  readonly baseScore?: string;
  /** One tree per output: its leaf values where feature 0 is below 2.5, and where it is not or is missing. */
  readonly leaves?: readonly (readonly [number, number])[];
}

/** A model file in JSON. */
export function tinyModel({ objective = "reg:squarederror", features = 3, baseScore = "0E0", leaves = [[12.5, 8.25]] }: TinyModel): string {
  const trees = leaves.map(([below, above], id) => ({
    left_children: [1, -1, -1],
    right_children: [2, -1, -1],
    split_indices: [0, 0, 0],
    split_conditions: [2.5, below, above],
    default_left: [0, 0, 0],
    tree_param: { size_leaf_vector: "1" },
    id,
  }));
  const classes = String(leaves.length > 1 ? leaves.length : 0);
  const learner = {
    learner_model_param: { base_score: baseScore, num_class: classes, num_feature: String(features) },
    objective: { name: objective },
    gradient_booster: { name: "gbtree", model: { trees, tree_info: leaves.map((_, id) => id) } },
  };
  return JSON.stringify({ version: [1, 7, 4], learner });
}

/** Loads files as the archive of a model and answers requests; the body is text unless it is a buffer. */
export async function serveFiles(
  files: Readonly<Record<string, string | Buffer>>,
  { image = "sagemaker-xgboost:1.7-1", environment = {} }: { image?: string; environment?: Record<string, string> } = {},
): Promise<(body: string | Buffer, headers?: { contentType?: string; accept?: string }) => Promise<InvocationResponse>> {
  const modelDir = mkdtempSync(join(tmpdir(), "hostler-xgboost-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(modelDir, name), content);
    const server = await loadXgboost({ modelDir, image, environment });
    return async (body, headers = {}) => {
      const contentType = "contentType" in headers ? headers.contentType : "text/csv";
      const request: InvocationRequest = { contentType, accept: headers.accept, customAttributes: undefined, body: Buffer.from(body) };
      return server.invoke(request);
    };
  } finally {
    rmSync(modelDir, { recursive: true });
  }
}
