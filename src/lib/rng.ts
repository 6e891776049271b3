/** Chance comes in by the door. */
export interface Rng {
  /** A number in [0, 1). */
  draw(): number;
  /** `length` lower-case letters and digits, for ids. */
  id(length: number): string;
  uuid(): string;
}

import { randomBytes, randomUUID } from "node:crypto";

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** The machine's own chance. */
export const systemRng: Rng = {
  draw: () => Math.random(),
  id: (length) => Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join(""),
  uuid: () => randomUUID(),
};

/** A repeatable sequence (mulberry32), for simulations and property tests. */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const id = (length: number): string => Array.from({ length }, () => alphabet[Math.floor(draw() * alphabet.length)]).join("");
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(draw() * 16).toString(16)).join("");
  return { draw, id, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` };
}
