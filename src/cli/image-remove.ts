/** `hostler image remove`: forgets the command of an image. */
import { connect } from "./server.ts";
import { optionFlag, type Verb } from "./verb.ts";

export const imageRemove: Verb = {
  usage: "image remove <name>",
  about: "forget the command of an image",
  flags: [optionFlag("data")],
  async run(flags, surroundings, name = "") {
    await connect(flags, surroundings).call("hostler.DeleteImage", { Name: name });
    console.log(`Image ${name} is removed. Endpoints that run keep what they have.`);
  },
};
