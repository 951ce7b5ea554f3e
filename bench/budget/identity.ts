import type { IdentityEnv } from "../../workers/identity/env.ts";
import shipped, { IdentityRpc as ShippedIdentityRpc } from "../../workers/identity/index.ts";
import { countD1 } from "./count-d1.ts";
import { countEntrypoint } from "./count-entrypoint.ts";
import { count, readTally, TALLY_PATH } from "./tally.ts";

// Identity of the counting build.
const counted = (env: IdentityEnv): IdentityEnv => ({ ...env, DB: countD1("identity", env.DB) });

export const IdentityRpc = countEntrypoint("identity", ShippedIdentityRpc, counted);

export default {
  fetch(request: Request, env: IdentityEnv, ctx: ExecutionContext): Response | Promise<Response> {
    if (new URL(request.url).pathname === TALLY_PATH) return readTally();
    count("identity fetch");
    return shipped.fetch(request, counted(env), ctx);
  },
};
