/**
 * Which entries of an archive may become files, and under which path. An allow-list: what is not named here is refused.
 * The SageMaker SDK packs with `arcname="/"`, so a leading "/" or "./" is made relative and an entry for the root itself is welcome.
 */
import type { limits } from "../../limits.ts";
import { ArtifactError, quoted } from "./artifact-error.ts";

export type ArtifactLimits = { readonly [Key in keyof typeof limits.artifact]: number };

export type EntryKind = "file" | "directory" | "symlink" | "hardlink";

const kinds: Readonly<Record<string, EntryKind>> = {
  File: "file",
  OldFile: "file",
  ContiguousFile: "file",
  Directory: "directory",
  SymbolicLink: "symlink",
  Link: "hardlink",
};

const refusedKinds: Readonly<Record<string, string>> = {
  CharacterDevice: "a character device",
  BlockDevice: "a block device",
  FIFO: "a named pipe",
  GNUDumpDir: "a GNU dump directory",
};

/** What the entry becomes. Devices, pipes and types we do not know are refused. */
export function entryKind(type: string, name: string): EntryKind {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind) return kind;
  const what = (Object.hasOwn(refusedKinds, type) && refusedKinds[type]) || `of the unsupported tar type ${quoted(type)}`;
  throw new ArtifactError(`The entry ${quoted(name)} is ${what}; a model archive holds files, directories and links.`);
}

/** The path of an entry below the model directory, in segments; none for the directory itself. */
export function entryPath(name: string, limits: ArtifactLimits): readonly string[] {
  const refuse = (rule: string): never => {
    throw new ArtifactError(`The entry ${quoted(name)} ${rule}.`);
  };
  if (name.includes("\0")) refuse("has a NUL byte in its name");
  const segments = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.includes("..")) refuse('has a ".." segment; an archive may only write below its own directory');
  if (segments.some((segment) => Buffer.byteLength(segment) > limits.nameBytes))
    refuse(`has a name of more than ${limits.nameBytes} bytes`);
  if (Buffer.byteLength(segments.join("/")) > limits.pathBytes) refuse(`has a path of more than ${limits.pathBytes} bytes`);
  // GNU tar -S writes holes as a table that only GNU tar reads back; taken literally the file would be silently wrong.
  if (segments.some((segment) => /^GNUSparseFile\.\d+$/.test(segment))) refuse("is a GNU sparse file; pack the archive without --sparse");
  return segments;
}
