/** What a native model server gives and takes: the container contract (`/ping`, `/invocations`) without the HTTP around it. */
export interface InvocationRequest {
  /** As the client sent it; undefined when the header is absent. */
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly customAttributes: string | undefined;
  readonly body: Buffer;
}

export interface InvocationResponse {
  readonly status: number;
  readonly contentType?: string;
  readonly body: Buffer | string;
}

/** A loaded model. `invoke` answers bad input with a 4xx response and throws only on our own mistakes. */
export interface ModelServer {
  invoke(request: InvocationRequest): InvocationResponse | Promise<InvocationResponse>;
}

/** What a server is told about its container: `ContainerDefinition.Environment`, plus the image reference as written. */
export interface ModelContainer {
  /** Directory with the unpacked archive, read-only. */
  readonly modelDir: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Loads a model or throws a `ModelLoadError` whose message a person can act on. */
export type LoadModel = (container: ModelContainer) => Promise<ModelServer>;

/** The model cannot be served: the sentence ends up in `FailureReason`. */
export class ModelLoadError extends Error {
  override readonly name = "ModelLoadError";
}
