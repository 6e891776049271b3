/** Reads the bytes of one model file. The name says nothing about the form, so the first bytes decide, as in the library itself. */

import { parseJson } from "../codecs/lenient-json.ts";
import { Malformed } from "../codecs/malformed.ts";
import { parseUbjson } from "../codecs/ubjson.ts";
import type { Booster } from "./booster.ts";
import { type DocumentValue, fieldsAt } from "./document.ts";
import { boosterFromDocument } from "./document-model.ts";
import { looksLegacyBinary, readLegacyBinary } from "./legacy-binary.ts";
import { looksPickled, readPickledBooster } from "./pickled-booster.ts";

/** In front of a model in the pickles of 1.0 to 1.2; a 64-bit length and the model follow, then a configuration. */
const configOffset = "CONFIG-offset:";

/** Whether the bytes begin like some form of an XGBoost model. */
export function looksLikeModel(bytes: Buffer): boolean {
  return looksPickled(bytes) || looksLikeBuffer(bytes);
}

/** Throws `Malformed` with a clause that continues "cannot be read: …". */
export function readModelFile(bytes: Buffer): Booster {
  if (!looksPickled(bytes)) return readBuffer(bytes);
  const { buffer, treeLimit } = readPickledBooster(bytes);
  const booster = readBuffer(buffer);
  return { ...booster, pickled: true, treeLimit: treeLimit ?? booster.treeLimit };
}

const startsDocument = (bytes: Buffer): boolean => bytes[0] === 0x7b;

/** The second significant character of a document: a quote for JSON, a letter for UBJSON. */
const isJson = (bytes: Buffer): boolean => /^\{\s*["}]/.test(bytes.toString("latin1", 0, 64));

function looksLikeBuffer(bytes: Buffer): boolean {
  if (bytes.toString("latin1", 0, configOffset.length) === configOffset || looksLegacyBinary(bytes)) return true;
  return startsDocument(bytes) && /"(learner|version|Model)"|^\{L/.test(bytes.toString("latin1", 0, 4096));
}

function readBuffer(bytes: Buffer): Booster {
  if (bytes.length === 0) throw new Malformed("it is empty");
  if (startsDocument(bytes)) return readDocument(isJson(bytes) ? parseJson(bytes) : parseUbjson(bytes));
  if (bytes.toString("latin1", 0, configOffset.length) === configOffset) return readLegacyBinary(modelBeforeConfiguration(bytes));
  if (looksLegacyBinary(bytes)) return readLegacyBinary(bytes);
  throw new Malformed("it does not begin like any form of an XGBoost model (binary, JSON, UBJSON or pickle)");
}

/** A model, or the `{"Config", "Model"}` pair that pickles hold since 1.3. */
function readDocument(document: DocumentValue): Booster {
  if (!(document instanceof Map)) throw new Malformed("it is not an object");
  return boosterFromDocument(document.has("Model") ? fieldsAt(document, "Model") : document);
}

function modelBeforeConfiguration(bytes: Buffer): Buffer {
  const start = configOffset.length + 8;
  const length = bytes.length >= start ? Number(bytes.readBigInt64LE(configOffset.length)) : -1;
  if (length < 0 || length > bytes.length - start)
    throw new Malformed(`it claims a model of ${length} bytes, but has ${bytes.length} in all`);
  return bytes.subarray(start, start + length);
}
