/**
 * `npm run lock`, after `npm install` changed `package-lock.json`: adds the optional packages of other platforms that a registry without
 * them left out. `npm ci` refuses a lock that lacks one, wherever it runs; the missing ones have no hash, because nobody here has seen them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const systems = /^(android|darwin|linux|win32|freebsd|netbsd|openbsd|openharmony|sunos|aix)$/;
const processors = /^(arm64|x64|arm|ia32|ppc64|riscv64|s390x|loong64|mips64el)$/;

/** Optional packages that packages of the lock name and that it lacks: name to version and to the package that wants it. */
export function missingPackages({ packages }: Lock): { name: string; version: string; wantedBy: LockEntry }[] {
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .flatMap(([, wantedBy]) => Object.entries(wantedBy.optionalDependencies ?? {}).map(([name, version]) => ({ name, version, wantedBy })))
    .filter(({ name }) => packages[`node_modules/${name}`] === undefined);
}

/** The entry of a package whose name says its platform, such as `@biomejs/cli-linux-x64-musl`. */
function entryOf({ name, version, wantedBy }: ReturnType<typeof missingPackages>[number]): object {
  const words = name.split(/[/-]/);
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.some((word) => word.startsWith("gnu")) ? ["glibc"] : [];
  const { dev, license, engines } = wantedBy;
  return {
    version,
    cpu: words.filter((word) => processors.test(word)),
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    license,
    optional: true,
    os: words.filter((word) => systems.test(word)),
    engines,
  };
}

if (import.meta.main) {
  const path = resolve(import.meta.dirname, "../package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8")) as Lock;
  const missing = missingPackages(lock);
  const added = Object.fromEntries(missing.map((each) => [`node_modules/${each.name}`, entryOf(each)]));
  const packages = Object.fromEntries(Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`${missing.length} packages added.`);
}
