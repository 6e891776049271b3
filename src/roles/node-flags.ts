/** How Node is started for each role. */
const every = ["--disable-warning=ExperimentalWarning"];

/**
 * A router makes much that lives for one request. 4 MiB for what is young is cleared away a little at a time; 1 to 16 MiB cost the same. That is
 * done by one thread: to wake others for each of forty small collections a second, and to wait for them on a core that is full, cost up to 5 %
 * of the requests. Full collections are V8's own way, on other threads as far as they can be: by one thread they left 80 MiB more in use.
 */
const router = ["--min-semi-space-size=4", "--max-semi-space-size=4", "--no-parallel-scavenge"];

/** Flags for the role of this name, or for model servers and tools. */
export const nodeFlags = (role = ""): readonly string[] => (role.startsWith("router") ? [...every, ...router] : every);
