/** Throughput of the checksums and hashes an upload may need, in MB/s on one core. Run: `node bench/crc.ts`. */
import { checksumAlgorithms, runningChecksum } from "../src/objects/checksum.ts";

const block = Buffer.alloc(64 * 1024, "hostler");
const blocks = 4096;
for (const algorithm of checksumAlgorithms) {
  const warm = runningChecksum(algorithm);
  for (let i = 0; i < 200; i++) warm.update(block);
  const running = runningChecksum(algorithm);
  const start = performance.now();
  for (let i = 0; i < blocks; i++) running.update(block);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${algorithm.padEnd(10)} ${Math.round((blocks * block.length) / seconds / 1e6)} MB/s  ${running.digest().slice(0, 12)}`);
}
