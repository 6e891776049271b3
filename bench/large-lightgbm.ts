/** LightGBM text models of any size, with every line that the library writes. */
import { type LargeTrees, splitsOf } from "./large-trees.ts";

export function* textModel(options: LargeTrees): Generator<Buffer> {
  const shapes = Array.from({ length: options.shapes }, () => treeText(options));
  const features = Array.from({ length: options.features }, (_, index) => index);
  const head = [
    "tree",
    "version=v4",
    "num_class=1",
    "num_tree_per_iteration=1",
    "label_index=0",
    `max_feature_idx=${options.features - 1}`,
    "objective=regression",
    `feature_names=${features.map((feature) => `Column_${feature}`).join(" ")}`,
    `feature_infos=${features.map(() => "[-1:1]").join(" ")}`,
    `tree_sizes=${Array.from({ length: options.trees }, (_, tree) => shapes[tree % shapes.length]!.length + `Tree=${tree}\n`.length).join(" ")}`,
  ];
  yield Buffer.from(`${head.join("\n")}\n\n`);
  for (let tree = 0; tree < options.trees; tree++) yield Buffer.from(`Tree=${tree}\n${shapes[tree % shapes.length]!}`);
  yield Buffer.from(
    "end of trees\n\nfeature_importances:\n\nparameters:\n[boosting: gbdt]\nend of parameters\n\npandas_categorical:null\n",
  );
}

function treeText({ depth, features, draw }: LargeTrees): string {
  const splits = splitsOf(depth);
  const list = (length: number, item: (index: number) => number | string) => Array.from({ length }, (_, index) => item(index)).join(" ");
  const child = (node: number): number => (node < splits ? node : ~(node - splits));
  const number = (): number => draw() * 2 - 1;
  const lines: Record<string, string | number> = {
    num_leaves: splits + 1,
    num_cat: 0,
    split_feature: list(splits, () => Math.floor(draw() * features)),
    split_gain: list(splits, () => (draw() * 100).toPrecision(6)),
    threshold: list(splits, number),
    decision_type: list(splits, () => (draw() < 0.5 ? 8 : 10)),
    left_child: list(splits, (split) => child(2 * split + 1)),
    right_child: list(splits, (split) => child(2 * split + 2)),
    leaf_value: list(splits + 1, number),
    leaf_weight: list(splits + 1, () => draw() * 100),
    leaf_count: list(splits + 1, () => Math.ceil(draw() * 1000)),
    internal_value: list(splits, () => number().toPrecision(6)),
    internal_weight: list(splits, () => (draw() * 1000).toPrecision(6)),
    internal_count: list(splits, () => Math.ceil(draw() * 10_000)),
    is_linear: 0,
    shrinkage: 0.1,
  };
  const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`);
  return `${text.join("")}\n\n`;
}
