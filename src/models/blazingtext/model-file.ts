/** Reads the bytes of a BlazingText model: a fastText file, or word vectors as text. */
import { type FastTextModel, looksFastText, readFastText } from "./fasttext-file.ts";
import { fastTextVectors, looksLikeVectorText, readVectorText, type WordVectors } from "./vectors.ts";

export type ReadModel =
  | { readonly kind: "classifier"; readonly model: FastTextModel }
  | { readonly kind: "vectors"; readonly vectors: WordVectors; readonly model: FastTextModel | undefined };

export const looksLikeModel = (start: Buffer): boolean => looksFastText(start) || looksLikeVectorText(start);

/** Throws `Malformed` with a clause that continues "cannot be served: …". Uses the bytes from then on. */
export function readModelFile(bytes: Buffer): ReadModel {
  if (!looksFastText(bytes)) return { kind: "vectors", vectors: readVectorText(bytes), model: undefined };
  const model = readFastText(bytes);
  return model.args.model === "supervised" ? { kind: "classifier", model } : { kind: "vectors", vectors: fastTextVectors(model), model };
}
