/**
 * The link across machines: TLS 1.3 in which both sides show a certificate, of one authority that is theirs alone, and each looks for the
 * name that it expects of the other.
 */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Server, Socket } from "node:net";
import { connect } from "node:tls";
import type { SecureAddress } from "../lib/address.ts";
import { SecureDoor, type TlsIdentity } from "../lib/secure-door.ts";
import { limits } from "../limits.ts";

/** Who we are on the link, and whose word we take for who others are: all PEM. */
export interface LinkIdentity extends TlsIdentity {
  readonly ca: string;
}

export interface LinkFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
}

const minVersion = "TLSv1.3";

/** How often a dead machine is looked for on a connection on which nothing is said. */
const keepAliveMs = 10_000;

/** Reads what is in the files now. Throws with the name of one that cannot be read. */
export function readLinkIdentity({ certFile, keyFile, caFile }: LinkFiles): LinkIdentity {
  const [cert, key, ca] = [certFile, keyFile, caFile].map((path) => readFileSync(path, "utf8")) as [string, string, string];
  return { cert, key, ca };
}

/** Lets in who shows a certificate of our authority with the name `router`; the rest is cut off before anything of it is read. */
export function linkDoor(server: Server, identity: LinkIdentity, router: string): SecureDoor {
  server.maxConnections = limits.link.connections;
  const { handshakeMs, lingerMs } = limits;
  const peers = {
    ca: identity.ca,
    admits: (socket: { getPeerX509Certificate(): X509Certificate | undefined }) => isNamed(socket.getPeerX509Certificate(), router),
  };
  return new SecureDoor(server, { identity, minVersion, handshakeMs, lingerMs, peers });
}

/** Begins a connection to an instance; it ends with an error unless that is who it should be. `own` is asked now, so it may change. */
export function connectSecurely({ host, port, name }: SecureAddress, own: (() => LinkIdentity) | undefined): Socket {
  let identity: LinkIdentity;
  try {
    if (!own) throw new Error(`${host} is reached with a certificate of ours, and there is none.`);
    identity = own();
  } catch (error) {
    return new Socket().destroy(error as Error);
  }
  const { cert, key, ca } = identity;
  const checkServerIdentity = (_: string, { raw }: { raw: Buffer }): Error | undefined =>
    isNamed(new X509Certificate(raw), name) ? undefined : new Error(`${host}:${port} is not ${name}.`);
  const socket = connect({ host, port, servername: name, cert, key, ca, minVersion, checkServerIdentity });
  return socket.setNoDelay(true).setKeepAlive(true, keepAliveMs);
}

/** By its alternative names only, and to the letter: a wildcard stands for nobody. */
const isNamed = (certificate: X509Certificate | undefined, name: string): boolean =>
  certificate?.checkHost(name, { subject: "never", wildcards: false }) !== undefined;
