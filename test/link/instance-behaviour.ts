/** What an instance of the links' suite does with a request, whichever way the request came. */
import type { LinkRequest, StreamingLink } from "../../src/link/instance-link.ts";

export interface AnswerFields {
  readonly contentType?: string;
  readonly customAttributes?: string;
}

/** A request as the instance sees it, and how it answers. */
export interface Served {
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly customAttributes: string | undefined;
  readonly inferenceId: string | undefined;
  readonly further: ReadonlyMap<string, string>;
  readonly body: Buffer;
  answer(status: number, fields: AnswerFields, body: Buffer): void;
  begin(status: number, fields: AnswerFields): void;
  /** Resolves when more is welcome; with false when nobody wants it. */
  write(piece: Buffer): Promise<boolean>;
  end(): void;
  /** Resolves when the client does not wait any more. */
  readonly left: Promise<void>;
}

export type Behaviour = (request: Served) => void;

export interface RunningInstance extends AsyncDisposable {
  /** The connections break and nobody listens any more, as when the process is killed. */
  kill(): void;
}

/** How to start an instance and to reach it. */
export interface LinkKind {
  /** Listens at `place`, a path that is free for it. */
  start(place: string, behave: Behaviour): Promise<RunningInstance>;
  /** The link to whatever listens there, now or later. */
  open(place: string): StreamingLink;
}

export const neverLeaves = new AbortController().signal;

export const request = {
  contentType: undefined,
  accept: undefined,
  customAttributes: undefined,
  inferenceId: undefined,
  body: Buffer.from("a body"),
  timeoutMs: 30_000,
  maxResponseBytes: 1000,
  signal: neverLeaves,
} satisfies LinkRequest;
