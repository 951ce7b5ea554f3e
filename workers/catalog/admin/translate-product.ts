import { DETAIL_LIMITS } from "../../../contracts/http/admin/product-details.ts";
import type * as routes from "../../../contracts/http/admin/product-version-routes.ts";
import type { Flaw } from "../../../domain/catalog/flaw.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { reviseProduct } from "../../../domain/catalog/revise-product.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { changeProduct } from "./change-product.ts";
import { knownReferences } from "./known-references.ts";
import { showProduct } from "./product-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { readTranslation } from "./translation-wire.ts";
import { variantIdentities } from "./variant-identities.ts";

/** Says all texts of a product in one locale; the others stay. */
export async function putProductTranslation(
  call: Call<typeof routes.putProductTranslation, CatalogEnv>,
): Promise<Reply<typeof routes.putProductTranslation>> {
  const { locale } = call.params;
  return edit(call, (before) => {
    if (!Object.hasOwn(before, locale) && Object.keys(before).length >= DETAIL_LIMITS.localesMax)
      throw refuseFlaws([{ at: [], detail: `a product has at most ${DETAIL_LIMITS.localesMax} locales` }]);
    return { ...before, [locale]: readTranslation(call.body) };
  });
}

/** Takes the texts in one locale away. */
export async function deleteProductTranslation(
  call: Call<typeof routes.deleteProductTranslation, CatalogEnv>,
): Promise<Reply<typeof routes.deleteProductTranslation>> {
  return edit(call, ({ [call.params.locale]: gone, ...others }) => {
    if (!gone) throw problem("not_found");
    return others;
  });
}

type Translations = Product["translations"];
type EditCall = Call<typeof routes.deleteProductTranslation, CatalogEnv>;

async function edit(
  { actor, params, headers, env }: Omit<EditCall, "body">,
  revise: (translations: Translations) => Translations,
) {
  const identify = await variantIdentities(env.LAYOUT);
  const product = await changeProduct({
    database: env.DB,
    id: params.id,
    ifMatch: headers["if-match"],
    history: { actorId: actor.id, cause: "edit" },
    async decide(before, nowMs) {
      const known = await knownReferences(env.DB, {});
      const translations = revise(before.translations);
      const decided = reviseProduct(before, { translations }, known, identify, nowMs);
      if (!decided.ok) throw refuseFlaws(decided.refusal.map(asFlawOfBody));
      return decided.value;
    },
  });
  return {
    status: 200,
    body: showProduct(product),
    headers: { etag: etagOf(product.version) },
  } as const;
}

/** Who says the texts of one locale sees no others: `/translations/de/title` is their `/title`. */
function asFlawOfBody({ at, detail }: Flaw): Flaw {
  return { at: at[0] === "translations" ? at.slice(2) : at, detail };
}
