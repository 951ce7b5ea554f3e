import { describeLimits, describeType } from "./describe-type.ts";
import { type Html, html } from "./html.ts";
import type { Parameter, Schema } from "./openapi-document.ts";
import { inlineProse } from "./prose.ts";

/** Which fields are marked: those a sender must send, or those a reader may miss. */
type Mark = "required" | "optional";

/** The fields of an object, objects within it indented; components are linked, not repeated. */
export function fieldList(schema: Schema, mark: Mark): Html {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return html`<p class="plain">${describeType(schema)}${description(schema)}</p>`;
  const required = schema.required ?? [];
  return html`<dl class="fields">${fields.map(([name, field]) =>
    row({ name, required: required.includes(name), schema: field, description: field.description }, mark),
  )}</dl>`;
}

export function parameterList(parameters: readonly Parameter[]): Html {
  return html`<dl class="fields">${parameters.map((parameter) => row(parameter, "required"))}</dl>`;
}

type Field = { name: string; required: boolean; schema: Schema; description?: string | undefined };

function row({ name, required, schema, description: text }: Field, mark: Mark): Html {
  const isMarked = required === (mark === "required");
  const limits = describeLimits(schema).join(" · ");
  const nested = objectWithin(schema);
  return html`<div class="field">
<dt><code class="name">${name}</code> <span class="type">${describeType(schema)}</span> ${
    isMarked ? html`<span class="mark">${mark}</span>` : null
  }</dt>
<dd>${text === undefined ? null : inlineProse(text)} ${
    limits === "" ? null : html`<span class="limits">${limits}</span>`
  }${nested ? fieldList(nested, mark) : null}</dd>
</div>`;
}

function description(schema: Schema): Html | null {
  return schema.description === undefined ? null : html`: ${inlineProse(schema.description)}`;
}

/** The unnamed object that a field, the items of a list or the other side of a null consist of. */
function objectWithin(schema: Schema): Schema | null {
  if (schema.properties) return schema;
  if (schema.items) return objectWithin(schema.items);
  for (const alternative of schema.anyOf ?? []) {
    const found = objectWithin(alternative);
    if (found) return found;
  }
  return null;
}
