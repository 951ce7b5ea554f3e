import { problem } from "../../../platform/http/problem.ts";

/** The whole body, or a 413 problem as soon as it exceeds the limit, whatever its headers claim. */
export async function readAtMost(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of request.body ?? []) {
    total += part.byteLength;
    if (total > bytesMax) throw problem("body_too_large", { members: { limit_bytes: bytesMax } });
    parts.push(part);
  }

  const whole = new Uint8Array(total);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
