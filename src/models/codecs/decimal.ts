/** Reads a decimal number out of bytes without making a string of it, rounding exactly as `Number` and Python's `float` do. */

const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Space, tab, line feed, vertical tab, form feed, carriage return: what Python's `float` ignores around a number. */
export const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** The number written in `bytes[start, end)`, or undefined when it is not one. Takes `nan` and `inf` in any case, as Python does. */
export function parseDecimal(bytes: Buffer, start: number, end: number): number | undefined {
  while (start < end && isBlank(bytes[start]!)) start++;
  while (start < end && isBlank(bytes[end - 1]!)) end--;
  if (end - start === 1 && isDigit(bytes[start])) return bytes[start]! - 0x30;
  if (end - start <= plainBytes) {
    const value = parsePlain(bytes, start, end);
    if (value !== undefined) return value;
  }
  const first = bytes[start];
  const negative = first === 0x2d;
  let at = negative || first === 0x2b ? start + 1 : start;
  let mantissa = 0;
  let digits = 0; // significant ones: leading zeros do not count
  let scale = 0;
  let any = false;
  for (; at < end && isDigit(bytes[at]); at++) {
    any = true;
    if (mantissa !== 0 || bytes[at] !== 0x30) digits++;
    if (digits <= 15) mantissa = mantissa * 10 + bytes[at]! - 0x30;
  }
  if (at < end && bytes[at] === 0x2e) {
    for (at++; at < end && isDigit(bytes[at]); at++) {
      any = true;
      if (mantissa !== 0 || bytes[at] !== 0x30) digits++;
      if (digits <= 15) mantissa = mantissa * 10 + bytes[at]! - 0x30;
      scale--;
    }
  }
  if (!any) return parseWord(bytes, start, end);
  if (at < end) {
    const exponent = parseExponent(bytes, at, end);
    if (exponent === undefined) return undefined;
    scale += exponent;
  }
  // Both factors are exact up to 15 digits and 10^22, so one operation rounds once; anything longer goes to the engine.
  if (digits > 15 || scale > 22 || scale < -22) return Number(bytes.toString("latin1", start, end));
  const value = scale < 0 ? mantissa / powersOfTen[-scale]! : mantissa * powersOfTen[scale]!;
  return negative ? -value : value;
}

/** As long as nothing can be inexact, however the bytes are divided into digits. */
const plainBytes = 15;

/** Digits with a point among them and a sign before them, as most cells are: nothing has to be counted. Undefined for anything else. */
function parsePlain(bytes: Buffer, start: number, end: number): number | undefined {
  const negative = bytes[start] === 0x2d;
  const first = negative ? start + 1 : start;
  let mantissa = 0;
  let point = -1;
  for (let at = first; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === -2 && point === -1) point = at;
    else return undefined;
  }
  if (end - first <= (point === -1 ? 0 : 1)) return undefined;
  const value = point === -1 ? mantissa : mantissa / powersOfTen[end - 1 - point]!;
  return negative ? -value : value;
}

function parseExponent(bytes: Buffer, at: number, end: number): number | undefined {
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return undefined;
  at++;
  const negative = bytes[at] === 0x2d;
  if (negative || bytes[at] === 0x2b) at++;
  if (at >= end) return undefined;
  let exponent = 0;
  for (; at < end; at++) {
    if (!isDigit(bytes[at])) return undefined;
    exponent = Math.min(exponent * 10 + bytes[at]! - 0x30, 1e6);
  }
  return negative ? -exponent : exponent;
}

function parseWord(bytes: Buffer, start: number, end: number): number | undefined {
  if (end - start > 9) return undefined;
  const text = bytes.toString("latin1", start, end).toLowerCase();
  const bare = text.replace(/^[+-]/, "");
  const value = Object.hasOwn(words, bare) ? words[bare]! : undefined;
  return value !== undefined && text.startsWith("-") ? -value : value;
}
