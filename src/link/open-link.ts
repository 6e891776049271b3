/**
 * The link to an instance by where it listens: our own servers, on Unix sockets or across machines, speak frames; users' servers, on ports
 * of this one, HTTP.
 */
import type { Address } from "../lib/address.ts";
import type { Clock } from "../lib/clock.ts";
import { connectSharingReads } from "../lib/shared-reads.ts";
import { FramedLink } from "./framed-link.ts";
import { openHttpLink } from "./http-link.ts";
import type { StreamingLink } from "./instance-link.ts";
import { connectSecurely, type LinkIdentity } from "./secure-link.ts";

/** `own` says who we are to instances on other machines; without it they are not reached. It is asked for each connection. */
export function openLink(address: Address, clock: Clock, own?: () => LinkIdentity): StreamingLink {
  if ("secure" in address) return new FramedLink({ connect: () => connectSecurely(address.secure, own), clock });
  if ("port" in address) return openHttpLink(address, clock);
  return new FramedLink({ connect: () => connectSharingReads(address.socket), clock, otherwise: () => openHttpLink(address, clock) });
}
