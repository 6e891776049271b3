/** Takes up a certificate that was put in the place of the one in use. */
import { readTlsFiles, type ServerIdentity, type TlsFiles, tlsWarnings } from "../config/tls-files.ts";
import { ChangedFiles } from "../lib/changed-files.ts";
import type { Clock } from "../lib/clock.ts";
import type { TlsIdentity } from "../lib/secure-door.ts";
import { limits } from "../limits.ts";
import type { Logger } from "../telemetry/logger.ts";

export interface CertificateWatchPorts {
  readonly clock: Clock;
  readonly log: Logger;
  renew(identity: ServerIdentity): void;
}

/** `renew` gets what is new in the files and good; what is not is logged, once, and the certificate in use stays. */
export function watchCertificate(files: TlsFiles, inUse: TlsIdentity, { clock, log, renew }: CertificateWatchPorts): Disposable {
  const changed = (): void => {
    try {
      const identity = readTlsFiles(files);
      renew(identity);
      log.info({ validTo: identity.leaf.validTo }, "took up a new certificate");
      for (const warning of tlsWarnings(identity.leaf, files, clock.now())) log.warn({}, warning);
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "the certificate in use stays: the new one cannot be used");
    }
  };
  const paths = [files.certFile, files.keyFile];
  return new ChangedFiles(paths, [inUse.cert, inUse.key], { clock, everyMs: limits.certificateLookMs, changed });
}
