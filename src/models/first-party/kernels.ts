/** What the kernels of these models have in common: memory, and float32 that become doubles. */
import { type Code, f64x2, v128 } from "../../lib/wasm/code.ts";
import { kernelMemory } from "../../lib/wasm/module.ts";
import { Malformed } from "../codecs/malformed.ts";

export const vectorBytes = 16;
/** Accumulators that stay in registers. */
export const tileVectors = 8;

/** Two float32 of memory as doubles. */
export const widened = (address: Code, nth: number): Code => f64x2.promoteLowF32x4(v128.load64Zero(address, nth * 8));

/** Throws `Malformed` where there is not so much in one piece. */
export function memoryOf(bytes: number): { readonly buffer: ArrayBuffer } {
  try {
    return kernelMemory(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Malformed(`its arrays need ${Math.ceil(bytes / 2 ** 20)} MiB in one piece, which there are not`, { cause: error });
  }
}
