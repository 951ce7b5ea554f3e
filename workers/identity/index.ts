import {
  createApiKey as createApiKeySpec,
  listApiKeys as listApiKeysSpec,
  revokeApiKey as revokeApiKeySpec,
} from "../../contracts/http/admin/operations-routes.ts";
import { Service } from "../../platform/http/service.ts";
import { createApiKey } from "./create-api-key.ts";
import type { IdentityEnv } from "./env.ts";
import { IdentityRpc } from "./identity-rpc.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

const service = new Service<IdentityEnv>("identity");
service.serve(createApiKeySpec, createApiKey);
service.serve(listApiKeysSpec, listApiKeys);
service.serve(revokeApiKeySpec, revokeApiKey);

export default service.app;
export { IdentityRpc };
