import document from "../../../contracts/openapi/openapi.json" with { type: "json" };

/** The part of JSON Schema that our contracts use and the pages show. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: (string | number | null)[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: Schema;
};

export type Content = Record<string, { schema: Schema }>;

export type Answer = {
  description: string;
  headers?: Record<string, { schema: Schema; description?: string }>;
  content?: Content;
  "x-problem-codes"?: string[];
};

export type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { description: string; content: Content };
  responses: Record<string, Answer | { $ref: string }>;
};

export type OpenApiDocument = {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
};

/** The generated document, as our own generator writes it (tools/generate-openapi.ts). */
export const openApiDocument = document as unknown as OpenApiDocument;

/** `Money` of `#/components/schemas/Money`. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}
