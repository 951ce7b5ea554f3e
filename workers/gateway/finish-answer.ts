import type { GatewayCall } from "./call.ts";
import { isOpenToOrigins, openToOrigins } from "./cors.ts";

const CLOSED_PAGE = "default-src 'none'; frame-ancestors 'none'";
/** A picture may be an SVG somebody uploaded: opened as a page, it may draw and nothing else. */
const PICTURE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
const A_YEAR_S = 31_536_000;

/** Adds what every answer carries, whoever made it: request id, timing, security headers, CORS, a caching rule. */
export function finishAnswer(answer: Response, call: GatewayCall, soukEnv: string): Response {
  const { headers } = answer;
  headers.set("x-request-id", call.requestId);
  headers.append("server-timing", showTimings(call));
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  if (soukEnv === "production") headers.set("strict-transport-security", `max-age=${A_YEAR_S}`);
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", call.face === "media" ? PICTURE : CLOSED_PAGE);
  }
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (isOpenToOrigins(call)) openToOrigins(headers);
  headers.set("cross-origin-resource-policy", isOpenToOrigins(call) ? "cross-origin" : "same-origin");
  return answer;
}

function showTimings({ timings, startedAtMs }: GatewayCall): string {
  const entries = [...timings, { name: "total", tookMs: Date.now() - startedAtMs }];
  return entries.map(({ name, tookMs }) => `${name};dur=${tookMs}`).join(", ");
}
