import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import document from "../../contracts/openapi/openapi.json" with { type: "json" };

type Node = { [key: string]: Node | undefined };
type Exchange = { method: string; path: string; status: number; contentType: string | null; body: unknown };

const DOCUMENT = "souk";
const PROBLEM = "application/problem+json";
const paths = document.paths as unknown as Record<string, Node>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: DOCUMENT, ...(document as object) });

/**
 * Throws unless the OpenAPI document promises this answer: the status is documented for the operation and the body
 * fits the schema of its content type. Where no operation lives, only a problem is a right answer.
 */
export function checkContract({ method, path, status, contentType, body }: Exchange): void {
  const where = `${method} ${path} -> ${status}`;
  const found = findOperation(method.toLowerCase(), new URL(path, "https://shop.example").pathname);
  const type = contentType?.split(";", 1)[0] ?? null;
  if (!found && status >= 400) {
    validate(`${DOCUMENT}#/components/schemas/Problem`, body, where);
    return;
  }
  if (!found) throw new Error(`${where}: no such operation is documented`);

  const answer = found.operation.responses?.[String(status)];
  if (!answer) throw new Error(`${where}: this status is not documented`);
  const base = answer.$ref
    ? `${DOCUMENT}${answer.$ref}`
    : `${DOCUMENT}#/paths/${escapePointer(found.template)}/${method.toLowerCase()}/responses/${status}`;
  const content = (answer.$ref ? document.components.responses.InternalError : answer).content as
    | Node
    | undefined;

  if (!content || type === null) {
    if (content) throw new Error(`${where}: a body is documented and none came`);
    return;
  }
  if (type !== "application/json" && type !== PROBLEM) return;
  if (!content[type]) throw new Error(`${where}: ${type} is not documented`);
  validate(`${base}/content/${escapePointer(type)}/schema`, body, where);
}

function findOperation(method: string, path: string): { template: string; operation: Node } | null {
  for (const [template, methods] of Object.entries(paths)) {
    const pattern = new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);
    const operation = methods[method];
    if (operation && pattern.test(path)) return { template, operation };
  }
  return null;
}

function validate(pointer: string, body: unknown, where: string): void {
  const check = ajv.getSchema(pointer) as ValidateFunction | undefined;
  if (!check) throw new Error(`${where}: no schema at ${pointer}`);
  if (!check(body))
    throw new Error(`${where}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(body).slice(0, 1_000)}`);
}

/** RFC 6901 within a URI fragment. */
function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
