/** Root elements of S3's answers: S3 names them, and its model does not. */

export const s3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Operation to the root element of its answer. */
export const s3Roots: Readonly<Record<string, string>> = {
  ListBuckets: "ListAllMyBucketsResult",
  ListObjects: "ListBucketResult",
  ListObjectsV2: "ListBucketResult",
  DeleteObjects: "DeleteResult",
  CreateMultipartUpload: "InitiateMultipartUploadResult",
  CompleteMultipartUpload: "CompleteMultipartUploadResult",
  ListParts: "ListPartsResult",
  ListMultipartUploads: "ListMultipartUploadsResult",
  UploadPartCopy: "CopyPartResult",
};
