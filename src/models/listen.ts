/** Where a model server listens, as its environment says: on this machine, or for routers of others (docs/link.md). */
import { once } from "node:events";
import { lstatSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { ChangedFiles } from "../lib/changed-files.ts";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { type LinkFiles, linkDoor, readLinkIdentity } from "../link/secure-link.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** It cannot listen; the sentence says why. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** Listens where the first says that is set: HOSTLER_SOCKET, HOSTLER_LINK_LISTEN, SAGEMAKER_BIND_TO_PORT. Throws a ListenError. */
export async function listen(server: Server, environment: Environment, ports: { clock: Clock; log(line: string): void }): Promise<void> {
  const { HOSTLER_SOCKET: socket, HOSTLER_LINK_LISTEN: address, SAGEMAKER_BIND_TO_PORT: port } = environment;
  let place = `port ${port}`;
  if (socket) {
    place = socket;
    if (lstatSync(socket, { throwIfNoEntry: false })?.isSocket()) rmSync(socket); // left by a process that was killed
    server.listen(socket);
  } else if (address) {
    place = address;
    listenSecurely(server, address, environment, ports);
  } else if (isPort(Number(port))) server.listen(Number(port), "127.0.0.1");
  else throw new ListenError("set HOSTLER_SOCKET to a socket path or SAGEMAKER_BIND_TO_PORT to a port.");
  try {
    await once(server, "listening"); // rejects on "error"
  } catch (error) {
    throw new ListenError(`cannot listen on ${place}: ${(error as Error).message}`);
  }
}

/** On TCP with mutual TLS. The files are looked at again and again, and what is new in them is for new connections. */
function listenSecurely(server: Server, address: string, environment: Environment, { clock, log }: Parameters<typeof listen>[2]): void {
  const { HOSTLER_LINK_CERT: certFile, HOSTLER_LINK_KEY: keyFile, HOSTLER_LINK_CA: caFile, HOSTLER_LINK_ROUTER: router } = environment;
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  if (!host || !isPort(Number(port)))
    throw new ListenError(`HOSTLER_LINK_LISTEN must be an address and a port, as 0.0.0.0:9443, not "${address}".`);
  if (!certFile || !keyFile || !caFile || !router)
    throw new ListenError(
      "HOSTLER_LINK_LISTEN needs HOSTLER_LINK_CERT, HOSTLER_LINK_KEY and HOSTLER_LINK_CA, files, and HOSTLER_LINK_ROUTER, a name.",
    );
  const files: LinkFiles = { certFile, keyFile, caFile };
  try {
    const identity = readLinkIdentity(files);
    const door = linkDoor(server, identity, router);
    const changed = (): void => {
      try {
        door.renew(readLinkIdentity(files));
      } catch (error) {
        log(`the certificate in use stays: ${(error as Error).message}`);
      }
    };
    new ChangedFiles([certFile, keyFile], [identity.cert, identity.key], { clock, everyMs: limits.certificateLookMs, changed });
    server.listen(Number(port), host);
  } catch (error) {
    throw new ListenError(`the certificate of the link cannot be used: ${(error as Error).message}`);
  }
}

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;
