/** Certificates for tests, made by openssl when they are needed: no key lies in the repository. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** PEM, and where it lies. */
export interface Certificate extends CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

const folder = mkdtempSync(join(tmpdir(), "hostler-certificates-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const newBase = (): string => join(folder, String(made++));

const openssl = (...args: string[]): Buffer => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

function filesAt(base: string): Certificate {
  const [certFile, keyFile] = [`${base}.crt`, `${base}.key`];
  return { certFile, keyFile, cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

/** One that vouches for itself, as people make it for a first try. `names` as openssl writes them: `DNS:localhost`, `IP:127.0.0.1`. */
export function selfSigned(names: readonly string[] = ["DNS:localhost", "IP:127.0.0.1"], subject = "/CN=hostler"): Certificate {
  const base = newBase();
  const alternatives = names.length > 0 ? ["-addext", `subjectAltName=${names.join()}`] : [];
  openssl("req", "-x509", ...newKey, "-days", "2", "-subj", subject, "-keyout", `${base}.key`, "-out", `${base}.crt`, ...alternatives);
  return filesAt(base);
}

/** An authority, which signs what `issue` makes. */
export function authority(): Certificate & { issue(names: readonly string[], options?: IssueOptions): Certificate } {
  const ca = selfSigned([], "/CN=an authority");
  return { ...ca, issue: (names, options) => issue(ca, names, options) };
}

export interface IssueOptions {
  /** When it begins and ends, as ASN.1 has times: `20200101000000Z`. */
  readonly from?: string;
  readonly until?: string;
}

/** Through `openssl ca`, which alone gives certificates of the past in every version. */
function issue(ca: CertificateFiles, names: readonly string[], { from, until }: IssueOptions = {}): Certificate {
  const base = newBase();
  openssl("req", "-new", ...newKey, "-subj", "/CN=hostler", "-keyout", `${base}.key`, "-out", `${base}.csr`);
  writeFileSync(`${base}.index`, "");
  const config = ["[ca]", "default_ca=it", "[it]", `database=${base}.index`, `new_certs_dir=${tmpdir()}`, "default_md=sha256"];
  const policy = ["policy=any", "rand_serial=yes", "[any]", "commonName=optional", "[names]", `subjectAltName=${names.join()}`];
  writeFileSync(`${base}.cnf`, [...config, ...policy].join("\n"));
  const dates = [...(from ? ["-startdate", from] : []), ...(until ? ["-enddate", until] : ["-days", "2"])];
  const signer = ["-cert", ca.certFile, "-keyfile", ca.keyFile];
  const request = ["-config", `${base}.cnf`, "-extensions", "names", "-in", `${base}.csr`, "-out", `${base}.crt`];
  openssl("ca", "-batch", "-notext", "-outdir", folder, ...signer, ...request, ...dates);
  return filesAt(base);
}
