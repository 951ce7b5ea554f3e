import { type Html, html } from "./html.ts";
import { nameOfRef, type Schema } from "./openapi-document.ts";

/** A schema's type in words, with components linked: `array of Money or null`. */
export function describeType(schema: Schema): Html {
  if (schema.$ref) {
    const name = nameOfRef(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf) return alternatives(schema.anyOf.map(describeType));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return alternatives(schema.enum.map((value) => html`<code>${String(value)}</code>`));
  if (Array.isArray(schema.type)) {
    return alternatives(schema.type.map((type) => describeType({ ...schema, type })));
  }

  switch (schema.type) {
    case "array":
      return html`array of ${describeType(schema.items ?? {})}`;
    case "object":
      return typeof schema.additionalProperties === "object" && !schema.properties
        ? html`map of ${describeType(schema.additionalProperties)}`
        : html`object`;
    case undefined:
      return html`any value`;
    default:
      return html`${schema.format ?? schema.type}`;
  }
}

/** What a value must keep to, as short phrases: `1 to 200 characters`, `at most 50`. */
export function describeLimits(schema: Schema): string[] {
  const phrases: string[] = [];
  const range = (min: number | undefined, max: number | undefined, unit: string) => {
    const phrase = showRange(min, max, unit);
    if (phrase) phrases.push(phrase);
  };
  range(schema.minLength, schema.maxLength, "characters");
  range(schema.minimum, schema.maximum, "");
  range(schema.minItems, schema.maxItems, "items");
  if (schema.default !== undefined) phrases.push(`default ${JSON.stringify(schema.default)}`);
  if (schema.pattern) phrases.push(`matches ${schema.pattern}`);
  return phrases;
}

function showRange(min: number | undefined, max: number | undefined, unit: string): string {
  const number = (value: number) => value.toLocaleString("en-US");
  if (min === undefined && max === undefined) return "";
  if (min === undefined) return `at most ${number(max ?? 0)} ${unit}`.trim();
  if (max === undefined) return `at least ${number(min)} ${unit}`.trim();
  return `${number(min)} to ${number(max)} ${unit}`.trim();
}

function alternatives(words: Html[]): Html {
  return html`${words.map((word, index) => (index === 0 ? word : html` or ${word}`))}`;
}
