import { z } from "zod";

/** A JSON Schema (2020-12) as it stands in the document. */
export type JsonSchema = { [keyword: string]: unknown };

const REF = "#/$defs/";
const FORMATS_THAT_SAY_IT = new Set(["date-time", "email"]);

/**
 * Turns zod schemas into JSON Schemas of one OpenAPI 3.1 document. A schema with an `id` becomes a component that
 * others refer to; one id with two shapes is refused, since a client would be generated from the wrong one.
 */
export class SchemaComponents {
  readonly #components = new Map<string, JsonSchema>();

  /** `io` says whose side is described: what a client may send, or what it is given. */
  describe(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    // Wrapped, so that a schema which has an id itself comes back as a reference too.
    const wrapped = z.toJSONSchema(z.object({ it: schema }), { io, override: tidy }) as JsonSchema;
    for (const [name, definition] of Object.entries((wrapped.$defs ?? {}) as Record<string, JsonSchema>)) {
      this.#add(name, pointAtComponents(definition) as JsonSchema);
    }
    return pointAtComponents((wrapped.properties as { it: JsonSchema }).it) as JsonSchema;
  }

  /** All components by name. */
  sorted(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #add(name: string, definition: JsonSchema): void {
    const known = this.#components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`Schema "${name}" has two shapes (sent and received differ?): give each its own id.`);
    }
    this.#components.set(name, definition);
  }
}

/** JSON Schema 2020-12 has `examples`; a format says more than the pattern that zod checks it with. */
function tidy({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if ("example" in jsonSchema) {
    jsonSchema.examples = [jsonSchema.example];
    delete jsonSchema.example;
  }
  if (FORMATS_THAT_SAY_IT.has(String(jsonSchema.format))) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minLength === 0) delete jsonSchema.minLength;
}

function pointAtComponents(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pointAtComponents);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]) =>
      keyword === "$ref" && typeof value === "string"
        ? [keyword, value.replace(REF, "#/components/schemas/")]
        : [keyword, pointAtComponents(value)],
    ),
  );
}
