/** An error of the API, shown as the API says it. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(`${code} (${status})${message ? `: ${message}` : ""}`);
    this.code = code;
    this.status = status;
  }
}
