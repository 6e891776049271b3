/**
 * CRC-32C and CRC-64/NVME, which Node lacks: reflected, eight bytes a step through eight tables. `bench/crc.ts` measures them.
 * Each takes the CRC so far (0 to begin with) and the next bytes, like `zlib.crc32`.
 */

/** The Castagnoli polynomial, reflected. */
const crc32cTables = tables32(0x82f63b78);

export function crc32c(bytes: Uint8Array, crc = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const t = crc32cTables;
  const whole = bytes.length & ~7;
  let c = ~crc;
  let at = 0;
  for (; at < whole; at += 8) {
    const a = c ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    c =
      t[1792 + (a & 255)]! ^
      t[1536 + ((a >>> 8) & 255)]! ^
      t[1280 + ((a >>> 16) & 255)]! ^
      t[1024 + (a >>> 24)]! ^
      t[768 + (b & 255)]! ^
      t[512 + ((b >>> 8) & 255)]! ^
      t[256 + ((b >>> 16) & 255)]! ^
      t[b >>> 24]!;
  }
  for (; at < bytes.length; at++) c = t[(c ^ bytes[at]!) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}

function tables32(polynomial: number): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1;
    tables[byte] = c;
  }
  for (let i = 256; i < tables.length; i++) {
    const before = tables[i - 256]!;
    tables[i] = tables[before & 255]! ^ (before >>> 8);
  }
  return tables;
}

/** The NVM Express polynomial 0xad93d23594c93659, reflected, as two halves: 64-bit integers would be slow here. */
const nvme = tables64(0x9a6c9329, 0xac4bc9b5);

export interface Crc64 {
  readonly high: number;
  readonly low: number;
}

export function crc64nvme(bytes: Uint8Array, crc: Crc64 = { high: 0, low: 0 }): Crc64 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { high: th, low: tl } = nvme;
  const whole = bytes.length & ~7;
  let high = ~crc.high;
  let low = ~crc.low;
  let at = 0;
  for (; at < whole; at += 8) {
    const a = low ^ view.getInt32(at, true);
    const b = high ^ view.getInt32(at + 4, true);
    const i0 = 1792 + (a & 255);
    const i1 = 1536 + ((a >>> 8) & 255);
    const i2 = 1280 + ((a >>> 16) & 255);
    const i3 = 1024 + (a >>> 24);
    const i4 = 768 + (b & 255);
    const i5 = 512 + ((b >>> 8) & 255);
    const i6 = 256 + ((b >>> 16) & 255);
    const i7 = b >>> 24;
    low = tl[i0]! ^ tl[i1]! ^ tl[i2]! ^ tl[i3]! ^ tl[i4]! ^ tl[i5]! ^ tl[i6]! ^ tl[i7]!;
    high = th[i0]! ^ th[i1]! ^ th[i2]! ^ th[i3]! ^ th[i4]! ^ th[i5]! ^ th[i6]! ^ th[i7]!;
  }
  for (; at < bytes.length; at++) {
    const i = (low ^ bytes[at]!) & 255;
    low = tl[i]! ^ ((low >>> 8) | (high << 24));
    high = th[i]! ^ (high >>> 8);
  }
  return { high: ~high >>> 0, low: ~low >>> 0 };
}

function tables64(polynomialHigh: number, polynomialLow: number): { high: Int32Array; low: Int32Array } {
  const high = new Int32Array(8 * 256);
  const low = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        l ^= polynomialLow;
        h ^= polynomialHigh;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  for (let i = 256; i < low.length; i++) {
    const h = high[i - 256]!;
    const l = low[i - 256]!;
    low[i] = low[l & 255]! ^ ((l >>> 8) | (h << 24));
    high[i] = high[l & 255]! ^ (h >>> 8);
  }
  return { high, low };
}
