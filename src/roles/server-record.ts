/** What clients are told of a server: where it is, and whom they trust there. */
import type { ServerRecord, Settings } from "../config/settings.ts";
import { isSelfSigned, nameOf, readCertificate, readTlsFiles, tlsWarnings } from "../config/tls-files.ts";

/**
 * Reads the certificate, if there is to be one, and gives the record for a port. Throws an OptionError when it cannot be used; `tell` gets
 * what clients will not like of it.
 */
export function serverRecord(
  { host, tls, caFile, region, accountId, noAuth }: Omit<Settings, "port"> & { readonly caFile?: string | undefined },
  nowMs: number,
  tell: (line: string) => void,
): (port: number) => ServerRecord {
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const record = { pid: process.pid, region, accountId, noAuth };
  if (!tls) return (port) => ({ ...record, url: `http://${inUrl(address)}:${port}` });
  const { leaf } = readTlsFiles(tls);
  if (caFile !== undefined) readCertificate(caFile, "--tls-ca (or HOSTLER_TLS_CA)");
  for (const warning of tlsWarnings(leaf, tls, nowMs)) tell(`WARNING: ${warning}`);
  const { certFile } = tls;
  const trusted = caFile ?? (isSelfSigned(leaf) ? certFile : undefined);
  const name = nameOf(leaf, address);
  return (port) => ({ ...record, url: `https://${inUrl(name)}:${port}`, tls: { address, certFile, caFile: trusted } });
}

const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);
