/** A source that gives what was asked for and hardly more, and spoils it as soon as it is asked again: for readers that take more than they may. */
import type { ByteSource } from "../../src/models/codecs/byte-source.ts";
import { Malformed } from "../../src/models/codecs/malformed.ts";

/** `extra`: bytes beyond those asked for. */
export function stingyBytes(bytes: Buffer, extra: number): ByteSource {
  let given = Buffer.alloc(0);
  const range = (start: number, length: number): Buffer => {
    if (!(start >= 0 && length >= 0 && start + length <= bytes.length)) throw new Malformed(`it has no ${length} bytes at ${start}`);
    return bytes.subarray(start, start + length);
  };
  return {
    length: bytes.length,
    view(start, atLeast) {
      given.fill(0xff);
      given = Buffer.from(range(start, Math.min(atLeast + extra, bytes.length - start)));
      return given;
    },
    copy: (start, into) => void range(start, into.length).copy(into),
    part: (start, length) => stingyBytes(range(start, length), extra),
  };
}
