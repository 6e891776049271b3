/** How Node is started for each role. */
const every = ["--disable-warning=ExperimentalWarning"];

/**
 * A router makes much that lives for one request. 4 MiB for what is young is cleared away a little at a time; 1 to 16 MiB cost the same. Whoever
 * collects is the thread that has made the garbage: others that help it, V8's default, have to be woken for each of forty small collections
 * a second, share the allocator, and keep it waiting on a core that is full: 4 to 5 % fewer requests.
 */
const router = ["--min-semi-space-size=4", "--max-semi-space-size=4", "--single-threaded-gc"];

/** Flags for the role of this name, or for model servers and tools. */
export const nodeFlags = (role = ""): readonly string[] => (role.startsWith("router") ? [...every, ...router] : every);
