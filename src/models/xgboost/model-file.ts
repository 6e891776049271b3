/** Reads one model file. The name says nothing about the form, so the first bytes decide, as in the library itself. */
import { type ByteSource, type Bytes, beginningOf, sourceOf } from "../codecs/byte-source.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { Booster } from "./booster.ts";
import { readDocument } from "./document-model.ts";
import { looksLegacyBinary, readLegacyBinary } from "./legacy-binary.ts";
import { looksPickled, readPickledBooster } from "./pickled-booster.ts";

/** In front of a model in the pickles of 1.0 to 1.2; a 64-bit length and the model follow, then a configuration. */
const configOffset = "CONFIG-offset:";

/** How much of a file says what it is. */
export const startBytes = 4096;

/** Whether a file that begins so may be some form of an XGBoost model. */
export function looksLikeModel(start: Buffer): boolean {
  if (looksPickled(start) || isConfigured(start) || looksLegacyBinary(start)) return true;
  return startsDocument(start) && /"(learner|version|Model)"|^\{L/.test(start.toString("latin1", 0, startBytes));
}

/** Throws `Malformed` with a clause that continues "cannot be read: …". */
export function readModelFile(bytes: Bytes): Booster {
  const file = sourceOf(bytes);
  if (!looksPickled(beginningOf(file, startBytes))) return readModel(file);
  const { buffer, treeLimit } = readPickledBooster(file);
  const booster = readModel(buffer);
  return { ...booster, pickled: true, treeLimit: treeLimit ?? booster.treeLimit };
}

const startsDocument = (start: Buffer): boolean => start[0] === 0x7b;

/** The second significant character of a document: a quote for JSON, a letter for UBJSON. */
const isJson = (start: Buffer): boolean => /^\{\s*["}]/.test(start.toString("latin1", 0, 64));

const isConfigured = (start: Buffer): boolean => start.toString("latin1", 0, configOffset.length) === configOffset;

function readModel(model: ByteSource): Booster {
  if (model.length === 0) throw new Malformed("it is empty");
  const start = beginningOf(model, startBytes);
  if (startsDocument(start)) return readDocument(model, isJson(start) ? "json" : "ubjson");
  if (isConfigured(start)) return readLegacyBinary(modelBeforeConfiguration(model));
  if (looksLegacyBinary(start)) return readLegacyBinary(model);
  throw new Malformed("it does not begin like any form of an XGBoost model (binary, JSON, UBJSON or pickle)");
}

function modelBeforeConfiguration(model: ByteSource): ByteSource {
  const start = configOffset.length + 8;
  const length = model.length >= start ? Number(model.view(configOffset.length, 8).readBigInt64LE()) : -1;
  if (length < 0 || length > model.length - start)
    throw new Malformed(`it claims a model of ${length} bytes, but has ${model.length} in all`);
  return model.part(start, length);
}
