/** Says what a file is from its first bytes, so that a person who uploaded a zip is told that it is a zip. */

/** How much of the file `archiveKind` wants to see: one tar block. */
export const kindBytes = 512;

export type ArchiveKind = { readonly kind: "gzip" | "tar" } | { readonly kind: "other"; readonly what: string };

const magics: readonly (readonly [hex: string, what: string])[] = [
  ["504b0304", "a zip archive"],
  ["504b0506", "an empty zip archive"],
  ["425a68", "a bzip2 file"],
  ["fd377a585a00", "an xz file"],
  ["28b52ffd", "a Zstandard file"],
  ["377abcaf271c", "a 7-Zip archive"],
  ["526172211a07", "a RAR archive"],
  ["89484446", "an HDF5 file"],
  ["8002", "a Python pickle"],
  ["8003", "a Python pickle"],
  ["8004", "a Python pickle"],
  ["8005", "a Python pickle"],
];

const texts: readonly (readonly [start: RegExp, what: string])[] = [
  [/^<(!doctype html|html|head|body)\b/i, "an HTML page"],
  [/^<(\?xml|error)\b/i, "an XML document (perhaps the error answer of an object store)"],
  [/^[{[]/, "a JSON document"],
  [/^version https:\/\/git-lfs/, "a Git LFS pointer instead of the file itself"],
];

/** Looks at up to `kindBytes` bytes from the start of a file. */
export function archiveKind(start: Buffer): ArchiveKind {
  if (start.length === 0) return { kind: "other", what: "empty" };
  if (start[0] === 0x1f && start[1] === 0x8b) return { kind: "gzip" };
  const hex = start.subarray(0, 8).toString("hex");
  const magic = magics.find(([prefix]) => hex.startsWith(prefix));
  if (magic) return { kind: "other", what: magic[1] };
  // The magic of POSIX tar ("ustar\0") and of GNU tar ("ustar ") stands behind the names of the first entry.
  if (start.subarray(257, 262).toString("latin1") === "ustar") return { kind: "tar" };
  const text = start.toString("utf8").trimStart();
  const known = texts.find(([pattern]) => pattern.test(text));
  if (known) return { kind: "other", what: known[1] };
  if (start.every((byte) => byte === 0)) return { kind: "other", what: start.length < kindBytes ? "a few zero bytes" : "zeros only" };
  return { kind: "other", what: `something that starts with the bytes ${hex.replace(/..(?!$)/g, "$& ")}` };
}
