/** The S3 operations that Hostler serves, on an object store. */
import type { Handler, Handlers } from "../../../api/handlers.ts";
import { ObjectStoreError } from "../../../objects/object-fault.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { abortMultipartUpload } from "./abortMultipartUpload.ts";
import { completeMultipartUpload } from "./completeMultipartUpload.ts";
import { copyObject } from "./copyObject.ts";
import { createBucket } from "./createBucket.ts";
import { createMultipartUpload } from "./createMultipartUpload.ts";
import { deleteBucket } from "./deleteBucket.ts";
import { deleteObject } from "./deleteObject.ts";
import { deleteObjects } from "./deleteObjects.ts";
import { getBucketLocation } from "./getBucketLocation.ts";
import { getObject } from "./getObject.ts";
import { headBucket } from "./headBucket.ts";
import { headObject } from "./headObject.ts";
import { listBuckets } from "./listBuckets.ts";
import { listMultipartUploads } from "./listMultipartUploads.ts";
import { listObjects } from "./listObjects.ts";
import { listObjectsV2 } from "./listObjectsV2.ts";
import { listParts } from "./listParts.ts";
import { putObject } from "./putObject.ts";
import { toS3Error } from "./s3-errors.ts";
import { uploadPart } from "./uploadPart.ts";
import { uploadPartCopy } from "./uploadPartCopy.ts";

/** The handlers of service `s3`. */
export function s3Handlers(ctx: { objects: ObjectStore }): Handlers {
  return {
    "s3.AbortMultipartUpload": named((call) => abortMultipartUpload(ctx, call)),
    "s3.CompleteMultipartUpload": named((call) => completeMultipartUpload(ctx, call)),
    "s3.CopyObject": named((call) => copyObject(ctx, call)),
    "s3.CreateBucket": named((call) => createBucket(ctx, call)),
    "s3.CreateMultipartUpload": named((call) => createMultipartUpload(ctx, call)),
    "s3.DeleteBucket": named((call) => deleteBucket(ctx, call)),
    "s3.DeleteObject": named((call) => deleteObject(ctx, call)),
    "s3.DeleteObjects": named((call) => deleteObjects(ctx, call)),
    "s3.GetBucketLocation": named((call) => getBucketLocation(ctx, call)),
    "s3.GetObject": named((call) => getObject(ctx, call)),
    "s3.HeadBucket": named((call) => headBucket(ctx, call)),
    "s3.HeadObject": named((call) => headObject(ctx, call)),
    "s3.ListBuckets": named((call) => listBuckets(ctx, call)),
    "s3.ListMultipartUploads": named((call) => listMultipartUploads(ctx, call)),
    "s3.ListObjects": named((call) => listObjects(ctx, call)),
    "s3.ListObjectsV2": named((call) => listObjectsV2(ctx, call)),
    "s3.ListParts": named((call) => listParts(ctx, call)),
    "s3.PutObject": named((call) => putObject(ctx, call)),
    "s3.UploadPart": named((call) => uploadPart(ctx, call)),
    "s3.UploadPartCopy": named((call) => uploadPartCopy(ctx, call)),
  };
}

/** Gives the store's troubles the names S3 has for them, in this one place. */
function named<Input, Output>(handler: Handler<Input, Output>): Handler<Input, Output> {
  return async (call) => {
    try {
      return await handler(call);
    } catch (error) {
      throw error instanceof ObjectStoreError ? toS3Error(error.fault) : error;
    }
  };
}
