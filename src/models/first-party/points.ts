/**
 * How far many points are from one, sixteen at a time, in double or, for a first look, in float32. Each sum is added to in the order of the
 * columns, as by a plain loop, so that its bits do not depend on how many points there are.
 */
import { advance, type Code, f32x4, f64x2, get, i8x16, i32, type Local, repeat, set, v128 } from "../../lib/wasm/code.ts";
import { compileKernels, type Kernel, Locals } from "../../lib/wasm/module.ts";
import { memoryOf, tileVectors, vectorBytes, widened } from "./kernels.ts";

export type Measure = "squaredDistance" | "product";

export const pointsTogether = 16;
const roughVectors = pointsTogether / 4;

/** `(query, queryEnd, points, pointsEnd, out)`: the numbers of a column of sixteen points stand together; those of the query are doubles. */
function measuresKernel(measure: Measure): Kernel {
  const [query, queryEnd, points, pointsEnd, out] = [0, 1, 2, 3, 4];
  const locals = new Locals(5);
  const at = locals.new("i32");
  const [value, part] = locals.several(2, "v128") as [Local, Local];
  const totals = locals.several(tileVectors, "v128");
  const column: Code = [
    ...set(value, v128.load64Splat(get(at))),
    ...totals.flatMap((total, nth) => [
      ...set(part, (measure === "product" ? f64x2.mul : f64x2.sub)(get(value), widened(get(points), nth))),
      ...set(total, f64x2.add(get(total), measure === "product" ? get(part) : f64x2.mul(get(part), get(part)))),
    ]),
    ...advance(points, pointsTogether * 4),
    ...advance(at, 8),
  ];
  const block: Code = [
    ...totals.flatMap((total) => set(total, v128.zero)),
    ...set(at, get(query)),
    ...repeat(column, i32.ltU(get(at), get(queryEnd))),
    ...totals.flatMap((total, nth) => v128.store(get(out), get(total), nth * vectorBytes)),
    ...advance(out, pointsTogether * 8),
  ];
  return locals.kernel(repeat(block, i32.ltU(get(points), get(pointsEnd))));
}

/** `(query, queryEnd, points, pointsEnd, out, least)`: the same in float32, and the least of every sixteen. */
function roughKernel(): Kernel {
  const [query, queryEnd, points, pointsEnd, out, least] = [0, 1, 2, 3, 4, 5];
  const locals = new Locals(6);
  const at = locals.new("i32");
  const [value, part] = locals.several(2, "v128") as [Local, Local];
  const totals = locals.several(roughVectors, "v128");
  const column: Code = [
    ...set(value, v128.load32Splat(get(at))),
    ...totals.flatMap((total, nth) => [
      ...set(part, f32x4.sub(get(value), v128.load(get(points), nth * vectorBytes))),
      ...set(total, f32x4.add(get(total), f32x4.mul(get(part), get(part)))),
    ]),
    ...advance(points, pointsTogether * 4),
    ...advance(at, 4),
  ];
  const lanesFrom = (first: number): number[] => Array.from({ length: 16 }, (_, byte) => (first + byte) % 16);
  const block: Code = [
    ...totals.flatMap((total) => set(total, v128.zero)),
    ...set(at, get(query)),
    ...repeat(column, i32.ltU(get(at), get(queryEnd))),
    ...totals.flatMap((total, nth) => v128.store(get(out), get(total), nth * vectorBytes)),
    ...set(
      part,
      totals.map(get).reduce((a, b) => f32x4.pmin(a, b)),
    ),
    ...[8, 4].flatMap((bytes) => set(part, f32x4.pmin(get(part), i8x16.shuffle(get(part), get(part), lanesFrom(bytes))))),
    ...v128.store32Lane(get(least), get(part), 0),
    ...advance(out, pointsTogether * 4),
    ...advance(least, 4),
  ];
  return locals.kernel(repeat(block, i32.ltU(get(points), get(pointsEnd))));
}

const instantiate = compileKernels({
  squaredDistance: measuresKernel("squaredDistance"),
  product: measuresKernel("product"),
  rough: roughKernel(),
});

/** What it gives is good until it is asked again; queries have as many numbers as a point. */
export interface Points {
  readonly count: number;
  measures(query: Float32Array, measure: Measure): Float64Array;
  /** Squared distances in float32, and the least of every `pointsTogether` of them; there may be some behind the last point. */
  roughly(query: Float32Array): { readonly squares: Float32Array; readonly least: Float32Array };
  /** The same as by `measures`, of one point. */
  squaredDistance(query: Float32Array, point: number): number;
}

/** Copies the points, which lie one after the other. Throws `Malformed` where there is no memory for them. */
export function pointsOf(given: Float32Array, width: number): Points {
  const count = given.length / width;
  const blocks = Math.ceil(count / pointsTogether);
  const outAt = width * 8;
  const leastAt = outAt + blocks * pointsTogether * 8;
  const pointsAt = leastAt + blocks * 4;
  const end = pointsAt + blocks * pointsTogether * width * 4;
  const memory = memoryOf(end);
  const kernels = instantiate(memory);
  const { buffer } = memory;
  const points = new Float32Array(buffer, pointsAt, blocks * pointsTogether * width);
  const placeOf = (point: number): number => Math.floor(point / pointsTogether) * pointsTogether * width + (point % pointsTogether);
  for (let point = 0; point < count; point++) {
    const place = placeOf(point);
    for (let column = 0; column < width; column++) points[place + column * pointsTogether] = given[point * width + column]!;
  }
  const doubles = new Float64Array(buffer, 0, width);
  const singles = new Float32Array(buffer, 0, width);
  const out = new Float64Array(buffer, outAt, count);
  const rough = { squares: new Float32Array(buffer, outAt, count), least: new Float32Array(buffer, leastAt, blocks) };
  return {
    count,
    measures: (query, measure) => {
      doubles.set(query);
      kernels[measure](0, width * 8, pointsAt, end, outAt);
      return out;
    },
    roughly: (query) => {
      singles.set(query);
      kernels.rough(0, width * 4, pointsAt, end, outAt, leastAt);
      return rough;
    },
    squaredDistance: (query, point) => {
      let sum = 0;
      for (let column = 0, at = placeOf(point); column < width; column++, at += pointsTogether) {
        const away = query[column]! - points[at]!;
        sum += away * away;
      }
      return sum;
    },
  };
}
