/** Cuts the bytes that a process has written into log events, one a line. */

export interface CutLines {
  /** Without line ends; empty lines make no event, as an event must have a message. */
  readonly lines: readonly string[];
  /** Bytes that are in `lines`; what follows is a line that is not over yet. */
  readonly usedBytes: number;
}

/** `whole`: nothing will follow, so what is left at the end is a line too. A line that fills all of `maxBytes` is cut there. */
export function cutLines(bytes: Buffer, { whole, maxBytes }: { readonly whole: boolean; readonly maxBytes: number }): CutLines {
  const newline = bytes.lastIndexOf(10);
  let usedBytes = newline + 1;
  if (whole) usedBytes = bytes.length;
  else if (newline < 0 && bytes.length >= maxBytes) usedBytes = characterStart(bytes, bytes.length);
  const lines = bytes
    .toString("utf8", 0, usedBytes)
    .split("\n")
    .map((line) => line.replace(/\r+$/, ""))
    .filter((line) => line !== "");
  return { lines, usedBytes };
}

/** The last place up to `at` where no UTF-8 character is cut in two; `at` itself when these are no characters. */
function characterStart(bytes: Buffer, at: number): number {
  for (let start = at - 1; start >= Math.max(1, at - 4); start--) {
    const byte = bytes[start]!;
    if (byte < 0x80) return at;
    if (byte >= 0xc0) return start + (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > at ? start : at;
  }
  return at;
}
