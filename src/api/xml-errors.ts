/** The body of an error in XML: S3 sends `Error` alone, every other service wraps it. */
import { errorShape, queryCode, unmodelledMembers } from "./codec.ts";
import type { ServiceModel } from "./service-model.ts";
import type { ApiError } from "./wire.ts";
import { writeXmlMembers, xmlDeclaration, xmlElement, xmlns, xmlText } from "./xml-writer.ts";

/** `<ErrorResponse><Error>…</Error><RequestId>…` of Query and REST-XML services. */
export function wrappedXmlError(model: ServiceModel, error: ApiError, requestId: string): string {
  const inner = xmlText("Type", error.status < 500 ? "Sender" : "Receiver") + codeAndMembers(model, error, queryCode(model, error.code));
  const namespace = xmlns(model.xmlNamespace ? { uri: model.xmlNamespace } : undefined);
  return xmlDeclaration + xmlElement("ErrorResponse", namespace, xmlElement("Error", "", inner) + xmlText("RequestId", requestId));
}

/** S3's bare `<Error>`. */
export function bareXmlError(model: ServiceModel, error: ApiError, requestId: string): string {
  return xmlDeclaration + xmlElement("Error", "", codeAndMembers(model, error, error.code) + xmlText("RequestId", requestId));
}

function codeAndMembers(model: ServiceModel, error: ApiError, code: string): string {
  const shape = errorShape(model, error.code);
  const message = error.message ? xmlText("Message", error.message) : "";
  // A modelled member for the message would repeat it.
  const { Message: _, message: __, ...members } = error.members;
  const modelled = shape ? writeXmlMembers(model, shape, members) : "";
  const others = unmodelledMembers(shape, error).map(([name, value]) => xmlText(name, String(value)));
  return xmlText("Code", code) + message + modelled + others.join("");
}
