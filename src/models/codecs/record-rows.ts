/** `application/x-recordio-protobuf`: one or more rows in each record, dense or sparse (aws/sagemaker-xgboost-container, `recordio_protobuf.py`). */
import { denseRows, type FeatureRows, SparseRowsBuilder, widest } from "./feature-rows.ts";
import { Malformed } from "./malformed.ts";
import { readFeatures, type Tensor } from "./record.ts";
import { readFrames } from "./record-io.ts";

/** The rows of a body; dense records must agree on their width, sparse ones may differ and the widest counts. */
export function parseRecords(body: Buffer): FeatureRows {
  const tensors: Tensor[] = [];
  for (const payload of readFrames(body)) tensors.push(checked(readFeatures(payload)));
  if (tensors.length === 0) throw new Malformed("the body holds no records");
  return tensors.some(isSparse) ? sparseRows(tensors) : denseTensorRows(tensors);
}

/** Keys make it sparse; so does a shape without values, which stands for an empty row. */
const isSparse = (tensor: Tensor): boolean => tensor.keys.length > 0 || (tensor.values.length === 0 && tensor.shape.length > 0);

function checked(tensor: Tensor): Tensor {
  const { shape, values } = tensor;
  if (isSparse(tensor) || shape.length === 0 || values.length === shape.reduce((product, size) => product * size)) return tensor;
  throw new Malformed(`a record of shape [${shape.join(", ")}] has ${values.length} values`);
}

function denseTensorRows(tensors: readonly Tensor[]): FeatureRows {
  const columns = widthOf(tensors[0]!);
  let cells = 0;
  for (const tensor of tensors) {
    if (widthOf(tensor) !== columns) throw new Malformed(`records of ${columns} and of ${widthOf(tensor)} columns in one body`);
    cells += tensor.values.length;
  }
  if (columns === 0) throw new Malformed("a record has no columns");
  const values = new Float32Array(cells);
  let at = 0;
  for (const tensor of tensors) {
    values.set(tensor.values, at);
    at += tensor.values.length;
  }
  return denseRows(values, cells / columns, columns);
}

function sparseRows(tensors: readonly Tensor[]): FeatureRows {
  const builder = new SparseRowsBuilder(tensors.reduce((sum, tensor) => sum + tensor.values.length, 0));
  for (const tensor of tensors) addSparse(builder, tensor);
  return builder.build(0, widest(tensors.map(widthOf)));
}

/** Key k of a tensor of shape [r, c] means row floor(k / c), column k % c; keys come in any order. */
function addSparse(builder: SparseRowsBuilder, tensor: Tensor): void {
  const columns = widthOf(tensor);
  const keys = tensor.keys.length > 0 ? tensor.keys : tensor.values.map((_, index) => index);
  if (keys.length !== tensor.values.length) throw new Malformed(`a record has ${keys.length} keys for ${tensor.values.length} values`);
  const rows = tensor.shape.length === 2 ? tensor.shape[0]! : 1;
  if (rows > Math.max(1, keys.length)) throw new Malformed(`a record of ${keys.length} values claims ${rows} rows`);
  let row = 0;
  for (const index of [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!)) {
    const key = keys[index]!;
    const target = columns === 0 ? rows : Math.floor(key / columns);
    if (target >= rows) throw new Malformed(`key ${key} does not fit into a record of shape [${tensor.shape.join(", ")}]`);
    for (; row < target; row++) builder.endRow();
    builder.add(key % columns, tensor.values[index]!);
  }
  for (; row < rows; row++) builder.endRow();
}

function widthOf(tensor: Tensor): number {
  const width = tensor.shape.at(-1);
  if (tensor.shape.length > 2) throw new Malformed(`a record of shape [${tensor.shape.join(", ")}] is not a row`);
  if (width !== undefined && !(width < 2 ** 31)) throw new Malformed(`a record claims ${width} columns`);
  return width ?? tensor.values.length;
}
