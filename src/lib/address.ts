/** Where a process of this host listens: a Unix socket, or a port of the loopback interface. */
export type Address = { readonly socket: string } | { readonly port: number };
