/** PutImage, ListImages, DeleteImage: which images this host can run, natively or by a command that the user named. */
import type { DeleteImageInput, ListImagesOutput, PutImageInput } from "../../../api/hostler-service.ts";
import { nativeImages } from "../../../core/image.ts";
import type { Clock } from "../../../lib/clock.ts";
import { limits } from "../../../limits.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";

/** Registers a command for an image reference; a name without tag stands for every tag. Endpoints that run keep what they have. */
export async function putImage(ctx: { store: Pick<Store, "images">; clock: Clock }, input: PutImageInput): Promise<Record<string, never>> {
  const others = (await ctx.store.images.list()).filter(({ name }) => name !== input.Name);
  if (others.length >= limits.images)
    throw apiErrors.invalid(`There are ${limits.images} images already. Remove one first: hostler image remove NAME.`);
  await ctx.store.images.put({ name: input.Name, command: input.Command, createdMs: ctx.clock.now() });
  return {};
}

export async function listImages(ctx: { store: Pick<Store, "images"> }): Promise<ListImagesOutput> {
  const registered = await ctx.store.images.list();
  return {
    Images: [
      ...nativeImages.map((name) => ({ Name: name, Runtime: "native" })),
      ...registered.map(({ name, command }) => ({ Name: name, Command: command, Runtime: "command" })),
    ],
  };
}

export async function deleteImage(ctx: { store: Pick<Store, "images"> }, input: DeleteImageInput): Promise<Record<string, never>> {
  if (!(await ctx.store.images.remove(input.Name))) throw apiErrors.invalid(`No image "${input.Name}" is registered.`);
  return {};
}
