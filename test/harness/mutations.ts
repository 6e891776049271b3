/** Damaged copies of genuine files, the same in every run: what a fuzz test of a reader feeds it. */
import { seededRng } from "../../src/lib/rng.ts";

const words = [-1, 0, 1, 2, 7, 255, 1000, 65_536, 2 ** 24, 2 ** 31 - 1, -(2 ** 31)];
const wideWords = [-1n, 0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 40n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)];
const texts = ["9999999999", "-1", "0", "", "nan", "inf", "1e999", " ", "=", "\n", "-", "4294967296", "2147483648", "\0"];

/** Gives `count` mutations of the files, each a buffer of its own. */
export function* mutations(files: readonly Buffer[], count: number, seed = 1): Generator<Buffer> {
  const { draw } = seededRng(seed);
  const below = (limit: number): number => Math.floor(draw() * limit);
  /** Structure sits at the front of a file more often than not. */
  const place = (length: number): number => Math.floor((draw() < 0.5 ? draw() : draw() ** 4) * length);
  const kinds: ((file: Buffer) => Buffer)[] = [
    (file) => {
      const bytes = Buffer.from(file);
      for (let edits = 1 + below(6); edits > 0; edits--) bytes[place(bytes.length)] = below(256);
      return bytes;
    },
    (file) => Buffer.from(file.subarray(0, below(file.length))),
    (file) => {
      const bytes = Buffer.from(file);
      const at = place(bytes.length - 4);
      const word = words[below(words.length)]!;
      if (draw() < 0.8) bytes.writeInt32LE(word, at);
      else bytes.writeInt32BE(word, at);
      return bytes;
    },
    (file) => {
      const bytes = Buffer.from(file);
      bytes.writeBigInt64LE(wideWords[below(wideWords.length)]!, place(bytes.length - 8));
      return bytes;
    },
    (file) => {
      const from = place(file.length);
      const piece = file.subarray(from, from + below(200));
      const at = place(file.length);
      return draw() < 0.5
        ? Buffer.concat([file.subarray(0, from), file.subarray(from + piece.length)])
        : Buffer.concat([file.subarray(0, at), piece, file.subarray(at)]);
    },
    (file) => {
      const at = place(file.length);
      const end = at + below(6);
      return Buffer.concat([file.subarray(0, at), Buffer.from(texts[below(texts.length)]!), file.subarray(end)]);
    },
  ];
  for (let index = 0; index < count; index++) yield kinds[below(kinds.length)]!(files[below(files.length)]!);
}
