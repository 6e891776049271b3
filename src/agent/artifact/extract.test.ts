import assert from "node:assert/strict";
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { ArtifactError } from "./artifact-error.ts";
import type { ArtifactLimits } from "./entry-rules.ts";
import { extractModel } from "./extract.ts";
import { removeTree } from "./remove-tree.ts";

const scratch = mkdtempSync(join(tmpdir(), "hostler-artifact-"));
after(() => removeTree(scratch));
let made = 0;

interface Entry {
  name: string;
  body?: string | Buffer;
  type?: string;
  link?: string;
  mode?: number;
  /** What the header says, when it should lie. */
  size?: number;
}

/** The bytes of one entry, written by hand so that it may be anything. */
function entry({ name, body = "", type = "0", link = "", mode = 0o644, size }: Entry): Buffer {
  const content = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write(mode.toString(8).padStart(7, "0"), 100);
  header.write((size ?? content.length).toString(8).padStart(11, "0"), 124);
  header.write("00000000000", 136);
  header.write(" ".repeat(8), 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const tarOf = (...entries: Entry[]): Buffer => Buffer.concat([...entries.map(entry), Buffer.alloc(1024)]);

function pax(key: string, value: string): Entry {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (length !== Buffer.byteLength(`${length}${rest}`)) length = Buffer.byteLength(`${length}${rest}`);
  return { name: "PaxHeader", type: "x", body: `${length}${rest}` };
}

async function extract(bytes: Buffer, limits?: Partial<ArtifactLimits>) {
  const archivePath = join(scratch, `archive-${made}`);
  const intoDir = join(scratch, `model-${made++}`);
  writeFileSync(archivePath, bytes);
  const result = await extractModel({ archivePath, intoDir, limits });
  return { ...result, intoDir, read: (path: string) => readFileSync(join(intoDir, path), "utf8") };
}

const modeOf = (path: string): string => (lstatSync(path).mode & 0o7777).toString(8);

test("a gzipped tar becomes a read-only directory that keeps x bits and drops setuid", async () => {
  const { files, bytes, intoDir, read } = await extract(
    gzipSync(tarOf({ name: "model.onnx", body: "weights" }, { name: "code/run", body: "#!", mode: 0o6755 }, { name: "empty", body: "" })),
  );
  assert.deepEqual({ files, bytes }, { files: 3, bytes: 9 });
  assert.equal(read("model.onnx"), "weights");
  const modes = ["", "code", "code/run", "model.onnx"].map((path) => modeOf(join(intoDir, path)));
  assert.deepEqual(modes, ["555", "555", "555", "444"]);
});

const welcome: { what: string; entries: Entry[]; files: Record<string, string> }[] = [
  {
    what: "a leading ./",
    entries: [
      { name: "./", type: "5" },
      { name: "./a", body: "1" },
    ],
    files: { a: "1" },
  },
  { what: "an absolute name", entries: [{ name: "/opt/a", body: "1" }], files: { "opt/a": "1" } },
  {
    what: "the SDK's arcname=/ as an empty name",
    entries: [
      { name: "", type: "5" },
      { name: "a", body: "1" },
    ],
    files: { a: "1" },
  },
  {
    what: "the SDK's arcname=/ as a slash",
    entries: [
      { name: "/", type: "5" },
      { name: "a", body: "1" },
    ],
    files: { a: "1" },
  },
  {
    what: "macOS attributes",
    entries: [
      { name: "._a", body: "x" },
      { name: "a", body: "1" },
    ],
    files: { "._a": "x", a: "1" },
  },
  {
    what: "a PAX name",
    entries: [pax("path", `d/${"é".repeat(100)}`), { name: "short", body: "1" }],
    files: { [`d/${"é".repeat(100)}`]: "1" },
  },
  {
    what: "a GNU long name",
    entries: [
      { name: "././@LongLink", type: "L", body: `d/${"n".repeat(200)}\0` },
      { name: "short", body: "1" },
    ],
    files: { [`d/${"n".repeat(200)}`]: "1" },
  },
  {
    what: "the last of two equal names",
    entries: [
      { name: "a", body: "1" },
      { name: "./a", body: "22" },
    ],
    files: { a: "22" },
  },
  {
    what: "a hard link inside",
    entries: [
      { name: "a", body: "1" },
      { name: "b", type: "1", link: "./a" },
    ],
    files: { a: "1", b: "1" },
  },
  {
    what: "a symbolic link inside, before its target",
    entries: [
      { name: "d/b", type: "2", link: "../a" },
      { name: "a", body: "1" },
    ],
    files: { a: "1", "d/b": "1" },
  },
];
for (const { what, entries, files } of welcome) {
  test(`welcome: ${what}`, async () => {
    const { read } = await extract(gzipSync(tarOf(...entries)));
    for (const [path, content] of Object.entries(files)) assert.equal(read(path), content);
  });
}

test("a plain tar is welcome, and a link stays a link", async () => {
  const { intoDir } = await extract(tarOf({ name: "a", body: "1" }, { name: "b", type: "2", link: "a" }));
  assert.equal(readlinkSync(join(intoDir, "b")), "a");
});

const one: Entry = { name: "a", body: "1" };
const damaged = gzipSync(tarOf(one));
damaged.writeUInt32LE(0, damaged.length - 8);
const refused: { what: string; bytes: Buffer; says: RegExp; limits?: Partial<ArtifactLimits> }[] = [
  { what: "traversal", bytes: tarOf({ name: "a/../../b" }), says: /"a\/\.\.\/\.\.\/b" has a "\.\."/ },
  { what: "traversal in a PAX name", bytes: tarOf(pax("path", "../b"), one), says: /"\.\.\/b" has a "\.\."/ },
  {
    what: "a symbolic link out",
    bytes: tarOf({ name: "l", type: "2", link: "../../etc/passwd" }),
    says: /link "l" to ".*passwd" does not lead/,
  },
  {
    what: "an absolute symbolic link",
    bytes: tarOf({ name: "l", type: "2", link: "/etc/passwd" }),
    says: /does not lead to a file inside/,
  },
  { what: "a dangling symbolic link", bytes: tarOf({ name: "l", type: "2", link: "nothing" }), says: /does not lead to a file inside/ },
  { what: "a loop of links", bytes: tarOf({ name: "l", type: "2", link: "l" }), says: /does not lead to a file inside/ },
  {
    what: "a link that leaves through another link",
    bytes: tarOf({ name: "d/e/up", type: "2", link: "../.." }, { name: "out", type: "2", link: "d/e/up/../.." }),
    says: /link "out"/,
  },
  {
    what: "writing through a symbolic link",
    bytes: tarOf({ name: "l", type: "2", link: ".." }, { name: "l/evil", body: "x" }),
    says: /"l\/evil" needs the directory "l", where the archive has a symbolic link/,
  },
  { what: "a hard link out", bytes: tarOf({ name: "h", type: "1", link: "/etc/passwd" }), says: /hard link to "\/etc\/passwd"/ },
  { what: "a hard link with ..", bytes: tarOf({ name: "h", type: "1", link: "../x" }), says: /"\.\.\/x" has a "\.\."/ },
  { what: "a device", bytes: tarOf({ name: "null", type: "3" }), says: /"null" is a character device/ },
  { what: "a named pipe", bytes: tarOf({ name: "pipe", type: "6" }), says: /"pipe" is a named pipe/ },
  { what: "a sparse file", bytes: tarOf({ name: "s", type: "S" }), says: /"s" is of the unsupported tar type "SparseFile"/ },
  { what: "a file where a directory is", bytes: tarOf({ name: "d/a" }, { name: "d", body: "x" }), says: /"d" is a file where/ },
  {
    what: "a directory where a file is",
    bytes: tarOf(one, { name: "a/b" }),
    says: /"a\/b" needs the directory "a", where the archive has a file/,
  },
  { what: "a name of 256 bytes", bytes: tarOf(pax("path", "n".repeat(256)), one), says: /more than 255 bytes/ },
  { what: "a path of 4,000 bytes", bytes: tarOf(pax("path", "dir/".repeat(1000)), one), says: /path of more than 3072 bytes/ },
  {
    what: "too many entries",
    bytes: tarOf(...Array.from({ length: 12 }, () => one)),
    says: /more than 10 entries/,
    limits: { entries: 10 },
  },
  {
    what: "too many directories",
    bytes: tarOf({ name: "1/2/3/4/5/6/7/8/9/10/11" }),
    says: /more than 10 files and dir/,
    limits: { entries: 10 },
  },
  {
    what: "a bomb",
    bytes: gzipSync(tarOf({ name: "zeros", body: Buffer.alloc(4_000_000) })),
    says: /"zeros" says it has 4000000 bytes; this archive may expand to 1000000/,
    limits: { freeExpansionBytes: 1_000_000 },
  },
  {
    what: "a bomb of padding",
    bytes: gzipSync(Buffer.concat([tarOf(one), Buffer.alloc(4_000_000)])),
    says: /expands to more than 1000000 bytes/,
    limits: { freeExpansionBytes: 1_000_000 },
  },
  { what: "a size beyond reason", bytes: tarOf({ name: "huge", size: 8 ** 11 - 1 }), says: /cut off at the entry "huge"/ },
  { what: "a cut gzip", bytes: gzipSync(tarOf(one)).subarray(0, -12), says: /cut off: its gzip stream has no end/ },
  { what: "a wrong checksum of gzip", bytes: damaged, says: /damaged: gzip reports "incorrect data check"/ },
  {
    what: "a tar cut inside an entry",
    bytes: tarOf({ name: "a", body: "x".repeat(2000) }).subarray(0, 1024),
    says: /cut off at the entry "a"/,
  },
  { what: "a tar cut between entries", bytes: entry(one), says: /no end marker/ },
  { what: "a wrong checksum of tar", bytes: tarOf(one).fill(65, 1, 2), says: /not a valid tar.*checksum failure/ },
  { what: "nothing", bytes: Buffer.alloc(0), says: /not a tar\.gz: it is empty/ },
  { what: "an empty tar", bytes: gzipSync(Buffer.alloc(10240)), says: /is an empty tar/ },
  { what: "a zip", bytes: Buffer.from("PK\x03\x04rest"), says: /it is a zip archive/ },
  { what: "a page", bytes: Buffer.from("\n<!DOCTYPE html><p>404"), says: /it is an HTML page/ },
  { what: "a gzipped model", bytes: gzipSync('{"learner":{}}'), says: /inside the gzip is a JSON document/ },
  { what: "a doubly gzipped tar", bytes: gzipSync(gzipSync(tarOf(one))), says: /inside the gzip is another gzip file/ },
  { what: "noise", bytes: Buffer.from("c0ffee00".repeat(300), "hex"), says: /starts with the bytes c0 ff ee 00/ },
];
for (const { what, bytes, says, limits } of refused) {
  test(`refused: ${what}`, async () => {
    const target = join(scratch, `model-${made}`);
    await assert.rejects(extract(bytes, limits), (error) => error instanceof ArtifactError && says.test(error.message));
    assert.deepEqual(
      readdirSync(scratch).filter((name) => join(scratch, name).startsWith(target)),
      [],
      "nothing is left behind",
    );
  });
}

test("half-made directories of a crash are replaced, a complete one is kept", async () => {
  const archivePath = join(scratch, "crash.tar.gz");
  const intoDir = join(scratch, "crash", "model");
  writeFileSync(archivePath, gzipSync(tarOf(one, { name: "b", body: "22" })));
  mkdirSync(`${intoDir}.unpacking-${process.pid}-Abc123/sub`, { recursive: true });
  mkdirSync(`${intoDir}.unpacking-999999999-Abc123`);
  chmodSync(`${intoDir}.unpacking-999999999-Abc123`, 0o555);
  mkdirSync(intoDir);
  writeFileSync(join(intoDir, "half"), "");
  const first = await extractModel({ archivePath, intoDir });
  assert.deepEqual(readdirSync(join(scratch, "crash")), ["model"]);
  assert.deepEqual(readdirSync(intoDir), ["a", "b"]);
  const { ino } = lstatSync(intoDir);
  assert.deepEqual(await extractModel({ archivePath, intoDir }), first);
  assert.equal(lstatSync(intoDir).ino, ino);
});

test("calls for the same directory at the same time all succeed", async () => {
  const archivePath = join(scratch, "race.tar.gz");
  const intoDir = join(scratch, "race", "model");
  writeFileSync(archivePath, gzipSync(tarOf(one)));
  const results = await Promise.all(Array.from({ length: 8 }, () => extractModel({ archivePath, intoDir })));
  assert.deepEqual(results, Array(8).fill({ files: 1, bytes: 1 }));
  assert.deepEqual(readdirSync(join(scratch, "race")), ["model"]);
});

test("an abort or a timeout kills the child and leaves nothing", async () => {
  const archivePath = join(scratch, "slow.tar.gz");
  const intoDir = join(scratch, "slow", "model");
  writeFileSync(archivePath, gzipSync(tarOf({ name: "a", body: Buffer.alloc(20_000_000) })));
  await assert.rejects(extractModel({ archivePath, intoDir, limits: { extractMs: 5 } }), /took longer than 5 ms/);
  const abort = new AbortController();
  const extraction = extractModel({ archivePath, intoDir, signal: abort.signal });
  abort.abort(new Error("not wanted any more"));
  await assert.rejects(extraction, /not wanted any more/);
  assert.deepEqual(readdirSync(join(scratch, "slow")), []);
});

test("an archive that is not there is our mistake, not the archive's", async () => {
  const extraction = extractModel({ archivePath: join(scratch, "absent"), intoDir: join(scratch, "never") });
  await assert.rejects(extraction, (error) => !(error instanceof ArtifactError) && /ENOENT/.test((error as Error).message));
});

test("removing what is not there is fine", async () => {
  await removeTree(join(scratch, "nothing"));
  assert.equal(existsSync(join(scratch, "nothing")), false);
});
