"""What scripts do with S3 through boto3, from the first bucket to the last delete. Exits with an assertion where Hostler differs."""
import hashlib
import http.client
import io
import os
import sys
import tempfile
import urllib.parse

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = sys.argv[1]
MiB = 1024 * 1024
session = boto3.Session()
s3 = session.client("s3", config=Config(retries={"max_attempts": 1}))


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{found} instead of {code}: {error}"
        return error.response
    raise AssertionError(f"{call.__name__} was not refused with {code}")


def digest(data):
    return hashlib.sha256(data).hexdigest()


# The first steps of every script: who am I, is my bucket there, make it.
assert session.client("sts").get_caller_identity()["Account"] == ACCOUNT
role = session.client("iam").get_role(RoleName="AnyRole")["Role"]
assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/AnyRole"
assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "sagemaker.amazonaws.com"}
bucket = f"sagemaker-us-east-1-{ACCOUNT}"
missing = refused("404", s3.head_bucket, Bucket=bucket)
assert missing["Error"]["Message"] == "Not Found"
assert boto3.resource("s3").Bucket(bucket).creation_date is None
s3.create_bucket(Bucket=bucket)
s3.create_bucket(Bucket=bucket)
assert boto3.resource("s3").Bucket(bucket).creation_date is not None
head = s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=ACCOUNT)
assert head["BucketRegion"] == "us-east-1"
refused("403", s3.head_bucket, Bucket=bucket, ExpectedBucketOwner="999999999999")
assert bucket in [each["Name"] for each in s3.list_buckets()["Buckets"]]
assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None
s3.create_bucket(Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
refused("BucketAlreadyOwnedByYou", s3.create_bucket, Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
assert s3.get_bucket_location(Bucket="elsewhere")["LocationConstraint"] == "eu-central-1"

# Small objects, with keys and bodies of every kind.
for key in ["plain", "a b", "a+b", "a%20b", "/lead", "x//y", "x/./y", "x/../y", "folder/", "ä/😀", "q?a=b&c#d", "~'()*!"]:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode(), Metadata={"key-length": str(len(key))})
    got = s3.get_object(Bucket=bucket, Key=key)
    assert got["Body"].read().decode() == key, key
    assert got["Metadata"] == {"key-length": str(len(key))}
s3.put_object(Bucket=bucket, Key="empty")
assert s3.get_object(Bucket=bucket, Key="empty")["Body"].read() == b""
assert refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="none")["Error"]["Key"] == "none"
refused("404", s3.head_object, Bucket=bucket, Key="none")
refused("NoSuchBucket", s3.put_object, Bucket="none-such", Key="k", Body=b"")

# Every checksum botocore can make here, as header (bytes) and as trailer (file).
for algorithm in ["CRC32", "SHA1", "SHA256"]:
    for body in [b"hello", io.BytesIO(b"hello")]:
        s3.put_object(Bucket=bucket, Key="summed", Body=body, ChecksumAlgorithm=algorithm)
        got = s3.get_object(Bucket=bucket, Key="summed", ChecksumMode="ENABLED")
        assert got["Body"].read() == b"hello" and got[f"Checksum{algorithm}"]
refused("BadDigest", s3.put_object, Bucket=bucket, Key="summed", Body=b"hello", ChecksumSHA256="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
refused("BadDigest", s3.put_object, Bucket=bucket, Key="summed", Body=b"hello", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")

# Conditions.
tag = s3.put_object(Bucket=bucket, Key="once", Body=b"1", IfNoneMatch="*")["ETag"]
refused("PreconditionFailed", s3.put_object, Bucket=bucket, Key="once", Body=b"2", IfNoneMatch="*")
s3.put_object(Bucket=bucket, Key="once", Body=b"2", IfMatch=tag)
refused("PreconditionFailed", s3.get_object, Bucket=bucket, Key="once", IfMatch=tag)
tag = s3.head_object(Bucket=bucket, Key="once")["ETag"]
refused("304", s3.get_object, Bucket=bucket, Key="once", IfNoneMatch=tag)
refused("InvalidRange", s3.get_object, Bucket=bucket, Key="once", Range="bytes=5-9")

# Files: in parts by several threads, back in ranges, through streams, copied in parts.
transfer = TransferConfig(multipart_threshold=5 * MiB, multipart_chunksize=5 * MiB, max_concurrency=4)
data = os.urandom(17 * MiB + 5)
with tempfile.TemporaryDirectory() as folder:
    source, target = os.path.join(folder, "source"), os.path.join(folder, "target")
    with open(source, "wb") as file:
        file.write(data)
    s3.upload_file(source, bucket, "models/model.tar.gz", Config=transfer, ExtraArgs={"ContentType": "application/x-tar", "ServerSideEncryption": "AES256"})
    head = s3.head_object(Bucket=bucket, Key="models/model.tar.gz")
    assert head["ContentLength"] == len(data) and head["ContentType"] == "application/x-tar" and head["ServerSideEncryption"] == "AES256"
    assert head["ETag"].endswith('-4"')
    s3.download_file(bucket, "models/model.tar.gz", target, Config=transfer)
    with open(target, "rb") as file:
        assert digest(file.read()) == digest(data)
    s3.upload_file(source, bucket, "sse/one", ExtraArgs={"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "some-key"})
    assert s3.head_object(Bucket=bucket, Key="sse/one")["SSEKMSKeyId"] == "some-key"
got = s3.get_object(Bucket=bucket, Key="models/model.tar.gz", Range="bytes=5242870-5242890")
assert got["Body"].read() == data[5242870:5242891] and got["ResponseMetadata"]["HTTPStatusCode"] == 206
s3.upload_fileobj(io.BytesIO(data), bucket, "stream", Config=transfer)
out = io.BytesIO()
s3.download_fileobj(bucket, "stream", out)
assert digest(out.getvalue()) == digest(data)
s3.copy({"Bucket": bucket, "Key": "stream"}, "elsewhere", "copy in parts ä", Config=transfer)
s3.copy({"Bucket": bucket, "Key": "a+b"}, "elsewhere", "copy of a+b")
assert s3.get_object(Bucket="elsewhere", Key="copy of a+b")["Body"].read() == b"a+b"
assert digest(s3.get_object(Bucket="elsewhere", Key="copy in parts ä")["Body"].read()) == digest(data)

# An upload that is given up.
upload = s3.create_multipart_upload(Bucket=bucket, Key="given up")["UploadId"]
s3.upload_part(Bucket=bucket, Key="given up", UploadId=upload, PartNumber=1, Body=b"part")
assert s3.list_parts(Bucket=bucket, Key="given up", UploadId=upload)["Parts"][0]["Size"] == 4
assert s3.list_multipart_uploads(Bucket=bucket)["Uploads"][0]["Key"] == "given up"
s3.abort_multipart_upload(Bucket=bucket, Key="given up", UploadId=upload)
refused("NoSuchUpload", s3.upload_part, Bucket=bucket, Key="given up", UploadId=upload, PartNumber=1, Body=b"part")

# Links, in the signature boto3 makes unless told otherwise (version 2) and in the current one; http.client adds no header of its own.
def follow(method, link, body=None, headers={}):
    parts = urllib.parse.urlsplit(link)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request(method, f"{parts.path}?{parts.query}", body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


for links in [s3, session.client("s3", config=Config(signature_version="s3v4"))]:
    put = {"Bucket": bucket, "Key": "by link ä", "ContentType": "text/plain", "Metadata": {"team": "a"}}
    link = links.generate_presigned_url("put_object", Params=put, ExpiresIn=60)
    status, text = follow("PUT", link, b"linked", {"content-type": "text/plain", "x-amz-meta-team": "a"})
    assert status == 200, text
    head = s3.head_object(Bucket=bucket, Key="by link ä")
    assert head["ContentType"] == "text/plain" and head["Metadata"] == {"team": "a"}
    get = {"Bucket": bucket, "Key": "by link ä", "ResponseContentType": "text/x"}
    link = links.generate_presigned_url("get_object", Params=get, ExpiresIn=60)
    assert follow("GET", link) == (200, b"linked")
    assert follow("DELETE", link)[0] == 403
    assert follow("GET", link.replace("by%20link", "by%20other"))[0] == 403
    assert follow("GET", links.generate_presigned_url("get_object", Params=get, ExpiresIn=1).replace("Expires=1", "Expires=2"))[0] == 403
assert b"Request has expired" in follow("GET", s3.generate_presigned_url("get_object", Params=get, ExpiresIn=-1))[1]

# Listings, paginated, both versions; then everything goes.
for i in range(25):
    s3.put_object(Bucket=bucket, Key=f"many/{i:02}/x", Body=b"")
for method in ["list_objects_v2", "list_objects"]:
    pages = list(s3.get_paginator(method).paginate(Bucket=bucket, Prefix="many/", Delimiter="/", PaginationConfig={"PageSize": 10}))
    assert [len(page["CommonPrefixes"]) for page in pages] == [10, 10, 5], method
    pages = s3.get_paginator(method).paginate(Bucket=bucket, PaginationConfig={"PageSize": 7})
    keys = [entry["Key"] for page in pages for entry in page["Contents"]]
    assert keys == sorted(keys, key=str.encode) and {"ä/😀", "a+b", "a%20b", "q?a=b&c#d"} <= set(keys), method
refused("BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})
assert len(answer["Deleted"]) == len(keys) and "Errors" not in answer
boto3.resource("s3").Bucket("elsewhere").objects.all().delete()
for name in [bucket, "elsewhere"]:
    assert "Contents" not in s3.list_objects_v2(Bucket=name)
    s3.delete_bucket(Bucket=name)
s3.get_waiter("bucket_not_exists").wait(Bucket=bucket)
print("walked")
