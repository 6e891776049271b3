import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { UsageMeter } from "./usage.ts";

const linuxOnly = { skip: process.platform === "linux" ? false : "there is no /proc here" };

test("a busy process with its children uses CPU, an idle one hardly any, and one that is gone is left out", linuxOnly, async () => {
  const start = (script: string) => spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  const busy = start("echo ready; while :; do :; done & while :; do :; done");
  const idle = start("echo ready; sleep 60");
  try {
    await Promise.all([once(busy.stdout, "data"), once(idle.stdout, "data")]);
    const meter = new UsageMeter(tmpdir());
    const instances = [
      { id: "busy", pid: busy.pid!, memoryBytes: 1024 ** 3 },
      { id: "idle", pid: idle.pid!, memoryBytes: 1024 ** 3 },
      { id: "gone", pid: 4_000_000, memoryBytes: 1 },
    ];
    assert.deepEqual(meter.measure(instances, 0), []);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [first, second, ...more] = meter.measure(instances, 500);
    assert.deepEqual([first?.id, second?.id, more.length], ["busy", "idle", 0]);
    assert.ok(first!.cpuPercent > 5, `${first!.cpuPercent} %`); // two loops, on a machine that may have other things to do
    assert.ok(second!.cpuPercent < 5, `${second!.cpuPercent} %`);
    for (const { memoryPercent, diskPercent } of [first!, second!]) {
      assert.ok(memoryPercent > 0 && memoryPercent < 10, `${memoryPercent} %`);
      assert.ok(diskPercent >= 0 && diskPercent <= 100, `${diskPercent} %`);
    }
  } finally {
    process.kill(-busy.pid!, "SIGKILL");
    process.kill(-idle.pid!, "SIGKILL");
  }
});
