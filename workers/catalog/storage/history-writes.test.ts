import { expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product, Variant } from "../../../domain/catalog/product.ts";
import { VERSIONS_LENGTH_MAX, VERSIONS_MAX } from "./history-writes.ts";
import { storedCatalog } from "./stored-catalog.fixture.ts";

const [tee] = product().variants as [Variant];

/** A component, and a bundle in another product that holds it; `rename` makes another version of both. */
async function bundled(bundle: Partial<Product> = {}) {
  const catalog = storedCatalog();
  await catalog.makeCollection("apparel");
  const alone = { options: [], collections: [] };
  let part = product({ ...alone, version: 1, variants: [{ ...tee, options: {} }] });
  await catalog.commit(null, part);
  const components = [{ variantId: tee.id, sku: tee.sku, quantity: 2, isArchived: false }];
  const set = { ...tee, id: "var_set", itemId: "inv_set", sku: "SET", options: {}, components };
  await catalog.commit(
    null,
    product({ ...alone, id: "prod_set", handle: "set", version: 1, variants: [set], ...bundle }),
  );
  const rename = async (sku: string) => {
    const after = { ...part, version: part.version + 1, variants: [{ ...tee, options: {}, sku }] };
    expect(await catalog.commit(part, after)).toBe("committed");
    part = after;
  };
  const kept = () =>
    catalog
      .rows("SELECT version FROM product_version WHERE product_id = 'prod_set' ORDER BY version DESC")
      .map(({ version }) => Number(version));
  return { ...catalog, rename, kept };
}

it("HIS-1 a history that only others write is no longer than one that staff write", {
  timeout: 60_000,
}, async () => {
  const { rename, kept } = await bundled();
  for (let times = 0; times < VERSIONS_MAX + 5; times++) await rename(`TEE-${times}`);
  expect(kept()).toHaveLength(VERSIONS_MAX);
  expect(kept()[0]).toBe(VERSIONS_MAX + 6);
});

it("HIS-1 nor larger, and the present version stays", async () => {
  const { rename, kept } = await bundled({ description: "x".repeat(VERSIONS_LENGTH_MAX / 3) });
  for (let times = 0; times < 5; times++) await rename(`TEE-${times}`);
  expect(kept()).toEqual([6, 5]);
});
