import type { Operation, Parameter, Schema } from "./openapi-document.ts";
import { sampleValue } from "./sample-value.ts";

/** Values that the walkthrough keeps in the shell. */
const IN_SHELL: Record<string, string> = {
  "X-Cart-Token": "$CART_TOKEN",
  "X-Visitor-Token": "$VISITOR_TOKEN",
  "Idempotency-Key": "$(uuidgen)",
};

/** So are the ids of what a shopper is working on. */
const ID_IN_SHELL: readonly [prefix: string, variable: string][] = [
  ["cart_", "$CART"],
  ["line_", "$LINE"],
  ["order_", "$ORDER"],
  ["prod_", "$PRODUCT"],
];

/** A call that can be pasted into a shell in which `SOUK`, `PK` and `SK` are set. */
export function curlExample(
  method: string,
  path: string,
  operation: Operation,
  components: Record<string, Schema>,
): string {
  const parameters = operation.parameters ?? [];
  const sample = (parameter: Parameter) => String(sampleValue(parameter.schema, components));
  const filled = parameters
    .filter((parameter) => parameter.in === "path")
    .reduce((url, parameter) => url.replace(`{${parameter.name}}`, () => inPath(sample(parameter))), path);

  const verb = method === "get" ? "" : `-X ${method.toUpperCase()} `;
  const lines = [`curl ${verb}"$SOUK${filled}"`, ...credential(operation)];
  for (const parameter of parameters) {
    if (parameter.in === "header" && isWorthShowing(parameter)) {
      lines.push(`-H "${parameter.name}: ${IN_SHELL[parameter.name] ?? sample(parameter)}"`);
    }
  }
  lines.push(...bodyLines(operation, components));
  return lines.join(" \\\n  ");
}

function inPath(value: string): string {
  const known = ID_IN_SHELL.find(([prefix]) => value.startsWith(prefix));
  return known ? known[1] : encodeURIComponent(value);
}

function credential({ security }: Operation): string[] {
  const [scheme] = security;
  if (!scheme) return [];
  return "SecretKey" in scheme ? ['-H "Authorization: Bearer $SK"'] : ['-H "X-Publishable-Key: $PK"'];
}

/** What is required, and the key that makes a write safe to send again. */
function isWorthShowing({ name, required }: Parameter): boolean {
  return required || name === "Idempotency-Key";
}

function bodyLines({ requestBody }: Operation, components: Record<string, Schema>): string[] {
  if (!requestBody) return [];
  const json = requestBody.content["application/json"];
  if (!json)
    return [`-H 'Content-Type: ${Object.keys(requestBody.content)[0]}'`, "--data-binary @picture.svg"];
  const body = JSON.stringify(sampleValue(json.schema, components), null, 2);
  const quoted = body.replaceAll("'", "'\\''").replaceAll("\n", "\n  ");
  return ["-H 'Content-Type: application/json'", `-d '${quoted}'`];
}
