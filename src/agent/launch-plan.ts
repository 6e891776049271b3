/** Turns what control asks for into a process: command, environment, address (AWS: the container contract, your-algorithms-inference-code). */
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { LocalAddress } from "../lib/address.ts";
import type { InstanceSpec } from "./protocol.ts";
import { bringsItsOwnCode, sniffContent } from "./sniff-content.ts";

export interface LaunchPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Record<string, string>;
  readonly address: LocalAddress;
  /** The native server in use, if any. */
  readonly server: string | undefined;
}

/** How to start this installation's own model servers. */
export interface NativeServers {
  readonly node: string;
  readonly args: readonly string[];
  /** Entry file of `models/serve`. */
  readonly entry: string;
  /** Further variables for them, such as where Node keeps compiled code: it halves their start. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Models that handlers beside them are likely to be for. */
const leftToHandlers: readonly string[] = ["xgboost", "lightgbm", "catboost", "blazingtext"];

/** Which native server fits an unpacked archive: the one for its model, unless the archive has handlers of its own for it. */
export function sniffServer(modelDir: string, servers: readonly string[]): string | undefined {
  const server = serverOfModel(modelDir, servers);
  return server !== undefined && leftToHandlers.includes(server) && bringsItsOwnCode(modelDir) ? undefined : server;
}

/** By `xgboost-model*`, `model_algo-1`, exactly one `.onnx` file, or what files begin with. Without `servers` it may be any. */
export function serverOfModel(modelDir: string, servers?: readonly string[]): string | undefined {
  const names = readdirSync(modelDir).filter((name) => !name.startsWith("."));
  const may = (server: string): boolean => servers?.includes(server) ?? true;
  if (may("xgboost") && names.some((name) => /^xgboost-model(-\d+)?$/.test(name))) return "xgboost";
  if (may("first-party") && names.some((name) => /^model_algo[-_]\d+$/.test(name))) return "first-party";
  if (may("onnx") && names.filter((name) => name.toLowerCase().endsWith(".onnx")).length === 1) return "onnx";
  return sniffContent(modelDir, servers);
}

/** Plans one instance. `inherited` is the part of our own environment that a program needs (PATH and the like); no secret is in it. */
export function planLaunch(options: {
  spec: InstanceSpec;
  server: string | undefined;
  modelDir: string | undefined;
  instanceDir: string;
  address: LocalAddress;
  native: NativeServers;
  inherited: Readonly<Record<string, string>>;
  mark: Readonly<Record<string, string>>;
}): LaunchPlan {
  const { spec, server, modelDir, instanceDir, address, native } = options;
  const environment: Record<string, string> = {
    ...options.inherited,
    HOME: instanceDir,
    TMPDIR: join(instanceDir, "tmp"),
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_EC2_METADATA_DISABLED: "true",
    SAGEMAKER_BASE_DIR: instanceDir,
    SM_MODEL_DIR: modelDir ?? join(instanceDir, "model"),
    MODEL_PATH: modelDir ?? join(instanceDir, "model"),
    HOSTLER_IMAGE: spec.image,
    ...spec.environment,
    ...("port" in address
      ? { SAGEMAKER_BIND_TO_PORT: String(address.port), PORT: String(address.port) }
      : { HOSTLER_SOCKET: address.socket }),
    ...options.mark,
  };
  if (spec.runtime.kind === "command") {
    return { command: "/bin/sh", args: ["-c", `exec ${spec.runtime.command}`], environment, address, server: undefined };
  }
  const args = [...native.args, native.entry, server ?? ""];
  return { command: native.node, args, environment: { ...environment, ...native.environment }, address, server };
}

/** A loopback port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP listener has no port.");
  return address.port;
}
