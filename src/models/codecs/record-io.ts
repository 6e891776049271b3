/**
 * RecordIO frames: magic, payload length, payload, zero padding to four bytes, all little-endian, as SageMaker's writers make them
 * (aws/sagemaker-python-sdk `amazon/common.py`). MXNet's continuation flag, the top three bits of the length, must be 0.
 */
import { Malformed } from "./malformed.ts";

const magic = 0xced7230a;

/** The payloads of a body, in order, without copying. */
export function* readFrames(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; ) {
    if (body.length - at < 8 || body.readUInt32LE(at) !== magic) throw new Malformed(`no RecordIO magic at offset ${at}`);
    const length = body.readUInt32LE(at + 4);
    const start = at + 8;
    if (length >>> 29 !== 0)
      throw new Malformed(`the record at offset ${at} is a part of one (MXNet's continuation flag), which is not read`);
    if (length > body.length - start) throw new Malformed(`a record of ${length} bytes at offset ${at} goes past the end of the body`);
    yield body.subarray(start, start + length);
    at = start + length + ((4 - (length % 4)) % 4); // padding that the body's end cuts off is forgiven
  }
}

/** Frames payloads as `readFrames` reads them. */
export function writeFrames(payloads: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const payload of payloads) {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(magic, 0);
    head.writeUInt32LE(payload.length, 4);
    parts.push(head, payload, new Uint8Array((4 - (payload.length % 4)) % 4));
  }
  return Buffer.concat(parts);
}
