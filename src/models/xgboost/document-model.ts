/** The model as JSON or UBJSON, 1.0 and later: one document, two spellings (dmlc/xgboost `doc/model.schema`, `src/tree/tree_model.cc`). */
import type { ByteSource } from "../codecs/byte-source.ts";
import type { DocumentReading } from "../codecs/document-reading.ts";
import { readJson } from "../codecs/lenient-json.ts";
import { Malformed } from "../codecs/malformed.ts";
import { parseUbjson } from "../codecs/ubjson.ts";
import type { Booster, LinearBooster } from "./booster.ts";
import { assemble, type TreeParts } from "./booster-parts.ts";
import { type DocumentValue, type Fields, fieldsAt, numbersIn, textIn, wholeNumberIn } from "./document.ts";
import { ForestBuilder, type TreeNodes } from "./forest.ts";

/** What predictions do not need: more than half of a file. */
const skipped: ReadonlySet<string> = new Set(["base_weights", "loss_changes", "sum_hessian", "parents", "leaf_child_counts"]);

/** Reads a model, or the `{"Config", "Model"}` pair that pickles hold since 1.3. Trees are laid out as they come. */
export function readDocument(file: ByteSource, form: "json" | "ubjson"): Booster {
  const forest = new ForestBuilder();
  const reading: DocumentReading = { skipped, handedOut: "trees", take: (tree) => forest.add(...readTree(tree, forest.trees)) };
  const document = form === "json" ? readJson(file, reading) : parseUbjson(file, reading);
  if (!(document instanceof Map)) throw new Malformed("it is not an object");
  return boosterFromDocument(document.has("Model") ? fieldsAt(document, "Model") : document, forest);
}

function boosterFromDocument(document: Fields, forest: ForestBuilder): Booster {
  const learner = fieldsAt(document, "learner");
  const parameters = fieldsAt(learner, "learner_model_param");
  const [major = 0, minor = 0] = Array.from(document.has("version") ? numbersIn(document, "version") : []);
  const head = {
    version: { major, minor },
    objective: textIn(fieldsAt(learner, "objective"), "name"),
    features: wholeNumberIn(parameters, "num_feature"),
    classes: wholeNumberIn(parameters, "num_class", 0),
    targets: wholeNumberIn(parameters, "num_target", 1),
    baseScore: baseScores(textIn(parameters, "base_score")),
  };
  return assemble(head, readBody(fieldsAt(learner, "gradient_booster"), forest), treeLimit(learner));
}

/** `5E-1`, or since 3.1 a list with one entry per output: `[1.0026694E1,2E0]`. */
function baseScores(text: string): Float32Array {
  const scores = text
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map(Number);
  if (scores.some(Number.isNaN) || text.length === 0)
    throw new Malformed(`its base_score is ${JSON.stringify(text.slice(0, 40))}, not a number`);
  return Float32Array.from(scores);
}

function treeLimit(learner: Fields): number | undefined {
  const attributes = learner.get("attributes");
  const value = attributes instanceof Map ? attributes.get("best_ntree_limit") : undefined;
  return typeof value === "string" ? Number.parseInt(value, 10) || undefined : undefined;
}

/** dart is a gbtree with weights: around it until 3.3, inside it from 3.4 on. */
function readBody(booster: Fields, forest: ForestBuilder): TreeParts | LinearBooster {
  const name = textIn(booster, "name");
  switch (name) {
    case "gbtree":
      return readTrees(fieldsAt(booster, "model"), forest);
    case "dart": {
      const inside = readTrees(fieldsAt(booster, booster.has("gbtree") ? "gbtree.model" : "model"), forest);
      return { ...inside, weightDrop: inside.weightDrop ?? Float32Array.from(numbersIn(booster, "weight_drop")) };
    }
    case "gblinear":
      return { kind: "linear", weights: Float32Array.from(numbersIn(fieldsAt(booster, "model"), "weights")) };
    default:
      throw new Malformed(`its booster is ${JSON.stringify(name.slice(0, 40))}; gbtree, dart and gblinear exist`);
  }
}

/** What stands beside the trees, which are in the forest already. */
function readTrees(model: Fields, forest: ForestBuilder): TreeParts {
  const weightDrop = model.has("weight_drop") ? Float32Array.from(numbersIn(model, "weight_drop")) : undefined;
  const groupOf = Int32Array.from(numbersIn(model, "tree_info"));
  return { kind: "trees", forest, groupOf, weightDrop: weightDrop?.length === 0 ? undefined : weightDrop };
}

/** A tree and its number, which is its place in the list unless it says another. */
function readTree(tree: DocumentValue, place: number): [tree: TreeNodes, number: number] {
  if (!(tree instanceof Map)) throw new Malformed("it has no list of objects trees");
  if (wholeNumberIn(fieldsAt(tree, "tree_param"), "size_leaf_vector", 0) > 1 || tree.has("leaf_weights")) {
    throw new Malformed(
      "its trees have several values in a leaf (multi_strategy=multi_output_tree); train with one_output_per_tree to serve it here",
    );
  }
  const number = wholeNumberIn(tree, "id", place);
  const nodes = {
    left: numbersIn(tree, "left_children"),
    right: numbersIn(tree, "right_children"),
    feature: numbersIn(tree, "split_indices"),
    value: numbersIn(tree, "split_conditions"),
    defaultLeft: numbersIn(tree, "default_left"),
    categories: tree.has("categories_nodes") ? readCategories(tree, number) : undefined,
  };
  return [nodes, number];
}

/** Node `categories_nodes[k]` sends `categories[segments[k] .. + sizes[k]]` to the right. */
function readCategories(tree: Fields, id: number): ReadonlyMap<number, ArrayLike<number>> | undefined {
  const nodes = numbersIn(tree, "categories_nodes");
  if (nodes.length === 0) return undefined;
  const [all, starts, sizes] = [numbersIn(tree, "categories"), numbersIn(tree, "categories_segments"), numbersIn(tree, "categories_sizes")];
  const sets = new Map<number, ArrayLike<number>>();
  let total = 0;
  for (let index = 0; index < nodes.length; index++) {
    const [start, count] = [starts[index] ?? -1, sizes[index] ?? -1];
    total += count;
    // Sets do not overlap in genuine files; without this a small file could ask for a very large one.
    if (!(start >= 0 && count >= 0 && start + count <= all.length && total <= all.length)) {
      throw new Malformed(`tree ${id} has a category set outside its list of ${all.length} categories`);
    }
    sets.set(nodes[index]!, Array.prototype.slice.call(all, start, start + count) as number[]);
  }
  return sets;
}
