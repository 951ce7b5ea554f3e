import { parseAst } from "vitest/node";

/** A module that a file names: in an import, an export, a dynamic import or a type. */
export type Import = { specifier: string; line: number };

/** Every module that a TypeScript text names, types included, in the order of the text. */
export function findImports(text: string): Import[] {
  const found: { specifier: string; start: number }[] = [];
  visit(parseAst(text, { lang: "ts" }), found);
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ specifier, start }) => ({ specifier, line: text.slice(0, start).split("\n").length }));
}

const NAMING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
  "TSExternalModuleReference",
]);

function visit(node: unknown, found: { specifier: string; start: number }[]): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, found);
    return;
  }
  if (typeof node !== "object" || node === null) return;

  const { type, start, source, argument, expression } = node as Record<string, unknown>;
  if (typeof type === "string" && NAMING.has(type)) {
    const specifier = literal(source) ?? literal(argument) ?? literal(expression);
    if (specifier !== null) found.push({ specifier, start: Number(start) });
  }
  for (const child of Object.values(node)) visit(child, found);
}

/** The text of a string literal, also one that is wrapped as a literal type. */
function literal(node: unknown): string | null {
  if (typeof node !== "object" || node === null) return null;
  if ("value" in node && typeof node.value === "string") return node.value;
  return "literal" in node ? literal(node.literal) : null;
}
