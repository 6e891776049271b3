/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel, StreamingBody } from "../service-model.ts";

export interface AbortMultipartUploadOutput {
  RequestCharged?: RequestCharged;
}

export interface AbortMultipartUploadRequest {
  Bucket: string;
  Key: string;
  UploadId: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  IfMatchInitiatedTime?: Date;
}

export type ArchiveStatus = "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";

export interface Bucket {
  Name?: string;
  CreationDate?: Date;
  BucketRegion?: string;
  BucketArn?: string;
}

export interface BucketAlreadyExists {}

export interface BucketAlreadyOwnedByYou {}

export type BucketCannedACL = "private" | "public-read" | "public-read-write" | "authenticated-read";

export interface BucketInfo {
  DataRedundancy?: DataRedundancy;
  Type?: BucketType;
}

export type BucketLocationConstraint = "af-south-1" | "ap-east-1" | "ap-east-2" | "ap-northeast-1" | "ap-northeast-2" | "ap-northeast-3" | "ap-south-1" | "ap-south-2" | "ap-southeast-1" | "ap-southeast-2" | "ap-southeast-3" | "ap-southeast-4" | "ap-southeast-5" | "ap-southeast-6" | "ap-southeast-7" | "ca-central-1" | "ca-west-1" | "cn-north-1" | "cn-northwest-1" | "EU" | "eu-central-1" | "eu-central-2" | "eu-north-1" | "eu-south-1" | "eu-south-2" | "eu-west-1" | "eu-west-2" | "eu-west-3" | "il-central-1" | "me-central-1" | "me-south-1" | "mx-central-1" | "sa-east-1" | "us-east-2" | "us-gov-east-1" | "us-gov-west-1" | "us-west-1" | "us-west-2";

export type BucketNamespace = "account-regional" | "global";

export type BucketType = "Directory";

export type ChecksumAlgorithm = "CRC32" | "CRC32C" | "SHA1" | "SHA256" | "CRC64NVME" | "SHA512" | "MD5" | "XXHASH64" | "XXHASH3" | "XXHASH128";

export type ChecksumMode = "ENABLED";

export type ChecksumType = "COMPOSITE" | "FULL_OBJECT";

export interface CommonPrefix {
  Prefix?: string;
}

export interface CompleteMultipartUploadOutput {
  Location?: string;
  Bucket?: string;
  Key?: string;
  Expiration?: string;
  ETag?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  ChecksumType?: ChecksumType;
  ServerSideEncryption?: ServerSideEncryption;
  VersionId?: string;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  RequestCharged?: RequestCharged;
}

export interface CompleteMultipartUploadRequest {
  Bucket: string;
  Key: string;
  MultipartUpload?: CompletedMultipartUpload;
  UploadId: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  ChecksumType?: ChecksumType;
  MpuObjectSize?: number;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  IfMatch?: string;
  IfNoneMatch?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

export interface CompletedMultipartUpload {
  Parts?: CompletedPart[];
}

export interface CompletedPart {
  ETag?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  PartNumber?: number;
}

export interface CopyObjectOutput {
  CopyObjectResult?: CopyObjectResult;
  Expiration?: string;
  CopySourceVersionId?: string;
  VersionId?: string;
  ServerSideEncryption?: ServerSideEncryption;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  RequestCharged?: RequestCharged;
}

export interface CopyObjectRequest {
  ACL?: ObjectCannedACL;
  Bucket: string;
  CacheControl?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  CopySource: string;
  CopySourceIfMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfNoneMatch?: string;
  CopySourceIfUnmodifiedSince?: Date;
  Expires?: Date;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWriteACP?: string;
  IfMatch?: string;
  IfNoneMatch?: string;
  Key: string;
  Metadata?: { [key: string]: string };
  MetadataDirective?: MetadataDirective;
  TaggingDirective?: TaggingDirective;
  ServerSideEncryption?: ServerSideEncryption;
  StorageClass?: StorageClass;
  WebsiteRedirectLocation?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  CopySourceSSECustomerAlgorithm?: string;
  CopySourceSSECustomerKey?: string;
  CopySourceSSECustomerKeyMD5?: string;
  RequestPayer?: RequestPayer;
  Tagging?: string;
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
  ExpectedBucketOwner?: string;
  ExpectedSourceBucketOwner?: string;
}

export interface CopyObjectResult {
  ETag?: string;
  LastModified?: Date;
  ChecksumType?: ChecksumType;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
}

export interface CopyPartResult {
  ETag?: string;
  LastModified?: Date;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
}

export interface CreateBucketConfiguration {
  LocationConstraint?: BucketLocationConstraint;
  Location?: LocationInfo;
  Bucket?: BucketInfo;
  Tags?: Tag[];
}

export interface CreateBucketOutput {
  Location?: string;
  BucketArn?: string;
}

export interface CreateBucketRequest {
  ACL?: BucketCannedACL;
  Bucket: string;
  CreateBucketConfiguration?: CreateBucketConfiguration;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWrite?: string;
  GrantWriteACP?: string;
  ObjectLockEnabledForBucket?: boolean;
  ObjectOwnership?: ObjectOwnership;
  BucketNamespace?: BucketNamespace;
}

export interface CreateMultipartUploadOutput {
  AbortDate?: Date;
  AbortRuleId?: string;
  Bucket?: string;
  Key?: string;
  UploadId?: string;
  ServerSideEncryption?: ServerSideEncryption;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  RequestCharged?: RequestCharged;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumType?: ChecksumType;
}

export interface CreateMultipartUploadRequest {
  ACL?: ObjectCannedACL;
  Bucket: string;
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  Expires?: Date;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWriteACP?: string;
  Key: string;
  Metadata?: { [key: string]: string };
  ServerSideEncryption?: ServerSideEncryption;
  StorageClass?: StorageClass;
  WebsiteRedirectLocation?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  RequestPayer?: RequestPayer;
  Tagging?: string;
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
  ExpectedBucketOwner?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumType?: ChecksumType;
}

export type DataRedundancy = "SingleAvailabilityZone" | "SingleLocalZone";

export interface Delete {
  Objects: ObjectIdentifier[];
  Quiet?: boolean;
}

export interface DeleteBucketRequest {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

export interface DeleteObjectOutput {
  DeleteMarker?: boolean;
  VersionId?: string;
  RequestCharged?: RequestCharged;
}

export interface DeleteObjectRequest {
  Bucket: string;
  Key: string;
  MFA?: string;
  VersionId?: string;
  RequestPayer?: RequestPayer;
  BypassGovernanceRetention?: boolean;
  ExpectedBucketOwner?: string;
  IfMatch?: string;
  IfMatchLastModifiedTime?: Date;
  IfMatchSize?: number;
}

export interface DeleteObjectsOutput {
  Deleted?: DeletedObject[];
  RequestCharged?: RequestCharged;
  Errors?: Error[];
}

export interface DeleteObjectsRequest {
  Bucket: string;
  Delete: Delete;
  MFA?: string;
  RequestPayer?: RequestPayer;
  BypassGovernanceRetention?: boolean;
  ExpectedBucketOwner?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm;
}

export interface DeletedObject {
  Key?: string;
  VersionId?: string;
  DeleteMarker?: boolean;
  DeleteMarkerVersionId?: string;
}

export type EncodingType = "url";

export interface EncryptionTypeMismatch {}

export interface Error {
  Key?: string;
  VersionId?: string;
  Code?: string;
  Message?: string;
}

export interface GetBucketLocationOutput {
  LocationConstraint?: BucketLocationConstraint;
}

export interface GetBucketLocationRequest {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

export interface GetObjectOutput {
  Body?: StreamingBody;
  DeleteMarker?: boolean;
  AcceptRanges?: string;
  Expiration?: string;
  Restore?: string;
  LastModified?: Date;
  ContentLength?: number;
  ETag?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  ChecksumType?: ChecksumType;
  MissingMeta?: number;
  VersionId?: string;
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentRange?: string;
  ContentType?: string;
  Expires?: Date;
  WebsiteRedirectLocation?: string;
  ServerSideEncryption?: ServerSideEncryption;
  Metadata?: { [key: string]: string };
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  StorageClass?: StorageClass;
  RequestCharged?: RequestCharged;
  ReplicationStatus?: ReplicationStatus;
  PartsCount?: number;
  TagCount?: number;
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
}

export interface GetObjectRequest {
  Bucket: string;
  IfMatch?: string;
  IfModifiedSince?: Date;
  IfNoneMatch?: string;
  IfUnmodifiedSince?: Date;
  Key: string;
  Range?: string;
  ResponseCacheControl?: string;
  ResponseContentDisposition?: string;
  ResponseContentEncoding?: string;
  ResponseContentLanguage?: string;
  ResponseContentType?: string;
  ResponseExpires?: Date;
  VersionId?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  RequestPayer?: RequestPayer;
  PartNumber?: number;
  ExpectedBucketOwner?: string;
  ChecksumMode?: ChecksumMode;
}

export interface HeadBucketOutput {
  BucketArn?: string;
  BucketLocationType?: LocationType;
  BucketLocationName?: string;
  BucketRegion?: string;
  AccessPointAlias?: boolean;
}

export interface HeadBucketRequest {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

export interface HeadObjectOutput {
  DeleteMarker?: boolean;
  AcceptRanges?: string;
  Expiration?: string;
  Restore?: string;
  ArchiveStatus?: ArchiveStatus;
  LastModified?: Date;
  ContentLength?: number;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  ChecksumType?: ChecksumType;
  ETag?: string;
  MissingMeta?: number;
  VersionId?: string;
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  ContentRange?: string;
  Expires?: Date;
  WebsiteRedirectLocation?: string;
  ServerSideEncryption?: ServerSideEncryption;
  Metadata?: { [key: string]: string };
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  StorageClass?: StorageClass;
  RequestCharged?: RequestCharged;
  ReplicationStatus?: ReplicationStatus;
  PartsCount?: number;
  TagCount?: number;
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
}

export interface HeadObjectRequest {
  Bucket: string;
  IfMatch?: string;
  IfModifiedSince?: Date;
  IfNoneMatch?: string;
  IfUnmodifiedSince?: Date;
  Key: string;
  Range?: string;
  ResponseCacheControl?: string;
  ResponseContentDisposition?: string;
  ResponseContentEncoding?: string;
  ResponseContentLanguage?: string;
  ResponseContentType?: string;
  ResponseExpires?: Date;
  VersionId?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  RequestPayer?: RequestPayer;
  PartNumber?: number;
  ExpectedBucketOwner?: string;
  ChecksumMode?: ChecksumMode;
}

export interface Initiator {
  ID?: string;
  DisplayName?: string;
}

export type IntelligentTieringAccessTier = "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";

export interface InvalidObjectState {
  StorageClass?: StorageClass;
  AccessTier?: IntelligentTieringAccessTier;
}

export interface InvalidRequest {}

export interface InvalidWriteOffset {}

export interface ListBucketsOutput {
  Buckets?: Bucket[];
  Owner?: Owner;
  ContinuationToken?: string;
  Prefix?: string;
}

export interface ListBucketsRequest {
  MaxBuckets?: number;
  ContinuationToken?: string;
  Prefix?: string;
  BucketRegion?: string;
}

export interface ListMultipartUploadsOutput {
  Bucket?: string;
  KeyMarker?: string;
  UploadIdMarker?: string;
  NextKeyMarker?: string;
  Prefix?: string;
  Delimiter?: string;
  NextUploadIdMarker?: string;
  MaxUploads?: number;
  IsTruncated?: boolean;
  Uploads?: MultipartUpload[];
  CommonPrefixes?: CommonPrefix[];
  EncodingType?: EncodingType;
  RequestCharged?: RequestCharged;
}

export interface ListMultipartUploadsRequest {
  Bucket: string;
  Delimiter?: string;
  EncodingType?: EncodingType;
  KeyMarker?: string;
  MaxUploads?: number;
  Prefix?: string;
  UploadIdMarker?: string;
  ExpectedBucketOwner?: string;
  RequestPayer?: RequestPayer;
}

export interface ListObjectsOutput {
  IsTruncated?: boolean;
  Marker?: string;
  NextMarker?: string;
  Contents?: Object[];
  Name?: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  CommonPrefixes?: CommonPrefix[];
  EncodingType?: EncodingType;
  RequestCharged?: RequestCharged;
}

export interface ListObjectsRequest {
  Bucket: string;
  Delimiter?: string;
  EncodingType?: EncodingType;
  Marker?: string;
  MaxKeys?: number;
  Prefix?: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  OptionalObjectAttributes?: OptionalObjectAttributes[];
}

export interface ListObjectsV2Output {
  IsTruncated?: boolean;
  Contents?: Object[];
  Name?: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  CommonPrefixes?: CommonPrefix[];
  EncodingType?: EncodingType;
  KeyCount?: number;
  ContinuationToken?: string;
  NextContinuationToken?: string;
  StartAfter?: string;
  RequestCharged?: RequestCharged;
}

export interface ListObjectsV2Request {
  Bucket: string;
  Delimiter?: string;
  EncodingType?: EncodingType;
  MaxKeys?: number;
  Prefix?: string;
  ContinuationToken?: string;
  FetchOwner?: boolean;
  StartAfter?: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  OptionalObjectAttributes?: OptionalObjectAttributes[];
}

export interface ListPartsOutput {
  AbortDate?: Date;
  AbortRuleId?: string;
  Bucket?: string;
  Key?: string;
  UploadId?: string;
  PartNumberMarker?: number;
  NextPartNumberMarker?: number;
  MaxParts?: number;
  IsTruncated?: boolean;
  Parts?: Part[];
  Initiator?: Initiator;
  Owner?: Owner;
  StorageClass?: StorageClass;
  RequestCharged?: RequestCharged;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumType?: ChecksumType;
}

export interface ListPartsRequest {
  Bucket: string;
  Key: string;
  MaxParts?: number;
  PartNumberMarker?: number;
  UploadId: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

export interface LocationInfo {
  Type?: LocationType;
  Name?: string;
}

export type LocationType = "AvailabilityZone" | "LocalZone";

export type MetadataDirective = "COPY" | "REPLACE";

export interface MultipartUpload {
  UploadId?: string;
  Key?: string;
  Initiated?: Date;
  StorageClass?: StorageClass;
  Owner?: Owner;
  Initiator?: Initiator;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumType?: ChecksumType;
}

export interface NoSuchBucket {}

export interface NoSuchKey {}

export interface NoSuchUpload {}

export interface Object {
  Key?: string;
  LastModified?: Date;
  ETag?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm[];
  ChecksumType?: ChecksumType;
  Size?: number;
  StorageClass?: ObjectStorageClass;
  Owner?: Owner;
  RestoreStatus?: RestoreStatus;
}

export type ObjectCannedACL = "private" | "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" | "bucket-owner-read" | "bucket-owner-full-control";

export interface ObjectIdentifier {
  Key: string;
  VersionId?: string;
  ETag?: string;
  LastModifiedTime?: Date;
  Size?: number;
}

export type ObjectLockLegalHoldStatus = "ON" | "OFF";

export type ObjectLockMode = "GOVERNANCE" | "COMPLIANCE";

export interface ObjectNotInActiveTierError {}

export type ObjectOwnership = "BucketOwnerPreferred" | "ObjectWriter" | "BucketOwnerEnforced";

export type ObjectStorageClass = "STANDARD" | "REDUCED_REDUNDANCY" | "GLACIER" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP";

export type OptionalObjectAttributes = "RestoreStatus";

export interface Owner {
  DisplayName?: string;
  ID?: string;
}

export interface Part {
  PartNumber?: number;
  LastModified?: Date;
  ETag?: string;
  Size?: number;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
}

export interface PutObjectOutput {
  Expiration?: string;
  ETag?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  ChecksumType?: ChecksumType;
  ServerSideEncryption?: ServerSideEncryption;
  VersionId?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  Size?: number;
  RequestCharged?: RequestCharged;
}

export interface PutObjectRequest {
  ACL?: ObjectCannedACL;
  Bucket: string;
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentLength?: number;
  ContentMD5?: string;
  ContentType?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  Expires?: Date;
  IfMatch?: string;
  IfNoneMatch?: string;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWriteACP?: string;
  Key: string;
  WriteOffsetBytes?: number;
  Metadata?: { [key: string]: string };
  ServerSideEncryption?: ServerSideEncryption;
  StorageClass?: StorageClass;
  WebsiteRedirectLocation?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  SSEKMSEncryptionContext?: string;
  BucketKeyEnabled?: boolean;
  RequestPayer?: RequestPayer;
  Tagging?: string;
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
  ExpectedBucketOwner?: string;
}

export type ReplicationStatus = "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";

export type RequestCharged = "requester";

export type RequestPayer = "requester";

export interface RestoreStatus {
  IsRestoreInProgress?: boolean;
  RestoreExpiryDate?: Date;
}

export type ServerSideEncryption = "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";

export type StorageClass = "STANDARD" | "REDUCED_REDUNDANCY" | "STANDARD_IA" | "ONEZONE_IA" | "INTELLIGENT_TIERING" | "GLACIER" | "DEEP_ARCHIVE" | "OUTPOSTS" | "GLACIER_IR" | "SNOW" | "EXPRESS_ONEZONE" | "FSX_OPENZFS" | "FSX_ONTAP";

export interface Tag {
  Key: string;
  Value: string;
}

export type TaggingDirective = "COPY" | "REPLACE";

export interface TooManyParts {}

export interface UploadPartCopyOutput {
  CopySourceVersionId?: string;
  CopyPartResult?: CopyPartResult;
  ServerSideEncryption?: ServerSideEncryption;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  RequestCharged?: RequestCharged;
}

export interface UploadPartCopyRequest {
  Bucket: string;
  CopySource: string;
  CopySourceIfMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfNoneMatch?: string;
  CopySourceIfUnmodifiedSince?: Date;
  CopySourceRange?: string;
  Key: string;
  PartNumber: number;
  UploadId: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  CopySourceSSECustomerAlgorithm?: string;
  CopySourceSSECustomerKey?: string;
  CopySourceSSECustomerKeyMD5?: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
  ExpectedSourceBucketOwner?: string;
}

export interface UploadPartOutput {
  ServerSideEncryption?: ServerSideEncryption;
  ETag?: string;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  RequestCharged?: RequestCharged;
}

export interface UploadPartRequest {
  Bucket: string;
  ContentLength?: number;
  ContentMD5?: string;
  ChecksumAlgorithm?: ChecksumAlgorithm;
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
  ChecksumSHA512?: string;
  ChecksumMD5?: string;
  ChecksumXXHASH64?: string;
  ChecksumXXHASH3?: string;
  ChecksumXXHASH128?: string;
  Key: string;
  PartNumber: number;
  UploadId: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
  RequestPayer?: RequestPayer;
  ExpectedBucketOwner?: string;
}

/** Every operation with its input and output. */
export interface S3Operations {
  "s3.CreateBucket": { input: CreateBucketRequest; output: CreateBucketOutput };
  "s3.HeadBucket": { input: HeadBucketRequest; output: HeadBucketOutput };
  "s3.GetBucketLocation": { input: GetBucketLocationRequest; output: GetBucketLocationOutput };
  "s3.ListBuckets": { input: ListBucketsRequest; output: ListBucketsOutput };
  "s3.DeleteBucket": { input: DeleteBucketRequest; output: void };
  "s3.PutObject": { input: PutObjectRequest; output: PutObjectOutput };
  "s3.GetObject": { input: GetObjectRequest; output: GetObjectOutput };
  "s3.HeadObject": { input: HeadObjectRequest; output: HeadObjectOutput };
  "s3.DeleteObject": { input: DeleteObjectRequest; output: DeleteObjectOutput };
  "s3.DeleteObjects": { input: DeleteObjectsRequest; output: DeleteObjectsOutput };
  "s3.ListObjects": { input: ListObjectsRequest; output: ListObjectsOutput };
  "s3.ListObjectsV2": { input: ListObjectsV2Request; output: ListObjectsV2Output };
  "s3.CopyObject": { input: CopyObjectRequest; output: CopyObjectOutput };
  "s3.CreateMultipartUpload": { input: CreateMultipartUploadRequest; output: CreateMultipartUploadOutput };
  "s3.UploadPart": { input: UploadPartRequest; output: UploadPartOutput };
  "s3.CompleteMultipartUpload": { input: CompleteMultipartUploadRequest; output: CompleteMultipartUploadOutput };
  "s3.AbortMultipartUpload": { input: AbortMultipartUploadRequest; output: AbortMultipartUploadOutput };
  "s3.ListParts": { input: ListPartsRequest; output: ListPartsOutput };
  "s3.ListMultipartUploads": { input: ListMultipartUploadsRequest; output: ListMultipartUploadsOutput };
  "s3.UploadPartCopy": { input: UploadPartCopyRequest; output: UploadPartCopyOutput };
}

export const s3Model: ServiceModel = {
  name: "s3",
  serviceId: "S3",
  signingName: "s3",
  protocol: "rest-xml",
  apiVersion: "2006-03-01",
  operations: {
    "CreateBucket": {"method":"PUT","uri":"/{Bucket}","input":"CreateBucketRequest","output":"CreateBucketOutput","errors":["BucketAlreadyExists","BucketAlreadyOwnedByYou"]},
    "HeadBucket": {"method":"HEAD","uri":"/{Bucket}","input":"HeadBucketRequest","output":"HeadBucketOutput","errors":["NoSuchBucket"]},
    "GetBucketLocation": {"method":"GET","uri":"/{Bucket}?location","input":"GetBucketLocationRequest","output":"GetBucketLocationOutput"},
    "ListBuckets": {"method":"GET","uri":"/","input":"ListBucketsRequest","output":"ListBucketsOutput"},
    "DeleteBucket": {"method":"DELETE","uri":"/{Bucket}","status":204,"input":"DeleteBucketRequest"},
    "PutObject": {"method":"PUT","uri":"/{Bucket}/{Key+}","input":"PutObjectRequest","output":"PutObjectOutput","errors":["InvalidRequest","InvalidWriteOffset","TooManyParts","EncryptionTypeMismatch"],"checksum":{"requestMember":"ChecksumAlgorithm"}},
    "GetObject": {"method":"GET","uri":"/{Bucket}/{Key+}","input":"GetObjectRequest","output":"GetObjectOutput","errors":["NoSuchKey","InvalidObjectState"],"checksum":{"responseMember":"ChecksumMode","responseAlgorithms":["CRC64NVME","CRC32","CRC32C","SHA256","SHA1","SHA512","MD5","XXHASH64","XXHASH3","XXHASH128"]}},
    "HeadObject": {"method":"HEAD","uri":"/{Bucket}/{Key+}","input":"HeadObjectRequest","output":"HeadObjectOutput","errors":["NoSuchKey"]},
    "DeleteObject": {"method":"DELETE","uri":"/{Bucket}/{Key+}","status":204,"input":"DeleteObjectRequest","output":"DeleteObjectOutput"},
    "DeleteObjects": {"method":"POST","uri":"/{Bucket}?delete","input":"DeleteObjectsRequest","output":"DeleteObjectsOutput","checksum":{"requestMember":"ChecksumAlgorithm","requestRequired":true}},
    "ListObjects": {"method":"GET","uri":"/{Bucket}","input":"ListObjectsRequest","output":"ListObjectsOutput","errors":["NoSuchBucket"]},
    "ListObjectsV2": {"method":"GET","uri":"/{Bucket}?list-type=2","input":"ListObjectsV2Request","output":"ListObjectsV2Output","errors":["NoSuchBucket"]},
    "CopyObject": {"method":"PUT","uri":"/{Bucket}/{Key+}","input":"CopyObjectRequest","output":"CopyObjectOutput","errors":["ObjectNotInActiveTierError"]},
    "CreateMultipartUpload": {"method":"POST","uri":"/{Bucket}/{Key+}?uploads","input":"CreateMultipartUploadRequest","output":"CreateMultipartUploadOutput"},
    "UploadPart": {"method":"PUT","uri":"/{Bucket}/{Key+}","input":"UploadPartRequest","output":"UploadPartOutput","checksum":{"requestMember":"ChecksumAlgorithm"}},
    "CompleteMultipartUpload": {"method":"POST","uri":"/{Bucket}/{Key+}","input":"CompleteMultipartUploadRequest","output":"CompleteMultipartUploadOutput"},
    "AbortMultipartUpload": {"method":"DELETE","uri":"/{Bucket}/{Key+}","status":204,"input":"AbortMultipartUploadRequest","output":"AbortMultipartUploadOutput","errors":["NoSuchUpload"]},
    "ListParts": {"method":"GET","uri":"/{Bucket}/{Key+}","input":"ListPartsRequest","output":"ListPartsOutput"},
    "ListMultipartUploads": {"method":"GET","uri":"/{Bucket}?uploads","input":"ListMultipartUploadsRequest","output":"ListMultipartUploadsOutput"},
    "UploadPartCopy": {"method":"PUT","uri":"/{Bucket}/{Key+}","input":"UploadPartCopyRequest","output":"UploadPartCopyOutput"},
  },
  shapes: {
    "AbortDate": {"type":"timestamp"},
    "AbortMultipartUploadOutput": {"type":"structure","members":{"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "AbortMultipartUploadRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"UploadId":{"shape":"MultipartUploadId","location":"querystring","locationName":"uploadId"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"IfMatchInitiatedTime":{"shape":"IfMatchInitiatedTime","location":"header","locationName":"x-amz-if-match-initiated-time"}},"required":["Bucket","Key","UploadId"]},
    "AbortRuleId": {"type":"string"},
    "AcceptRanges": {"type":"string"},
    "AccessPointAlias": {"type":"boolean"},
    "AccountId": {"type":"string"},
    "ArchiveStatus": {"type":"string","enum":["ARCHIVE_ACCESS","DEEP_ARCHIVE_ACCESS"]},
    "Body": {"type":"blob"},
    "Bucket": {"type":"structure","members":{"Name":{"shape":"BucketName"},"CreationDate":{"shape":"CreationDate"},"BucketRegion":{"shape":"BucketRegion"},"BucketArn":{"shape":"S3RegionalOrS3ExpressBucketArnString"}}},
    "BucketAlreadyExists": {"type":"structure","members":{},"error":{"status":409}},
    "BucketAlreadyOwnedByYou": {"type":"structure","members":{},"error":{"status":409}},
    "BucketCannedACL": {"type":"string","enum":["private","public-read","public-read-write","authenticated-read"]},
    "BucketInfo": {"type":"structure","members":{"DataRedundancy":{"shape":"DataRedundancy"},"Type":{"shape":"BucketType"}}},
    "BucketKeyEnabled": {"type":"boolean"},
    "BucketLocationConstraint": {"type":"string","enum":["af-south-1","ap-east-1","ap-east-2","ap-northeast-1","ap-northeast-2","ap-northeast-3","ap-south-1","ap-south-2","ap-southeast-1","ap-southeast-2","ap-southeast-3","ap-southeast-4","ap-southeast-5","ap-southeast-6","ap-southeast-7","ca-central-1","ca-west-1","cn-north-1","cn-northwest-1","EU","eu-central-1","eu-central-2","eu-north-1","eu-south-1","eu-south-2","eu-west-1","eu-west-2","eu-west-3","il-central-1","me-central-1","me-south-1","mx-central-1","sa-east-1","us-east-2","us-gov-east-1","us-gov-west-1","us-west-1","us-west-2"]},
    "BucketLocationName": {"type":"string"},
    "BucketName": {"type":"string"},
    "BucketNamespace": {"type":"string","enum":["account-regional","global"]},
    "BucketRegion": {"type":"string"},
    "BucketType": {"type":"string","enum":["Directory"]},
    "Buckets": {"type":"list","member":{"shape":"Bucket","locationName":"Bucket"}},
    "BypassGovernanceRetention": {"type":"boolean"},
    "CacheControl": {"type":"string"},
    "ChecksumAlgorithm": {"type":"string","enum":["CRC32","CRC32C","SHA1","SHA256","CRC64NVME","SHA512","MD5","XXHASH64","XXHASH3","XXHASH128"]},
    "ChecksumAlgorithmList": {"type":"list","member":{"shape":"ChecksumAlgorithm"},"flattened":true},
    "ChecksumCRC32": {"type":"string"},
    "ChecksumCRC32C": {"type":"string"},
    "ChecksumCRC64NVME": {"type":"string"},
    "ChecksumMD5": {"type":"string"},
    "ChecksumMode": {"type":"string","enum":["ENABLED"]},
    "ChecksumSHA1": {"type":"string"},
    "ChecksumSHA256": {"type":"string"},
    "ChecksumSHA512": {"type":"string"},
    "ChecksumType": {"type":"string","enum":["COMPOSITE","FULL_OBJECT"]},
    "ChecksumXXHASH128": {"type":"string"},
    "ChecksumXXHASH3": {"type":"string"},
    "ChecksumXXHASH64": {"type":"string"},
    "Code": {"type":"string"},
    "CommonPrefix": {"type":"structure","members":{"Prefix":{"shape":"Prefix"}}},
    "CommonPrefixList": {"type":"list","member":{"shape":"CommonPrefix"},"flattened":true},
    "CompleteMultipartUploadOutput": {"type":"structure","members":{"Location":{"shape":"Location"},"Bucket":{"shape":"BucketName"},"Key":{"shape":"ObjectKey"},"Expiration":{"shape":"Expiration","location":"header","locationName":"x-amz-expiration"},"ETag":{"shape":"ETag"},"ChecksumCRC32":{"shape":"ChecksumCRC32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME"},"ChecksumSHA1":{"shape":"ChecksumSHA1"},"ChecksumSHA256":{"shape":"ChecksumSHA256"},"ChecksumSHA512":{"shape":"ChecksumSHA512"},"ChecksumMD5":{"shape":"ChecksumMD5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128"},"ChecksumType":{"shape":"ChecksumType"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "CompleteMultipartUploadRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"MultipartUpload":{"shape":"CompletedMultipartUpload","locationName":"CompleteMultipartUpload","xmlNamespace":{"uri":"http://s3.amazonaws.com/doc/2006-03-01/"}},"UploadId":{"shape":"MultipartUploadId","location":"querystring","locationName":"uploadId"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"},"MpuObjectSize":{"shape":"MpuObjectSize","location":"header","locationName":"x-amz-mp-object-size"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfNoneMatch":{"shape":"IfNoneMatch","location":"header","locationName":"If-None-Match"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"}},"required":["Bucket","Key","UploadId"],"payload":"MultipartUpload"},
    "CompletedMultipartUpload": {"type":"structure","members":{"Parts":{"shape":"CompletedPartList","locationName":"Part"}}},
    "CompletedPart": {"type":"structure","members":{"ETag":{"shape":"ETag"},"ChecksumCRC32":{"shape":"ChecksumCRC32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME"},"ChecksumSHA1":{"shape":"ChecksumSHA1"},"ChecksumSHA256":{"shape":"ChecksumSHA256"},"ChecksumSHA512":{"shape":"ChecksumSHA512"},"ChecksumMD5":{"shape":"ChecksumMD5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128"},"PartNumber":{"shape":"PartNumber"}}},
    "CompletedPartList": {"type":"list","member":{"shape":"CompletedPart"},"flattened":true},
    "ContentDisposition": {"type":"string"},
    "ContentEncoding": {"type":"string"},
    "ContentLanguage": {"type":"string"},
    "ContentLength": {"type":"long"},
    "ContentMD5": {"type":"string"},
    "ContentRange": {"type":"string"},
    "ContentType": {"type":"string"},
    "CopyObjectOutput": {"type":"structure","members":{"CopyObjectResult":{"shape":"CopyObjectResult"},"Expiration":{"shape":"Expiration","location":"header","locationName":"x-amz-expiration"},"CopySourceVersionId":{"shape":"CopySourceVersionId","location":"header","locationName":"x-amz-copy-source-version-id"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}},"payload":"CopyObjectResult"},
    "CopyObjectRequest": {"type":"structure","members":{"ACL":{"shape":"ObjectCannedACL","location":"header","locationName":"x-amz-acl"},"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"CacheControl":{"shape":"CacheControl","location":"header","locationName":"Cache-Control"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-checksum-algorithm"},"ContentDisposition":{"shape":"ContentDisposition","location":"header","locationName":"Content-Disposition"},"ContentEncoding":{"shape":"ContentEncoding","location":"header","locationName":"Content-Encoding"},"ContentLanguage":{"shape":"ContentLanguage","location":"header","locationName":"Content-Language"},"ContentType":{"shape":"ContentType","location":"header","locationName":"Content-Type"},"CopySource":{"shape":"CopySource","location":"header","locationName":"x-amz-copy-source"},"CopySourceIfMatch":{"shape":"CopySourceIfMatch","location":"header","locationName":"x-amz-copy-source-if-match"},"CopySourceIfModifiedSince":{"shape":"CopySourceIfModifiedSince","location":"header","locationName":"x-amz-copy-source-if-modified-since"},"CopySourceIfNoneMatch":{"shape":"CopySourceIfNoneMatch","location":"header","locationName":"x-amz-copy-source-if-none-match"},"CopySourceIfUnmodifiedSince":{"shape":"CopySourceIfUnmodifiedSince","location":"header","locationName":"x-amz-copy-source-if-unmodified-since"},"Expires":{"shape":"Expires","location":"header","locationName":"Expires"},"GrantFullControl":{"shape":"GrantFullControl","location":"header","locationName":"x-amz-grant-full-control"},"GrantRead":{"shape":"GrantRead","location":"header","locationName":"x-amz-grant-read"},"GrantReadACP":{"shape":"GrantReadACP","location":"header","locationName":"x-amz-grant-read-acp"},"GrantWriteACP":{"shape":"GrantWriteACP","location":"header","locationName":"x-amz-grant-write-acp"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfNoneMatch":{"shape":"IfNoneMatch","location":"header","locationName":"If-None-Match"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"Metadata":{"shape":"Metadata","location":"headers","locationName":"x-amz-meta-"},"MetadataDirective":{"shape":"MetadataDirective","location":"header","locationName":"x-amz-metadata-directive"},"TaggingDirective":{"shape":"TaggingDirective","location":"header","locationName":"x-amz-tagging-directive"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"StorageClass":{"shape":"StorageClass","location":"header","locationName":"x-amz-storage-class"},"WebsiteRedirectLocation":{"shape":"WebsiteRedirectLocation","location":"header","locationName":"x-amz-website-redirect-location"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"CopySourceSSECustomerAlgorithm":{"shape":"CopySourceSSECustomerAlgorithm","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-algorithm"},"CopySourceSSECustomerKey":{"shape":"CopySourceSSECustomerKey","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-key"},"CopySourceSSECustomerKeyMD5":{"shape":"CopySourceSSECustomerKeyMD5","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-key-MD5"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"Tagging":{"shape":"TaggingHeader","location":"header","locationName":"x-amz-tagging"},"ObjectLockMode":{"shape":"ObjectLockMode","location":"header","locationName":"x-amz-object-lock-mode"},"ObjectLockRetainUntilDate":{"shape":"ObjectLockRetainUntilDate","location":"header","locationName":"x-amz-object-lock-retain-until-date"},"ObjectLockLegalHoldStatus":{"shape":"ObjectLockLegalHoldStatus","location":"header","locationName":"x-amz-object-lock-legal-hold"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ExpectedSourceBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-source-expected-bucket-owner"}},"required":["Bucket","CopySource","Key"]},
    "CopyObjectResult": {"type":"structure","members":{"ETag":{"shape":"ETag"},"LastModified":{"shape":"LastModified"},"ChecksumType":{"shape":"ChecksumType"},"ChecksumCRC32":{"shape":"ChecksumCRC32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME"},"ChecksumSHA1":{"shape":"ChecksumSHA1"},"ChecksumSHA256":{"shape":"ChecksumSHA256"},"ChecksumSHA512":{"shape":"ChecksumSHA512"},"ChecksumMD5":{"shape":"ChecksumMD5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128"}}},
    "CopyPartResult": {"type":"structure","members":{"ETag":{"shape":"ETag"},"LastModified":{"shape":"LastModified"},"ChecksumCRC32":{"shape":"ChecksumCRC32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME"},"ChecksumSHA1":{"shape":"ChecksumSHA1"},"ChecksumSHA256":{"shape":"ChecksumSHA256"},"ChecksumSHA512":{"shape":"ChecksumSHA512"},"ChecksumMD5":{"shape":"ChecksumMD5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128"}}},
    "CopySource": {"type":"string","pattern":"\\/?.+\\/.+"},
    "CopySourceIfMatch": {"type":"string"},
    "CopySourceIfModifiedSince": {"type":"timestamp"},
    "CopySourceIfNoneMatch": {"type":"string"},
    "CopySourceIfUnmodifiedSince": {"type":"timestamp"},
    "CopySourceRange": {"type":"string"},
    "CopySourceSSECustomerAlgorithm": {"type":"string"},
    "CopySourceSSECustomerKey": {"type":"string","sensitive":true},
    "CopySourceSSECustomerKeyMD5": {"type":"string"},
    "CopySourceVersionId": {"type":"string"},
    "CreateBucketConfiguration": {"type":"structure","members":{"LocationConstraint":{"shape":"BucketLocationConstraint"},"Location":{"shape":"LocationInfo"},"Bucket":{"shape":"BucketInfo"},"Tags":{"shape":"TagSet"}}},
    "CreateBucketOutput": {"type":"structure","members":{"Location":{"shape":"Location","location":"header","locationName":"Location"},"BucketArn":{"shape":"S3RegionalOrS3ExpressBucketArnString","location":"header","locationName":"x-amz-bucket-arn"}}},
    "CreateBucketRequest": {"type":"structure","members":{"ACL":{"shape":"BucketCannedACL","location":"header","locationName":"x-amz-acl"},"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"CreateBucketConfiguration":{"shape":"CreateBucketConfiguration","locationName":"CreateBucketConfiguration","xmlNamespace":{"uri":"http://s3.amazonaws.com/doc/2006-03-01/"}},"GrantFullControl":{"shape":"GrantFullControl","location":"header","locationName":"x-amz-grant-full-control"},"GrantRead":{"shape":"GrantRead","location":"header","locationName":"x-amz-grant-read"},"GrantReadACP":{"shape":"GrantReadACP","location":"header","locationName":"x-amz-grant-read-acp"},"GrantWrite":{"shape":"GrantWrite","location":"header","locationName":"x-amz-grant-write"},"GrantWriteACP":{"shape":"GrantWriteACP","location":"header","locationName":"x-amz-grant-write-acp"},"ObjectLockEnabledForBucket":{"shape":"ObjectLockEnabledForBucket","location":"header","locationName":"x-amz-bucket-object-lock-enabled"},"ObjectOwnership":{"shape":"ObjectOwnership","location":"header","locationName":"x-amz-object-ownership"},"BucketNamespace":{"shape":"BucketNamespace","location":"header","locationName":"x-amz-bucket-namespace"}},"required":["Bucket"],"payload":"CreateBucketConfiguration"},
    "CreateMultipartUploadOutput": {"type":"structure","members":{"AbortDate":{"shape":"AbortDate","location":"header","locationName":"x-amz-abort-date"},"AbortRuleId":{"shape":"AbortRuleId","location":"header","locationName":"x-amz-abort-rule-id"},"Bucket":{"shape":"BucketName","locationName":"Bucket"},"Key":{"shape":"ObjectKey"},"UploadId":{"shape":"MultipartUploadId"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-checksum-algorithm"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"}}},
    "CreateMultipartUploadRequest": {"type":"structure","members":{"ACL":{"shape":"ObjectCannedACL","location":"header","locationName":"x-amz-acl"},"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"CacheControl":{"shape":"CacheControl","location":"header","locationName":"Cache-Control"},"ContentDisposition":{"shape":"ContentDisposition","location":"header","locationName":"Content-Disposition"},"ContentEncoding":{"shape":"ContentEncoding","location":"header","locationName":"Content-Encoding"},"ContentLanguage":{"shape":"ContentLanguage","location":"header","locationName":"Content-Language"},"ContentType":{"shape":"ContentType","location":"header","locationName":"Content-Type"},"Expires":{"shape":"Expires","location":"header","locationName":"Expires"},"GrantFullControl":{"shape":"GrantFullControl","location":"header","locationName":"x-amz-grant-full-control"},"GrantRead":{"shape":"GrantRead","location":"header","locationName":"x-amz-grant-read"},"GrantReadACP":{"shape":"GrantReadACP","location":"header","locationName":"x-amz-grant-read-acp"},"GrantWriteACP":{"shape":"GrantWriteACP","location":"header","locationName":"x-amz-grant-write-acp"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"Metadata":{"shape":"Metadata","location":"headers","locationName":"x-amz-meta-"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"StorageClass":{"shape":"StorageClass","location":"header","locationName":"x-amz-storage-class"},"WebsiteRedirectLocation":{"shape":"WebsiteRedirectLocation","location":"header","locationName":"x-amz-website-redirect-location"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"Tagging":{"shape":"TaggingHeader","location":"header","locationName":"x-amz-tagging"},"ObjectLockMode":{"shape":"ObjectLockMode","location":"header","locationName":"x-amz-object-lock-mode"},"ObjectLockRetainUntilDate":{"shape":"ObjectLockRetainUntilDate","location":"header","locationName":"x-amz-object-lock-retain-until-date"},"ObjectLockLegalHoldStatus":{"shape":"ObjectLockLegalHoldStatus","location":"header","locationName":"x-amz-object-lock-legal-hold"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-checksum-algorithm"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"}},"required":["Bucket","Key"]},
    "CreationDate": {"type":"timestamp"},
    "DataRedundancy": {"type":"string","enum":["SingleAvailabilityZone","SingleLocalZone"]},
    "Delete": {"type":"structure","members":{"Objects":{"shape":"ObjectIdentifierList","locationName":"Object"},"Quiet":{"shape":"Quiet"}},"required":["Objects"]},
    "DeleteBucketRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"}},"required":["Bucket"]},
    "DeleteMarker": {"type":"boolean"},
    "DeleteMarkerVersionId": {"type":"string"},
    "DeleteObjectOutput": {"type":"structure","members":{"DeleteMarker":{"shape":"DeleteMarker","location":"header","locationName":"x-amz-delete-marker"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "DeleteObjectRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"MFA":{"shape":"MFA","location":"header","locationName":"x-amz-mfa"},"VersionId":{"shape":"ObjectVersionId","location":"querystring","locationName":"versionId"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"BypassGovernanceRetention":{"shape":"BypassGovernanceRetention","location":"header","locationName":"x-amz-bypass-governance-retention"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfMatchLastModifiedTime":{"shape":"IfMatchLastModifiedTime","location":"header","locationName":"x-amz-if-match-last-modified-time"},"IfMatchSize":{"shape":"IfMatchSize","location":"header","locationName":"x-amz-if-match-size"}},"required":["Bucket","Key"]},
    "DeleteObjectsOutput": {"type":"structure","members":{"Deleted":{"shape":"DeletedObjects"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"},"Errors":{"shape":"Errors","locationName":"Error"}}},
    "DeleteObjectsRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Delete":{"shape":"Delete","locationName":"Delete","xmlNamespace":{"uri":"http://s3.amazonaws.com/doc/2006-03-01/"}},"MFA":{"shape":"MFA","location":"header","locationName":"x-amz-mfa"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"BypassGovernanceRetention":{"shape":"BypassGovernanceRetention","location":"header","locationName":"x-amz-bypass-governance-retention"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-sdk-checksum-algorithm"}},"required":["Bucket","Delete"],"payload":"Delete"},
    "DeletedObject": {"type":"structure","members":{"Key":{"shape":"ObjectKey"},"VersionId":{"shape":"ObjectVersionId"},"DeleteMarker":{"shape":"DeleteMarker"},"DeleteMarkerVersionId":{"shape":"DeleteMarkerVersionId"}}},
    "DeletedObjects": {"type":"list","member":{"shape":"DeletedObject"},"flattened":true},
    "Delimiter": {"type":"string"},
    "DisplayName": {"type":"string"},
    "ETag": {"type":"string"},
    "EncodingType": {"type":"string","enum":["url"]},
    "EncryptionTypeMismatch": {"type":"structure","members":{},"error":{"status":400}},
    "Error": {"type":"structure","members":{"Key":{"shape":"ObjectKey"},"VersionId":{"shape":"ObjectVersionId"},"Code":{"shape":"Code"},"Message":{"shape":"Message"}}},
    "Errors": {"type":"list","member":{"shape":"Error"},"flattened":true},
    "Expiration": {"type":"string"},
    "Expires": {"type":"timestamp"},
    "FetchOwner": {"type":"boolean"},
    "GetBucketLocationOutput": {"type":"structure","members":{"LocationConstraint":{"shape":"BucketLocationConstraint"}}},
    "GetBucketLocationRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"}},"required":["Bucket"]},
    "GetObjectOutput": {"type":"structure","members":{"Body":{"shape":"Body","streaming":true},"DeleteMarker":{"shape":"DeleteMarker","location":"header","locationName":"x-amz-delete-marker"},"AcceptRanges":{"shape":"AcceptRanges","location":"header","locationName":"accept-ranges"},"Expiration":{"shape":"Expiration","location":"header","locationName":"x-amz-expiration"},"Restore":{"shape":"Restore","location":"header","locationName":"x-amz-restore"},"LastModified":{"shape":"LastModified","location":"header","locationName":"Last-Modified"},"ContentLength":{"shape":"ContentLength","location":"header","locationName":"Content-Length"},"ETag":{"shape":"ETag","location":"header","locationName":"ETag"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"},"MissingMeta":{"shape":"MissingMeta","location":"header","locationName":"x-amz-missing-meta"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"CacheControl":{"shape":"CacheControl","location":"header","locationName":"Cache-Control"},"ContentDisposition":{"shape":"ContentDisposition","location":"header","locationName":"Content-Disposition"},"ContentEncoding":{"shape":"ContentEncoding","location":"header","locationName":"Content-Encoding"},"ContentLanguage":{"shape":"ContentLanguage","location":"header","locationName":"Content-Language"},"ContentRange":{"shape":"ContentRange","location":"header","locationName":"Content-Range"},"ContentType":{"shape":"ContentType","location":"header","locationName":"Content-Type"},"Expires":{"shape":"Expires","location":"header","locationName":"Expires"},"WebsiteRedirectLocation":{"shape":"WebsiteRedirectLocation","location":"header","locationName":"x-amz-website-redirect-location"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"Metadata":{"shape":"Metadata","location":"headers","locationName":"x-amz-meta-"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"StorageClass":{"shape":"StorageClass","location":"header","locationName":"x-amz-storage-class"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"},"ReplicationStatus":{"shape":"ReplicationStatus","location":"header","locationName":"x-amz-replication-status"},"PartsCount":{"shape":"PartsCount","location":"header","locationName":"x-amz-mp-parts-count"},"TagCount":{"shape":"TagCount","location":"header","locationName":"x-amz-tagging-count"},"ObjectLockMode":{"shape":"ObjectLockMode","location":"header","locationName":"x-amz-object-lock-mode"},"ObjectLockRetainUntilDate":{"shape":"ObjectLockRetainUntilDate","location":"header","locationName":"x-amz-object-lock-retain-until-date"},"ObjectLockLegalHoldStatus":{"shape":"ObjectLockLegalHoldStatus","location":"header","locationName":"x-amz-object-lock-legal-hold"}},"payload":"Body"},
    "GetObjectRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfModifiedSince":{"shape":"IfModifiedSince","location":"header","locationName":"If-Modified-Since"},"IfNoneMatch":{"shape":"IfNoneMatch","location":"header","locationName":"If-None-Match"},"IfUnmodifiedSince":{"shape":"IfUnmodifiedSince","location":"header","locationName":"If-Unmodified-Since"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"Range":{"shape":"Range","location":"header","locationName":"Range"},"ResponseCacheControl":{"shape":"ResponseCacheControl","location":"querystring","locationName":"response-cache-control"},"ResponseContentDisposition":{"shape":"ResponseContentDisposition","location":"querystring","locationName":"response-content-disposition"},"ResponseContentEncoding":{"shape":"ResponseContentEncoding","location":"querystring","locationName":"response-content-encoding"},"ResponseContentLanguage":{"shape":"ResponseContentLanguage","location":"querystring","locationName":"response-content-language"},"ResponseContentType":{"shape":"ResponseContentType","location":"querystring","locationName":"response-content-type"},"ResponseExpires":{"shape":"ResponseExpires","location":"querystring","locationName":"response-expires"},"VersionId":{"shape":"ObjectVersionId","location":"querystring","locationName":"versionId"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"PartNumber":{"shape":"PartNumber","location":"querystring","locationName":"partNumber"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ChecksumMode":{"shape":"ChecksumMode","location":"header","locationName":"x-amz-checksum-mode"}},"required":["Bucket","Key"]},
    "GrantFullControl": {"type":"string"},
    "GrantRead": {"type":"string"},
    "GrantReadACP": {"type":"string"},
    "GrantWrite": {"type":"string"},
    "GrantWriteACP": {"type":"string"},
    "HeadBucketOutput": {"type":"structure","members":{"BucketArn":{"shape":"S3RegionalOrS3ExpressBucketArnString","location":"header","locationName":"x-amz-bucket-arn"},"BucketLocationType":{"shape":"LocationType","location":"header","locationName":"x-amz-bucket-location-type"},"BucketLocationName":{"shape":"BucketLocationName","location":"header","locationName":"x-amz-bucket-location-name"},"BucketRegion":{"shape":"Region","location":"header","locationName":"x-amz-bucket-region"},"AccessPointAlias":{"shape":"AccessPointAlias","location":"header","locationName":"x-amz-access-point-alias"}}},
    "HeadBucketRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"}},"required":["Bucket"]},
    "HeadObjectOutput": {"type":"structure","members":{"DeleteMarker":{"shape":"DeleteMarker","location":"header","locationName":"x-amz-delete-marker"},"AcceptRanges":{"shape":"AcceptRanges","location":"header","locationName":"accept-ranges"},"Expiration":{"shape":"Expiration","location":"header","locationName":"x-amz-expiration"},"Restore":{"shape":"Restore","location":"header","locationName":"x-amz-restore"},"ArchiveStatus":{"shape":"ArchiveStatus","location":"header","locationName":"x-amz-archive-status"},"LastModified":{"shape":"LastModified","location":"header","locationName":"Last-Modified"},"ContentLength":{"shape":"ContentLength","location":"header","locationName":"Content-Length"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"},"ETag":{"shape":"ETag","location":"header","locationName":"ETag"},"MissingMeta":{"shape":"MissingMeta","location":"header","locationName":"x-amz-missing-meta"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"CacheControl":{"shape":"CacheControl","location":"header","locationName":"Cache-Control"},"ContentDisposition":{"shape":"ContentDisposition","location":"header","locationName":"Content-Disposition"},"ContentEncoding":{"shape":"ContentEncoding","location":"header","locationName":"Content-Encoding"},"ContentLanguage":{"shape":"ContentLanguage","location":"header","locationName":"Content-Language"},"ContentType":{"shape":"ContentType","location":"header","locationName":"Content-Type"},"ContentRange":{"shape":"ContentRange","location":"header","locationName":"Content-Range"},"Expires":{"shape":"Expires","location":"header","locationName":"Expires"},"WebsiteRedirectLocation":{"shape":"WebsiteRedirectLocation","location":"header","locationName":"x-amz-website-redirect-location"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"Metadata":{"shape":"Metadata","location":"headers","locationName":"x-amz-meta-"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"StorageClass":{"shape":"StorageClass","location":"header","locationName":"x-amz-storage-class"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"},"ReplicationStatus":{"shape":"ReplicationStatus","location":"header","locationName":"x-amz-replication-status"},"PartsCount":{"shape":"PartsCount","location":"header","locationName":"x-amz-mp-parts-count"},"TagCount":{"shape":"TagCount","location":"header","locationName":"x-amz-tagging-count"},"ObjectLockMode":{"shape":"ObjectLockMode","location":"header","locationName":"x-amz-object-lock-mode"},"ObjectLockRetainUntilDate":{"shape":"ObjectLockRetainUntilDate","location":"header","locationName":"x-amz-object-lock-retain-until-date"},"ObjectLockLegalHoldStatus":{"shape":"ObjectLockLegalHoldStatus","location":"header","locationName":"x-amz-object-lock-legal-hold"}}},
    "HeadObjectRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfModifiedSince":{"shape":"IfModifiedSince","location":"header","locationName":"If-Modified-Since"},"IfNoneMatch":{"shape":"IfNoneMatch","location":"header","locationName":"If-None-Match"},"IfUnmodifiedSince":{"shape":"IfUnmodifiedSince","location":"header","locationName":"If-Unmodified-Since"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"Range":{"shape":"Range","location":"header","locationName":"Range"},"ResponseCacheControl":{"shape":"ResponseCacheControl","location":"querystring","locationName":"response-cache-control"},"ResponseContentDisposition":{"shape":"ResponseContentDisposition","location":"querystring","locationName":"response-content-disposition"},"ResponseContentEncoding":{"shape":"ResponseContentEncoding","location":"querystring","locationName":"response-content-encoding"},"ResponseContentLanguage":{"shape":"ResponseContentLanguage","location":"querystring","locationName":"response-content-language"},"ResponseContentType":{"shape":"ResponseContentType","location":"querystring","locationName":"response-content-type"},"ResponseExpires":{"shape":"ResponseExpires","location":"querystring","locationName":"response-expires"},"VersionId":{"shape":"ObjectVersionId","location":"querystring","locationName":"versionId"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"PartNumber":{"shape":"PartNumber","location":"querystring","locationName":"partNumber"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ChecksumMode":{"shape":"ChecksumMode","location":"header","locationName":"x-amz-checksum-mode"}},"required":["Bucket","Key"]},
    "ID": {"type":"string"},
    "IfMatch": {"type":"string"},
    "IfMatchInitiatedTime": {"type":"timestamp","timestampFormat":"rfc822"},
    "IfMatchLastModifiedTime": {"type":"timestamp","timestampFormat":"rfc822"},
    "IfMatchSize": {"type":"long"},
    "IfModifiedSince": {"type":"timestamp"},
    "IfNoneMatch": {"type":"string"},
    "IfUnmodifiedSince": {"type":"timestamp"},
    "Initiated": {"type":"timestamp"},
    "Initiator": {"type":"structure","members":{"ID":{"shape":"ID"},"DisplayName":{"shape":"DisplayName"}}},
    "IntelligentTieringAccessTier": {"type":"string","enum":["ARCHIVE_ACCESS","DEEP_ARCHIVE_ACCESS"]},
    "InvalidObjectState": {"type":"structure","members":{"StorageClass":{"shape":"StorageClass"},"AccessTier":{"shape":"IntelligentTieringAccessTier"}},"error":{"status":403}},
    "InvalidRequest": {"type":"structure","members":{},"error":{"status":400}},
    "InvalidWriteOffset": {"type":"structure","members":{},"error":{"status":400}},
    "IsRestoreInProgress": {"type":"boolean"},
    "IsTruncated": {"type":"boolean"},
    "KeyCount": {"type":"integer"},
    "KeyMarker": {"type":"string"},
    "LastModified": {"type":"timestamp"},
    "LastModifiedTime": {"type":"timestamp","timestampFormat":"rfc822"},
    "ListBucketsOutput": {"type":"structure","members":{"Buckets":{"shape":"Buckets"},"Owner":{"shape":"Owner"},"ContinuationToken":{"shape":"NextToken"},"Prefix":{"shape":"Prefix"}}},
    "ListBucketsRequest": {"type":"structure","members":{"MaxBuckets":{"shape":"MaxBuckets","location":"querystring","locationName":"max-buckets"},"ContinuationToken":{"shape":"Token","location":"querystring","locationName":"continuation-token"},"Prefix":{"shape":"Prefix","location":"querystring","locationName":"prefix"},"BucketRegion":{"shape":"BucketRegion","location":"querystring","locationName":"bucket-region"}}},
    "ListMultipartUploadsOutput": {"type":"structure","members":{"Bucket":{"shape":"BucketName"},"KeyMarker":{"shape":"KeyMarker"},"UploadIdMarker":{"shape":"UploadIdMarker"},"NextKeyMarker":{"shape":"NextKeyMarker"},"Prefix":{"shape":"Prefix"},"Delimiter":{"shape":"Delimiter"},"NextUploadIdMarker":{"shape":"NextUploadIdMarker"},"MaxUploads":{"shape":"MaxUploads"},"IsTruncated":{"shape":"IsTruncated"},"Uploads":{"shape":"MultipartUploadList","locationName":"Upload"},"CommonPrefixes":{"shape":"CommonPrefixList"},"EncodingType":{"shape":"EncodingType"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "ListMultipartUploadsRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Delimiter":{"shape":"Delimiter","location":"querystring","locationName":"delimiter"},"EncodingType":{"shape":"EncodingType","location":"querystring","locationName":"encoding-type"},"KeyMarker":{"shape":"KeyMarker","location":"querystring","locationName":"key-marker"},"MaxUploads":{"shape":"MaxUploads","location":"querystring","locationName":"max-uploads"},"Prefix":{"shape":"Prefix","location":"querystring","locationName":"prefix"},"UploadIdMarker":{"shape":"UploadIdMarker","location":"querystring","locationName":"upload-id-marker"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"}},"required":["Bucket"]},
    "ListObjectsOutput": {"type":"structure","members":{"IsTruncated":{"shape":"IsTruncated"},"Marker":{"shape":"Marker"},"NextMarker":{"shape":"NextMarker"},"Contents":{"shape":"ObjectList"},"Name":{"shape":"BucketName"},"Prefix":{"shape":"Prefix"},"Delimiter":{"shape":"Delimiter"},"MaxKeys":{"shape":"MaxKeys"},"CommonPrefixes":{"shape":"CommonPrefixList"},"EncodingType":{"shape":"EncodingType"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "ListObjectsRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Delimiter":{"shape":"Delimiter","location":"querystring","locationName":"delimiter"},"EncodingType":{"shape":"EncodingType","location":"querystring","locationName":"encoding-type"},"Marker":{"shape":"Marker","location":"querystring","locationName":"marker"},"MaxKeys":{"shape":"MaxKeys","location":"querystring","locationName":"max-keys"},"Prefix":{"shape":"Prefix","location":"querystring","locationName":"prefix"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"OptionalObjectAttributes":{"shape":"OptionalObjectAttributesList","location":"header","locationName":"x-amz-optional-object-attributes"}},"required":["Bucket"]},
    "ListObjectsV2Output": {"type":"structure","members":{"IsTruncated":{"shape":"IsTruncated"},"Contents":{"shape":"ObjectList"},"Name":{"shape":"BucketName"},"Prefix":{"shape":"Prefix"},"Delimiter":{"shape":"Delimiter"},"MaxKeys":{"shape":"MaxKeys"},"CommonPrefixes":{"shape":"CommonPrefixList"},"EncodingType":{"shape":"EncodingType"},"KeyCount":{"shape":"KeyCount"},"ContinuationToken":{"shape":"Token"},"NextContinuationToken":{"shape":"NextToken"},"StartAfter":{"shape":"StartAfter"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "ListObjectsV2Request": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Delimiter":{"shape":"Delimiter","location":"querystring","locationName":"delimiter"},"EncodingType":{"shape":"EncodingType","location":"querystring","locationName":"encoding-type"},"MaxKeys":{"shape":"MaxKeys","location":"querystring","locationName":"max-keys"},"Prefix":{"shape":"Prefix","location":"querystring","locationName":"prefix"},"ContinuationToken":{"shape":"Token","location":"querystring","locationName":"continuation-token"},"FetchOwner":{"shape":"FetchOwner","location":"querystring","locationName":"fetch-owner"},"StartAfter":{"shape":"StartAfter","location":"querystring","locationName":"start-after"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"OptionalObjectAttributes":{"shape":"OptionalObjectAttributesList","location":"header","locationName":"x-amz-optional-object-attributes"}},"required":["Bucket"]},
    "ListPartsOutput": {"type":"structure","members":{"AbortDate":{"shape":"AbortDate","location":"header","locationName":"x-amz-abort-date"},"AbortRuleId":{"shape":"AbortRuleId","location":"header","locationName":"x-amz-abort-rule-id"},"Bucket":{"shape":"BucketName"},"Key":{"shape":"ObjectKey"},"UploadId":{"shape":"MultipartUploadId"},"PartNumberMarker":{"shape":"PartNumberMarker"},"NextPartNumberMarker":{"shape":"NextPartNumberMarker"},"MaxParts":{"shape":"MaxParts"},"IsTruncated":{"shape":"IsTruncated"},"Parts":{"shape":"Parts","locationName":"Part"},"Initiator":{"shape":"Initiator"},"Owner":{"shape":"Owner"},"StorageClass":{"shape":"StorageClass"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm"},"ChecksumType":{"shape":"ChecksumType"}}},
    "ListPartsRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"MaxParts":{"shape":"MaxParts","location":"querystring","locationName":"max-parts"},"PartNumberMarker":{"shape":"PartNumberMarker","location":"querystring","locationName":"part-number-marker"},"UploadId":{"shape":"MultipartUploadId","location":"querystring","locationName":"uploadId"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"}},"required":["Bucket","Key","UploadId"]},
    "Location": {"type":"string"},
    "LocationInfo": {"type":"structure","members":{"Type":{"shape":"LocationType"},"Name":{"shape":"LocationNameAsString"}}},
    "LocationNameAsString": {"type":"string"},
    "LocationType": {"type":"string","enum":["AvailabilityZone","LocalZone"]},
    "MFA": {"type":"string"},
    "Marker": {"type":"string"},
    "MaxBuckets": {"type":"integer","min":1,"max":10000},
    "MaxKeys": {"type":"integer"},
    "MaxParts": {"type":"integer"},
    "MaxUploads": {"type":"integer"},
    "Message": {"type":"string"},
    "Metadata": {"type":"map","key":{"shape":"MetadataKey"},"value":{"shape":"MetadataValue"}},
    "MetadataDirective": {"type":"string","enum":["COPY","REPLACE"]},
    "MetadataKey": {"type":"string"},
    "MetadataValue": {"type":"string"},
    "MissingMeta": {"type":"integer"},
    "MpuObjectSize": {"type":"long"},
    "MultipartUpload": {"type":"structure","members":{"UploadId":{"shape":"MultipartUploadId"},"Key":{"shape":"ObjectKey"},"Initiated":{"shape":"Initiated"},"StorageClass":{"shape":"StorageClass"},"Owner":{"shape":"Owner"},"Initiator":{"shape":"Initiator"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm"},"ChecksumType":{"shape":"ChecksumType"}}},
    "MultipartUploadId": {"type":"string"},
    "MultipartUploadList": {"type":"list","member":{"shape":"MultipartUpload"},"flattened":true},
    "NextKeyMarker": {"type":"string"},
    "NextMarker": {"type":"string"},
    "NextPartNumberMarker": {"type":"integer"},
    "NextToken": {"type":"string"},
    "NextUploadIdMarker": {"type":"string"},
    "NoSuchBucket": {"type":"structure","members":{},"error":{"status":404}},
    "NoSuchKey": {"type":"structure","members":{},"error":{"status":404}},
    "NoSuchUpload": {"type":"structure","members":{},"error":{"status":404}},
    "Object": {"type":"structure","members":{"Key":{"shape":"ObjectKey"},"LastModified":{"shape":"LastModified"},"ETag":{"shape":"ETag"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithmList"},"ChecksumType":{"shape":"ChecksumType"},"Size":{"shape":"Size"},"StorageClass":{"shape":"ObjectStorageClass"},"Owner":{"shape":"Owner"},"RestoreStatus":{"shape":"RestoreStatus"}}},
    "ObjectCannedACL": {"type":"string","enum":["private","public-read","public-read-write","authenticated-read","aws-exec-read","bucket-owner-read","bucket-owner-full-control"]},
    "ObjectIdentifier": {"type":"structure","members":{"Key":{"shape":"ObjectKey"},"VersionId":{"shape":"ObjectVersionId"},"ETag":{"shape":"ETag"},"LastModifiedTime":{"shape":"LastModifiedTime"},"Size":{"shape":"Size"}},"required":["Key"]},
    "ObjectIdentifierList": {"type":"list","member":{"shape":"ObjectIdentifier"},"flattened":true},
    "ObjectKey": {"type":"string","min":1},
    "ObjectList": {"type":"list","member":{"shape":"Object"},"flattened":true},
    "ObjectLockEnabledForBucket": {"type":"boolean"},
    "ObjectLockLegalHoldStatus": {"type":"string","enum":["ON","OFF"]},
    "ObjectLockMode": {"type":"string","enum":["GOVERNANCE","COMPLIANCE"]},
    "ObjectLockRetainUntilDate": {"type":"timestamp","timestampFormat":"iso8601"},
    "ObjectNotInActiveTierError": {"type":"structure","members":{},"error":{"status":403}},
    "ObjectOwnership": {"type":"string","enum":["BucketOwnerPreferred","ObjectWriter","BucketOwnerEnforced"]},
    "ObjectStorageClass": {"type":"string","enum":["STANDARD","REDUCED_REDUNDANCY","GLACIER","STANDARD_IA","ONEZONE_IA","INTELLIGENT_TIERING","DEEP_ARCHIVE","OUTPOSTS","GLACIER_IR","SNOW","EXPRESS_ONEZONE","FSX_OPENZFS","FSX_ONTAP"]},
    "ObjectVersionId": {"type":"string"},
    "OptionalObjectAttributes": {"type":"string","enum":["RestoreStatus"]},
    "OptionalObjectAttributesList": {"type":"list","member":{"shape":"OptionalObjectAttributes"}},
    "Owner": {"type":"structure","members":{"DisplayName":{"shape":"DisplayName"},"ID":{"shape":"ID"}}},
    "Part": {"type":"structure","members":{"PartNumber":{"shape":"PartNumber"},"LastModified":{"shape":"LastModified"},"ETag":{"shape":"ETag"},"Size":{"shape":"Size"},"ChecksumCRC32":{"shape":"ChecksumCRC32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME"},"ChecksumSHA1":{"shape":"ChecksumSHA1"},"ChecksumSHA256":{"shape":"ChecksumSHA256"},"ChecksumSHA512":{"shape":"ChecksumSHA512"},"ChecksumMD5":{"shape":"ChecksumMD5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128"}}},
    "PartNumber": {"type":"integer"},
    "PartNumberMarker": {"type":"integer"},
    "Parts": {"type":"list","member":{"shape":"Part"},"flattened":true},
    "PartsCount": {"type":"integer"},
    "Prefix": {"type":"string"},
    "PutObjectOutput": {"type":"structure","members":{"Expiration":{"shape":"Expiration","location":"header","locationName":"x-amz-expiration"},"ETag":{"shape":"ETag","location":"header","locationName":"ETag"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"ChecksumType":{"shape":"ChecksumType","location":"header","locationName":"x-amz-checksum-type"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"VersionId":{"shape":"ObjectVersionId","location":"header","locationName":"x-amz-version-id"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"Size":{"shape":"Size","location":"header","locationName":"x-amz-object-size"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "PutObjectRequest": {"type":"structure","members":{"ACL":{"shape":"ObjectCannedACL","location":"header","locationName":"x-amz-acl"},"Body":{"shape":"Body","streaming":true},"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"CacheControl":{"shape":"CacheControl","location":"header","locationName":"Cache-Control"},"ContentDisposition":{"shape":"ContentDisposition","location":"header","locationName":"Content-Disposition"},"ContentEncoding":{"shape":"ContentEncoding","location":"header","locationName":"Content-Encoding"},"ContentLanguage":{"shape":"ContentLanguage","location":"header","locationName":"Content-Language"},"ContentLength":{"shape":"ContentLength","location":"header","locationName":"Content-Length"},"ContentMD5":{"shape":"ContentMD5","location":"header","locationName":"Content-MD5"},"ContentType":{"shape":"ContentType","location":"header","locationName":"Content-Type"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-sdk-checksum-algorithm"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"Expires":{"shape":"Expires","location":"header","locationName":"Expires"},"IfMatch":{"shape":"IfMatch","location":"header","locationName":"If-Match"},"IfNoneMatch":{"shape":"IfNoneMatch","location":"header","locationName":"If-None-Match"},"GrantFullControl":{"shape":"GrantFullControl","location":"header","locationName":"x-amz-grant-full-control"},"GrantRead":{"shape":"GrantRead","location":"header","locationName":"x-amz-grant-read"},"GrantReadACP":{"shape":"GrantReadACP","location":"header","locationName":"x-amz-grant-read-acp"},"GrantWriteACP":{"shape":"GrantWriteACP","location":"header","locationName":"x-amz-grant-write-acp"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"WriteOffsetBytes":{"shape":"WriteOffsetBytes","location":"header","locationName":"x-amz-write-offset-bytes"},"Metadata":{"shape":"Metadata","location":"headers","locationName":"x-amz-meta-"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"StorageClass":{"shape":"StorageClass","location":"header","locationName":"x-amz-storage-class"},"WebsiteRedirectLocation":{"shape":"WebsiteRedirectLocation","location":"header","locationName":"x-amz-website-redirect-location"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"SSEKMSEncryptionContext":{"shape":"SSEKMSEncryptionContext","location":"header","locationName":"x-amz-server-side-encryption-context"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"Tagging":{"shape":"TaggingHeader","location":"header","locationName":"x-amz-tagging"},"ObjectLockMode":{"shape":"ObjectLockMode","location":"header","locationName":"x-amz-object-lock-mode"},"ObjectLockRetainUntilDate":{"shape":"ObjectLockRetainUntilDate","location":"header","locationName":"x-amz-object-lock-retain-until-date"},"ObjectLockLegalHoldStatus":{"shape":"ObjectLockLegalHoldStatus","location":"header","locationName":"x-amz-object-lock-legal-hold"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"}},"required":["Bucket","Key"],"payload":"Body"},
    "Quiet": {"type":"boolean"},
    "Range": {"type":"string"},
    "Region": {"type":"string","min":0,"max":20},
    "ReplicationStatus": {"type":"string","enum":["COMPLETE","PENDING","FAILED","REPLICA","COMPLETED"]},
    "RequestCharged": {"type":"string","enum":["requester"]},
    "RequestPayer": {"type":"string","enum":["requester"]},
    "ResponseCacheControl": {"type":"string"},
    "ResponseContentDisposition": {"type":"string"},
    "ResponseContentEncoding": {"type":"string"},
    "ResponseContentLanguage": {"type":"string"},
    "ResponseContentType": {"type":"string"},
    "ResponseExpires": {"type":"timestamp","timestampFormat":"rfc822"},
    "Restore": {"type":"string"},
    "RestoreExpiryDate": {"type":"timestamp"},
    "RestoreStatus": {"type":"structure","members":{"IsRestoreInProgress":{"shape":"IsRestoreInProgress"},"RestoreExpiryDate":{"shape":"RestoreExpiryDate"}}},
    "S3RegionalOrS3ExpressBucketArnString": {"type":"string","pattern":"arn:[^:]+:(s3|s3express):.*","min":1,"max":128},
    "SSECustomerAlgorithm": {"type":"string"},
    "SSECustomerKey": {"type":"string","sensitive":true},
    "SSECustomerKeyMD5": {"type":"string"},
    "SSEKMSEncryptionContext": {"type":"string","sensitive":true},
    "SSEKMSKeyId": {"type":"string","sensitive":true},
    "ServerSideEncryption": {"type":"string","enum":["AES256","aws:fsx","aws:kms","aws:kms:dsse"]},
    "Size": {"type":"long"},
    "StartAfter": {"type":"string"},
    "StorageClass": {"type":"string","enum":["STANDARD","REDUCED_REDUNDANCY","STANDARD_IA","ONEZONE_IA","INTELLIGENT_TIERING","GLACIER","DEEP_ARCHIVE","OUTPOSTS","GLACIER_IR","SNOW","EXPRESS_ONEZONE","FSX_OPENZFS","FSX_ONTAP"]},
    "Tag": {"type":"structure","members":{"Key":{"shape":"ObjectKey"},"Value":{"shape":"Value"}},"required":["Key","Value"]},
    "TagCount": {"type":"integer"},
    "TagSet": {"type":"list","member":{"shape":"Tag","locationName":"Tag"}},
    "TaggingDirective": {"type":"string","enum":["COPY","REPLACE"]},
    "TaggingHeader": {"type":"string"},
    "Token": {"type":"string"},
    "TooManyParts": {"type":"structure","members":{},"error":{"status":400}},
    "UploadIdMarker": {"type":"string"},
    "UploadPartCopyOutput": {"type":"structure","members":{"CopySourceVersionId":{"shape":"CopySourceVersionId","location":"header","locationName":"x-amz-copy-source-version-id"},"CopyPartResult":{"shape":"CopyPartResult"},"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}},"payload":"CopyPartResult"},
    "UploadPartCopyRequest": {"type":"structure","members":{"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"CopySource":{"shape":"CopySource","location":"header","locationName":"x-amz-copy-source"},"CopySourceIfMatch":{"shape":"CopySourceIfMatch","location":"header","locationName":"x-amz-copy-source-if-match"},"CopySourceIfModifiedSince":{"shape":"CopySourceIfModifiedSince","location":"header","locationName":"x-amz-copy-source-if-modified-since"},"CopySourceIfNoneMatch":{"shape":"CopySourceIfNoneMatch","location":"header","locationName":"x-amz-copy-source-if-none-match"},"CopySourceIfUnmodifiedSince":{"shape":"CopySourceIfUnmodifiedSince","location":"header","locationName":"x-amz-copy-source-if-unmodified-since"},"CopySourceRange":{"shape":"CopySourceRange","location":"header","locationName":"x-amz-copy-source-range"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"PartNumber":{"shape":"PartNumber","location":"querystring","locationName":"partNumber"},"UploadId":{"shape":"MultipartUploadId","location":"querystring","locationName":"uploadId"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"CopySourceSSECustomerAlgorithm":{"shape":"CopySourceSSECustomerAlgorithm","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-algorithm"},"CopySourceSSECustomerKey":{"shape":"CopySourceSSECustomerKey","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-key"},"CopySourceSSECustomerKeyMD5":{"shape":"CopySourceSSECustomerKeyMD5","location":"header","locationName":"x-amz-copy-source-server-side-encryption-customer-key-MD5"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"},"ExpectedSourceBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-source-expected-bucket-owner"}},"required":["Bucket","CopySource","Key","PartNumber","UploadId"]},
    "UploadPartOutput": {"type":"structure","members":{"ServerSideEncryption":{"shape":"ServerSideEncryption","location":"header","locationName":"x-amz-server-side-encryption"},"ETag":{"shape":"ETag","location":"header","locationName":"ETag"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"SSEKMSKeyId":{"shape":"SSEKMSKeyId","location":"header","locationName":"x-amz-server-side-encryption-aws-kms-key-id"},"BucketKeyEnabled":{"shape":"BucketKeyEnabled","location":"header","locationName":"x-amz-server-side-encryption-bucket-key-enabled"},"RequestCharged":{"shape":"RequestCharged","location":"header","locationName":"x-amz-request-charged"}}},
    "UploadPartRequest": {"type":"structure","members":{"Body":{"shape":"Body","streaming":true},"Bucket":{"shape":"BucketName","location":"uri","locationName":"Bucket"},"ContentLength":{"shape":"ContentLength","location":"header","locationName":"Content-Length"},"ContentMD5":{"shape":"ContentMD5","location":"header","locationName":"Content-MD5"},"ChecksumAlgorithm":{"shape":"ChecksumAlgorithm","location":"header","locationName":"x-amz-sdk-checksum-algorithm"},"ChecksumCRC32":{"shape":"ChecksumCRC32","location":"header","locationName":"x-amz-checksum-crc32"},"ChecksumCRC32C":{"shape":"ChecksumCRC32C","location":"header","locationName":"x-amz-checksum-crc32c"},"ChecksumCRC64NVME":{"shape":"ChecksumCRC64NVME","location":"header","locationName":"x-amz-checksum-crc64nvme"},"ChecksumSHA1":{"shape":"ChecksumSHA1","location":"header","locationName":"x-amz-checksum-sha1"},"ChecksumSHA256":{"shape":"ChecksumSHA256","location":"header","locationName":"x-amz-checksum-sha256"},"ChecksumSHA512":{"shape":"ChecksumSHA512","location":"header","locationName":"x-amz-checksum-sha512"},"ChecksumMD5":{"shape":"ChecksumMD5","location":"header","locationName":"x-amz-checksum-md5"},"ChecksumXXHASH64":{"shape":"ChecksumXXHASH64","location":"header","locationName":"x-amz-checksum-xxhash64"},"ChecksumXXHASH3":{"shape":"ChecksumXXHASH3","location":"header","locationName":"x-amz-checksum-xxhash3"},"ChecksumXXHASH128":{"shape":"ChecksumXXHASH128","location":"header","locationName":"x-amz-checksum-xxhash128"},"Key":{"shape":"ObjectKey","location":"uri","locationName":"Key"},"PartNumber":{"shape":"PartNumber","location":"querystring","locationName":"partNumber"},"UploadId":{"shape":"MultipartUploadId","location":"querystring","locationName":"uploadId"},"SSECustomerAlgorithm":{"shape":"SSECustomerAlgorithm","location":"header","locationName":"x-amz-server-side-encryption-customer-algorithm"},"SSECustomerKey":{"shape":"SSECustomerKey","location":"header","locationName":"x-amz-server-side-encryption-customer-key"},"SSECustomerKeyMD5":{"shape":"SSECustomerKeyMD5","location":"header","locationName":"x-amz-server-side-encryption-customer-key-MD5"},"RequestPayer":{"shape":"RequestPayer","location":"header","locationName":"x-amz-request-payer"},"ExpectedBucketOwner":{"shape":"AccountId","location":"header","locationName":"x-amz-expected-bucket-owner"}},"required":["Bucket","Key","PartNumber","UploadId"],"payload":"Body"},
    "Value": {"type":"string"},
    "WebsiteRedirectLocation": {"type":"string"},
    "WriteOffsetBytes": {"type":"long"},
  },
};
