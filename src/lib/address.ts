/** Where a process of this host listens: a Unix socket, or a port of the loopback interface. */
export type LocalAddress = { readonly socket: string } | { readonly port: number };

/** Where one of another machine listens: on TCP with mutual TLS, where both sides must show who they are. */
export interface SecureAddress {
  readonly host: string;
  readonly port: number;
  /** The DNS name that its certificate must have. */
  readonly name: string;
}

export type Address = LocalAddress | { readonly secure: SecureAddress };
