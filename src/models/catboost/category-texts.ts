/**
 * The texts that CatBoost hashes for a column of categories. pandas has read the request before it: a column of whole numbers became
 * integers, which CatBoost prints plainly (007 is 7); any other column that is not of texts it refuses.
 */
import { Malformed } from "../codecs/malformed.ts";
import { cityHash64 } from "./city-hash.ts";

const wholeNumber = /^\s*[+-]?\d+\s*$/;
const anyNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Hashes of a column's cells, the low 32 bits as a signed number. `column` is for messages. */
export function hashCategories(cells: readonly (string | undefined)[], column: number): Int32Array {
  const row = cells.indexOf(undefined);
  if (row !== -1) throw new Malformed(`row ${row + 1}, column ${column + 1} is missing, which a category cannot be`);
  const texts = cells as readonly string[];
  const integers = texts.every((text) => wholeNumber.test(text));
  if (!integers && texts.every((text) => anyNumber.test(text))) {
    throw new Malformed(
      `column ${column + 1} holds numbers with fractions, but the model has categories there: send whole numbers or texts`,
    );
  }
  const known = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    const hash = known.get(text) ?? hashCategory(integers ? String(BigInt(text.trim().replace(/^\+/, ""))) : text);
    known.set(text, hash);
    return hash;
  });
}

const hashCategory = (text: string): number => Number(BigInt.asIntN(32, cityHash64(Buffer.from(text))));
