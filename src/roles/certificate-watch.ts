/** Notices that the files of a certificate have changed, by looking now and then: however they were replaced, links and all. */
import { readFileSync } from "node:fs";
import { readTlsFiles, type ServerIdentity, type TlsFiles, tlsWarnings } from "../config/tls-files.ts";
import type { Clock } from "../lib/clock.ts";
import type { TlsIdentity } from "../lib/secure-door.ts";
import { limits } from "../limits.ts";
import type { Logger } from "../telemetry/logger.ts";

export class CertificateWatch implements Disposable {
  readonly #files: TlsFiles;
  readonly #ports: { readonly clock: Clock; readonly log: Logger; changed(identity: ServerIdentity): void };
  #timer: Disposable;
  /** What the files held when they were last looked at. */
  #seen: string;

  /** `changed` gets what is new in the files and good; what is not is logged, once, and the certificate in use stays. */
  constructor(
    files: TlsFiles,
    inUse: TlsIdentity,
    ports: { readonly clock: Clock; readonly log: Logger; changed(identity: ServerIdentity): void },
  ) {
    this.#files = files;
    this.#ports = ports;
    this.#seen = together(inUse.cert, inUse.key);
    this.#timer = this.#later();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #later(): Disposable {
    return this.#ports.clock.after(limits.certificateLookMs, () => {
      this.#look();
      this.#timer = this.#later();
    });
  }

  #look(): void {
    const content = this.#content();
    if (content === this.#seen) return;
    this.#seen = content;
    const { clock, log, changed } = this.#ports;
    try {
      const identity = readTlsFiles(this.#files);
      changed(identity);
      log.info({ validTo: identity.leaf.validTo }, "took up a new certificate");
      for (const warning of tlsWarnings(identity.leaf, this.#files, clock.now())) log.warn({}, warning);
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "the certificate in use stays: the new one cannot be used");
    }
  }

  #content(): string {
    const { certFile, keyFile } = this.#files;
    return together(textOf(certFile), textOf(keyFile));
  }
}

const together = (cert: string, key: string): string => `${cert}\n${key}`;

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // gone for now, as between two steps of whoever renews it
  }
}
