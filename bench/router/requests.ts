/** The invocation that all of `bench:router` sends: a row of 28 numbers as CSV, 120 bytes, a thousand different ones. */
import { createHash } from "node:crypto";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import type { Credentials } from "../../src/config/credentials.ts";
import { postBytes } from "../load.ts";
import { path, region } from "../router-sides.ts";

/** As the rest of them but for the last number. */
const row = (nth: number): Buffer => Buffer.from(`${"5.1,3.5,1.4,0.2,".repeat(7)}${nth}`);

export const unsigned: readonly Buffer[] = Array.from({ length: 1000 }, (_, nth) =>
  postBytes(path, { host: "127.0.0.1", "content-type": "text/csv" }, row(nth)),
);

const agent =
  "Boto3/1.44.8 md/Botocore#1.44.8 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/Z,b,e,N,E cfg/retry-mode#standard Botocore/1.44.8";

/** New for each call, as SDKs draw it. */
const invocationId = (nth: number): string =>
  createHash("md5")
    .update(`${nth}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The same as boto3 sends them, header by header, good for a quarter of an hour. */
export function signed({ accessKeyId, secretAccessKey: secret }: Pick<Credentials, "accessKeyId" | "secretAccessKey">): Buffer[] {
  return unsigned.map((_, nth) => {
    const body = row(nth);
    const host = "127.0.0.1";
    const request = { method: "POST", path, query: "", headers: { "content-type": "text/csv", host } };
    const { authorization = "", "x-amz-date": date = "" } = signedHeaders(request, body, {
      accessKeyId,
      secret,
      region,
      service: "sagemaker",
      nowMs: Date.now(),
    });
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${host}`,
      "Accept-Encoding: identity",
      "Content-Type: text/csv",
      `User-Agent: ${agent}`,
      `X-Amz-Date: ${date}`,
      `Authorization: ${authorization}`,
      `amz-sdk-invocation-id: ${invocationId(nth)}`,
      "amz-sdk-request: attempt=1; max=3",
      `Content-Length: ${body.length}`,
    ];
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
  });
}
