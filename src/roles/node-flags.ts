/** How Node is started for each role. */
const every = ["--disable-warning=ExperimentalWarning"];

/**
 * A router makes much that lives for one request. With room for it, 64 MiB once there is load, what is young is looked through four times
 * less often: 5 % less CPU a request than with V8's default.
 */
const router = ["--min-semi-space-size=64", "--max-semi-space-size=64"];

/** Flags for the role of this name, or for model servers and tools. */
export const nodeFlags = (role = ""): readonly string[] => (role.startsWith("router") ? [...every, ...router] : every);
