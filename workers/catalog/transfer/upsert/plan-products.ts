import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import { decideMemberships } from "../../../../domain/catalog/decide-memberships.ts";
import type { KnownReferences } from "../../../../domain/catalog/find-product-flaws.ts";
import type { Flaw } from "../../../../domain/catalog/flaw.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import { isBundle, type Product, type VariantIdentity } from "../../../../domain/catalog/product.ts";
import { mintId } from "../../../../platform/ids/mint.ts";
import type { DecidedVersion } from "../../storage/product-writes.ts";
import { loadRuleBook, type RuleBook } from "../../storage/rule-book.ts";
import { decideUpsert } from "./decide-upsert.ts";
import type { Targets } from "./targets.ts";

export type Planned =
  | { outcome: "created" | "changed"; after: Product; version: DecidedVersion }
  | { outcome: "unchanged"; after: Product }
  /** Archived in the file, and not here: there is nothing to archive. */
  | { outcome: "skipped" }
  | { outcome: "refused"; flaws: readonly Flaw[] };

export type Plan = {
  database: D1Database;
  targets: Targets;
  known: KnownReferences;
  pictures: ReadonlyMap<string, string>;
  identify: () => VariantIdentity;
  actorId: string;
  nowMs: number;
};

/**
 * IMP-2 Decides one draft after the other, each seeing what the earlier ones made of the catalog. Nothing is written: who
 * asked does that, and asks again where the database has moved on meanwhile.
 */
export class Planner {
  readonly #plan: Plan;
  #variants: Map<string, { variantId: string; isBundle: boolean }>;
  readonly #ruleBooks = new Map<string, RuleBook & { above: ReadonlySet<string> }>();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#variants = new Map(plan.known.variants);
  }

  async plan(draft: Draft): Promise<Planned> {
    const { targets, known, pictures, identify, nowMs } = this.#plan;
    const before = targets.targetOf(draft);
    if (!before && draft.fields.status === "archived") return { outcome: "skipped" };

    const references = { ...known, variants: this.#variants };
    const newId = mintId("prod");
    const decided = decideUpsert({ draft, before, pictures, known: references, identify, nowMs, newId });
    if (!decided.ok) return { outcome: "refused", flaws: decided.refusal };
    const after = decided.value;
    if (after === before) return { outcome: "unchanged", after };
    const conflicts = targets.conflictsOf(after);
    if (conflicts.length > 0) return { outcome: "refused", flaws: conflicts };

    const version = await this.#decideVersion(before, after);
    targets.follow(before, version.after);
    this.#followVariants(before, version.after);
    return { outcome: before ? "changed" : "created", after: version.after, version };
  }

  /** COL-1 As storage/decide-version.ts does for one product, with each state of the rules read once. */
  async #decideVersion(before: Product | null, after: Product): Promise<DecidedVersion> {
    const { database, actorId } = this.#plan;
    const name = JSON.stringify(after.categories);
    const book = this.#ruleBooks.get(name) ?? (await this.#loadRuleBook(database, name, after.categories));
    const memberships = decideMemberships(after, book.collections, book.above, after.updatedAtMs);
    const ruled = memberships.map(({ handle }) => handle).sort();
    return {
      before,
      after: { ...after, ruled },
      memberships,
      rulesRevision: book.revision,
      history: { actorId, cause: "edit" },
    };
  }

  async #loadRuleBook(database: D1Database, name: string, categories: readonly string[]) {
    const [any] = this.#ruleBooks.values();
    // Where there are no rules, categories decide nothing.
    const book = any?.collections.length === 0 ? any : await loadRuleBook(database, categories);
    this.#ruleBooks.set(name, book);
    return book;
  }

  /** A bundle may be made of what stands before it in the file. */
  #followVariants(before: Product | null, after: Product): void {
    for (const { sku } of before?.variants ?? []) this.#variants.delete(sku);
    if (after.status === "archived") return;
    for (const variant of after.variants) {
      this.#variants.set(variant.sku, { variantId: variant.id, isBundle: isBundle(variant) });
    }
  }
}

/** What drafts refer to, for `knownReferences`. */
export function referencesOf(drafts: readonly Draft[], pictureIds: Iterable<string>) {
  const listed = (name: string) => drafts.flatMap(({ fields }) => stringsOf(fields[name])).map(composeHandle);
  return {
    collections: listed("collections"),
    categories: listed("categories"),
    channels: drafts.some(({ fields }) => Array.isArray(fields.channels)) ? listed("channels") : null,
    media: [...pictureIds].map((id) => ({ id })),
    variants: drafts.flatMap(({ variants }) =>
      (variants ?? []).map(({ fields }) => ({ components: componentsOf(fields.components) })),
    ),
    related: drafts.flatMap(({ fields }) => relatedOf(fields.related)),
  };
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function componentsOf(value: unknown): { sku: string }[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).flatMap((item) => {
    const sku = typeof item === "object" && item !== null && "sku" in item ? item.sku : null;
    return typeof sku === "string" ? [{ sku }] : [];
  });
}

function relatedOf(value: unknown): { productId: string }[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).flatMap((item) => {
    const id = typeof item === "object" && item !== null && "product_id" in item ? item.product_id : null;
    return typeof id === "string" ? [{ productId: id }] : [];
  });
}
