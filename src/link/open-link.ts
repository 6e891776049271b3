/** The link to an instance by where it listens: our own servers, on Unix sockets, speak frames; users' servers, on ports, HTTP. */
import { connect } from "node:net";
import type { Address } from "../lib/address.ts";
import type { Clock } from "../lib/clock.ts";
import { FramedLink } from "./framed-link.ts";
import { openHttpLink } from "./http-link.ts";
import type { StreamingLink } from "./instance-link.ts";

export function openLink(address: Address, clock: Clock): StreamingLink {
  if ("port" in address) return openHttpLink(address, clock);
  return new FramedLink({ connect: () => connect(address.socket), clock, otherwise: () => openHttpLink(address, clock) });
}
