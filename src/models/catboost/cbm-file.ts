/**
 * Reads a CatBoost model in its own binary form: `CBM1`, a length, a FlatBuffer, and perhaps tables for categories behind it
 * (catboost/catboost `catboost/libs/model/flatbuffers/model.fbs`, `features.fbs`). Numbers behind field names are those of the schema.
 */
import { limits } from "../../limits.ts";
import { type ByteSource, type Bytes, beginningOf, sourceOf } from "../codecs/byte-source.ts";
import { type FlatTable, flatRoot } from "../codecs/flat-buffer.ts";
import { parseJson } from "../codecs/lenient-json.ts";
import { Malformed } from "../codecs/malformed.ts";
import { readTrees, type Trees } from "./trees.ts";

export interface CatboostModel {
  /** Of the library, such as `1.2.10`; undefined when it was built from no release. */
  readonly version: string | undefined;
  /** Such as `Logloss`; undefined when the file does not say. */
  readonly loss: string | undefined;
  /** Whether it knows of classes. */
  readonly ofClasses: boolean;
  /** Numbers of a prediction before its transform. */
  readonly dimension: number;
  /** Columns of a row. */
  readonly columns: number;
  readonly floats: readonly FloatFeature[];
  readonly categories: readonly CategoryFeature[];
  readonly oneHot: readonly OneHotFeature[];
  readonly trees: Trees;
  readonly scale: number;
  /** One for each of `dimension`. */
  readonly bias: Float64Array;
}

export interface FloatFeature {
  readonly column: number;
  /** Ascending; a split asks whether the value is above one of them. */
  readonly borders: Float32Array;
  /** Whether a missing value is above all borders, or below them. */
  readonly missingIsAbove: boolean;
}

export interface CategoryFeature {
  readonly column: number;
  /** Whether splits look at it: as one-hot, by the hash of its text. */
  readonly used: boolean;
}

/** What splits ask of a category. */
export interface OneHotFeature {
  /** Its place among the categories. */
  readonly place: number;
  /** Hashes of the texts that splits ask for. */
  readonly values: Int32Array;
}

const core = { formatVersion: 0, modelTrees: 1, infoMap: 2 } as const;
const trees = {
  approxDimension: 0,
  catFeatures: 4,
  floatFeatures: 5,
  oneHotFeatures: 6,
  ctrFeatures: 7,
  textFeatures: 12,
  estimatedFeatures: 13,
  scale: 14,
  bias: 15,
  multiBias: 16,
  embeddingFeatures: 18,
} as const;
const floatFeature = { flatIndex: 2, borders: 3, nanValueTreatment: 5 } as const;
const catFeature = { index: 0, flatIndex: 1, usedInModel: 3 } as const;
const oneHotFeature = { index: 0, values: 1 } as const;
const nanAsTrue = 2;

const magic = "CBM1";

export const looksCatboost = (start: Buffer): boolean => start.toString("latin1", 0, 4) === magic;

/** Throws `Malformed` with a clause that continues "cannot be served: …". */
export function readCatboost(bytes: Bytes): CatboostModel {
  const file = sourceOf(bytes);
  if (!looksCatboost(beginningOf(file, 4))) throw new Malformed("it does not begin with CBM1");
  const root = flatRoot(coreOf(file));
  const format = root.text(core.formatVersion);
  if (format !== "FlabuffersModel_v1")
    throw new Malformed(`its format is ${JSON.stringify(format.slice(0, 40))}; FlabuffersModel_v1 is read`);
  const table = root.table(core.modelTrees);
  if (!table) throw new Malformed("it has no trees");
  refuseUnserved(table);
  const dimension = table.i32(trees.approxDimension, 0);
  if (dimension < 1 || dimension > limits.predictionValues) throw new Malformed(`it declares ${dimension} outputs`);
  const floats = Array.from(readFloats(table, file.length));
  const byIndex = new Map(Array.from(table.tables(trees.catFeatures), (feature) => [feature.i32(catFeature.index, -1), feature]));
  const places = new Map(Array.from(byIndex.keys(), (index, place) => [index, place]));
  const oneHot = Array.from(table.tables(trees.oneHotFeatures), (feature) => readOneHot(feature, places));
  const used = new Set(oneHot.filter(({ values }) => values.length > 0).map(({ place }) => place));
  const categories = Array.from(byIndex.values(), (feature, place) => ({
    column: columnOf(feature, catFeature.flatIndex),
    used: used.has(place),
  }));
  return {
    version: /Branch: tags\/v([\d.]{1,20})\s/.exec((infoOf(root, "catboost_version_info") ?? "").slice(0, 1000))?.[1],
    loss: lossOf(root),
    ofClasses: (infoOf(root, "class_params") ?? "") !== "",
    dimension,
    columns: columnsOf(floats, categories),
    floats,
    categories,
    oneHot,
    trees: readTrees(table, dimension, floats, oneHot),
    scale: table.f64(trees.scale, 1),
    bias: biasOf(table, dimension),
  };
}

function readOneHot(feature: FlatTable, places: ReadonlyMap<number, number>): OneHotFeature {
  const index = feature.i32(oneHotFeature.index, -1);
  const place = places.get(index);
  if (place === undefined) throw new Malformed(`it splits by category ${index}, which it does not have`);
  return { place, values: feature.i32s(oneHotFeature.values) };
}

/** A length of 32 bits, or of 64 behind an escape. */
function coreOf(file: ByteSource): ByteSource {
  if (file.length < 16) throw new Malformed("it is too short");
  const head = file.view(0, 16);
  const short = head.readUInt32LE(4);
  const [start, length] = short === 0xffffffff ? [16, Number(head.readBigUInt64LE(8))] : [8, short];
  if (length > file.length - start) throw new Malformed(`it claims ${length} bytes, but ${file.length - start} follow`);
  return file.part(start, length);
}

function refuseUnserved(table: FlatTable): void {
  const unserved: readonly (readonly [number, string])[] = [
    [
      trees.ctrFeatures,
      "it turns categorical features into statistics (CTR), which are not computed here; train it without them, or with a one_hot_max_size no smaller than the number of categories",
    ],
    [trees.textFeatures, "it has text features"],
    [trees.estimatedFeatures, "it has features estimated from texts or embeddings"],
    [trees.embeddingFeatures, "it has embedding features"],
  ];
  const found = unserved.find(([field]) => table.count(field) > 0);
  if (found) throw new Malformed(found[1]);
}

function* readFloats(table: FlatTable, fileBytes: number): Generator<FloatFeature> {
  let borders = 0;
  if (table.count(trees.floatFeatures) > limits.catboostColumns)
    throw new Malformed(`it has ${table.count(trees.floatFeatures)} features; up to ${limits.catboostColumns} are served`);
  for (const feature of table.tables(trees.floatFeatures)) {
    const own = feature.f32s(floatFeature.borders);
    borders += own.length;
    if (borders * 4 > fileBytes) throw new Malformed(`its ${fileBytes} bytes cannot hold ${borders} borders`);
    if (own.some((border, index) => !(index === 0 || border > own[index - 1]!)))
      throw new Malformed("the borders of a feature do not ascend");
    const missingIsAbove = feature.u8(floatFeature.nanValueTreatment, 0) === nanAsTrue;
    yield { column: columnOf(feature, floatFeature.flatIndex), borders: own, missingIsAbove };
  }
}

function columnOf(feature: FlatTable, field: number): number {
  const column = feature.i32(field, -1);
  if (column >= 0 && column < limits.catboostColumns) return column;
  throw new Malformed(`a feature is in column ${column}; up to ${limits.catboostColumns} are served`);
}

function columnsOf(floats: readonly FloatFeature[], categories: readonly CategoryFeature[]): number {
  const columns = [...floats, ...categories].map(({ column }) => column);
  if (new Set(columns).size < columns.length) throw new Malformed("two of its features are in one column");
  return columns.reduce((most, column) => Math.max(most, column + 1), 0);
}

function biasOf(table: FlatTable, dimension: number): Float64Array {
  const several = table.f64s(trees.multiBias);
  if (several.length === dimension) return several;
  if (several.length > 0) throw new Malformed(`it has ${several.length} biases for ${dimension} outputs`);
  return new Float64Array(dimension).fill(table.f64(trees.bias, 0));
}

/** The training parameters are JSON. */
function lossOf(root: FlatTable): string | undefined {
  const text = infoOf(root, "params");
  const parameters = text ? parseJson(Buffer.from(text)) : undefined;
  const loss = parameters instanceof Map ? parameters.get("loss_function") : undefined;
  const type = loss instanceof Map ? loss.get("type") : undefined;
  return typeof type === "string" ? type : undefined;
}

/** What training wrote down about itself under that name. */
function infoOf(root: FlatTable, name: string): string | undefined {
  for (const entry of root.tables(core.infoMap)) if (entry.text(0) === name) return entry.text(1);
  return undefined;
}
