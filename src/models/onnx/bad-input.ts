/** The client's mistake: becomes a 4xx answer with this sentence. */
export class BadInput extends Error {
  override readonly name = "BadInput";
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** Something a client sent, fit for a message: quoted and short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
