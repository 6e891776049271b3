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

/** What a model is, in words for a person: `hostler inspect` prints it. Every family fills it from what its reader found. */
export interface ModelDescription {
  /** As its makers call it: "XGBoost", "Linear Learner". */
  readonly algorithm: string;
  /** Of the library or format that wrote the file, where the file says it. */
  readonly version?: string;
  /** What it was trained for, in its own word: "binary:logistic", "multiclass_classifier". */
  readonly objective?: string;
  /** One clause each, such as "30 features" and "a score and a predicted label". */
  readonly inputs: string;
  readonly outputs: string;
  /** What it takes and what it answers, the usual one first. */
  readonly contentTypes: readonly string[];
  readonly accepts: readonly string[];
  /** A request that it answers with 200, unless its inputs are too large to be shown. */
  readonly sample: { readonly contentType: string; readonly body: string };
  /** Further facts by name, such as trees: 100. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** Why its answers may differ from those of the original container. */
  readonly experimental?: string;
}

/** A loaded model. `invoke` answers bad input with a 4xx response and throws only on our own mistakes. */
export interface ModelServer {
  readonly description?: ModelDescription;
  /** For models that can evaluate the rows of several requests at once. */
  readonly together?: Together<unknown, unknown> | undefined;
  invoke(request: InvocationRequest): InvocationResponse | Promise<InvocationResponse>;
}

/** A request that has been read: its rows are evaluated, alone or together with others', and its answer is printed from what they gave. */
export interface ReadRequest<Rows, Values> {
  readonly rows: Rows;
  print(values: Values): InvocationResponse;
}

/** `invoke` in two parts, so that the one between them may serve many requests. What a family finds wrong it may throw: `invoke` answers it. */
export interface Together<Rows, Values> {
  /** Undefined when only `invoke` can answer. */
  read(request: InvocationRequest): ReadRequest<Rows, Values> | undefined;
  /** The values of each, in the order of `all`, as they would be if it were the only one. */
  evaluate(all: readonly Rows[]): readonly Values[] | Promise<readonly Values[]>;
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
