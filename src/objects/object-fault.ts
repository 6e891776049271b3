/** The ways in which a store of objects refuses or fails: data for the API, which gives each its S3 name. */
export type ObjectFault =
  | { readonly kind: "noSuchBucket"; readonly bucket: string }
  | { readonly kind: "bucketNotEmpty"; readonly bucket: string }
  | { readonly kind: "noSuchKey"; readonly key: string }
  | { readonly kind: "noSuchUpload"; readonly uploadId: string }
  | { readonly kind: "preconditionFailed"; readonly condition: "If-Match" | "If-None-Match" }
  | { readonly kind: "tooLarge"; readonly maxBytes: number }
  | { readonly kind: "tooMany"; readonly what: string; readonly limit: number }
  | { readonly kind: "invalidPart"; readonly uploadId: string; readonly number: number; readonly etag: string }
  | { readonly kind: "invalidPartOrder"; readonly uploadId: string }
  | { readonly kind: "partTooSmall"; readonly number: number; readonly etag: string; readonly sizeBytes: number; readonly minBytes: number }
  | { readonly kind: "storageFull" };

export class ObjectStoreError extends Error {
  override readonly name: string = "ObjectStoreError";
  readonly fault: ObjectFault;

  constructor(fault: ObjectFault, message = `The object store refused: ${JSON.stringify(fault)}.`, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** The disk (or its quota) has no room. Nothing of the write remains; room can be made by deleting objects. */
export class StorageFullError extends ObjectStoreError {
  override readonly name = "StorageFullError";

  constructor(options?: ErrorOptions) {
    super({ kind: "storageFull" }, "The disk that holds the objects is full.", options);
  }
}

const sqliteFull = 13;

/** Turns an error that means "no room" into a StorageFullError and leaves every other as it is. */
export function asStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ObjectStoreError) return error;
  const { code, errcode } = error as { code?: string; errcode?: number };
  const full = code === "ENOSPC" || code === "EDQUOT" || errcode === sqliteFull;
  return full ? new StorageFullError({ cause: error }) : error;
}
