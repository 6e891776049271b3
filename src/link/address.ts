/** Where an instance listens. */
export type Address = { readonly socket: string } | { readonly port: number };
