/** What of an invocation reaches the container, and which members are refused (AWS drops every header that is not of the API). */
import type { InvokeEndpointInput } from "../api/gen/sagemaker-runtime.gen.ts";
import { type InvokedEndpoint, runtimeErrors } from "./runtime-errors.ts";

/** Members of the API that this server does not act on; `docs/compatibility.md` lists them. */
export const unsupportedMembers = ["TargetContainerHostname", "InferenceComponentName", "SessionId", "EnableExplanations"] as const;

/** The headers of the container request. A header the client did not send is not invented. */
export function containerHeaders(input: InvokeEndpointInput, invoked: InvokedEndpoint): Record<string, string> {
  if (input.TargetModel !== undefined) throw runtimeErrors.notMultiModel(invoked);
  for (const member of unsupportedMembers) if (input[member] !== undefined) throw runtimeErrors.unsupported(member);
  const headers: Record<string, string> = {};
  if (input.ContentType) headers["content-type"] = input.ContentType;
  if (input.Accept) headers.accept = input.Accept;
  if (input.CustomAttributes) headers["x-amzn-sagemaker-custom-attributes"] = input.CustomAttributes;
  if (input.InferenceId) headers["x-amzn-sagemaker-inference-id"] = input.InferenceId;
  return headers;
}
