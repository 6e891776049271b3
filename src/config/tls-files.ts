/** The certificate that `hostler up` is given: read from its files, and judged before anybody relies on it. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import { OptionError } from "./options.ts";

/** Absolute paths. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface ServerIdentity {
  /** PEM, as in the files. */
  readonly cert: string;
  readonly key: string;
  /** The first certificate of its file, the server's own. */
  readonly leaf: X509Certificate;
}

/** Throws an OptionError that says which file is wrong, and how. */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): ServerIdentity {
  const { text: cert, first: leaf } = readCertificate(certFile, "--tls-cert (or HOSTLER_TLS_CERT)");
  const key = read(keyFile, "key", "--tls-key (or HOSTLER_TLS_KEY)");
  const privateKey = understood(() => createPrivateKey(key));
  if (!privateKey) throw new OptionError(`${keyFile} holds no private key, or one with a passphrase: --tls-key takes a PEM file without.`);
  if (!leaf.checkPrivateKey(privateKey)) throw new OptionError(`The key in ${keyFile} is not that of the certificate in ${certFile}.`);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new OptionError(`The certificate in ${certFile} cannot be used (${(error as Error).message}): have another one made.`);
  }
  return { cert, key, leaf };
}

/** A file of certificates, and the first of them; `option` is what named it. */
export function readCertificate(path: string, option: string): { text: string; first: X509Certificate } {
  const text = read(path, "certificate", option);
  const first = understood(() => new X509Certificate(text));
  if (!first) throw new OptionError(`${path} holds no certificate: ${option} takes a PEM file, "-----BEGIN CERTIFICATE-----".`);
  return { text, first };
}

/** What is wrong with the certificate for clients that look at it, one sentence each; it is used nevertheless. */
export function tlsWarnings(leaf: X509Certificate, { certFile }: TlsFiles, nowMs: number): string[] {
  const warnings: string[] = [];
  const refuse = "clients refuse it. A new one in its place is taken up without a restart";
  if (nowMs > leaf.validToDate.getTime())
    warnings.push(`the certificate in ${certFile} expired on ${leaf.validToDate.toISOString()}: ${refuse}`);
  if (nowMs < leaf.validFromDate.getTime())
    warnings.push(`the certificate in ${certFile} is not valid before ${leaf.validFromDate.toISOString()}: ${refuse}`);
  if (namesOf(leaf).length === 0) warnings.push(`the certificate in ${certFile} names no host (subjectAltName): ${refuse}`);
  return warnings;
}

/**
 * A name by which clients find the certificate right when they reach us at `address`: that itself, or `localhost` for an address of this
 * machine, or else the first name it has.
 */
export function nameOf(leaf: X509Certificate, address: string): string {
  const local = address === "::1" || address.startsWith("127.") ? ["localhost"] : [];
  const others = namesOf(leaf).filter((name) => name !== "localhost" && !name.includes("*"));
  return [address, ...local, ...others].find((name) => isNamed(leaf, name)) ?? address;
}

/** Whether nobody vouches for it but itself. */
export const isSelfSigned = (leaf: X509Certificate): boolean =>
  leaf.subject === leaf.issuer && understood(() => leaf.verify(leaf.publicKey)) === true;

const isNamed = (leaf: X509Certificate, name: string): boolean =>
  isIP(name) === 0 ? leaf.checkHost(name, { subject: "never" }) !== undefined : leaf.checkIP(name) !== undefined;

/** Hosts and addresses, wildcards included. */
const namesOf = ({ subjectAltName = "" }: X509Certificate): string[] =>
  [...subjectAltName.matchAll(/(?:DNS|IP Address):([^\s,"]+)/g)].map(([, name]) => name!);

function understood<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined; // not what it should be: the caller says what that is
  }
}

function read(path: string, what: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EACCES" ? "it may not be read" : code;
    throw new OptionError(`The ${what} ${path} cannot be read (${why}): check ${option}.`);
  }
}
