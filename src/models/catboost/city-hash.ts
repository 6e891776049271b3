/**
 * CityHash64 of its first version, which CatBoost hashes categories with (catboost/catboost `util/digest/city.cpp`). All sums and products
 * wrap at 64 bits.
 */
const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const [k0, k1, k2, k3] = [0xc3a5c85c97cb3127n, 0xb492b66fbe98f273n, 0x9ae16a3b2f90404fn, 0xc949d7c7509e6557n];
const mixer = 0x9ddfea08eb382d69n;

const rotate = (value: bigint, by: number): bigint => wrap((value >> BigInt(by)) | (value << BigInt(64 - by)));
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

/** Two words to one. */
function fold(low: bigint, high: bigint): bigint {
  const a = shiftMix(wrap((low ^ high) * mixer));
  const b = shiftMix(wrap((high ^ a) * mixer));
  return wrap(b * mixer);
}

type Pair = readonly [bigint, bigint];

class Text {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  word(at: number): bigint {
    return this.#bytes.readBigUInt64LE(at);
  }

  /** 32 bytes and two seeds to two words. */
  block(at: number, first: bigint, second: bigint): Pair {
    let a = wrap(first + this.word(at));
    let b = rotate(wrap(second + a + this.word(at + 24)), 21);
    const c = a;
    a = wrap(a + this.word(at + 8) + this.word(at + 16));
    b = wrap(b + rotate(a, 44));
    return [wrap(a + this.word(at + 24)), wrap(b + c)];
  }
}

export function cityHash64(bytes: Buffer): bigint {
  if (bytes.length <= 16) return upTo16(bytes);
  const text = new Text(bytes);
  if (bytes.length <= 32) return upTo32(text, bytes.length);
  if (bytes.length <= 64) return upTo64(text, bytes.length);
  return longer(text, bytes.length);
}

function upTo16(bytes: Buffer): bigint {
  const { length } = bytes;
  if (length > 8) {
    const last = bytes.readBigUInt64LE(length - 8);
    return fold(bytes.readBigUInt64LE(0), rotate(wrap(last + BigInt(length)), length)) ^ last;
  }
  if (length >= 4) return fold(BigInt(length) + (BigInt(bytes.readUInt32LE(0)) << 3n), BigInt(bytes.readUInt32LE(length - 4)));
  if (length === 0) return k2;
  const y = BigInt(bytes[0]! + bytes[length >> 1]! * 256);
  const z = BigInt(length + bytes[length - 1]! * 4);
  return wrap(shiftMix(wrap(y * k2) ^ wrap(z * k3)) * k2);
}

function upTo32(text: Text, length: number): bigint {
  const a = wrap(text.word(0) * k1);
  const b = text.word(8);
  const c = wrap(text.word(length - 8) * k2);
  const d = wrap(text.word(length - 16) * k0);
  return fold(wrap(rotate(wrap(a - b), 43) + rotate(c, 30) + d), wrap(a + rotate(b ^ k3, 20) - c + BigInt(length)));
}

function upTo64(text: Text, length: number): bigint {
  const end = wrap((BigInt(length) + text.word(length - 16)) * k0);
  const [front, frontMixed] = half(wrap(text.word(0) + end), text.word(24), text.word(8), text.word(16));
  const start = wrap(text.word(16) + text.word(length - 32));
  const [back, backMixed] = half(start, text.word(length - 8), text.word(length - 24), text.word(length - 16));
  const mixed = shiftMix(wrap((front + backMixed) * k2 + (back + frontMixed) * k0));
  return wrap(shiftMix(wrap(mixed * k0 + frontMixed)) * k2);
}

/** One half of a text of 33 to 64 bytes: two words. */
function half(start: bigint, z: bigint, second: bigint, third: bigint): Pair {
  const b = rotate(wrap(start + z), 52);
  let c = rotate(start, 37);
  let a = wrap(start + second);
  c = wrap(c + rotate(a, 7));
  a = wrap(a + third);
  return [wrap(a + z), wrap(b + rotate(a, 31) + c)];
}

function longer(text: Text, length: number): bigint {
  let x = text.word(0);
  let y = text.word(length - 16) ^ k1;
  let z = text.word(length - 56) ^ k0;
  let v = text.block(length - 64, BigInt(length), y);
  let w = text.block(length - 32, wrap(BigInt(length) * k1), k0);
  z = wrap(z + shiftMix(v[1]) * k1);
  x = wrap(rotate(wrap(z + x), 39) * k1);
  y = wrap(rotate(y, 33) * k1);
  const end = Math.floor((length - 1) / 64) * 64;
  for (let at = 0; at < end; at += 64) {
    x = wrap(rotate(wrap(x + y + v[0] + text.word(at + 16)), 37) * k1) ^ w[1];
    y = wrap(rotate(wrap(y + v[1] + text.word(at + 48)), 42) * k1) ^ v[0];
    z = rotate(z ^ w[0], 33);
    v = text.block(at, wrap(v[1] * k1), wrap(x + w[0]));
    w = text.block(at + 32, wrap(z + w[1]), y);
    [z, x] = [x, z];
  }
  return fold(wrap(fold(v[0], w[0]) + shiftMix(y) * k1 + z), wrap(fold(v[1], w[1]) + x));
}
