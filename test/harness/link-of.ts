import type { InstanceLink, LinkRequest, LinkResponse } from "../../src/link/instance-link.ts";

/** A link to an instance that is a function, whose promise rejects with `LinkError`s. */
export const linkOf = (invoke: (request: LinkRequest) => Promise<LinkResponse>): InstanceLink => ({
  ask: (request, asker) => {
    invoke(request).then(
      (answer) => asker.answered(answer),
      (error) => asker.failed(error),
    );
  },
  close: async () => undefined,
});
