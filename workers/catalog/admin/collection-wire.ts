import type { z } from "zod";
import type * as wire from "../../../contracts/http/admin/collection.ts";
import type { Collection, CollectionFields } from "../../../domain/catalog/collection.ts";
import type { CollectionRule } from "../../../domain/catalog/collection-rule.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { composeName } from "../../../domain/catalog/compose-name.ts";

/** The words of the wire (`media_id`) and ours (`mediaId`), both ways. */

export function readCollection(handle: string, body: z.output<typeof wire.CollectionBody>): CollectionFields {
  const { media_id: mediaId, rules, ...same } = body;
  return { ...same, handle, mediaId, rules: rules && { ...rules, rules: rules.rules.map(readRule) } };
}

export function showCollection(collection: Collection): z.input<typeof wire.AdminCollection> {
  const { rules } = collection;
  return {
    handle: collection.handle,
    title: collection.title,
    description: collection.description,
    status: collection.status,
    media_id: collection.mediaId,
    seo: collection.seo,
    rules: rules && { match: rules.match, rules: [...rules.rules] },
    version: collection.version,
    created_at: new Date(collection.createdAtMs).toISOString(),
    updated_at: new Date(collection.updatedAtMs).toISOString(),
  };
}

/** Handles, tags and options (CAT-12) as they are stored. */
function readRule(rule: CollectionRule): CollectionRule {
  switch (rule.field) {
    case "type":
    case "brand":
    case "category":
      return { ...rule, value: composeHandle(rule.value) };
    case "tag":
      return { ...rule, value: composeName(rule.value) };
    case "option":
      return { ...rule, name: composeName(rule.name), value: composeName(rule.value) };
    case "attribute":
      return { ...rule, value: typeof rule.value === "string" ? composeName(rule.value) : rule.value };
    default:
      return rule;
  }
}
