/** The invocation that all of `bench:router` sends: a row of 28 numbers as CSV, 120 bytes, a thousand different ones. */
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import type { Credentials } from "../../src/config/credentials.ts";
import { postBytes } from "../load.ts";
import { path, region } from "../router-sides.ts";

/** As the rest of them but for the last number. */
const row = (nth: number): Buffer => Buffer.from(`${"5.1,3.5,1.4,0.2,".repeat(7)}${nth}`);

/** What boto3 sends. */
const sdk = {
  "content-type": "text/csv",
  "user-agent":
    "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy",
  "accept-encoding": "identity",
  "amz-sdk-invocation-id": "b7b5bb27-1f71-4b0e-a4ce-0ff5d2f9a6e5",
  "amz-sdk-request": "attempt=1",
};

export const unsigned: readonly Buffer[] = Array.from({ length: 1000 }, (_, nth) =>
  postBytes(path, { host: "127.0.0.1", "content-type": "text/csv" }, row(nth)),
);

/** The same as boto3 sends them, good for a quarter of an hour. */
export function signed({ accessKeyId, secretAccessKey: secret }: Credentials): Buffer[] {
  return unsigned.map((_, nth) => {
    const { "content-type": type, ...others } = sdk;
    const request = { method: "POST", path, query: "", headers: { host: "127.0.0.1", "content-type": type } };
    const headers = signedHeaders(request, row(nth), { accessKeyId, secret, region, service: "sagemaker", nowMs: Date.now() });
    return postBytes(path, { ...headers, ...others }, row(nth));
  });
}
