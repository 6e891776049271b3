/**
 * The texts that CatBoost hashes for a column of categories. pandas has read the request before it: a column of whole numbers became
 * integers, which CatBoost prints plainly (007 is 7), one of true and false became booleans, which it prints as 1 and 0; any other column
 * that is not of texts it refuses.
 */

import { Malformed } from "../codecs/malformed.ts";
import { pandasTruths } from "../codecs/pandas-csv.ts";
import { cityHash64 } from "./city-hash.ts";

const wholeNumber = /^\s*[+-]?\d+\s*$/;
const anyNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Hashes of a column's cells, the low 32 bits as a signed number. `column` is for messages. */
export function hashCategories(cells: readonly (string | undefined)[], column: number): Int32Array {
  const row = cells.indexOf(undefined);
  if (row !== -1) throw new Malformed(`row ${row + 1}, column ${column + 1} is missing, which a category cannot be`);
  const texts = cells as readonly string[];
  const printed = printing(texts);
  if (!printed) {
    throw new Malformed(
      `column ${column + 1} holds numbers with fractions, but the model has categories there: send whole numbers or texts`,
    );
  }
  const known = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    const hash = known.get(text) ?? hashCategory(printed(text));
    known.set(text, hash);
    return hash;
  });
}

/** How CatBoost prints the cells of a column, by what pandas took them for. Undefined for fractions. */
function printing(texts: readonly string[]): ((text: string) => string) | undefined {
  if (texts.every((text) => wholeNumber.test(text))) return (text) => String(BigInt(text.trim().replace(/^\+/, "")));
  if (texts.every((text) => anyNumber.test(text))) return undefined;
  if (texts.every((text) => Object.hasOwn(pandasTruths, text))) return (text) => String(pandasTruths[text]);
  return (text) => text;
}

const hashCategory = (text: string): number => Number(BigInt.asIntN(32, cityHash64(Buffer.from(text))));
