import { drizzle } from "drizzle-orm/d1";
import type { createApiKey as spec } from "../../contracts/http/admin/operations-routes.ts";
import { modeOfDeployment } from "../../platform/auth/key-format.ts";
import { type ProblemError, problem } from "../../platform/http/problem.ts";
import type { Call, Reply } from "../../platform/http/service.ts";
import { mintId } from "../../platform/ids/mint.ts";
import type { IdentityEnv } from "./env.ts";
import { type GrantRefusal, grantScopes } from "./grant-scopes.ts";
import { makeApiKey } from "./make-api-key.ts";
import { showApiKey } from "./show-api-key.ts";
import { apiKey } from "./tables.ts";

/** Makes a key, stores its hash and shows the key this once. */
export async function createApiKey({
  body,
  actor,
  env,
}: Call<typeof spec, IdentityEnv>): Promise<Reply<typeof spec>> {
  const { kind, name, scopes: asked, channel, price_group: priceGroup } = body;
  if (kind === "secret") refuseShelf({ channel, price_group: priceGroup });

  const granted = grantScopes(kind, asked, actor);
  if (!granted.ok) throw problemOf(granted.refusal);

  const { key, row } = await makeApiKey(
    {
      kind,
      name,
      mode: modeOfDeployment(env.SOUK_ENV),
      scopes: granted.value,
      createdBy: actor.id,
      channel,
      priceGroup,
    },
    mintId("key"),
    crypto.getRandomValues(new Uint8Array(32)),
    Date.now(),
  );
  await drizzle(env.DB).insert(apiKey).values(row);

  return { status: 201, body: { ...showApiKey(row), key } };
}

/** Where and to whom is said of shoppers alone. */
function refuseShelf(given: Record<string, string | undefined>): void {
  const errors = Object.entries(given).flatMap(([field, value]) =>
    value === undefined ? [] : [{ pointer: `/${field}`, detail: "is for publishable keys" }],
  );
  if (errors.length > 0) throw problem("invalid_request", { errors });
}

function problemOf(refusal: GrantRefusal): ProblemError {
  switch (refusal.code) {
    case "scope_missing":
      return problem("scope_missing", {
        detail: "A key can't grant what its creator lacks.",
        members: { required_scope: refusal.scope },
      });
    case "no_scopes":
      return problem("invalid_request", {
        errors: [{ pointer: "/scopes", detail: "names at least one scope of a secret key" }],
      });
    case "scopes_are_fixed":
      return problem("invalid_request", {
        errors: [{ pointer: "/scopes", detail: "is not for publishable keys, which have `store` alone" }],
      });
  }
}
