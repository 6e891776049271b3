/** The SageMaker operations, wired to what they need. */
import type { Call, Handlers } from "../api/handlers.ts";
import type { Principal } from "../api/wire.ts";
import type { Backend } from "../backends/backend.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Store } from "../store/store.ts";
import { apiErrors } from "./api-errors.ts";
import { isDiskFull } from "./disk-full.ts";
import type { FleetPorts } from "./fleet.ts";
import { addTags } from "./operations/sagemaker/addTags.ts";
import { createEndpoint } from "./operations/sagemaker/createEndpoint.ts";
import { createEndpointConfig } from "./operations/sagemaker/createEndpointConfig.ts";
import { createModel } from "./operations/sagemaker/createModel.ts";
import { deleteEndpoint } from "./operations/sagemaker/deleteEndpoint.ts";
import { deleteEndpointConfig } from "./operations/sagemaker/deleteEndpointConfig.ts";
import { deleteModel } from "./operations/sagemaker/deleteModel.ts";
import { deleteTags } from "./operations/sagemaker/deleteTags.ts";
import { describeEndpoint } from "./operations/sagemaker/describeEndpoint.ts";
import { describeEndpointConfig } from "./operations/sagemaker/describeEndpointConfig.ts";
import { describeModel } from "./operations/sagemaker/describeModel.ts";
import { listEndpointConfigs } from "./operations/sagemaker/listEndpointConfigs.ts";
import { listEndpoints } from "./operations/sagemaker/listEndpoints.ts";
import { listModels } from "./operations/sagemaker/listModels.ts";
import { listTags } from "./operations/sagemaker/listTags.ts";
import { updateEndpoint } from "./operations/sagemaker/updateEndpoint.ts";
import { updateEndpointWeightsAndCapacities } from "./operations/sagemaker/updateEndpointWeightsAndCapacities.ts";
import type { SubnetZones } from "./subnet-zones.ts";

export interface SagemakerPorts extends FleetPorts {
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly backend: Pick<Backend, "view">;
  readonly subnets: SubnetZones;
  /** Lets the reconciler look at an endpoint soon. */
  wake(region: string, name: string): void;
}

/** Handlers for the operations this server serves; `docs/compatibility.md` is made from their names. */
export function sagemakerHandlers(ports: SagemakerPorts): Handlers {
  const bind =
    <I, O>(operation: (ctx: SagemakerPorts, input: I, caller: Principal) => Promise<O>) =>
    (call: Call<I>): Promise<O> =>
      operation(ports, call.input, call.principal).catch((error: unknown) => {
        throw isDiskFull(error) ? apiErrors.diskFull(error) : error;
      });
  return {
    "sagemaker.CreateModel": bind(createModel),
    "sagemaker.DescribeModel": bind(describeModel),
    "sagemaker.ListModels": bind(listModels),
    "sagemaker.DeleteModel": bind(deleteModel),
    "sagemaker.CreateEndpointConfig": bind(createEndpointConfig),
    "sagemaker.DescribeEndpointConfig": bind(describeEndpointConfig),
    "sagemaker.ListEndpointConfigs": bind(listEndpointConfigs),
    "sagemaker.DeleteEndpointConfig": bind(deleteEndpointConfig),
    "sagemaker.CreateEndpoint": bind(createEndpoint),
    "sagemaker.DescribeEndpoint": bind(describeEndpoint),
    "sagemaker.ListEndpoints": bind(listEndpoints),
    "sagemaker.UpdateEndpoint": bind(updateEndpoint),
    "sagemaker.UpdateEndpointWeightsAndCapacities": bind(updateEndpointWeightsAndCapacities),
    "sagemaker.DeleteEndpoint": bind(deleteEndpoint),
    "sagemaker.AddTags": bind(addTags),
    "sagemaker.ListTags": bind(listTags),
    "sagemaker.DeleteTags": bind(deleteTags),
  };
}
