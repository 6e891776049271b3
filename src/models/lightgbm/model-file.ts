/** Reads the bytes of a LightGBM model, whichever of its forms they have. */
import { type Bytes, beginningOf, sourceOf } from "../codecs/byte-source.ts";
import { Malformed } from "../codecs/malformed.ts";
import { looksLikeText, readTextModel, type TextModel } from "./model-text.ts";
import { isPickle, looksPickled, readPickledModel } from "./pickled-model.ts";

export const looksLikeModel = (start: Buffer): boolean => looksLikeText(start) || looksPickled(start);

/**
 * Of bytes that are not compressed (`openDumped`). Throws `Malformed` with a clause that continues "cannot be served: …". `bestIteration`:
 * iterations that count, undefined for all.
 */
export function readModelFile(bytes: Bytes): { readonly model: TextModel; readonly bestIteration: number | undefined } {
  const file = sourceOf(bytes);
  const start = beginningOf(file, 8);
  if (looksLikeText(start)) return { model: readTextModel(file), bestIteration: undefined };
  if (start.toString("latin1") === "ccopy_re")
    throw new Malformed("it is a pickle of protocol 0 or 1; pickle it with protocol 2 or later, or use save_model");
  if (!isPickle(start)) throw new Malformed("it is neither a text model nor a pickle");
  const { text, bestIteration } = readPickledModel(file);
  return { model: readTextModel(text), bestIteration };
}
