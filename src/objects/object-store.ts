/** Buckets of objects, as S3 means them: what the S3 API serves, and where models, batch inputs and results live. */
import type { Readable } from "node:stream";
import type { Checksum, ChecksumAlgorithm, ChecksumType } from "./checksum.ts";
import type { ContentDigest } from "./content-digest.ts";

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
}

/** What a writer says about an object besides its bytes; kept and given back as it came. */
export interface ObjectProperties {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly cacheControl?: string;
  readonly expires?: string;
  readonly storageClass?: string;
  readonly websiteRedirectLocation?: string;
  /** Encryption the writer asked for. It is remembered so that clients see what they sent; the folder itself does not encrypt. */
  readonly encryption?: { readonly kind: string; readonly kmsKeyId?: string; readonly bucketKey?: boolean };
  /** Tags in the form of a query string. */
  readonly tagging?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  /** Without quotes: the MD5 in hex, or "md5 of the parts' md5s"-"number of parts". */
  readonly etag: string;
  /** Of the whole content, in hex. */
  readonly sha256: string;
  readonly lastModified: number;
  readonly contentType?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly properties: ObjectProperties;
  readonly checksum?: Checksum;
  /** Only of an object made of uploaded parts. */
  readonly partCount?: number;
}

/** What the present object at a key must be for a write to happen. */
export type WriteCondition = { readonly kind: "absent" } | { readonly kind: "etag"; readonly etag: string };

export interface PutRequest {
  readonly bucket: string;
  readonly key: string;
  readonly properties?: ObjectProperties;
  readonly condition?: WriteCondition;
  readonly content: ContentRequest;
}

/** Bytes on their way in. They become visible only if the iteration ends well and `accept` does not throw. */
export interface ContentRequest {
  readonly body: AsyncIterable<Buffer>;
  /** Computed while streaming, besides MD5 and SHA-256. */
  readonly algorithm?: ChecksumAlgorithm;
  /** Called with what was really received, before anything becomes visible. */
  readonly accept?: (digest: ContentDigest) => void;
}

export interface ByteRange {
  /** First and last byte, both included. */
  readonly first: number;
  readonly last: number;
}

/** What to read of an object: a range, one of its parts, or all of it when undefined. */
export type Selection = (info: ObjectInfo, parts: readonly PartInfo[]) => ByteRange | undefined;

export interface OpenObject {
  readonly info: ObjectInfo;
  /** The selected bytes. Whoever holds it reads it to the end or destroys it. */
  readonly body: Readable;
}

export interface CopyRequest {
  readonly from: { readonly bucket: string; readonly key: string };
  readonly bucket: string;
  readonly key: string;
  /** What the copy says of itself, given the source that will really be copied; throws to refuse. Without it, what the source says. */
  readonly properties?: (source: ObjectInfo) => ObjectProperties;
  readonly algorithm?: ChecksumAlgorithm;
  readonly condition?: WriteCondition;
}

export interface ListRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys that contain it after the prefix are folded into one common prefix. "" folds nothing. */
  readonly delimiter: string;
  /** Where the previous page ended: a key, or a common prefix with everything below it. */
  readonly after?: ListPosition;
  readonly limit: number;
}

export type ListPosition = { readonly kind: "key"; readonly key: string } | { readonly kind: "prefix"; readonly prefix: string };

/** Objects and common prefixes, each in the order of their UTF-8 bytes. */
export interface ObjectPage {
  readonly objects: readonly ObjectInfo[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins; undefined on the last. */
  readonly next?: ListPosition;
}

export interface DeleteTarget {
  readonly key: string;
  /** Deletes only the object with this ETag. */
  readonly etag?: string;
}

export type DeleteOutcome = "deleted" | "missing" | "changed";

export interface UploadInfo {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly startedAt: number;
  readonly properties: ObjectProperties;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType };
}

export interface UploadRef {
  readonly bucket: string;
  readonly key: string;
  readonly id: string;
}

export interface PartInfo {
  readonly number: number;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly checksum?: Omit<Checksum, "type">;
}

export interface UploadPage {
  readonly uploads: readonly UploadInfo[];
  readonly commonPrefixes: readonly string[];
  readonly next?: { readonly key: string; readonly id: string };
}

export interface ListUploadsRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly after?: { readonly key: string; readonly id?: string };
  readonly limit: number;
}

export interface CompleteRequest {
  readonly upload: UploadRef;
  /** The parts the object is made of, in order, each as its writer knows it. */
  readonly parts: readonly { readonly number: number; readonly etag: string; readonly checksumValue?: string }[];
  readonly condition?: WriteCondition;
  /** Looks at the object that is about to appear; throws to refuse. */
  readonly accept?: (object: Pick<ObjectInfo, "sizeBytes" | "checksum">) => void;
}

/**
 * A durable store of objects. What a method acknowledged survives a crash, and nothing is ever half visible: readers see the object
 * from before a write or from after it. Keys are opaque. Trouble is an `ObjectStoreError` that says its kind.
 */
export interface ObjectStore extends AsyncDisposable {
  /** False when the bucket was there already. */
  createBucket(name: string, region: string): Promise<boolean>;
  bucket(name: string): Promise<Bucket | undefined>;
  buckets(): Promise<readonly Bucket[]>;
  deleteBucket(name: string): Promise<void>;

  put(request: PutRequest): Promise<ObjectInfo>;
  head(bucket: string, key: string): Promise<ObjectInfo | undefined>;
  /** The parts of an object made by a multipart upload; empty for any other. */
  objectParts(bucket: string, key: string): Promise<readonly PartInfo[]>;
  /** `select` is asked with the very object that will be read; it may throw to refuse. */
  read(bucket: string, key: string, select?: Selection): Promise<OpenObject | undefined>;
  copy(request: CopyRequest): Promise<ObjectInfo>;
  delete(bucket: string, targets: readonly DeleteTarget[]): Promise<readonly DeleteOutcome[]>;
  list(request: ListRequest): Promise<ObjectPage>;
  /**
   * Makes the content of an object appear, durably, as the file `targetDir`/`<sha256>`, where later writes to the object do not
   * reach it. May be repeated.
   */
  pin(bucket: string, key: string, targetDir: string): Promise<{ sha256: string; sizeBytes: number } | undefined>;

  createUpload(upload: Omit<UploadInfo, "id" | "startedAt">): Promise<UploadInfo>;
  upload(ref: UploadRef): Promise<UploadInfo | undefined>;
  uploads(request: ListUploadsRequest): Promise<UploadPage>;
  /** Replaces the part of the same number, if there is one. */
  putPart(upload: UploadRef, number: number, content: ContentRequest): Promise<PartInfo>;
  /** Parts of an unfinished upload with a number above `after`, in order. */
  parts(upload: UploadRef, after: number, limit: number): Promise<readonly PartInfo[]>;
  /** May be repeated: completing an upload that already became the present object gives that object. */
  completeUpload(request: CompleteRequest): Promise<ObjectInfo>;
  abortUpload(upload: UploadRef): Promise<void>;
}
