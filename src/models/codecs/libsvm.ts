/**
 * `text/libsvm` as the XGBoost container reads it: tokens split on single spaces, only those with a colon count (so a label is ignored),
 * duplicates add up, rows after the last `index:value` vanish (aws/sagemaker-xgboost-container, `encoder.py`: libsvm_to_dmatrix).
 */
import { quote } from "./csv.ts";
import { parseDecimal } from "./decimal.ts";
import { type FeatureRows, SparseRowsBuilder } from "./feature-rows.ts";
import { Malformed } from "./malformed.ts";

const [newline, space, colon] = [0x0a, 0x20, 0x3a];

/**
 * `shiftOneBased`: images of the 3.x line built after May 2026 subtract 1 from every index when the smallest in the request is 1 or more;
 * all earlier images take indices as they are.
 */
export function parseLibsvm(body: Buffer, shiftOneBased: boolean): FeatureRows {
  let colons = 0;
  for (let at = 0; at < body.length; at++) if (body[at] === colon) colons++;
  if (colons === 0) throw new Malformed("the body holds no index:value pair");

  const rows = new SparseRowsBuilder(colons);
  const lastPair = body.lastIndexOf(colon);
  let least = Number.POSITIVE_INFINITY;
  let tokenStart = skipLeadingBlank(body);
  let split = -1;
  for (let at = tokenStart; at <= body.length; at++) {
    const byte = at === body.length ? newline : body[at];
    if (byte === colon && split === -1) split = at;
    if (byte !== space && byte !== newline) continue;
    if (split !== -1) {
      const index = parseIndex(body, tokenStart, split);
      if (index < least) least = index;
      const value = parseDecimal(body, split + 1, at);
      if (value === undefined) throw new Malformed(`${quote(body, tokenStart, at)} is not a pair index:value`);
      rows.add(index, value);
      split = -1;
    }
    if (byte === newline) {
      rows.endRow();
      if (at > lastPair) break;
    }
    tokenStart = at + 1;
  }
  return rows.build(shiftOneBased && least >= 1 ? 1 : 0);
}

/** The container strips the body, so blank lines before the first row are not rows. */
function skipLeadingBlank(body: Buffer): number {
  let at = 0;
  while (at < body.length && (body[at] === newline || body[at] === space || body[at] === 0x0d || body[at] === 0x09)) at++;
  return at;
}

function parseIndex(body: Buffer, start: number, end: number): number {
  const index = parseDecimal(body, start, end);
  if (index !== undefined && Number.isInteger(index) && index >= 0 && index < 2 ** 31) return index;
  throw new Malformed(`${quote(body, start, end)} is not a column index`);
}
