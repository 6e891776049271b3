/** How words of a document are shared among topics, two topics at a time in double: the inner loops of inference. */
import { advance, type Code, f64, f64x2, get, i32, type Local, repeat, select, set, v128 } from "../../lib/wasm/code.ts";
import { compileKernels, type Kernel, type KernelCall, Locals } from "../../lib/wasm/module.ts";
import { memoryOf, tileVectors, vectorBytes, widened } from "./kernels.ts";

/** Of a word that is listed: how often it is there, the sum over its topics, and the address of its probabilities. */
const entry = { count: 0, sum: 8, address: 16, bytes: 24 } as const;
const entryDoubles = entry.bytes / 8;

/**
 * `(list, listEnd, offset, weights)`: sets the sum of each word to that of so many vectors of its probabilities, `offset` bytes on, each times
 * its topic's weight; or adds to it, if these are not the first topics.
 */
function sumsKernel(vectors: number, first: boolean): Kernel {
  const [at, listEnd, offset, weights] = [0, 1, 2, 3];
  const locals = new Locals(4);
  const row = locals.new("i32");
  const total = locals.new("v128");
  const weightOf = locals.several(vectors, "v128");
  const product = (nth: number): Code => f64x2.mul(get(weightOf[nth]!), widened(get(row), nth));
  const both = f64.add(f64x2.extractLane(get(total), 0), f64x2.extractLane(get(total), 1));
  const each: Code = [
    ...set(row, i32.add(i32.load(get(at), entry.address), get(offset))),
    ...weightOf.flatMap((_, nth) => set(total, nth === 0 ? product(nth) : f64x2.add(get(total), product(nth)))),
    ...f64.store(get(at), first ? both : f64.add(f64.load(get(at), entry.sum), both), entry.sum),
    ...advance(at, entry.bytes),
  ];
  return locals.kernel([
    ...weightOf.flatMap((weight, nth) => set(weight, v128.load(get(weights), nth * vectorBytes))),
    ...repeat(each, i32.ltU(get(at), get(listEnd))),
  ]);
}

/** `(list, listEnd, offset, shares)`: sets so many vectors to the words' probabilities, each times the word's count by its sum, if that is not 0. */
function sharesKernel(vectors: number): Kernel {
  const [at, listEnd, offset, shares] = [0, 1, 2, 3];
  const locals = new Locals(4);
  const row = locals.new("i32");
  const sum = locals.new("f64");
  const times = locals.new("v128");
  const totals: Local[] = locals.several(vectors, "v128");
  const each: Code = [
    ...set(row, i32.add(i32.load(get(at), entry.address), get(offset))),
    ...set(sum, f64.load(get(at), entry.sum)),
    ...set(times, f64x2.splat(select(f64.div(f64.load(get(at), entry.count), get(sum)), f64.zero, f64.ne(get(sum), f64.zero)))),
    ...totals.flatMap((total, nth) => set(total, f64x2.add(get(total), f64x2.mul(get(times), widened(get(row), nth))))),
    ...advance(at, entry.bytes),
  ];
  return locals.kernel([
    ...repeat(each, i32.ltU(get(at), get(listEnd))),
    ...totals.flatMap((total, nth) => v128.store(get(shares), get(total), nth * vectorBytes)),
  ]);
}

const kernelsFor = (vectors: number) =>
  compileKernels({ firstSums: sumsKernel(vectors, true), moreSums: sumsKernel(vectors, false), shares: sharesKernel(vectors) });

export interface WordShares {
  /** The caller sets one for each topic. */
  readonly weights: Float64Array;
  /** One for each topic: of all words of the document the count times its probability, by the sum of probabilities times weights. */
  readonly shares: Float64Array;
  /** Forgets the words of the document before. */
  clear(): void;
  /** A word of the document, which it has not had before. */
  add(word: number, count: number): void;
  /** From weights to shares. */
  share(): void;
}

/** Takes the probabilities of all words in one topic after the other. Throws `Malformed` where there is no memory for them. */
export function wordShares(probabilities: Float32Array, topics: number): WordShares {
  const words = probabilities.length / topics;
  const vectors = Math.ceil(topics / 2);
  const weightsAt = words * entry.bytes + ((words * entry.bytes) % vectorBytes);
  const sharesAt = weightsAt + vectors * vectorBytes;
  const tableAt = sharesAt + vectors * vectorBytes;
  const rowFloats = vectors * 2;
  const memory = memoryOf(tableAt + words * rowFloats * 4);
  const table = new Float32Array(memory.buffer, tableAt, words * rowFloats);
  for (let topic = 0; topic < topics; topic++) {
    for (let word = 0; word < words; word++) table[word * rowFloats + topic] = probabilities[topic * words + word]!;
  }
  const doubles = new Float64Array(memory.buffer, 0, words * entryDoubles);
  const addresses = new Uint32Array(memory.buffer, 0, words * entryDoubles * 2);

  const whole = vectors >= tileVectors ? kernelsFor(tileVectors)(memory) : undefined;
  const rest = vectors % tileVectors > 0 ? kernelsFor(vectors % tileVectors)(memory) : undefined;
  const tiles = Array.from({ length: Math.ceil(vectors / tileVectors) }, (_, nth) => {
    const { firstSums, moreSums, shares } = (nth + 1) * tileVectors <= vectors ? whole! : rest!;
    return { sums: nth === 0 ? firstSums : moreSums, shares };
  });
  let listed = 0;
  const run = (kernel: KernelCall, nth: number, numbersAt: number): void =>
    kernel(0, listed * entry.bytes, nth * tileVectors * 8, numbersAt + nth * tileVectors * vectorBytes);
  const shares = new Float64Array(memory.buffer, sharesAt, topics);
  return {
    weights: new Float64Array(memory.buffer, weightsAt, topics),
    shares,
    clear: () => {
      listed = 0;
    },
    add: (word, count) => {
      doubles[listed * entryDoubles] = count;
      addresses[listed * entryDoubles * 2 + entry.address / 4] = tableAt + word * rowFloats * 4;
      listed++;
    },
    share: () => {
      if (listed === 0) shares.fill(0);
      else {
        for (const [nth, tile] of tiles.entries()) run(tile.sums, nth, weightsAt);
        for (const [nth, tile] of tiles.entries()) run(tile.shares, nth, sharesAt);
      }
    },
  };
}
