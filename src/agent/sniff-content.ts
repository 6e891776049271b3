/** Recognises models by what their files begin with, for archives whose file names say nothing. Only a little of each file is read. */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync, inflateSync } from "node:zlib";
import { limits } from "../limits.ts";

interface Head {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The server whose model files begin like this. */
const beginnings: readonly (readonly [server: string, matches: (head: Head) => boolean])[] = [
  ["xgboost", ({ bytes }) => isXgboost(bytes)],
  ["lightgbm", ({ bytes }) => /^tree\r?\nversion=/.test(bytes.toString("latin1", 0, 20)) || isLightgbmPickle(bytes)],
  ["catboost", ({ bytes }) => bytes.toString("latin1", 0, 4) === "CBM1"],
  ["first-party", ({ bytes, name }) => !name.endsWith(".params") && isFirstParty(bytes)], // those are parts of MXNet networks
  ["blazingtext", ({ bytes, name }) => bytes.toString("hex", 0, 4) === "ba164f2f" || (name === "vectors.txt" && isVectorText(bytes))],
];

/** The server for one of the files at the top level of an unpacked archive; undefined when none, or none of `servers`, knows any. */
export function sniffContent(modelDir: string, servers?: readonly string[]): string | undefined {
  const wanted = beginnings.filter(([server]) => servers?.includes(server) ?? true);
  if (wanted.length === 0) return undefined;
  const files = readdirSync(modelDir, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith("."));
  const heads = files.slice(0, limits.sniffedFiles).map(({ name }) => ({ name, bytes: headOf(join(modelDir, name)) }));
  return wanted.find(([, matches]) => heads.some(matches))?.[0];
}

function headOf(path: string, bytes: number = limits.sniffedBytes): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(bytes);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

/** A list of MXNet arrays, a zip whose first member is of an MXNet module as the algorithms name them, or a FAISS index. */
function isFirstParty(head: Buffer): boolean {
  if (head.toString("hex", 0, 8) === "1201000000000000" || /^I(?:xF2|xFI|wFl|wPQ)/.test(head.toString("latin1", 0, 4))) return true;
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return false;
  const first = head.toString("latin1", 30, 30 + head.readUInt16LE(26));
  return /^(?:mx-mod-(?:symbol\.json|\d+\.params)|additional-params\.json|manifest\.json|(?:meta|symbol)\.json|params)$/.test(first);
}

/** word2vec's text form: how many words and how many numbers. */
const isVectorText = (head: Buffer): boolean => /^\d+ \d+ *\r?\n/.test(head.toString("latin1", 0, 40));

/**
 * A model of any form: legacy binary with its mark or, before 1.2, with the name of an objective where it must be; JSON and UBJSON, whose
 * first keys are `learner` and `version`; a pickle, which names its class right at the front.
 */
function isXgboost(head: Buffer): boolean {
  const start = head.toString("latin1", 0, 200);
  if (start.startsWith("binf")) return true;
  if (["learner", "version"].some((key) => start.startsWith(`{L\0\0\0\0\0\0\0\x07${key}`))) return true;
  if (head[0] === 0x80) return /xgboost\.(?:core|sklearn)/.test(start);
  if (/^\{\s*"learner"\s*:\s*\{|^\{\s*"version"\s*:\s*\[[\d,\s]*\]\s*,\s*"learner"/.test(start)) return true;
  return /^(?:reg|binary|multi|rank|count|survival):[a-z]/.test(start.slice(144)) && head.readBigUInt64LE(136) < 64n;
}

/** The class is named right at the front. joblib may have compressed all of it; its beginning can be expanded by itself. */
function isLightgbmPickle(head: Buffer): boolean {
  const plain = head[0] === 0x80 ? head : beginningInside(head);
  return plain !== undefined && plain[0] === 0x80 && /lightgbm\.(?:basic|sklearn)/.test(plain.toString("latin1", 0, 200));
}

function beginningInside(head: Buffer): Buffer | undefined {
  const expand = head[0] === 0x1f && head[1] === 0x8b ? gunzipSync : head[0] === 0x78 ? inflateSync : undefined;
  try {
    return expand?.(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limits.sniffedBytes * limits.artifact.expansionRatio });
  } catch {
    return undefined; // it only began like compressed data
  }
}

/**
 * Whether handlers of the user are there, who decide what requests look like, so that the archive needs a container. JumpStart packs its own
 * script with the model; that one is what the native servers stand for, and shows itself by importing its table of constants.
 */
export function bringsItsOwnCode(modelDir: string): boolean {
  let names: string[];
  try {
    names = readdirSync(join(modelDir, "code"));
  } catch {
    return false;
  }
  if (!names.includes("inference.py")) return names.length > 0;
  return !headOf(join(modelDir, "code", "inference.py"), limits.sniffedScriptBytes).includes("from constants import constants");
}
