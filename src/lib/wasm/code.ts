/**
 * WebAssembly instructions as functions: an expression gives the bytes that leave its value on the stack, a statement the bytes that leave
 * nothing, so that a kernel reads like the loop it is. Only what kernels here use is there; https://webassembly.github.io/spec/core/binary
 * has the rest.
 */

/** Bytes of instructions. */
export type Code = readonly number[];

/** A local variable of a function, by its number. */
export type Local = number;

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value | 0; ; left >>= 7) {
    if (left >= -64 && left < 64) return [...bytes, left & 127];
    bytes.push((left & 127) | 128);
  }
}

const one =
  (opcode: number) =>
  (a: Code): Code => [...a, opcode];
const two =
  (opcode: number) =>
  (a: Code, b: Code): Code => [...a, ...b, opcode];
/** `offset` is added to the address; `align` is a hint only, and 0 is always true. */
const load =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [...address, opcode, 0, ...unsigned(offset)];
const store =
  (opcode: number) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, opcode, 0, ...unsigned(offset)];

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const simdOne =
  (opcode: number) =>
  (a: Code): Code => [...a, ...simd(opcode)];
const simdTwo =
  (opcode: number) =>
  (a: Code, b: Code): Code => [...a, ...b, ...simd(opcode)];
const simdLoad =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [...address, ...simd(opcode), 0, ...unsigned(offset)];
const simdLoadLane =
  (opcode: number) =>
  (address: Code, vector: Code, lane: number, offset = 0): Code => [...address, ...vector, ...simd(opcode), 0, ...unsigned(offset), lane];

export const get = (local: Local): Code => [0x20, ...unsigned(local)];
export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: two(0x6a),
  sub: two(0x6b),
  mul: two(0x6c),
  and: two(0x71),
  or: two(0x72),
  xor: two(0x73),
  shl: two(0x74),
  shrU: two(0x76),
  ltU: two(0x49),
  load: load(0x28),
  load8U: load(0x2d),
  load16U: load(0x2f),
  store8: store(0x3a),
} as const;

export const f32 = {
  load: load(0x2a),
  store: store(0x38),
  add: two(0x92),
  mul: two(0x94),
  ne: two(0x5c),
  gt: two(0x5e),
  ge: two(0x60),
  demote: one(0xb6),
} as const;

export const f64 = {
  load: load(0x2b),
  store: store(0x39),
  zero: [0x44, ...new Array<number>(8).fill(0)] as Code,
  add: two(0xa0),
  div: two(0xa3),
  ne: two(0x62),
  gt: two(0x64),
  ge: two(0x66),
} as const;

export const v128 = {
  load: simdLoad(0x00),
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(0x0b), 0, ...unsigned(offset)],
  load8Splat: simdLoad(0x07),
  load32Splat: simdLoad(0x09),
  load64Splat: simdLoad(0x0a),
  load32Zero: simdLoad(0x5c),
  load64Zero: simdLoad(0x5d),
  store32Lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    ...address,
    ...vector,
    ...simd(0x5a),
    0,
    ...unsigned(offset),
    lane,
  ],
  load32Lane: simdLoadLane(0x56),
  load64Lane: simdLoadLane(0x57),
  /** Bits of `a` where `mask` is set, of `b` elsewhere. */
  bitselect: (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...simd(0x52)],
  zero: [...simd(0x0c), ...new Array<number>(16).fill(0)] as Code,
} as const;

export const i8x16 = {
  splat: simdOne(0x0f),
  add: simdTwo(0x6e),
  sub: simdTwo(0x71),
  gtS: simdTwo(0x27),
  narrowI16x8S: simdTwo(0x65),
  /** Lanes of `a` where those of `mask` are all ones, of `b` where they are all zeros; undefined for other masks. */
  relaxedLaneselect: (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...simd(0x109)],
  /** Takes sixteen of the thirty-two bytes of both. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [...a, ...b, ...simd(0x0d), ...lanes],
} as const;

export const i16x8 = { narrowI32x4S: simdTwo(0x85) } as const;

export const f32x4 = {
  splat: simdOne(0x13),
  add: simdTwo(0xe4),
  sub: simdTwo(0xe5),
  mul: simdTwo(0xe6),
  /** `b` where it is less than `a`, else `a`. */
  pmin: simdTwo(0xea),
  ne: simdTwo(0x42),
  gt: simdTwo(0x44),
  ge: simdTwo(0x46),
  /** Two doubles become the lower two floats. */
  demoteF64x2: simdOne(0x5e),
} as const;

export const f64x2 = {
  splat: simdOne(0x14),
  extractLane: (vector: Code, lane: number): Code => [...vector, ...simd(0x21), lane],
  add: simdTwo(0xf0),
  sub: simdTwo(0xf1),
  mul: simdTwo(0xf2),
  /** The lower two floats become doubles. */
  promoteLowF32x4: simdOne(0x5f),
} as const;

/** Runs `body` at least once, and again as long as `condition`, evaluated after it, is not zero. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0x00, 0x0b];

/** Runs `yes` when `condition` is not zero, else `no`. */
export const whether = (condition: Code, yes: Code, no: Code): Code => [...condition, 0x04, 0x40, ...yes, 0x05, ...no, 0x0b];

/** `a` when `condition` is not zero, else `b`: both are evaluated. */
export const select = (a: Code, b: Code, condition: Code): Code => [...a, ...b, ...condition, 0x1b];

/** Adds a number of bytes to a local. */
export const advance = (local: Local, by: number): Code => set(local, i32.add(get(local), i32.const(by)));
