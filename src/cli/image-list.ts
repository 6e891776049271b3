/** `hostler image list`: the images that can run here. */
import { connect } from "./server.ts";
import { tableLines } from "./table.ts";
import { optionFlag, outputFlag, type Verb } from "./verb.ts";

export const imageList: Verb = {
  usage: "image list",
  about: "list the images that can run here",
  flags: [outputFlag(), optionFlag("data")],
  async run(flags, surroundings) {
    const { Images } = await connect(flags, surroundings).call("hostler.ListImages", {});
    if (flags.output === "json") {
      const images = Images.map(({ Name, Runtime, Command }) => ({ name: Name, runtime: Runtime, ...(Command && { command: Command }) }));
      console.log(JSON.stringify({ images }, null, 2));
      return;
    }
    const rows = Images.map(({ Name, Runtime, Command = "" }) => [Name, Runtime, Command]);
    for (const line of tableLines(["IMAGE", "RUNTIME", "COMMAND"], rows)) console.log(line);
  },
};
