import { findAddressDanger } from "../../../../domain/catalog/import/find-address-danger.ts";

const REDIRECTS_MAX = 3;

type Ask = (address: string, request: RequestInit) => Promise<Response>;

/**
 * IMP-5 Asks for what lies at an address of somebody else's choice, or says why not. Redirects are followed by hand, a few
 * of them, and every address on the way is judged like the first.
 */
export async function followAddress(
  address: string,
  ask: Ask,
  signal: AbortSignal,
  exemptOrigin?: string,
): Promise<Response | string> {
  let next = address;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const danger = isExempt(next, exemptOrigin) ? null : findAddressDanger(next);
    if (danger !== null) return redirects === 0 ? danger : `leads to an address that ${danger}`;

    const answer = await ask(next, { redirect: "manual", signal, headers: { accept: "image/*" } });
    if (answer.status === 200) return answer;
    await answer.body?.cancel();
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) return `answers ${answer.status}`;
    next = URL.parse(location, next)?.href ?? "";
  }
  return "leads from one address to the next";
}

function isExempt(address: string, exemptOrigin: string | undefined): boolean {
  return exemptOrigin !== undefined && URL.parse(address)?.origin === exemptOrigin;
}
