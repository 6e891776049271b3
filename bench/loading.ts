/**
 * What loading a large tree model costs: `npm run bench:loading`, or with `-- --mb 100 --rounds 1` less of it. Writes models of that size in the
 * forms of the libraries, loads each in a process of its own, and prints seconds and memory. Linux only. Writes results/loading.json.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deflateSync } from "node:zlib";
import { seededRng } from "../src/lib/rng.ts";
import { cbmModel } from "./large-catboost.ts";
import { textModel } from "./large-lightgbm.ts";
import type { LargeTrees } from "./large-trees.ts";
import { binaryModel, jsonModel, ubjsonModel } from "./large-xgboost.ts";
import { median } from "./report.ts";

const { values } = parseArgs({ options: { mb: { type: "string", default: "500" }, rounds: { type: "string", default: "3" } } });
const [megabytes, rounds] = [Number(values.mb), Number(values.rounds)];

/** As joblib.dump(model, path, compress=("zlib", 3)) leaves it. */
const compressed = (write: Case["write"]) => (path: string, bytes: number) => {
  const inner = `${path}.plain`;
  write(inner, bytes);
  writeFileSync(path, deflateSync(readFileSync(inner), { level: 3 }));
  rmSync(inner);
};

interface Case {
  readonly name: string;
  readonly runtime: string;
  readonly file: string;
  /** Writes the model, of about `bytes`. */
  write(path: string, bytes: number): void;
}

const modelOf = (make: (options: LargeTrees) => Generator<Buffer>, depth: number) => (path: string, bytes: number) => {
  const options = (trees: number): LargeTrees => ({ trees, depth, features: 100, shapes: 8, draw: seededRng(1).draw });
  const sizeOf = (trees: number): number => make(options(trees)).reduce((sum, part) => sum + part.length, 0);
  const perTree = (sizeOf(24) - sizeOf(16)) / 8;
  writeParts(path, make(options(Math.round(bytes / perTree))));
};

function writeParts(path: string, parts: Iterable<Buffer>): void {
  const file = openSync(path, "w");
  for (const part of parts) writeSync(file, part);
  closeSync(file);
}

/** A pickle around a model, of one object whose state holds it, as `pickle.dump` and `joblib.dump` write it. */
const pickled = (write: Case["write"], wrap: (length: bigint) => { before: Buffer; behind: Buffer }) => (path: string, bytes: number) => {
  const inner = `${path}.inner`;
  write(inner, bytes);
  const { before, behind } = wrap(BigInt(statSync(inner).size));
  writeParts(path, around(before, inner, behind));
  rmSync(inner);
};

function* around(before: Buffer, path: string, behind: Buffer): Generator<Buffer> {
  yield before;
  const file = openSync(path, "r");
  const block = Buffer.alloc(1 << 20);
  for (let read = readSync(file, block); read > 0; read = readSync(file, block)) yield block.subarray(0, read);
  closeSync(file);
  yield behind;
}

const wide = (value: bigint): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes.toString("latin1");
};
const word = (text: string): string => `\x8c${String.fromCharCode(text.length)}${text}`;
const latin = (text: string): Buffer => Buffer.from(text, "latin1");
const objectOf = (module: string, key: string): string => `\x80\x04${word(module)}${word("Booster")}\x93)\x81}(${word(key)}`;

const pickledBooster = pickled(modelOf(textModel, 8), (length) => ({
  before: latin(`${objectOf("lightgbm.basic", "_handle")}\x8d${wide(length)}`),
  behind: latin(`${word("best_iteration")}K\x00ub.`),
}));

const cases: readonly Case[] = [
  { name: "XGBoost, UBJSON", runtime: "xgboost", file: "xgboost-model", write: modelOf(ubjsonModel, 8) },
  { name: "XGBoost, JSON", runtime: "xgboost", file: "xgboost-model", write: modelOf(jsonModel, 8) },
  { name: "XGBoost, binary", runtime: "xgboost", file: "xgboost-model", write: modelOf(binaryModel, 8) },
  {
    name: "XGBoost, pickle of 1.2",
    runtime: "xgboost",
    file: "xgboost-model",
    write: pickled(modelOf(binaryModel, 8), (length) => ({
      before: latin(
        `${objectOf("xgboost.core", "handle")}${word("builtins")}${word("bytearray")}\x93\x8e${wide(length + 24n)}CONFIG-offset:${wide(length)}`,
      ),
      behind: latin("{}\x85Rub."),
    })),
  },
  { name: "LightGBM, text", runtime: "lightgbm", file: "model.txt", write: modelOf(textModel, 8) },
  { name: "LightGBM, model.pkl", runtime: "lightgbm", file: "model.pkl", write: pickledBooster },
  { name: "LightGBM, model.pkl, compressed", runtime: "lightgbm", file: "model.pkl", write: compressed(pickledBooster) },
  { name: "CatBoost, cbm", runtime: "catboost", file: "model", write: modelOf(cbmModel, 8) },
];

interface Figures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peak: number;
  readonly kept: number;
  readonly status: number;
}

function load(runtime: string, modelDir: string): Figures {
  const side = join(import.meta.dirname, "loading-side.ts");
  const args = ["--expose-gc", "--disable-warning=ExperimentalWarning", side, runtime, modelDir];
  const figures = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Figures;
  if (figures.status !== 200) throw new Error(`${runtime} answered ${figures.status}`);
  return figures;
}

const scratch = mkdtempSync(join(process.env.HOSTLER_BENCH_DIR ?? tmpdir(), "hostler-loading-"));
try {
  const folders = cases.map(({ name, file, write }, index) => {
    const folder = join(scratch, String(index));
    mkdirSync(folder);
    write(join(folder, file), megabytes * 1e6);
    console.error(`bench: wrote ${name}`);
    return folder;
  });
  const results = cases.map(() => [] as Figures[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { runtime }] of cases.entries()) results[index]!.push(load(runtime, folders[index]!));
  }
  const rows = cases.map(({ name, file }, index) => {
    const of = (figure: keyof Figures): number => median(results[index]!.map((figures) => figures[figure]));
    const [peak, kept] = [of("peak"), of("kept")];
    const fileMb = statSync(join(folders[index]!, file)).size / 1e6;
    return { name, fileMb, seconds: of("seconds"), cpuSeconds: of("cpuSeconds"), peakMb: peak, keptMb: kept, ratio: peak / kept };
  });
  console.log("| model | file MB | load s | CPU s | peak MB | kept MB | peak ÷ kept |\n|---|--:|--:|--:|--:|--:|--:|");
  for (const { name, fileMb, seconds, cpuSeconds, peakMb, keptMb, ratio } of rows) {
    const whole = [fileMb, peakMb, keptMb].map(Math.round);
    console.log(
      `| ${name} | ${whole[0]} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${whole[1]} | ${whole[2]} | ${ratio.toFixed(2)} |`,
    );
  }
  const machine = `${cpus().length}-core ${process.platform}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`;
  writeFileSync(join(import.meta.dirname, "results/loading.json"), `${JSON.stringify({ machine, rounds, rows }, null, 2)}\n`);
} finally {
  rmSync(scratch, { recursive: true });
}
