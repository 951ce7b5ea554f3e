import type { Flaw } from "../../../domain/catalog/flaw.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";

/** 400 that names each place (RFC 6901) and what is wrong there. */
export function refuseFlaws(flaws: readonly Flaw[]): ProblemError {
  return problem("invalid_request", { errors: flaws.map(showFlaw) });
}

/** 409: what is taken, by the place where the request asks for it. */
export function refuseTaken(flaws: readonly Flaw[]): ProblemError {
  return problem("already_exists", { errors: flaws.map(showFlaw) });
}

function showFlaw({ at, detail }: Flaw): { pointer: string; detail: string } {
  const parts = at.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return { pointer: parts.join(""), detail };
}
