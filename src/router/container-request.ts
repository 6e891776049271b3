/** What of an invocation reaches the container, and which members are refused (AWS drops every header that is not of the API). */
import type { InvokeEndpointInput } from "../api/gen/sagemaker-runtime.gen.ts";
import type { LinkRequest } from "../link/instance-link.ts";
import { type InvokedEndpoint, runtimeErrors } from "./runtime-errors.ts";

/** Members of the API that this server does not act on; `docs/compatibility.md` lists them. */
export const unsupportedMembers = ["TargetContainerHostname", "InferenceComponentName", "SessionId", "EnableExplanations"] as const;

export type ContainerHead = Pick<LinkRequest, "contentType" | "accept" | "customAttributes" | "inferenceId">;

/** The headers of the container request. A header the client did not send is not invented. */
export function containerHead(input: InvokeEndpointInput, invoked: InvokedEndpoint): ContainerHead {
  if (input.TargetModel !== undefined) throw runtimeErrors.notMultiModel(invoked);
  for (const member of unsupportedMembers) if (input[member] !== undefined) throw runtimeErrors.unsupported(member);
  const { ContentType, Accept, CustomAttributes, InferenceId } = input;
  return {
    contentType: ContentType || undefined,
    accept: Accept || undefined,
    customAttributes: CustomAttributes || undefined,
    inferenceId: InferenceId || undefined,
  };
}
