import { z } from "zod";
import { problem } from "../../../platform/http/problem.ts";

/** What is asked of an answer: names of its fields; of those that are objects or lists of them, also what of each. */
export type Fields = ReadonlyMap<string, Fields | "whole">;

const NAMES_MAX = 50;

/**
 * Reads `id,title,variants.price`; a 400 problem for names that the answer does not have. Null when nothing was asked:
 * then it is the whole answer.
 */
export function readFields(asked: string | null, schema: z.ZodObject): Fields | null {
  if (asked === null) return null;
  const names = asked.split(",").map((name) => name.trim());
  if (names.length > NAMES_MAX) throw refused(`takes at most ${NAMES_MAX} names`);

  const fields = new Map<string, Map<string, "whole"> | "whole">();
  for (const name of names) {
    const [first = "", second, ...more] = name.split(".");
    const part = Object.hasOwn(schema.shape, first) ? schema.shape[first] : undefined;
    const inner = part && objectIn(part);
    const isKnown =
      part !== undefined &&
      more.length === 0 &&
      (second === undefined || (inner && Object.hasOwn(inner.shape, second)));
    if (!isKnown) throw refused(`"${name.slice(0, 64)}" is not one of its fields`);

    const earlier = fields.get(first);
    if (second === undefined || earlier === "whole") fields.set(first, "whole");
    else fields.set(first, (earlier ?? new Map<string, "whole">()).set(second, "whole"));
  }
  return fields;
}

/** The value with these fields alone; a list with its items cut. */
export function pickFields(value: unknown, fields: Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => pickFields(item, fields));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const wanted = fields.get(name);
      if (wanted === undefined) return [];
      return [[name, wanted === "whole" ? inner : pickFields(inner, wanted)]];
    }),
  );
}

/** The object that a part is, or is a list of, or may be. */
function objectIn(part: z.core.$ZodType): z.ZodObject | null {
  if (part instanceof z.ZodObject) return part;
  if (part instanceof z.ZodArray) return objectIn(part.element);
  if (part instanceof z.ZodNullable || part instanceof z.ZodOptional) return objectIn(part.unwrap());
  if (part instanceof z.ZodUnion) return part.options.map(objectIn).find((found) => found !== null) ?? null;
  return null;
}

function refused(detail: string) {
  return problem("invalid_request", { errors: [{ pointer: "?fields", detail }] });
}
