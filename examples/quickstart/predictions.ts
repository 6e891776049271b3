/** Asks the endpoint about patients, as any program with an AWS SDK would. */
import { InvokeEndpointCommand, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { endpointName } from "./endpoint.ts";
import type { Hostler } from "./hostler.ts";
import { type Diagnosis, diagnosisOf, type Patient } from "./patients.ts";

export interface Prediction {
  /** Place of the patient in the held-out rows. */
  readonly number: number;
  readonly known: Diagnosis;
  readonly predicted: Diagnosis;
  readonly probabilityOfBenign: number;
  readonly variant: string;
  readonly tookMs: number;
}

/** How often each patient is asked about. */
const rounds = 4;
/** Requests that are not counted: they time Node compiling the SDK. */
const warmUps = 30;

export async function predictAll(
  hostler: Pick<Hostler, "client">,
  patients: readonly Patient[],
): Promise<{ result: Prediction[]; told: string }> {
  const runtime = new SageMakerRuntimeClient(hostler.client());
  const ask = async (number: number): Promise<Prediction> => {
    const { row, diagnosis } = patients[number]!;
    const startedMs = performance.now();
    const answer = await runtime.send(new InvokeEndpointCommand({ EndpointName: endpointName, ContentType: "text/csv", Body: row }));
    const tookMs = performance.now() - startedMs;
    const probabilityOfBenign = Number(answer.Body.transformToString());
    const predicted = diagnosisOf(probabilityOfBenign);
    return { number, known: diagnosis, predicted, probabilityOfBenign, variant: answer.InvokedProductionVariant ?? "", tookMs };
  };
  for (let each = 0; each < warmUps; each++) await ask(each % patients.length);
  const predictions: Prediction[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let number = 0; number < patients.length; number++) predictions.push(await ask(number));
  }
  runtime.destroy();
  return { result: predictions, told: `${predictions.length} requests, one after the other` };
}
