import { nameOfRef, type Schema } from "./openapi-document.ts";

/** A value that fits a schema: its own example where it has one, else the required fields alone. */
export function sampleValue(schema: Schema, components: Record<string, Schema>): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.$ref) return sampleValue(components[nameOfRef(schema.$ref)] ?? {}, components);
  if (schema.anyOf) return sampleValue(schema.anyOf[0] ?? {}, components);

  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return sampleObject(schema, components);
    case "array":
      return schema.minItems && schema.items ? [sampleValue(schema.items, components)] : [];
    case "integer":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return "…";
  }
}

function sampleObject(schema: Schema, components: Record<string, Schema>): Record<string, unknown> {
  const required = schema.required ?? [];
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => required.includes(name))
      .map(([name, field]) => [name, sampleValue(field, components)]),
  );
}
