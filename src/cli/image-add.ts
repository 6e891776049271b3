/** `hostler image add`: names the command that runs an image here. */
import { Option as Flag } from "commander";
import { connect } from "./server.ts";
import { optionFlag, textOf, type Verb } from "./verb.ts";

export const imageAdd: Verb = {
  usage: "image add <name>",
  about: "run an image by a command that answers /ping and /invocations on $SAGEMAKER_BIND_TO_PORT",
  flags: [
    new Flag("--command <text>", "what /bin/sh runs for each instance; the model's files are in $SM_MODEL_DIR").makeOptionMandatory(),
    optionFlag("data"),
  ],
  example: "hostler image add my-server --command 'python3 /srv/my_server.py'",
  async run(flags, surroundings, name = "") {
    await connect(flags, surroundings).call("hostler.PutImage", { Name: name, Command: textOf(flags, "command") ?? "" });
    console.log(`Image ${name} runs here from now on. Endpoints that run keep what they have.`);
  },
};
