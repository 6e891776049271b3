/** The index of a folder of objects: which content files exist, and which object or upload each belongs to. */
import { type Kysely, sql } from "kysely";

export interface Tables {
  bucket: { name: string; region: string; created_at: number };
  object: ObjectRow;
  upload: UploadRow;
  piece: PieceRow;
}

/** Keys are blobs of UTF-8, so that SQLite compares them byte by byte, which is the order S3 lists in. */
export interface ObjectRow {
  bucket: string;
  key: Uint8Array;
  /** Names the pieces. An object that came from an upload keeps the upload's id, so completing writes no part again. */
  content_id: string;
  size_bytes: number;
  etag: string;
  sha256: string;
  modified_at: number;
  /** 0 for an object that was not uploaded in parts. */
  part_count: number;
  /** JSON of ObjectProperties. */
  properties: string;
  /** JSON of Checksum. */
  checksum: string | null;
}

export interface UploadRow {
  id: string;
  bucket: string;
  key: Uint8Array;
  started_at: number;
  properties: string;
  checksum: string | null;
}

/** One content file. A plain object has a single piece, number 1; otherwise the number is that of the part. */
export interface PieceRow {
  content_id: string;
  number: number;
  file_id: string;
  size_bytes: number;
  etag: string;
  modified_at: number;
  checksum: string | null;
}

export async function createTables(db: Kysely<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table if not exists bucket (name text primary key, region text not null, created_at integer not null) strict`,
  `create table if not exists object (
    bucket text not null references bucket (name),
    key blob not null,
    content_id text not null,
    size_bytes integer not null,
    etag text not null,
    sha256 text not null,
    modified_at integer not null,
    part_count integer not null,
    properties text not null,
    checksum text,
    primary key (bucket, key)
  ) strict, without rowid`,
  `create table if not exists upload (
    id text primary key,
    bucket text not null references bucket (name),
    key blob not null,
    started_at integer not null,
    properties text not null,
    checksum text
  ) strict, without rowid`,
  `create index if not exists upload_by_key on upload (bucket, key, id)`,
  `create index if not exists upload_by_age on upload (started_at)`,
  `create table if not exists piece (
    content_id text not null,
    number integer not null,
    file_id text not null unique,
    size_bytes integer not null,
    etag text not null,
    modified_at integer not null,
    checksum text,
    primary key (content_id, number)
  ) strict, without rowid`,
];
