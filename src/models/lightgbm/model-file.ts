/** Reads the bytes of a LightGBM model, whichever of its forms they have. */
import { Malformed } from "../codecs/malformed.ts";
import { looksLikeText, readTextModel, type TextModel } from "./model-text.ts";
import { looksPickled, readPickledModel } from "./pickled-model.ts";

export const looksLikeModel = (start: Buffer): boolean => looksLikeText(start) || looksPickled(start);

/** Throws `Malformed` with a clause that continues "cannot be served: …". `bestIteration`: iterations that count, undefined for all. */
export function readModelFile(bytes: Buffer): { readonly model: TextModel; readonly bestIteration: number | undefined } {
  if (looksLikeText(bytes)) return { model: readTextModel(bytes), bestIteration: undefined };
  if (!looksPickled(bytes)) throw new Malformed("it is neither a text model nor a pickle");
  const { text, bestIteration } = readPickledModel(bytes);
  return { model: readTextModel(text), bestIteration };
}
