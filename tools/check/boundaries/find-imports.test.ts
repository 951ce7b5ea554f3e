import { expect, it } from "vitest";
import { findImports } from "./find-imports.ts";

it("finds every way in which a file can name another", () => {
  const text = `import value from "./value.ts";
import type { Shape } from "./shape.ts";
import "./effect.ts";
export { a, b as c } from "./named.ts";
export * from "./all.ts";
export type { T } from "./types.ts";
const later = await import("./later.ts");
type Far = import("./far.ts").Far;
type Whole = typeof import("./whole.ts");
class Generic<T> { #field = 1; declare x: T }
`;

  expect(findImports(text)).toEqual([
    { specifier: "./value.ts", line: 1 },
    { specifier: "./shape.ts", line: 2 },
    { specifier: "./effect.ts", line: 3 },
    { specifier: "./named.ts", line: 4 },
    { specifier: "./all.ts", line: 5 },
    { specifier: "./types.ts", line: 6 },
    { specifier: "./later.ts", line: 7 },
    { specifier: "./far.ts", line: 8 },
    { specifier: "./whole.ts", line: 9 },
  ]);
});

it("is not deceived by comments, strings, templates and regular expressions", () => {
  const text = `// import "./comment.ts"
const a = 'import "./string.ts"';
const b = \`import("./template.ts")\`;
const c = /import "re"/;
export const d = 1;
`;
  expect(findImports(text)).toEqual([]);
});
